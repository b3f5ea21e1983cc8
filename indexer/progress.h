// SPDX-License-Identifier: GPL-3.0-or-later
// A progress bar on a terminal; silent in a pipe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>

namespace firstline::indexer {

class Progress {
 public:
  /// `total` steps are to come. `quiet`: never draw.
  Progress(std::size_t total, bool quiet);
  /// Removes the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One step done. Any thread.
  void step();

 private:
  void draw(std::size_t done);

  const std::size_t total_;
  const bool on_terminal_;
  std::atomic<std::size_t> done_ = 0;
  std::mutex drawing_;
  std::chrono::steady_clock::time_point last_drawn_;
};

}  // namespace firstline::indexer
