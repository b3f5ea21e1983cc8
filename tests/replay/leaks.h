// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for what a month planted, in the bytes of anything.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/replay/month.h"

namespace firstline::replay {

/// The spellings that would show a detail: as typed, in small letters, in the digits 0-9, without separators
/// or with a space for each, as an index of words has it; of an address also what stands before its @.
std::vector<std::string> spellings(const Planted& planted);

/// Whether a text still holds a telling part of a detail: four digits or more of a number in one group, or
/// what stands before an address's @.
bool shows_part(const std::string& text, const Planted& planted);

class Leaks {
 public:
  explicit Leaks(const Month& month);

  /// `where`: how the bytes are called in findings.
  void look(std::string_view bytes, const std::string& where);

  std::size_t planted() const { return planted_; }  ///< different details
  /// Detail, as typed, to the spelling that was found first, and where.
  const std::map<std::string, std::string>& found() const { return found_; }

 private:
  void add(const Planted& planted);

  struct Needle {
    std::string spelling;
    std::string detail;
  };
  std::map<std::string, std::vector<Needle>> needles_;  // by their first bytes
  std::vector<bool> starts_;                            // whether a needle has these first two bytes
  std::set<std::string> details_;
  std::size_t planted_ = 0;
  std::map<std::string, std::string> found_;
};

}  // namespace firstline::replay
