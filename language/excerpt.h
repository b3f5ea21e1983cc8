// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of a text, for where there is room for a few lines only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline::language {

/// The first sentences of valid UTF-8 that fit in `most_characters` code points, if they fill half of them;
/// else the first words and "…", never part of a word unless it is longer than all that (then never part of
/// a character as a reader sees it). White space and control characters are one blank each run. `lang`: the
/// text's language tag, which says where words and sentences end.
std::string excerpt(std::string_view text, std::size_t most_characters, const std::string& lang);

}  // namespace firstline::language
