// SPDX-License-Identifier: GPL-3.0-or-later
// What HTML that was made of outside text may hold: a strict reader of fragments, which refuses what a
// browser would put up with.
#pragma once

#include <string>
#include <string_view>

namespace firstline::fuzz {

/// Why an article's HTML is not safe to put into a page, in a few words; empty when it is. It knows the tags
/// that Markdown makes, each closed in its place, with the attributes that these have; links and pictures
/// lead to no script.
std::string unsafe_html(std::string_view html);

/// The same for a snippet: text with <mark> as its only tag.
std::string unsafe_snippet(std::string_view html);

}  // namespace firstline::fuzz
