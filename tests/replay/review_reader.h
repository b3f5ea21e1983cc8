// SPDX-License-Identifier: GPL-3.0-or-later
// What the server's review says, asked over HTTP as a program that has a token asks.
#pragma once

#include <filesystem>
#include <string>

#include "tests/replay/judge_gaps.h"

namespace firstline::replay {

/// Makes a users file with one viewer; the viewer's token.
std::string make_viewer(const std::filesystem::path& users);

class ReviewReader {
 public:
  ReviewReader(int port, const std::string& token);

  /// The generation that the gaps are held against; empty while there is none.
  std::string generation() const;
  /// Waits until all `searches` are read, grouped, and held against another generation than `former`. Fails
  /// after some minutes. The seconds it took.
  double wait(std::size_t searches, const std::string& former) const;
  /// `searches`: how many there are by now.
  Reviewed read(std::size_t searches) const;
  /// How long each page takes; the longest of a few tries.
  std::vector<Figure> page_times() const;

 private:
  std::string get(const std::string& target) const;

  int port_;
  std::string header_;
};

}  // namespace firstline::replay
