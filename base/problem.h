// SPDX-License-Identifier: GPL-3.0-or-later
// What a person's mistake looks like: a value that names where it is and what to do about it.
// Made by the indexer's readers, printed at the end of its run. The machine's own trouble is base/failure.h.
#pragma once

#include <compare>
#include <string>

namespace firstline::base {

enum class Severity { kWarning, kError };

/// One thing wrong with one file. Sorted by place, so that two runs print the same list.
struct Problem {
  std::string path;  ///< as the user wrote the folder, then the path below it
  int line = 1;      ///< from 1, counted from the top of the file, front matter included
  int column = 1;    ///< from 1, in characters (code points), not bytes
  Severity severity = Severity::kError;
  std::string rule;     ///< stable name of the check, e.g. "unknown-key"
  std::string message;  ///< one sentence, plain English

  auto operator<=>(const Problem&) const = default;
};

/// "error" or "warning".
const char* severity_name(Severity severity);

/// `path:line:column: error|warning: message [rule-name]`
std::string format_problem(const Problem& problem);

}  // namespace firstline::base
