// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace firstline::indexer {
namespace {

void print_json(const RunReport& report, std::ostream& out) {
  nlohmann::ordered_json problems = nlohmann::ordered_json::array();
  for (const base::Problem& problem : report.problems)
    problems.push_back({{"path", problem.path},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"severity", base::severity_name(problem.severity)},
                        {"rule", problem.rule},
                        {"message", problem.message}});
  const nlohmann::ordered_json all = {{"problems", problems},
                                      {"summary",
                                       {{"read", report.read},
                                        {"added", report.added},
                                        {"changed", report.changed},
                                        {"removed", report.removed},
                                        {"unchanged", report.unchanged},
                                        {"problems", report.problems.size()},
                                        {"published", report.published},
                                        {"seconds", report.seconds}}}};
  out << all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace

void print_report(const RunReport& report, bool json, bool summary, std::ostream& out) {
  if (json) {
    print_json(report, out);
  } else {
    for (const base::Problem& problem : report.problems) out << base::format_problem(problem) << '\n';
    if (summary)
      out << fmt::format(
          "articles: {} read, {} added, {} changed, {} removed, {} unchanged, {} problems, {:.2f} s\n",
          report.read, report.added, report.changed, report.removed, report.unchanged, report.problems.size(),
          report.seconds);
  }
  out.flush();
}

}  // namespace firstline::indexer
