// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/users.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/failure.h"
#include "base/secrets.h"
#include "language/utf8.h"

namespace firstline::server {
namespace {

constexpr std::string_view kTokenMark = "token:";
constexpr std::string_view kFirstLine =
    "# name role password-hash token-hashes; `firstline-server user --help` tells how to change it";
constexpr std::size_t kMostProblems = 5;  // told at once

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string_view> words;
  for (std::size_t begin = line.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    begin = line.find_first_not_of(kBlanks, end);
  }
  return words;
}

/// What is wrong with a user's line; empty when nothing is. Hashes are not repeated: messages go to logs.
std::string read_user(const std::vector<std::string_view>& words, User& user) {
  if (!is_user_name(words[0]))
    return fmt::format("a name is 1 to {} letters, digits, '.', '-', '_' and '@'", kLongestUserName);
  user.name = words[0];
  if (words.size() < 3) return fmt::format("expected: {} ROLE PASSWORD-HASH", user.name);
  const auto role = role_of(words[1]);
  if (!role) return fmt::format("the role of {} is neither lead nor viewer", user.name);
  user.role = *role;
  if (!base::is_password_hash(words[2]))
    return fmt::format("no password hash that we make; run: firstline-server user password {}", user.name);
  user.password_hash = words[2];
  for (std::size_t i = 3; i < words.size(); ++i) {
    const std::string_view hash = words[i].substr(std::min(kTokenMark.size(), words[i].size()));
    if (!words[i].starts_with(kTokenMark) || !base::is_secret_hash(hash))
      return fmt::format("word {} is not token: and 64 hexadecimal digits", i + 1);
    user.token_hashes.emplace_back(hash);
  }
  if (user.token_hashes.size() > kMostTokens)
    return fmt::format("{} has more than {} tokens", user.name, kMostTokens);
  return "";
}

std::string line_of(const User& user) {
  std::string line = fmt::format("{} {} {}", user.name, role_name(user.role), user.password_hash);
  for (const std::string& hash : user.token_hashes) line.append(" ").append(kTokenMark).append(hash);
  return line;
}

}  // namespace

const char* role_name(Role role) {
  return role == Role::kLead ? "lead" : "viewer";
}

std::optional<Role> role_of(std::string_view name) {
  if (name == "lead") return Role::kLead;
  if (name == "viewer") return Role::kViewer;
  return std::nullopt;
}

bool is_user_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestUserName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '-' || c == '_' || c == '@';
         });
}

Users Users::parse(std::string_view text, const std::string& path) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Users users;
  std::set<std::string> names;
  std::string problems;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Line& line = users.lines_.emplace_back();
    line.text = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::vector<std::string_view> words = words_of(line.text);
    if (words.empty() || words[0].front() == '#') continue;
    User user;
    std::string problem = read_user(words, user);
    if (problem.empty() && !names.insert(user.name).second)
      problem = fmt::format("{} is there twice", user.name);
    if (problem.empty() && names.size() > kMostUsers) problem = fmt::format("more than {} users", kMostUsers);
    if (!problem.empty() && ++count <= kMostProblems)
      problems += fmt::format("{}line {}: {}", count > 1 ? "; " : "", users.lines_.size(), problem);
    line.user = std::move(user);
    ++users.count_;
  }
  if (count > kMostProblems) problems += fmt::format("; and {} more", count - kMostProblems);
  if (count > 0) throw base::Failure("reading the users", path, problems);
  return users;
}

const User* Users::find(std::string_view name) const {
  for (const Line& line : lines_)
    if (line.user && line.user->name == name) return &*line.user;
  return nullptr;
}

const User* Users::find_by_token(std::string_view token) const {
  const std::string hash = base::secret_hash(token);
  const User* found = nullptr;
  for (const Line& line : lines_) {
    if (!line.user) continue;
    for (const std::string& each : line.user->token_hashes)
      if (base::same_secret(each, hash)) found = &*line.user;
  }
  return found;
}

std::vector<const User*> Users::all() const {
  std::vector<const User*> users;
  for (const Line& line : lines_)
    if (line.user) users.push_back(&*line.user);
  return users;
}

void Users::put(const User& user) {
  for (Line& line : lines_)
    if (line.user && line.user->name == user.name) {
      line = {line_of(user), user};
      return;
    }
  if (lines_.empty()) lines_.push_back({std::string(kFirstLine), std::nullopt});
  lines_.push_back({line_of(user), user});
  ++count_;
}

bool Users::remove(std::string_view name) {
  const std::size_t removed =
      std::erase_if(lines_, [name](const Line& line) { return line.user && line.user->name == name; });
  count_ -= removed;
  return removed > 0;
}

std::string Users::text() const {
  std::string text;
  for (const Line& line : lines_) text += line.text + '\n';
  return text;
}

std::optional<std::string> composed_password(std::string_view password) {
  if (password.size() > kLongestPassword || language::find_invalid_utf8(password)) return std::nullopt;
  return language::to_nfc(password);
}

}  // namespace firstline::server
