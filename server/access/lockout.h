// SPDX-License-Identifier: GPL-3.0-or-later
// Slows down those who try passwords. After 5 failures 30 s, then twice as long each, up to 15 minutes;
// forgotten after an hour without one. In memory, bounded.
//
// Who counts against what:
// - a stranger, against the name and against the network (an IPv4 address, an IPv6 /64);
// - a name from a network where it signed in before (30 days), against this pair only: strangers elsewhere
//   who keep a name locked don't lock its owner out, nor do those in the same office who try other names;
// - the machine itself, against its own network and the pair: over SSH there is always a way in.
// A lead who signs in from a new place while somebody keeps the name locked has to wait, use a known place or
// come from the machine itself. Names that don't exist are counted alike.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "server/clock.h"
#include "server/counting/remembered.h"

namespace firstline::server {

inline constexpr int kFreeFailures = 5;
inline constexpr std::chrono::seconds kFirstLock{30};
inline constexpr std::chrono::seconds kLongestLock{15 * 60};
inline constexpr std::chrono::seconds kFailuresKept{60 * 60};
inline constexpr std::chrono::hours kKnownFor{24 * 30};

/// Any thread.
class Lockout {
 public:
  Lockout();

  struct Counted {
    std::uint64_t counter = 0;
    TimePoint before;  ///< its last failure before this one
  };
  /// One try, which counts as failed until it is known to be none: so a thousand at once are five.
  struct Try {
    std::chrono::seconds wait{0};       ///< > 0: it may not be made now
    bool known = false;                 ///< see above: the name and the network, or the machine itself
    std::chrono::seconds next_wait{0};  ///< if it fails, for the next one
    std::vector<Counted> shared;        ///< the name's and the network's
    std::vector<Counted> own;           ///< the pair's
    TimePoint at;
  };
  Try begin(const std::string& name, const std::string& address, TimePoint at);
  /// The password was right: takes the try back, forgets the pair's failures and remembers the pair.
  void succeed(const Try& tried, const std::string& name, const std::string& address);
  /// It came to nothing, such as no place in the queue: takes it back.
  void withdraw(const Try& tried);
  /// What all records take, in bytes.
  std::size_t bytes() const;

 private:
  struct Failures {
    int count = 0;
    TimePoint last;
    static std::size_t bytes() { return 0; }
  };
  struct Known {
    TimePoint last;
    static std::size_t bytes() { return 0; }
  };
  using Counters = Remembered<Failures>;
  std::uint64_t key(char kind, const std::string& name, const std::string& network) const;
  bool is_known(std::uint64_t pair, TimePoint at);
  static std::chrono::seconds wait_for(Counters& counters, std::uint64_t counter, TimePoint at);
  static Counted count(Counters& counters, std::uint64_t counter, TimePoint at);
  static void take_back(Counters& counters, const std::vector<Counted>& counted, TimePoint at);

  const base::SecretKey key_;
  mutable std::mutex mutex_;
  Counters shared_;
  Counters own_;  // apart, so that strangers can't push them out
  Remembered<Known> known_;
};

}  // namespace firstline::server
