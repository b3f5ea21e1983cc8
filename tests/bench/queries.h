// SPDX-License-Identifier: GPL-3.0-or-later
// What the bench asks: queries, given or made, and what becomes of them in hasty or hostile hands.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::bench {

/// At blanks.
std::vector<std::string> split_words(const std::string& text);

/// One query a line.
std::vector<std::string> read_queries(const std::filesystem::path& file);

/// Queries of 1, 2 and 4 words cut from the titles.
std::vector<std::string> make_queries(const std::vector<std::string>& titles, std::size_t count);

/// The first `characters` of each query that is longer.
std::vector<std::string> first_characters(const std::vector<std::string>& queries, std::size_t characters);

/// The queries with one realistic slip in each (tests/relevance/slips.h); those that are too short for one
/// are left out.
std::vector<std::string> misspelt(const std::vector<std::string>& queries);

/// Queries that a server must bear.
struct BadInput {
  std::string name;
  std::vector<std::string> queries;  ///< all different, so that no answer is remembered
};

/// `count` queries of each kind. Their words are from the titles, so that the index knows them; where those
/// have no words in a-z, kinds that need them are left out.
std::vector<BadInput> bad_inputs(const std::vector<std::string>& titles, std::size_t count);

}  // namespace firstline::bench
