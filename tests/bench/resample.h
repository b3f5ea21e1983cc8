// SPDX-License-Identifier: GPL-3.0-or-later
// A large help centre made of a small one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::bench {

/// A heading and what stands below it, as Markdown; the first one of an article may have no heading.
struct Piece {
  int level = 0;  ///< of the heading, 1-6; 0: no heading
  std::string markdown;
};

/// Cuts the Markdown of an article at its headings (`#` to `######`, not those in fenced code).
std::vector<Piece> split_pieces(std::string_view markdown);

/// Makes `count` English articles of the English ones of `source`, the same ones every time. Each takes the
/// outline of a real article, one after the other (how many headings, of which levels, how long the text
/// below each). Half of its pieces stay, so that it is about something, as real ones are: articles of
/// unrelated pieces have more different words and pack worse. The other half are drawn: of the same level,
/// their length within a tenth. So sections per article and article lengths are distributed as in `source`. A
/// title is the real one with one or two words of others in it. Holds at most a quarter of a gigabyte of
/// `source`; of a larger one, evenly spread articles.
void make_articles(const std::filesystem::path& source, const std::filesystem::path& target,
                   std::size_t count);

}  // namespace firstline::bench
