// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "language/utf8.h"

namespace firstline::fuzz {
namespace {

std::vector<const Target*>& known() {
  static std::vector<const Target*> all;
  return all;
}

}  // namespace

Target::Target(const char* target_name, std::size_t target_most_bytes,
               void (*target_run)(std::string_view bytes))
    : name(target_name), most_bytes(target_most_bytes), run(target_run) {
  known().push_back(this);
}

const std::vector<const Target*>& targets() {
  std::sort(known().begin(), known().end(), [](const Target* a, const Target* b) {
    return std::string_view(a->name) < std::string_view(b->name);
  });
  return known();
}

void expect(bool holds, std::string_view what, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  if (!text.empty()) std::fprintf(stderr, "of: %.*s\n", static_cast<int>(text.size()), text.data());
  std::abort();
}

void expect_utf8(std::string_view text, std::string_view what) {
  expect(!language::find_invalid_utf8(text), what, text);
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

}  // namespace firstline::fuzz
