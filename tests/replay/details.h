// SPDX-License-Identifier: GPL-3.0-or-later
// Personal details as customers of each language write them, all made up, and harmless numbers beside them.
#pragma once

#include <string>

#include "tests/replay/dice.h"
#include "tests/replay/month.h"

namespace firstline::replay {

/// An e-mail address (at names that nobody can own, RFC 2606; now and then one in the language's own
/// letters), a telephone number, or a payment card's number that passes Luhn's check; in the language's
/// formats, in Thai and Hindi now and then with its digits. Each has enough of chance in it to be met but
/// once.
Planted draw_detail(Planted::Kind kind, const std::string& lang, Dice& dice);

/// The pattern with a digit for each of its `~`.
std::string with_digits(std::string pattern, Dice& dice);

/// Luhn's check (ISO/IEC 7812-1, annex B) on digits 0-9.
bool passes_luhn(const std::string& digits);

/// The digits 0-9 of a text in Latin, Thai or Devanagari digits; all else is left out.
std::string plain_digits(const std::string& text);

}  // namespace firstline::replay
