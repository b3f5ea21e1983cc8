// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace firstline::indexer {
namespace {

constexpr auto kBetweenDrawings = std::chrono::milliseconds(100);
constexpr std::size_t kWidth = 40;

}  // namespace

Progress::Progress(std::size_t total, bool quiet)
    : total_(total), on_terminal_(!quiet && total > 0 && ::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (on_terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::step() {
  const std::size_t done = ++done_;
  if (!on_terminal_) return;
  const std::unique_lock lock(drawing_, std::try_to_lock);
  if (!lock) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_drawn_ < kBetweenDrawings && done != total_) return;
  last_drawn_ = now;
  draw(done);
}

void Progress::draw(std::size_t done) {
  const std::size_t filled = kWidth * done / total_;
  fmt::print(stderr, "\r[{:<{}}] {}/{}", std::string(filled, '#'), kWidth, done, total_);
  std::fflush(stderr);
}

}  // namespace firstline::indexer
