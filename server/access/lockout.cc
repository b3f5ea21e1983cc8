// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/lockout.h"

#include <algorithm>

#include "server/ip_address.h"

namespace firstline::server {
namespace {

using std::chrono::seconds;

// Some 20,000 networks and names, 7,000 pairs.
constexpr std::size_t kSharedBytes = 4 << 20;
constexpr std::size_t kOwnBytes = 1 << 20;
constexpr std::size_t kKnownBytes = 1 << 20;

seconds lock_after(int failures) {
  if (failures < kFreeFailures) return seconds(0);
  const int doublings = std::min(failures - kFreeFailures, 10);  // far beyond the longest
  return std::min(kFirstLock * (1 << doublings), kLongestLock);
}

}  // namespace

Lockout::Lockout()
    : shared_(kSharedBytes, kFailuresKept), own_(kOwnBytes, kFailuresKept), known_(kKnownBytes, kKnownFor) {}

std::uint64_t Lockout::key(char kind, const std::string& name, const std::string& network) const {
  return key_.hash(std::string(1, kind) + network + '\n' + name);
}

bool Lockout::is_known(std::uint64_t pair, TimePoint at) {
  const Known* known = known_.find(pair);
  return known != nullptr && between(known->last, at) <= kKnownFor;
}

seconds Lockout::wait_for(Counters& counters, std::uint64_t counter, TimePoint at) {
  const Failures* found = counters.find(counter);
  if (found == nullptr || between(found->last, at) > kFailuresKept) return seconds(0);
  const seconds lock = lock_after(found->count);
  // A clock that was set back makes nobody wait longer than that.
  const auto left = std::min<TimePoint::duration>(lock - (at - found->last), lock);
  return std::max(seconds(0), std::chrono::ceil<seconds>(left));
}

Lockout::Counted Lockout::count(Counters& counters, std::uint64_t counter, TimePoint at) {
  Failures& failures = counters.meet(counter, at).first;
  if (failures.count > 0 && between(failures.last, at) > kFailuresKept) failures.count = 0;
  const Counted counted{counter, failures.last};
  failures.last = at;
  ++failures.count;
  return counted;
}

void Lockout::take_back(Counters& counters, const std::vector<Counted>& counted, TimePoint at) {
  for (const Counted& each : counted) {
    Failures* failures = counters.find(each.counter);
    if (failures == nullptr) continue;
    failures->count = std::max(0, failures->count - 1);
    if (failures->last == at) failures->last = each.before;  // nobody else has failed since
  }
}

Lockout::Try Lockout::begin(const std::string& name, const std::string& address, TimePoint at) {
  const std::string network = network_of(address);
  const std::uint64_t pair = key('p', name, network);
  const bool is_here = is_loopback(address);
  Try tried;
  tried.at = at;
  const std::lock_guard lock(mutex_);
  const bool has_signed_in = is_known(pair, at);
  tried.known = has_signed_in || is_here;
  std::vector<std::uint64_t> shared;
  if (!has_signed_in) shared.push_back(key('a', "", network));
  if (!tried.known) shared.push_back(key('n', name, ""));
  if (tried.known) tried.wait = wait_for(own_, pair, at);
  for (const std::uint64_t each : shared) tried.wait = std::max(tried.wait, wait_for(shared_, each, at));
  if (tried.wait > seconds(0)) return tried;  // not counted: it tells nobody anything
  if (tried.known) {
    tried.own.push_back(count(own_, pair, at));
    tried.next_wait = wait_for(own_, pair, at);
  }
  for (const std::uint64_t each : shared) {
    tried.shared.push_back(count(shared_, each, at));
    tried.next_wait = std::max(tried.next_wait, wait_for(shared_, each, at));
  }
  return tried;
}

void Lockout::succeed(const Try& tried, const std::string& name, const std::string& address) {
  const std::uint64_t pair = key('p', name, network_of(address));
  const std::lock_guard lock(mutex_);
  take_back(shared_, tried.shared, tried.at);
  // Only the pair's: who has a name of their own must not clear what they tried with others'.
  if (Failures* own = own_.find(pair)) own->count = 0;
  known_.meet(pair, tried.at).first.last = tried.at;
}

void Lockout::withdraw(const Try& tried) {
  const std::lock_guard lock(mutex_);
  take_back(shared_, tried.shared, tried.at);
  take_back(own_, tried.own, tried.at);
}

std::size_t Lockout::bytes() const {
  const std::lock_guard lock(mutex_);
  return shared_.bytes() + own_.bytes() + known_.bytes();
}

}  // namespace firstline::server
