// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/bots.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/failure.h"
#include "base/file.h"
#include "base/resources.h"

namespace firstline::server {
namespace {

constexpr std::size_t kShortestFragment = 3;     // "bot"
constexpr std::size_t kLongestUserAgent = 2048;  // bytes looked at: no real one is longer

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_printable(char c) {
  return c >= 0x20 && c < 0x7F;
}

bool holds(std::string_view text, std::string_view fragment) {
  return text.find(fragment) != std::string_view::npos;
}

}  // namespace

DeclaredBots DeclaredBots::load(const std::filesystem::path& file) {
  // What every browser says: a fragment of it would call all customers robots.
  constexpr std::string_view kBrowser =
      "mozilla/5.0 (linux; android 10; k) applewebkit/537.36 (khtml, like gecko) chrome/120.0.0.0 mobile "
      "safari/537.36";
  const auto fail = [&](int line, const std::string& reason) {
    throw base::Failure("reading", fmt::format("{}:{}", file.string(), line), reason);
  };
  DeclaredBots bots;
  std::istringstream lines(base::read_file(file));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const bool is_exception = line.front() == '!';
    const std::string fragment = line.substr(is_exception ? 1 : 0);
    if (fragment.size() < kShortestFragment) fail(number, "'" + fragment + "' is too short to tell a robot");
    if (!std::all_of(fragment.begin(), fragment.end(), is_printable) || lower_case(fragment) != fragment)
      fail(number, "'" + fragment + "' is not in printable lower-case ASCII");
    if (fragment.front() == ' ' || fragment.back() == ' ')
      fail(number, "'" + fragment + "' begins or ends with a space");
    if (holds(kBrowser, fragment)) fail(number, "'" + fragment + "' is in every browser's name");
    (is_exception ? bots.exceptions_ : bots.fragments_).push_back(fragment);
  }
  if (bots.fragments_.empty()) fail(number, "there is no fragment");
  return bots;
}

DeclaredBots DeclaredBots::load_shipped() {
  return load(base::find_resource("server/data") / "bots.txt");
}

bool DeclaredBots::matches(std::string_view user_agent) const {
  std::string text = lower_case(user_agent.substr(0, kLongestUserAgent));
  for (const std::string& exception : exceptions_)
    for (std::size_t at = text.find(exception); at != std::string::npos; at = text.find(exception, at + 1))
      std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), exception.size(), ' ');
  return std::any_of(fragments_.begin(), fragments_.end(),
                     [&text](const std::string& fragment) { return holds(text, fragment); });
}

bool is_prefetch(std::string_view sec_purpose, std::string_view forerunner) {
  for (const std::string_view value : {sec_purpose, forerunner}) {
    const std::string why = lower_case(value);
    if (holds(why, "prefetch") || holds(why, "prerender") || holds(why, "preview")) return true;
  }
  return false;
}

}  // namespace firstline::server
