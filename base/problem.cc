// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/problem.h"

#include <fmt/format.h>

namespace firstline::base {

const char* severity_name(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

std::string format_problem(const Problem& problem) {
  return fmt::format("{}:{}:{}: {}: {} [{}]", problem.path, problem.line, problem.column,
                     severity_name(problem.severity), problem.message, problem.rule);
}

}  // namespace firstline::base
