// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in to the review: the one object behind server/access/gate.h and the sign-in page. Knows no HTTP.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "base/secrets.h"
#include "server/access/lockout.h"
#include "server/access/password_check.h"
#include "server/access/sessions.h"
#include "server/access/users_file.h"

namespace firstline::server {

/// Somebody who may be here.
struct SignedIn {
  std::string name;
  Role role = Role::kViewer;
  std::string csrf_token;  ///< goes into each form as the field `csrf_token`; empty for a bearer token
  bool by_token = false;   ///< by `Authorization: Bearer`, not by a cookie
};

/// What became of a name and a password.
struct SignInAnswer {
  enum class Kind { kSignedIn, kWrong, kLocked, kBusy } kind = Kind::kWrong;
  std::string session;           ///< kSignedIn: the cookie's value
  std::chrono::seconds wait{0};  ///< kLocked, kBusy: until then; kWrong: > 0 when this failure locks
};

/// Any thread.
class Access {
 public:
  /// `users_file`: see UsersFile; empty: nobody. `most_waiting`: see PasswordCheck.
  Access(std::string users_file, Clock clock, std::size_t most_waiting = 4);

  bool has_users() const { return !users_.users()->empty(); }
  /// As it was configured; may be empty.
  const std::string& users_file() const { return users_.path(); }

  /// Takes 0.1 s and its turn. A name that doesn't exist takes as long, and is counted alike.
  SignInAnswer sign_in(const std::string& name, const std::string& password, const std::string& address);
  void sign_out(const std::string& session);

  /// By the session cookie's value; counts as use.
  std::optional<SignedIn> by_session(const std::string& session);
  /// By a token that `firstline-server user token` printed.
  std::optional<SignedIn> by_token(const std::string& token);

  /// The sign-in form's own token, for the random mark in the cookie that came with it: another site can send
  /// the form, but not set the cookie.
  std::string form_token(const std::string& mark) const;

 private:
  Clock clock_;
  UsersFile users_;
  Sessions sessions_;
  Lockout lockout_;
  PasswordCheck passwords_;
  base::SigningKey key_;
};

}  // namespace firstline::server
