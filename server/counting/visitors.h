// SPDX-License-Identifier: GPL-3.0-or-later
// Tells visitors apart without keeping who they are.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/random.h"
#include "server/log/entry.h"

namespace firstline::server {

/// A visitor is a hash of address and browser, keyed with a secret of the day (UTC). The secret is in memory
/// only, so nobody, we included, can go from the log back to an address, or from one day to the next. After a
/// restart the same visitor is another one. Any thread.
class Visitors {
 public:
  /// Never 0.
  std::uint64_t visitor(const std::string& address, const std::string& user_agent, Time at);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, base::SecretKey> keys_;  // by day
};

/// A customer's session mark as it is kept, so that its owner can have it exported or deleted; 0 for none.
std::uint64_t session_hash(const std::string& session);

/// Who counts as one asker: the session, else the visitor; empty when neither is known.
std::string client_of(const Asker& asker);

}  // namespace firstline::server
