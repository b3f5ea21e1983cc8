// SPDX-License-Identifier: GPL-3.0-or-later
// Who is signed in. In memory only, as hashes of the cookies' values: a restart signs everybody out, and who
// reads the memory finds no cookie.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "server/access/users.h"
#include "server/clock.h"

namespace firstline::server {

inline constexpr std::chrono::hours kSessionIdle{12};         ///< ends after so long without a request
inline constexpr std::chrono::hours kSessionLongest{7 * 24};  ///< and after this in any case
inline constexpr std::size_t kSessionsPerUser = 20;           ///< one more ends the one idle longest
inline constexpr std::size_t kMostSessions = 2'000;

/// Any thread.
class Sessions {
 public:
  using Time = std::chrono::system_clock::time_point;

  /// The cookie's value: 128 random bits (base::random_token()).
  std::string begin(const User& user, Time at);
  /// The name of a session's user; nothing when it ended, or when that user is gone or has another password.
  /// Counts as use.
  std::optional<std::string> find(const std::string& token, const Users& users, Time at);
  void end(const std::string& token);
  std::size_t count() const;

 private:
  struct Session {
    std::string name;
    std::string password_hash;  ///< when it began: a new password ends it
    Time begun;
    Time used;
  };
  static bool has_ended(const Session& session, Time at);
  void make_room(const std::string& name, Time at);

  mutable std::mutex mutex_;
  std::map<std::string, Session> sessions_;  // by base::secret_hash()
};

}  // namespace firstline::server
