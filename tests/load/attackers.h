// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that mean harm, or could as well. Each comes from an address of its own, and comes again when it is
// closed, as long as the attack lasts.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/load/crowd.h"

namespace firstline::load {

/// The limits that the server promises (doc/production.md), in seconds.
inline constexpr double kRequestTime = 10;    ///< before a request's first byte, and from there to its last
inline constexpr double kKeepAliveTime = 15;  ///< between two requests
inline constexpr double kWriteTime = 10;      ///< for a response
/// A machine that is busy closes a bit later.
inline constexpr double kGrace = 3;

/// What one kind of attackers did, and what became of them.
struct Kind {
  std::string name;
  double limit_s = 0;         ///< a connection must be closed within; 0: nothing is owed
  std::size_t attackers = 0;  ///< of them at once
  std::size_t connections = 0;
  std::size_t refused = 0;  ///< that could not connect
  std::size_t closed = 0;   ///< by the server
  double longest_s = 0;     ///< life of the longest, from when the limit runs to the server's close
  std::size_t left_open = 0;
  std::map<int, std::size_t> statuses;
};

class Attacker;

/// All of them, on one crowd.
class Attack {
 public:
  /// `search`: what those ask who ask; `page`: something large that costs the server little. `filling_s`: how
  /// long the server may take to fill the buffers of one who doesn't read, besides serving all others.
  Attack(Crowd& crowd, const std::string& search, const std::string& page, double filling_s);
  ~Attack();

  void start();
  /// Who is closed now stays away.
  void stop();
  bool all_closed() const;
  /// Who is still open should have been closed by now.
  bool all_due() const;
  /// Counts those who are still connected as left open, and takes them away.
  void finish();
  const std::vector<std::unique_ptr<Kind>>& kinds() const { return kinds_; }

 private:
  template <class Type>
  void add(const std::string& name, std::size_t count, double limit_s, const std::string& text);

  Crowd& crowd_;
  bool pressing_ = true;
  std::vector<std::unique_ptr<Kind>> kinds_;
  std::vector<std::unique_ptr<Attacker>> attackers_;
};

/// "Which were answered with what": "431: 512, 408: 3", by status.
std::string statuses_text(const Kind& kind);

}  // namespace firstline::load
