// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/access.h"

#include "base/logging.h"
#include "base/random.h"

namespace firstline::server {
namespace {

constexpr std::chrono::seconds kBusyWait{2};

}  // namespace

Access::Access(std::string users_file, Clock clock, std::size_t most_waiting)
    : clock_(std::move(clock)), users_(std::move(users_file)), passwords_(most_waiting) {}

SignInAnswer Access::sign_in(const std::string& name, const std::string& password,
                             const std::string& address) {
  using Kind = SignInAnswer::Kind;
  const Lockout::Try tried = lockout_.begin(name, address, clock_());
  if (tried.wait > std::chrono::seconds(0)) return {Kind::kLocked, "", tried.wait};
  const std::shared_ptr<const Users> users = users_.users();
  const User* user = users->find(name);
  // What can't be a password is checked all the same: it takes as long.
  const auto composed = composed_password(password);
  const bool possible = user != nullptr && composed;
  switch (passwords_.check(possible ? user->password_hash : "", composed.value_or(""), tried.known)) {
    case PasswordAnswer::kBusy:
      lockout_.withdraw(tried);
      return {Kind::kBusy, "", kBusyWait};
    case PasswordAnswer::kWrong:
      if (user != nullptr && tried.next_wait > std::chrono::seconds(0))
        base::log_warning(
            fmt::format("wrong passwords for {}: next try in {} s", name, tried.next_wait.count()));
      return {Kind::kWrong, "", tried.next_wait};
    case PasswordAnswer::kRight:
      break;
  }
  lockout_.succeed(tried, name, address);
  base::log_info(fmt::format("{} signed in to the review", name));
  return {Kind::kSignedIn, sessions_.begin(*user, clock_()), std::chrono::seconds(0)};
}

void Access::sign_out(const std::string& session) {
  sessions_.end(session);
}

std::optional<SignedIn> Access::by_session(const std::string& session) {
  const std::shared_ptr<const Users> users = users_.users();
  const auto name = sessions_.find(session, *users, clock_());
  if (!name) return std::nullopt;
  return SignedIn{*name, users->find(*name)->role, key_.sign("session " + session), false};
}

std::optional<SignedIn> Access::by_token(const std::string& token) {
  const std::shared_ptr<const Users> users = users_.users();
  const User* user = users->find_by_token(token);
  if (user == nullptr) return std::nullopt;
  return SignedIn{user->name, user->role, "", true};
}

std::string Access::form_token(const std::string& mark) const {
  return key_.sign("form " + mark);
}

}  // namespace firstline::server
