// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/counting/caller.h"

#include <algorithm>

namespace firstline::server {
namespace {

/// Some proxies write the port, too: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::string_view without_port(std::string_view address) {
  if (address.starts_with('[')) return address.substr(1, std::min(address.find(']'), address.size()) - 1);
  const std::size_t colon = address.find(':');
  return address.find(':', colon + 1) == std::string_view::npos ? address.substr(0, colon) : address;
}

}  // namespace

Callers::Callers(AddressRanges trusted_proxies, DeclaredBots bots)
    : trusted_proxies_(std::make_shared<const AddressRanges>(std::move(trusted_proxies))),
      bots_(std::move(bots)) {}

void Callers::trust(AddressRanges proxies) {
  trusted_proxies_.set(std::make_shared<const AddressRanges>(std::move(proxies)));
}

std::string Callers::address(const Request& request) const {
  std::string address = request.remote_address;
  std::string_view left = request.forwarded_for;
  const std::shared_ptr<const AddressRanges> trusted = trusted_proxies_.get();
  while (trusted->contains(address) && !left.empty()) {
    const std::size_t comma = left.rfind(',');
    std::string_view last = comma == std::string_view::npos ? left : left.substr(comma + 1);
    left = comma == std::string_view::npos ? std::string_view() : left.substr(0, comma);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    while (!last.empty() && last.back() == ' ') last.remove_suffix(1);
    if (last.empty()) break;
    address = without_port(last);
  }
  return address;
}

Caller Callers::caller(const Request& request, const std::string& session, Time at) {
  Caller caller;
  const std::uint64_t visitor = visitors_.visitor(address(request), request.user_agent, at);
  caller.asker.session = session_hash(session);
  if (!request.untracked) caller.asker.visitor = visitor;
  // A company's back end that names no session asks for many people: nobody can tell them apart.
  const bool browser = request.user_agent.starts_with("Mozilla/");
  if (browser || !session.empty()) {
    caller.client = client_of({caller.asker.session, visitor});
    caller.device = client_of({0, visitor});
  }
  caller.declared_bot = bots_.matches(request.user_agent);
  return caller;
}

}  // namespace firstline::server
