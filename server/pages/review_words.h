// SPDX-License-Identifier: GPL-3.0-or-later
// The review in words and figures, for pages and for the weekly report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/review/gaps.h"

namespace firstline::server {

/// "Missing article", "Other words" …: a cause in a word or two.
std::string cause_title(review::Cause cause);
/// What is wrong, as a sentence; `article`: how to name the one it speaks of, may be empty.
std::string cause_text(review::Cause cause, const std::string& article);
/// What to do about it, as an order: "Write an article". Without a name the article is "it", named just
/// before.
std::string cause_action(review::Cause cause, const std::string& article);
/// What was counted that led to the cause.
std::string evidence_text(const review::Gap& gap);
/// "Open", "Planned", "Answered", "Ignored".
std::string status_title(review::Status status);
/// "yes" as people say it: "a sure answer", "a weak answer", "no answer".
std::string answered_text(search::Answered answered);

/// 12345 as "12,345".
std::string grouped_digits(std::uint64_t number);
/// "1 search", "12,345 searches": `many` is the plural.
std::string counted(std::uint64_t number, const std::string& one, const std::string& many);
/// 0.1234 as "12.3 %" (with a space that doesn't break), or "–" when there is nothing to take a share of.
std::string percent(std::uint64_t part, std::uint64_t whole);
/// "2026-09-14" and "2026-09-14 09:30" (UTC); empty for 0.
std::string day_text(std::int64_t at_ms);
std::string minute_text(std::int64_t at_ms);
/// "2026-09-14T09:30:00Z"; empty for 0.
std::string iso_time(std::int64_t at_ms);

/// At most so many characters; what is cut ends in "…".
std::string shortened(const std::string& text, std::size_t most_characters);

}  // namespace firstline::server
