// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of time in Markdown: figures, the costliest gaps, what was closed, what is late, which articles
// don't help.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "server/review/review.h"

namespace firstline::server::review {

struct ReportTimes {
  std::int64_t since_ms = 0;
  std::int64_t now_ms = 0;  ///< the end; figures are compared with as long before `since_ms`
};

/// `title_of`: the title of an article, for its id. What customers typed can't turn into Markdown of its own.
std::string report_text(const Review& review, const ReportTimes& times,
                        const std::function<std::string(const std::string&)>& title_of);

/// One line of text in which Markdown and chat programs see no marks, links or names to call.
std::string markdown_text(const std::string& text, std::size_t most_characters);

}  // namespace firstline::server::review
