// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines and their files: a program's arguments, one a line, up to a line "--"; behind it the TOML
// file that --config names.
#include "server/options.h"

#include <iostream>

#include "indexer/options.h"
#include "language/rules.h"
#include "language/utf8.h"
#include "server/site_address.h"
#include "tests/fuzz/target.h"
#include "tests/support/temporary_folder.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 16 << 10;  // written by the operator; none has more

/// What the parsers print is not looked at.
class Silence {
 public:
  Silence() : out_(std::cout.rdbuf(nullptr)), error_(std::cerr.rdbuf(nullptr)) {}
  ~Silence() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(error_);
    std::cout.clear();
    std::cerr.clear();
  }

 private:
  std::streambuf* const out_;
  std::streambuf* const error_;
};

void check_server(int count, const char* const* arguments) {
  server::Options options;
  if (const auto code = server::parse_options(count, arguments, options)) {
    expect(*code == 0 || *code == 2, "a command line is right, wrong, or a question");
    return;
  }
  expect(!options.index.empty() && !options.log.empty(), "what is needed was given");
  expect(options.port >= 0 && options.port <= 65'535 && !options.host.empty(),
         "there is an address to listen on");
  expect(options.threads >= 1 && options.threads <= 1'000, "threads stay in their range");
  expect(options.retention_days >= 1, "days stay in their range");
  expect(options.url.empty() || server::parse_site_address(options.url) == options.url,
         "the site's address is one", options.url);
  expect(options.messages != options.log, "messages have a file of their own");
  for (const auto& threshold : {options.thresholds.weak_from, options.thresholds.yes_from})
    expect(!threshold || (*threshold >= 0 && *threshold <= 1), "a threshold is from 0 to 1");
}

void check_explain(int count, const char* const* arguments) {
  server::ExplainOptions options;
  if (server::parse_explain_options(count, arguments, options)) return;
  expect_utf8(options.question, "a question is valid UTF-8");
  expect(options.format == "text" || options.format == "json", "a format is one that there is");
  expect(options.lang.empty() || language::is_language_tag(options.lang), "a language is a tag");
}

void check_indexer(int count, const char* const* arguments) {
  indexer::Options options;
  if (indexer::parse_options(count, arguments, options)) return;
  expect(!options.index.empty() || options.check, "an index is given unless it is only a check");
}

/// Another file than ours would be the machine's: a run must depend on its bytes alone.
bool names_file(std::string_view argument) {
  return argument.find("config") != std::string_view::npos;
}

void run(std::string_view bytes) {
  static const tests::TemporaryFolder folder;
  std::vector<std::string> arguments = {"program"};
  bool has_file = false;
  while (!bytes.empty() && !has_file) {
    const std::string_view line = take_line(bytes);
    has_file = line == "--";
    if (!has_file && !names_file(line)) arguments.emplace_back(line.substr(0, line.find('\0')));
  }
  if (has_file) arguments.push_back("--config=" + folder.write("options.toml", bytes).string());
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  const Silence silence;
  check_server(static_cast<int>(pointers.size()), pointers.data());
  check_indexer(static_cast<int>(pointers.size()), pointers.data());
  pointers.insert(pointers.begin() + 1, "explain");
  check_explain(static_cast<int>(pointers.size()), pointers.data());
}

const Target target("options", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
