// SPDX-License-Identifier: GPL-3.0-or-later
// What was promised, what was measured, and whether that is enough.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace firstline::load {

/// What decides in this run. Counts, statuses and closings always do.
struct Judged {
  bool times = true;   ///< not where others use the machine
  bool memory = true;  ///< not under sanitizers
};

class Table {
 public:
  explicit Table(const Judged& judged) : judged_(judged) {}

  /// "what | at most | measured | reached?"
  void count(const std::string& what, double most, double measured, const std::string& more = "");
  void time(const std::string& what, double most, double measured, const std::string& more = "");
  void memory(const std::string& what, double most_mb, double measured_mb, const std::string& more = "");
  /// Only told.
  void note(const std::string& what, const std::string& measured);

  bool all_reached() const;
  void print() const;

 private:
  struct Row {
    std::string what, most, measured;
    const char* reached;
  };
  void add(const std::string& what, double most, double measured, const std::string& more, bool judged);

  const Judged judged_;
  mutable std::mutex mutex_;  // phases may run at once
  std::vector<Row> rows_;
  bool all_reached_ = true;
};

/// A line about what goes on, at once.
void say(const std::string& text);

}  // namespace firstline::load
