// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/table.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace firstline::load {
namespace {

/// One decimal, or none when there is nothing behind the point.
std::string figure(double value) {
  return std::floor(value) == value ? fmt::format("{:.0f}", value) : fmt::format("{:.1f}", value);
}

}  // namespace

void Table::add(const std::string& what, double most, double measured, const std::string& more, bool judged) {
  const bool reached = measured <= most;  // false for NaN: nothing was measured
  const std::lock_guard lock(mutex_);
  rows_.push_back({what, figure(most), figure(measured) + (more.empty() ? "" : "   (" + more + ")"),
                   !judged   ? "not judged"
                   : reached ? "yes"
                             : "NO"});
  if (judged && !reached) all_reached_ = false;
}

void Table::count(const std::string& what, double most, double measured, const std::string& more) {
  add(what, most, measured, more, true);
}

void Table::time(const std::string& what, double most, double measured, const std::string& more) {
  add(what, most, measured, more, judged_.times);
}

void Table::memory(const std::string& what, double most_mb, double measured_mb, const std::string& more) {
  add(what, most_mb, measured_mb, more, judged_.memory);
}

void Table::note(const std::string& what, const std::string& measured) {
  const std::lock_guard lock(mutex_);
  rows_.push_back({what, "", measured, ""});
}

bool Table::all_reached() const {
  const std::lock_guard lock(mutex_);
  return all_reached_;
}

void Table::print() const {
  const std::lock_guard lock(mutex_);
  const auto line = [](const std::string& what, const std::string& most, const char* reached,
                       const std::string& measured) {
    fmt::print("{:<58} {:>8}  {:<10}  {}\n", what, most, reached, measured);
  };
  fmt::print("\n");
  line("what", "at most", "reached?", "measured");
  for (const Row& row : rows_) line(row.what, row.most, row.reached, row.measured);
  std::fflush(stdout);
}

void say(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

}  // namespace firstline::load
