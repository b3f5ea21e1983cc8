// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/review/unanswered" and "/api/v1/review/gaps/ID": the gaps for programs.
#include "server/pages/review_api.h"

#include <algorithm>

#include "language/utf8.h"
#include "server/csv.h"
#include "server/json_api.h"
#include "server/pages/pages.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

using review::Changed;
using review::Gap;

constexpr std::string_view kPath = "/api/v1/review/gaps/";
const ReviewDefaults kEverything = {"all", "all"};
constexpr auto kReplace = OrderedJson::error_handler_t::replace;

OrderedJson now_json(const review::Now& now) {
  return {{"answered", search::answered_name(now.answered)},
          {"id", text_or_null(now.id)},
          {"rank", now.rank == 0 ? OrderedJson() : OrderedJson(now.rank)},
          {"share", now.share}};
}

OrderedJson gap_json(const Gap& gap) {
  OrderedJson queries = OrderedJson::array();
  for (const review::GapQuery& query : gap.queries)
    queries.push_back({{"q", query.text}, {"count", query.count}});
  return {{"id", gap.id},
          {"label", gap.label},
          {"queries", queries},
          {"searches", gap.searches},
          {"visitors", gap.visitors},
          {"lang", text_or_null(gap.lang)},
          {"first", time_or_null(gap.first_ms)},
          {"last", time_or_null(gap.last_ms)},
          {"cause", review::cause_name(gap.cause)},
          {"status", review::status_name(gap.work.status)},
          {"owner", text_or_null(gap.work.owner)},
          {"due", time_or_null(gap.due_ms)},
          {"note", text_or_null(gap.work.note)},
          {"article", text_or_null(gap.work.article)},
          {"now", now_json(gap.now)},
          {"reason", text_or_null(gap.work.reason)},
          {"cause_article", text_or_null(gap.article)},
          {"cost", gap.cost},
          {"asked_person", gap.asked_person},
          {"all_searches", gap.all_searches},
          {"texts", gap.texts},
          {"overdue", gap.overdue},
          {"proposes_closing", gap.proposes_closing},
          {"version", gap.work.version},
          {"trend", gap.by_day}};
}

/// A gap's row: what is a list or an object becomes one cell.
OrderedJson gap_row(const Gap& gap) {
  OrderedJson row = gap_json(gap);
  std::string queries;
  for (const review::GapQuery& query : gap.queries)
    queries += (queries.empty() ? "" : " | ") + query.text + " (" + std::to_string(query.count) + ")";
  row["queries"] = queries;
  row["now_answered"] = row["now"]["answered"];
  row["now_id"] = row["now"]["id"];
  row["now_rank"] = row["now"]["rank"];
  return row;
}

OrderedJson whole_gap_json(const ReviewRequest& in, const Gap& gap) {
  OrderedJson json = gap_json(gap);
  json["queries"] = OrderedJson::array();
  for (const review::GapQuery& query : gap.queries)
    json["queries"].push_back({{"q", query.text},
                               {"count", query.count},
                               {"question", query.question},
                               {"now",
                                {{"answered", search::answered_name(query.now)},
                                 {"id", text_or_null(query.now_id)},
                                 {"in_passing", query.in_passing}}}});
  const review::Evidence& seen = gap.evidence;
  json["evidence"] = {{"searches", seen.searches},
                      {"unanswered", seen.unanswered},
                      {"filtered", seen.filtered},
                      {"misspelt", seen.misspelt},
                      {"foreign", seen.foreign},
                      {"opened", seen.opened},
                      {"opened_most", seen.opened_most},
                      {"helpful", seen.helpful},
                      {"unhelpful", seen.unhelpful},
                      {"asked_person", seen.asked_person},
                      {"words_in_opened", seen.words_in_opened},
                      {"told_elsewhere", seen.told_elsewhere},
                      {"text", evidence_text(gap)}};
  json["history"] = OrderedJson::array();
  for (const review::HistoryEntry& entry : in.review.history(gap.id))
    json["history"].push_back({{"at", time_or_null(entry.at_ms)}, {"who", entry.who}, {"what", entry.what}});
  return json;
}

Response make_unanswered(const ReviewRequest& in) {
  const ReviewView view = read_view(in, kEverything);
  const bool csv = wants_csv(in);
  const std::vector<Gap> gaps = wanted_gaps(in, view);
  if (csv) {
    std::vector<OrderedJson> rows;
    for (const Gap& gap : gaps) rows.push_back(gap_row(gap));
    return csv_response(
        {"id",       "label",           "queries", "searches", "visitors",      "asked_person", "cost",
         "lang",     "first",           "last",    "cause",    "cause_article", "status",       "owner",
         "due",      "overdue",         "note",    "reason",   "article",       "now_answered", "now_id",
         "now_rank", "proposes_closing"},
        rows, "unanswered.csv");
  }
  OrderedJson groups = OrderedJson::array();
  for (const Gap& gap : gaps) groups.push_back(gap_json(gap));
  const review::Review::State state = in.review.state();
  return json_response(
      {{"groups", groups}, {"generation", text_or_null(state.generation)}, {"up_to_date", state.up_to_date}});
}

Gap gap_of_path(const ReviewRequest& in, ReviewView& view) {
  const GapPath path = read_gap_path(in.request, kPath);
  if (!path.below.empty()) throw BadRequest(404, "there is no such address");
  return find_gap(in, path.id, view);
}

Response make_gap(const ReviewRequest& in) {
  ReviewView view = read_view(in, kEverything);
  return json_response(whole_gap_json(in, gap_of_path(in, view)));
}

/// The body's text; null is the empty one. Nothing when it is absent.
std::optional<std::string> text_of(const nlohmann::json& body, const char* key) {
  const auto found = body.find(key);
  if (found == body.end()) return std::nullopt;
  if (found->is_null()) return "";
  if (!found->is_string()) throw BadRequest(400, std::string("'") + key + "' is not a text");
  return found->get<std::string>();
}

Response make_change(const ReviewRequest& in) {
  if (!in.request.content_type.starts_with("application/json"))
    throw BadRequest(415, "the body must be application/json");
  const nlohmann::json body = nlohmann::json::parse(in.request.body, nullptr, false);
  if (!body.is_object()) throw BadRequest(400, "the body is not a JSON object");
  const auto version = body.find("version");
  if (version == body.end() || !version->is_number_unsigned() ||
      version->get<std::uint64_t>() > std::uint64_t{INT64_MAX})
    throw BadRequest(400, "'version' is missing or no whole number: give the one that you saw");
  ReviewView view = read_view(in, kEverything);
  const Gap gap = gap_of_path(in, view);

  // What the body leaves out stays; all of it together must make sense.
  WorkForm form = form_of(gap);
  const auto take = [&body](const char* key, std::string& field) {
    const std::optional<std::string> text = text_of(body, key);
    if (text) field = *text;
    return text.has_value();
  };
  const bool has_status = take("status", form.status);
  const bool has_owner = take("owner", form.owner);
  const bool has_due = take("due", form.due);
  const bool has_note = take("note", form.note);
  const bool has_reason = take("reason", form.reason);
  const bool has_article = take("article", form.article);
  const bool has_label = take("label", form.label);
  review::Change change = change_of(in, form);
  if (!has_status) change.status.reset();
  if (!has_owner) change.owner.reset();
  if (!has_due) change.due_ms.reset();
  if (!has_note) change.note.reset();
  if (!has_reason) change.reason.reset();
  if (!has_article) change.article.reset();
  if (!has_label) change.label.reset();
  switch (in.review.change(gap.id, version->get<std::int64_t>(), change, in.user.name)) {
    case Changed::kDone:
      return json_response(whole_gap_json(in, find_gap(in, gap.id, view)));
    case Changed::kConflict: {
      const std::int64_t current = find_gap(in, gap.id, view).work.version;
      return problem_response(409, "somebody else changed this gap: its version is " +
                                       std::to_string(current) + " now, not " +
                                       std::to_string(version->get<std::int64_t>()));
    }
    case Changed::kTrouble:
      return problem_response(503, "the search log's file can't be written right now");
    case Changed::kNoSuchGap:
      break;
  }
  throw BadRequest(404, "there is no such gap any more");
}

}  // namespace

bool wants_csv(const ReviewRequest& in) {
  const std::string format = text_parameter(in.request, "format", 100);
  if (!format.empty() && format != "json" && format != "csv")
    throw BadRequest(400, "the parameter format is neither json nor csv");
  return format == "csv";
}

Response json_response(const OrderedJson& json) {
  return {200, "application/json", json.dump(-1, ' ', false, kReplace), {}};
}

Response csv_response(const std::vector<std::string>& columns, const std::vector<OrderedJson>& rows,
                      const std::string& name) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ",") + column;
  text += "\r\n";
  for (const OrderedJson& row : rows) {
    for (const std::string& column : columns) {
      if (column != columns.front()) text += ',';
      const auto cell = row.find(column);
      if (cell == row.end() || cell->is_null()) continue;
      text += cell->is_string() ? csv_text(cell->get_ref<const std::string&>())
                                : csv_plain(cell->dump(-1, ' ', false, kReplace));
    }
    text += "\r\n";
  }
  return {200,
          "text/csv; charset=utf-8",
          std::move(text),
          {{"Content-Disposition", "attachment; filename=" + name}}};
}

OrderedJson text_or_null(const std::string& text) {
  return text.empty() ? OrderedJson() : OrderedJson(text);
}

OrderedJson time_or_null(std::int64_t at_ms) {
  return text_or_null(iso_time(at_ms));
}

Response review_unanswered_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_unanswered);
}

Response review_gap_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_gap);
}

Response review_gap_change_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kLead, make_change);
}

}  // namespace firstline::server
