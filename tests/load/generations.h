// SPDX-License-Identifier: GPL-3.0-or-later
// Articles that say which publication they are of, and answers that give away which one they came from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/load/centre.h"

namespace firstline::load {

/// Two articles say the publication's number in title, description and text; every tenth time a notice that
/// all their questions ask about, and the synonyms, change too.
void write_publication(const Centre& centre, std::size_t number);

/// Places in publication_targets().
enum PublicationTarget : std::size_t { kApi, kPage, kArticle };

/// What asks for them: the API, the page of results, and an article's page.
std::vector<std::string> publication_targets();

/// What one answer to publication_targets() shows.
struct Shown {
  std::optional<std::size_t> number;  ///< of the publication that all of it is from; nothing: it is mixed
  std::size_t times = 0;              ///< that a number was read
};
/// `target`: its place in publication_targets().
Shown read_answer(std::string_view body, std::size_t target);

/// How often a whole answer says its number, at the least.
std::size_t least_times(std::size_t target);

}  // namespace firstline::load
