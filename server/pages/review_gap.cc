// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/gaps/ID": one gap, all that is known of it, and what a lead does about it. "…/draft.md" below it.
#include "server/pages/review_gap.h"

#include <fmt/format.h>

#include <algorithm>

#include "search/links.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"
#include "server/review/draft.h"

namespace firstline::server {
namespace {

using review::Cause;
using review::Gap;
using review::Status;

constexpr std::string_view kPath = "/review/gaps/";
constexpr std::size_t kLabelCharacters = 200;
constexpr std::size_t kTextCharacters = 160;
constexpr std::size_t kTextsShown = 30;  // further ones fold
constexpr std::size_t kMostTexts = 500;
constexpr std::size_t kMostOthers = 200;  // to merge with
constexpr std::size_t kProposedTexts = 5;
constexpr std::size_t kLongestKeyword = 60;

const ReviewDefaults kAllOfIt = {"all", "all"};

nlohmann::json texts(const ReviewRequest& in, const Gap& gap, const ReviewView& view) {
  nlohmann::json first = nlohmann::json::array();
  nlohmann::json rest = nlohmann::json::array();
  for (std::size_t i = 0; i < gap.queries.size() && i < kMostTexts; ++i) {
    const review::GapQuery& query = gap.queries[i];
    nlohmann::json row = {{"query", text_values(query.text, kTextCharacters)},
                          {"question", query.question},
                          {"count", grouped_digits(query.count)},
                          {"now", query.in_passing ? "said in passing" : answered_text(query.now)},
                          {"now_yes", query.now == search::Answered::kYes && !query.in_passing},
                          {"url", review_url("/review/searches", view, {{"text", query.text}})}};
    if (!query.now_id.empty() && query.now != search::Answered::kNo)
      row["now_article"] = article_values(in.site, query.now_id, view);
    (i < kTextsShown ? first : rest).push_back(std::move(row));
  }
  nlohmann::json values = {{"first", first}, {"rest", rest}, {"has_rest", !rest.empty()}};
  values["rest_text"] = counted(rest.size(), "more", "more");
  if (gap.texts > kMostTexts)
    values["left_out"] = grouped_digits(gap.texts - kMostTexts) + " rarer ones aren’t listed.";
  values["can_split"] = gap.texts > 1;
  values["none"] = gap.queries.empty();
  return values;
}

nlohmann::json history(const std::vector<review::HistoryEntry>& entries) {
  nlohmann::json list = nlohmann::json::array();
  for (const review::HistoryEntry& entry : entries)
    list.push_back({{"at", minute_text(entry.at_ms)},
                    {"iso", iso_time(entry.at_ms)},
                    {"who", entry.who},
                    {"what", entry.what}});
  std::reverse(list.begin(), list.end());
  return list;
}

nlohmann::json work_form(const ReviewRequest& in, const Gap& gap, const WorkForm& form) {
  nlohmann::json statuses = nlohmann::json::array();
  for (const Status status : {Status::kOpen, Status::kPlanned, Status::kAnswered, Status::kIgnored})
    statuses.push_back({{"value", review::status_name(status)},
                        {"text", status_title(status)},
                        {"chosen", form.status == review::status_name(status)}});
  nlohmann::json articles = nlohmann::json::array();
  for (const std::string& id : {gap.now.id, gap.article, gap.work.article})
    if (!id.empty() && std::find(articles.begin(), articles.end(), id) == articles.end())
      articles.push_back(id);
  return {{"statuses", statuses},  {"label", form.label},
          {"owner", form.owner},   {"owners", in.review.choices().owners},
          {"due", form.due},       {"note", form.note},
          {"reason", form.reason}, {"article", form.article},
          {"articles", articles},  {"version", std::to_string(form.version)},
          {"me", in.user.name}};
}

/// Other gaps of the same language, the costliest first.
nlohmann::json others(const ReviewRequest& in, const Gap& gap) {
  nlohmann::json list = nlohmann::json::array();
  for (const Gap& other : in.review.gaps({})) {
    if (other.id == gap.id || other.lang != gap.lang || other.label.empty()) continue;
    list.push_back({{"value", other.id},
                    {"text", shortened(other.label, 70) + " (" + grouped_digits(other.searches) + ")"}});
    if (list.size() == kMostOthers) break;
  }
  return list;
}

std::string proposed_keywords(const Gap& gap) {
  std::string wording;
  std::size_t count = 0;
  for (const review::GapQuery& query : gap.queries) {
    if (query.text.size() > kLongestKeyword || count == kProposedTexts) continue;
    std::string text = query.text;
    std::replace(text.begin(), text.end(), ',', ' ');
    wording += (wording.empty() ? "" : ", ") + text;
    ++count;
  }
  return wording;
}

/// "refnd => refund", as far as the search has a better spelling to offer.
std::string proposed_synonym(const ReviewRequest& in, const Gap& gap) {
  if (gap.queries.empty()) return "";
  search::SearchRequest asked;
  asked.query = gap.queries.front().text;
  asked.lang = gap.lang;
  return asked.query + " => " + in.site.index.borrow()->search(asked).correction;
}

/// What the cause suggests, as buttons and one form.
nlohmann::json actions(const ReviewRequest& in, const Gap& gap, const ReviewView& view) {
  const bool wants_article = gap.cause == Cause::kGap || gap.cause == Cause::kLanguage;
  nlohmann::json values = {
      {"draft_url", review_url(std::string(kPath) + search::percent_encode(gap.id) + "/draft.md", view)},
      {"draft_first", wants_article}};
  if (!gap.article.empty()) values["article"] = article_values(in.site, gap.article, view);
  if (in.site.proposals == nullptr) return values;
  if ((gap.cause == Cause::kVocabulary || gap.cause == Cause::kWeak) && !gap.article.empty())
    values["propose"] = {
        {"kind", "keywords"},
        {"label", "Keywords to propose, parted by commas"},
        {"hint", "For the article’s front matter: words that customers use and its text doesn’t."},
        {"wording", proposed_keywords(gap)},
        {"button", "Propose these keywords"}};
  if (gap.cause == Cause::kTypo)
    values["propose"] = {
        {"kind", "synonym"},
        {"label", "Synonym to propose: typed => meant"},
        {"hint", "For synonyms.txt: who searches for the left side also finds the right one."},
        {"wording", proposed_synonym(in, gap)},
        {"button", "Propose this synonym"}};
  return values;
}

nlohmann::json numbers(const Gap& gap) {
  nlohmann::json list = nlohmann::json::array();
  const auto add = [&list](const std::string& label, const std::string& value, const std::string& hint) {
    list.push_back({{"label", label}, {"value", value}, {"hint", hint}});
  };
  add("Without an answer", grouped_digits(gap.searches),
      "of " + counted(gap.all_searches, "search", "searches"));
  add("Visitors", grouped_digits(gap.visitors), "");
  add("Messages to a person", grouped_digits(gap.asked_person), "");
  add("Cost", fmt::format("{:.0f}", gap.cost),
      fmt::format("searches + {:g} × messages", review::kCostOfMessage));
  add("First asked", day_text(gap.first_ms), "");
  add("Last asked", day_text(gap.last_ms), "");
  return list;
}

std::string now_text(const Gap& gap) {
  if (gap.searches == 0) return "";
  if (gap.now.answered == search::Answered::kNo)
    return "The help centre, as it is published now, still has no answer to most of these.";
  return fmt::format("The help centre, as it is published now, gives {} to {}.",
                     gap.now.answered == search::Answered::kYes ? "a sure answer" : "a weak answer at best",
                     gap.now.answered == search::Answered::kYes
                         ? fmt::format("{:.0f} % of these searches that had none", 100 * gap.now.share)
                         : std::string("most of these"));
}

Response draft(const ReviewRequest& in, const Gap& gap) {
  review::DraftHints hints;
  const std::string near = gap.article.empty() ? gap.now.id : gap.article;
  LiveIndex::Lease searcher = in.site.index.borrow();
  if (const auto article = searcher->article(near)) {
    // Another language's categories have other names.
    if (article->lang == gap.lang) hints.category = std::string(article->category);
    if (gap.cause == Cause::kLanguage) hints.translation_key = std::string(article->translation_key);
  }
  return {200,
          "text/markdown; charset=utf-8",
          review::make_draft(gap, hints),
          {{"Content-Disposition", review::attachment(review::draft_file_name(gap.label))}}};
}

Response make_page(const ReviewRequest& in) {
  ReviewView view = read_view(in, kAllOfIt);
  const GapPath path = read_gap_path(in.request, kPath);
  const Gap gap = find_gap(in, path.id, view);
  if (path.below == "draft.md") return draft(in, gap);
  if (!path.below.empty()) throw BadRequest(404, "there is no such page");
  WorkForm form = form_of(gap);
  if (in.request.parameter("close") != nullptr && gap.proposes_closing) {
    form.status = review::status_name(Status::kAnswered);
    form.article = gap.now.id;
  }
  return gap_page(in, gap, view, form);
}

}  // namespace

GapPath read_gap_path(const Request& request, std::string_view prefix) {
  const std::string rest = request.path.substr(prefix.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  return {rest.substr(0, slash), slash == rest.size() ? "" : rest.substr(slash + 1)};
}

Gap find_gap(const ReviewRequest& in, const std::string& id, ReviewView& view) {
  auto gap = in.review.gap(id, view.filter);
  if (gap && gap->searches == 0) {  // a link may say a time in which nobody asked
    view.filter = {};
    view.since = "all";
    view.until.clear();
    gap = in.review.gap(id, view.filter);
  }
  if (!gap)
    throw BadRequest(
        404, "There is no such gap: its searches were deleted with age, or it has another address now");
  return std::move(*gap);
}

WorkForm form_of(const Gap& gap) {
  const review::WorkItem& work = gap.work;
  return {gap.label,    review::status_name(work.status),
          work.owner,   day_text(work.due_ms),
          work.note,    work.reason,
          work.article, work.version};
}

Response gap_page(const ReviewRequest& in, const Gap& gap, const ReviewView& view, const WorkForm& form,
                  int status, const std::string& alert, const std::vector<review::HistoryEntry>& changes) {
  nlohmann::json values = review_page_values(
      in, gap.label.empty() ? "Searches that were deleted" : shortened(gap.label, 60), "gaps");
  values["gap"] = gap_values(in, gap, view, kLabelCharacters);
  // "All time" is what a gap shows unless asked; the list has its own usual stretch.
  values["back_url"] =
      review_url("/review", view, view.since == "all" ? UrlParameters{{"since", ""}} : UrlParameters{});
  values["evidence"] = gap.searches == 0 ? "" : evidence_text(gap);
  values["now_text"] = now_text(gap);
  values["numbers"] = numbers(gap);
  values["spark"] = spark_values(gap.by_day);
  values["texts"] = texts(in, gap, view);
  values["actions"] = actions(in, gap, view);
  values["history"] = history(in.review.history(gap.id));
  values["has_history"] = !values["history"].empty();
  values["note"] = gap.work.note;
  values["reason"] = gap.work.reason;
  if (!gap.work.article.empty()) values["answered_by"] = article_values(in.site, gap.work.article, view);
  values["alert"] = alert;
  values["changes"] = history(changes);
  values["has_changes"] = !changes.empty();
  const std::string* done = in.request.parameter("done");
  const std::string what = done == nullptr || !alert.empty() ? "" : *done;
  values["notice"] = what == "saved"      ? "Saved."
                     : what == "merged"   ? "The two gaps are one now."
                     : what == "split"    ? "These questions are a gap of their own now."
                     : what == "proposed" ? "Proposed. A writer finds it in the file of proposals."
                     : what == "known"    ? "This was proposed before; nothing was added."
                                          : "";
  if (values["is_lead"].get<bool>()) {
    values["form"] = work_form(in, gap, form);
    values["others"] = others(in, gap);
    values["has_others"] = !values["others"].empty();
    values["post_url"] = gap_url(gap.id, view);
    const std::string below = std::string(kPath) + search::percent_encode(gap.id);
    values["merge_url"] = review_url(below + "/merge", view);
    values["split_url"] = review_url(below + "/split", view);
    values["propose_url"] = review_url(below + "/propose", view);
  }
  return html_response(in.site, "review_gap", values, status);
}

Response review_gap_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer, make_page);
}

}  // namespace firstline::server
