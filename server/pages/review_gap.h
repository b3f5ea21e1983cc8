// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages of gaps share: their values, the small chart, and a lead's form.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/pages/review.h"

namespace firstline::server {

/// What a list and the gap's own page both show of it.
nlohmann::json gap_values(const ReviewRequest& in, const review::Gap& gap, const ReviewView& view,
                          std::size_t label_characters);

/// {text, is_cut, full}: a text from outside that may be any length.
nlohmann::json text_values(const std::string& text, std::size_t most_characters);

/// The values of the partial review_spark: one bar a day. `false` without days.
nlohmann::json spark_values(const std::vector<std::uint32_t>& by_day);

/// `pager`, where there is more than one page: {text, previous_url, next_url}.
void add_pager(nlohmann::json& values, const std::string& path, const ReviewView& view,
               UrlParameters parameters, std::size_t offset, std::size_t page, std::uint64_t total);

/// The gap that "/review/gaps/ID…" names, with all its texts; where the view's time has none, in all time.
/// Fails with BadRequest (404).
review::Gap find_gap(const ReviewRequest& in, const std::string& id, ReviewView& view);

/// "ID" and "draft.md" of "PREFIX/ID/draft.md"; the second is empty for the gap itself.
struct GapPath {
  std::string id;
  std::string below;
};
GapPath read_gap_path(const Request& request, std::string_view prefix);

/// The work form as somebody typed it.
struct WorkForm {
  std::string label, status, owner, due, note, reason, article;
  std::int64_t version = 0;
};
WorkForm form_of(const review::Gap& gap);

/// The gap's page. `form`: what stands in its fields. `alert`: what went wrong; `changes`: what others did.
Response gap_page(const ReviewRequest& in, const review::Gap& gap, const ReviewView& view,
                  const WorkForm& form, int status = 200, const std::string& alert = "",
                  const std::vector<review::HistoryEntry>& changes = {});

/// A form as a change; fails with BadRequest when a value can't be. (review_gap_change.cc)
review::Change change_of(const ReviewRequest& in, const WorkForm& form);

}  // namespace firstline::server
