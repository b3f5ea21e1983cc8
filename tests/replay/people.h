// SPDX-License-Identifier: GPL-3.0-or-later
// Customers: who they are, when they come, what they ask, and what they do with the answer.
#pragma once

#include "tests/replay/diary.h"

namespace firstline::replay {

/// People come until the diary is full; `outage` searches of them, more or less, on the evening of the
/// outage, those of the office of forty among them.
void add_people(const std::vector<Book>& books, const language::Languages& languages, std::size_t outage,
                std::uint64_t seed, Diary& diary);

}  // namespace firstline::replay
