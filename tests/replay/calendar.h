// SPDX-License-Identifier: GPL-3.0-or-later
// When people ask: more on Mondays than on Sundays, by day and in the evening of where they live.
#pragma once

#include <cstdint>
#include <string>

#include "tests/replay/dice.h"

namespace firstline::replay {

/// A moment of the month, in milliseconds since 1970.
std::int64_t draw_moment(const std::string& lang, Dice& dice);

/// A moment of the outage: most in its first hour.
std::int64_t draw_outage_moment(Dice& dice);

}  // namespace firstline::replay
