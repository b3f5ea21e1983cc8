// SPDX-License-Identifier: GPL-3.0-or-later
// Who sent a request, as far as the log and the limits want to know.
#pragma once

#include <memory>
#include <string>

#include "base/current.h"
#include "server/counting/bots.h"
#include "server/counting/visitors.h"
#include "server/http/http.h"
#include "server/ip_address.h"
#include "server/log/entry.h"

namespace firstline::server {

/// Set by the pages for as long as the browser is open; holds nothing but a random mark.
inline constexpr const char* kSessionCookie = "firstline_session";

struct Caller {
  Asker asker;  ///< what the log keeps: nothing of those who don't want to be told apart
  // For counting, in memory only, of all; empty of programs that ask for many.
  std::string client;  ///< the session, else the device
  std::string device;  ///< one visitor for a day
  bool declared_bot = false;
};

/// Any thread.
class Callers {
 public:
  /// `trusted_proxies`: those whose X-Forwarded-For is believed.
  Callers(AddressRanges trusted_proxies, DeclaredBots bots);

  /// Others from now on.
  void trust(AddressRanges proxies);

  /// `session`: the client's own mark, or empty.
  Caller caller(const Request& request, const std::string& session, Time at);

  /// The client's address: the last one that a trusted proxy was asked by.
  std::string address(const Request& request) const;

  /// Whether it came through a trusted proxy.
  bool trusts(const Request& request) const { return trusts(request.remote_address); }
  bool trusts(const std::string& address) const { return trusted_proxies_.get()->contains(address); }

 private:
  base::Current<AddressRanges> trusted_proxies_;
  const DeclaredBots bots_;
  Visitors visitors_;
};

}  // namespace firstline::server
