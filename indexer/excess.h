// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown that would keep cmark-gfm 0.29 busy for minutes or fill the memory, told from a look at its bytes.
// Each limit is a hundred times what a long article has; together with the limit on a file's size they keep
// the slowest article known under 5 seconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstline::indexer {

/// What an article has too much of.
struct Excess {
  int line = 1;         ///< of the body, from 1
  std::string message;  ///< one sentence
};

/// The first excess of a Markdown text.
std::optional<Excess> find_excess(std::string_view body);

/// Whether bare addresses can be made links in reasonable time: false with one of thousands of characters.
bool has_endless_address(std::string_view body);

}  // namespace firstline::indexer
