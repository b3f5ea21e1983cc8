// SPDX-License-Identifier: GPL-3.0-or-later
// Which questions are slips of the finger of others that are answered.
#pragma once

#include <vector>

#include "server/review/ledger.h"

namespace firstline::server::review {

/// By question: whether it mostly goes unanswered, and is one slip (a letter left out, added, replaced, or
/// two swapped) away from a text that is asked twice as often and mostly answered. Needs no words, so it
/// works where a slip makes other words of a text (Thai).
std::vector<bool> find_misspelt(const Ledger& ledger);

}  // namespace firstline::server::review
