// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/visitors.h"

#include "base/hash.h"

namespace firstline::server {
namespace {

constexpr std::size_t kDaysKept = 2;  // around midnight threads may still be in the day before

std::int64_t day_of(Time at) {
  return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
}

std::uint64_t not_zero(std::uint64_t hash) {
  return hash == 0 ? 1 : hash;
}

}  // namespace

std::uint64_t Visitors::visitor(const std::string& address, const std::string& user_agent, Time at) {
  const std::lock_guard lock(mutex_);
  const std::int64_t day = day_of(at);
  const auto key = keys_.try_emplace(day).first;
  const std::uint64_t hash = key->second.hash(address + '\n' + user_agent);
  while (keys_.size() > kDaysKept) {
    const bool oldest_is_now = keys_.begin()->first == day;  // the clock was set back
    keys_.erase(oldest_is_now ? std::prev(keys_.end()) : keys_.begin());
  }
  return not_zero(hash);
}

std::uint64_t session_hash(const std::string& session) {
  return session.empty() ? 0 : not_zero(base::long_hash(session));
}

std::string client_of(const Asker& asker) {
  if (asker.session != 0) return 's' + std::to_string(asker.session);
  return asker.visitor != 0 ? 'v' + std::to_string(asker.visitor) : std::string();
}

}  // namespace firstline::server
