// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/sessions.h"

#include <algorithm>

#include "base/random.h"
#include "base/secrets.h"

namespace firstline::server {

bool Sessions::has_ended(const Session& session, Time at) {
  return at - session.used > kSessionIdle || at - session.begun > kSessionLongest;
}

void Sessions::make_room(const std::string& name, Time at) {
  std::erase_if(sessions_, [at](const auto& each) { return has_ended(each.second, at); });
  const auto of_user = [&name](const auto& each) { return each.second.name == name; };
  const auto before = [](const auto& a, const auto& b) { return a.second.used < b.second.used; };
  if (std::count_if(sessions_.begin(), sessions_.end(), of_user) >=
      static_cast<std::ptrdiff_t>(kSessionsPerUser)) {
    const auto oldest = std::min_element(
        sessions_.begin(), sessions_.end(),
        [&](const auto& a, const auto& b) { return of_user(a) != of_user(b) ? of_user(a) : before(a, b); });
    sessions_.erase(oldest);
  }
  if (sessions_.size() >= kMostSessions)
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), before));
}

std::string Sessions::begin(const User& user, Time at) {
  std::string token = base::random_token();
  const std::lock_guard lock(mutex_);
  make_room(user.name, at);
  sessions_[base::secret_hash(token)] = {user.name, user.password_hash, at, at};
  return token;
}

std::optional<std::string> Sessions::find(const std::string& token, const Users& users, Time at) {
  if (!base::is_token(token)) return std::nullopt;
  const std::string hash = base::secret_hash(token);
  const std::lock_guard lock(mutex_);
  // How long the search takes says something of the hash only, and nothing of the token.
  const auto found = sessions_.find(hash);
  if (found == sessions_.end()) return std::nullopt;
  Session& session = found->second;
  const User* user = users.find(session.name);
  if (has_ended(session, at) || user == nullptr || user->password_hash != session.password_hash) {
    sessions_.erase(found);
    return std::nullopt;
  }
  session.used = std::max(session.used, at);
  return session.name;
}

void Sessions::end(const std::string& token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(base::secret_hash(token));
}

std::size_t Sessions::count() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

}  // namespace firstline::server
