// SPDX-License-Identifier: GPL-3.0-or-later
// The file of those who may see the review.
#include "server/access/users.h"

#include "base/failure.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // of 4 MiB: a longer file has only more lines

void check(server::Users users) {
  const std::string text = users.text();
  server::Users again = server::Users::parse(text, "users");
  expect(again.text() == text, "the file written again is the same");
  expect(again.all().size() == users.all().size(), "nobody comes or goes by writing");
  expect(users.all().size() <= server::kMostUsers, "there are at most so many users");
  expect(users.empty() == users.all().empty(), "users are counted");
  for (const server::User* user : users.all()) {
    expect(server::is_user_name(user->name), "a name is one", user->name);
    expect(users.find(user->name) == user, "each name is there once", user->name);
    expect(user->token_hashes.size() <= server::kMostTokens, "a user has at most so many tokens");
    expect(!user->password_hash.empty(), "everybody has a password");
  }
  expect(users.find_by_token("not a token") == nullptr, "a made-up token is nobody's");
  if (users.empty()) return;
  const std::string name = users.all().front()->name;
  again.put(*users.find(name));
  expect(again.all().size() == users.all().size(), "who is there already is changed, not added");
  expect(again.remove(name) && again.find(name) == nullptr, "who is removed is gone");
}

void run(std::string_view bytes) {
  try {
    check(server::Users::parse(bytes, "users"));
  } catch (const base::Failure& failure) {
    expect(std::string_view(failure.what()).find("line ") != std::string_view::npos, "a failure names a line",
           failure.what());
  }
}

const Target target("users", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
