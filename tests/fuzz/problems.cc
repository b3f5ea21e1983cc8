// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/problems.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace firstline::fuzz {

void check_problems(const std::vector<base::Problem>& problems, std::string_view source) {
  // A file that ends too early is blamed on the line behind its last one, or on the end mark that we add.
  const auto lines =
      std::count(source.begin(), source.end(), '\n') + std::count(source.begin(), source.end(), '\r') + 1;
  for (const base::Problem& problem : problems) {
    const std::string text = base::format_problem(problem);
    expect(problem.line >= 1 && problem.line <= lines + 2, "a problem stands in the file", text);
    expect(problem.column >= 1, "a problem stands in its line", text);
    expect(!problem.rule.empty() && !problem.message.empty(), "a problem says what it is", text);
    expect_utf8(text, "a problem can be printed");
    expect(text.find('\n') == std::string::npos, "a problem is one line", text);
  }
}

}  // namespace firstline::fuzz
