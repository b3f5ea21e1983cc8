// SPDX-License-Identifier: GPL-3.0-or-later
// What a file of an article or a notice is made of, before anything is known of its meaning.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace firstline::indexer {

/// Larger files are not read: no help article is, and cmark is quadratic in some corners (up to 12 s at 1
/// MiB; those that are worse are told by find_excess()).
inline constexpr std::size_t kLargestArticleBytes = std::size_t{512} << 10U;

/// Why the bytes can't be read as text; nothing when they can.
std::optional<base::Problem> check_bytes(std::string_view source, const std::string& path);

std::string_view without_bom(std::string_view source);

/// Puts blanks for control characters but tabs and line ends: they mean nothing in an article, and would
/// clash with the HTML's markers. Whether there were any.
bool blank_controls(std::string& text);

/// NFC without control characters.
std::string without_controls(std::string_view text);

/// The first folder of an id; empty when it stands in none.
std::string first_folder(const std::string& id);

/// The id that a relative link leads to ("../billing/refunds.md" from "en/account/x"), its "#part" kept
/// apart. Nothing for a link to something else.
struct LinkTarget {
  std::string id;
  std::string fragment;
};
std::optional<LinkTarget> link_target(const std::string& from_id, const std::string& link);

}  // namespace firstline::indexer
