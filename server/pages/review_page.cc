// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of the review's pages, and what their URLs say.
#include <algorithm>
#include <array>

#include "search/links.h"
#include "server/json_api.h"
#include "server/log/transfer.h"
#include "server/messages/messages.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLongestValue = 400;  // bytes, of a parameter
constexpr std::array kSorts = {"cost", "searches", "visitors", "messages", "last", "due"};

struct Tab {
  const char* name;
  const char* text;
  const char* url;
};
constexpr std::array kTabs = {Tab{"gaps", "Gaps", "/review"}, Tab{"figures", "Figures", "/review/figures"},
                              Tab{"articles", "Articles", "/review/articles"},
                              Tab{"searches", "Searches", "/review/searches"}};
constexpr Tab kMessages = {"messages", "Messages", "/review/messages"};  // for leads

struct Stretch {
  const char* since;
  const char* text;
};
constexpr std::array kStretches = {Stretch{"24h", "24 hours"}, Stretch{"7d", "7 days"},
                                   Stretch{"30d", "30 days"}, Stretch{"90d", "90 days"},
                                   Stretch{"all", "All time"}};

std::optional<std::int64_t> read_time(const ReviewRequest& in, const std::string& name,
                                      const std::string& text) {
  if (text.empty() || text == "all") return std::nullopt;
  const auto time = parse_since(text, in.site.clock());
  if (!time)
    throw BadRequest(400, "the parameter " + name + " is no day (2026-09-14), no time and no 7d, 24h or all");
  return milliseconds(*time);
}

bool is_cause(const std::string& name) {
  for (int i = 0; i < review::kCauses; ++i)
    if (name == review::cause_name(static_cast<review::Cause>(i))) return true;
  return false;
}

bool is_api(const Request& request) {
  return request.path.starts_with("/api/");
}

}  // namespace

std::int64_t now_ms(const Site& site) {
  return milliseconds(site.clock());
}

Response with_review(const Site& site, const Request& request, Role needed,
                     Response (*make)(const ReviewRequest&)) {
  auto gate = let_in(site, request, needed);
  if (auto* refused = std::get_if<Response>(&gate)) return std::move(*refused);
  if (site.review == nullptr) return refuse_request(site, 404, request, "this server has no review");
  const ReviewRequest in{site, request, std::get<SignedIn>(gate), *site.review};
  try {
    return make(in);
  } catch (const BadRequest& bad) {
    if (is_api(request)) return problem_response(bad.status(), bad.what());
    if (bad.status() == 404)
      return review_message(in, 404, "This isn’t here any more", std::string(bad.what()) + ".");
    return review_message(in, bad.status(), "This address doesn’t make sense",
                          "The reason: " + std::string(bad.what()) + ".");
  }
}

ReviewView read_view(const ReviewRequest& in, const ReviewDefaults& defaults) {
  const auto value = [&in](const char* name, const std::string& absent) {
    const std::string text = text_parameter(in.request, name, kLongestValue);
    return text.empty() ? absent : text;
  };
  ReviewView view;
  view.since = value("since", defaults.since);
  view.until = value("until", "");
  view.filter.since_ms = read_time(in, "since", view.since).value_or(0);
  if (const auto until = read_time(in, "until", view.until)) view.filter.until_ms = *until;
  view.filter.lang = language_parameter(in.request);
  view.filter.channel = value("channel", "");
  view.filter.category = value("category", "");
  view.cause = value("cause", "");
  if (!view.cause.empty() && !is_cause(view.cause))
    throw BadRequest(
        400, "the parameter cause is none of filter, typo, language, rejected, vocabulary, weak, gap");
  view.status = value("status", defaults.status);
  if (view.status != "all" && view.status != "todo" && !review::find_status(view.status))
    throw BadRequest(400, "the parameter status is none of open, planned, answered, ignored, todo, all");
  view.owner = value("owner", "");
  view.sort = value("sort", "cost");
  if (std::find(kSorts.begin(), kSorts.end(), view.sort) == kSorts.end())
    throw BadRequest(400, "the parameter sort is none of cost, searches, visitors, messages, last, due");
  return view;
}

std::string review_url(const std::string& path, const ReviewView& view, const UrlParameters& more) {
  UrlParameters all = {{"since", view.since},
                       {"until", view.until},
                       {"lang", view.filter.lang},
                       {"channel", view.filter.channel},
                       {"category", view.filter.category}};
  for (const auto& [name, value] : more) {
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&wanted = name](const auto& pair) { return pair.first == wanted; });
    if (known == all.end())
      all.emplace_back(name, value);
    else
      known->second = value;
  }
  std::string url = path;
  char separator = '?';
  for (const auto& [name, value] : all) {
    if (value.empty()) continue;
    url += separator + name + '=' + search::percent_encode(value);
    separator = '&';
  }
  return url;
}

std::string gap_url(const std::string& id, const ReviewView& view) {
  return review_url("/review/gaps/" + search::percent_encode(id), view);
}

std::optional<review::Filter> stretch_before(const ReviewView& view, std::int64_t now_ms) {
  if (view.filter.since_ms <= 0) return std::nullopt;
  review::Filter before = view.filter;
  const std::int64_t end = std::min(view.filter.until_ms, now_ms);
  before.until_ms = view.filter.since_ms;
  before.since_ms = view.filter.since_ms - (end - view.filter.since_ms);
  return before;
}

nlohmann::json review_page_values(const ReviewRequest& in, const std::string& heading,
                                  const std::string& tab) {
  const LiveIndex::Lease searcher = in.site.index.borrow();
  const Words& words = in.site.dictionary.words_for("en");
  nlohmann::json values =
      frame(in.site, words, searcher->index(), heading + " – Review – " + words.text("site_name"));
  values["heading"] = heading;
  values["robots_noindex"] = true;
  nlohmann::json tabs = nlohmann::json::array();
  for (const Tab& each : kTabs)
    tabs.push_back({{"text", each.text}, {"url", each.url}, {"current", tab == each.name}});
  if (in.site.messages != nullptr && in.user.role == Role::kLead) {
    const std::uint64_t open = in.site.messages->open_count();
    tabs.push_back({{"text", kMessages.text},
                    {"url", kMessages.url},
                    {"current", tab == kMessages.name},
                    {"open", open == 0 ? "" : grouped_digits(open)}});
  }
  values["tabs"] = tabs;
  values["user_name"] = in.user.name;
  values["csrf_token"] = in.user.csrf_token;
  values["is_lead"] = in.user.role == Role::kLead && !in.user.by_token;
  const auto asset_url = [&in](const char* name) {
    const auto found = in.site.assets.find(name);
    return found == in.site.assets.end() ? std::string() : found->second.url;
  };
  values["review_style_url"] = asset_url("review.css");
  values["review_script_url"] = asset_url("review.js");
  values["chart_script_url"] = asset_url("chart.js");
  const review::Review::State state = in.review.state();
  if (!state.read)
    values["still_reading"] =
        "The search log is still being read (" + counted(state.searches, "search", "searches") +
        " so far). Figures and gaps are not complete yet; load the page again in a moment.";
  values["trouble"] = state.trouble;
  return values;
}

nlohmann::json choice_list(const std::vector<std::pair<std::string, std::string>>& choices,
                           const std::string& chosen) {
  nlohmann::json list = nlohmann::json::array();
  bool found = false;
  for (const auto& [value, text] : choices) {
    list.push_back({{"value", value}, {"text", text}, {"chosen", value == chosen}});
    found = found || value == chosen;
  }
  // What nobody has any more, from an old link, is shown all the same: the page must say what it filters by.
  if (!found) list.push_back({{"value", chosen}, {"text", chosen}, {"chosen", true}});
  return list;
}

nlohmann::json filter_values(const ReviewRequest& in, const std::string& path, const ReviewView& view,
                             bool with_gaps) {
  const review::Review::Choices known = in.review.choices();
  UrlParameters gap_parameters;
  if (with_gaps)
    gap_parameters = {{"cause", view.cause},
                      {"status", view.status == "todo" ? "" : view.status},
                      {"owner", view.owner},
                      {"sort", view.sort == "cost" ? "" : view.sort}};
  nlohmann::json stretches = nlohmann::json::array();
  for (const Stretch& stretch : kStretches) {
    UrlParameters more = gap_parameters;
    more.emplace_back("since", stretch.since);
    more.emplace_back("until", "");
    stretches.push_back({{"text", stretch.text},
                         {"url", review_url(path, view, more)},
                         {"current", view.since == stretch.since && view.until.empty()}});
  }
  const auto select = [](const char* name, const char* label, const char* any,
                         const std::vector<std::string>& values, const std::string& chosen) {
    std::vector<std::pair<std::string, std::string>> choices = {{"", any}};
    for (const std::string& value : values)
      if (!value.empty()) choices.emplace_back(value, value);
    return nlohmann::json{{"name", name}, {"label", label}, {"choices", choice_list(choices, chosen)}};
  };
  nlohmann::json selects = nlohmann::json::array();
  selects.push_back(select("lang", "Language", "All", known.langs, view.filter.lang));
  selects.push_back(select("channel", "Channel", "All", known.channels, view.filter.channel));
  selects.push_back(select("category", "Category", "All", known.categories, view.filter.category));
  if (with_gaps) {
    std::vector<std::pair<std::string, std::string>> causes = {{"", "All"}};
    for (int i = review::kCauses - 1; i >= 0; --i) {
      const auto cause = static_cast<review::Cause>(i);
      causes.emplace_back(review::cause_name(cause), cause_title(cause));
    }
    selects.push_back({{"name", "cause"}, {"label", "Cause"}, {"choices", choice_list(causes, view.cause)}});
    selects.push_back({{"name", "status"},
                       {"label", "Status"},
                       {"choices", choice_list({{"todo", "To do"},
                                                {"open", "Open"},
                                                {"planned", "Planned"},
                                                {"answered", "Answered"},
                                                {"ignored", "Ignored"},
                                                {"all", "All"}},
                                               view.status)}});
    selects.push_back(select("owner", "Owner", "Anyone", known.owners, view.owner));
  }
  std::size_t set = 0;
  for (const std::string* value :
       {&view.filter.lang, &view.filter.channel, &view.filter.category, &view.cause, &view.owner})
    set += value->empty() ? 0 : 1;
  set += with_gaps && view.status != "todo" ? 1 : 0;
  nlohmann::json hidden = nlohmann::json::array();
  hidden.push_back({{"name", "since"}, {"value", view.since}});
  if (!view.until.empty()) hidden.push_back({{"name", "until"}, {"value", view.until}});
  if (with_gaps && view.sort != "cost") hidden.push_back({{"name", "sort"}, {"value", view.sort}});
  nlohmann::json values = {{"action", path},
                           {"stretches", stretches},
                           {"selects", selects},
                           {"hidden", hidden},
                           {"is_set", set > 0},
                           {"set_text", set == 0 ? "" : std::to_string(set) + " set"},
                           {"clear_url", path + "?since=" + search::percent_encode(view.since)}};
  const bool usual = std::any_of(kStretches.begin(), kStretches.end(), [&view](const Stretch& stretch) {
    return view.since == stretch.since && view.until.empty();
  });
  if (!usual)
    values["stretch_text"] = "From " + minute_text(view.filter.since_ms) +
                             (view.until.empty() ? " on" : " to " + minute_text(view.filter.until_ms)) +
                             " (UTC)";
  return values;
}

nlohmann::json article_values(const Site& site, const std::string& id, const ReviewView& view) {
  LiveIndex::Lease searcher = site.index.borrow();
  const auto article = searcher->article(id);
  return {{"id", id},
          {"title", article ? std::string(article->title) : id},
          {"there", article.has_value()},
          {"url", search::article_url(id)},
          {"review_url", review_url("/review/articles/" + search::percent_encode(id, "/"), view)}};
}

Response review_message(const ReviewRequest& in, int status, const std::string& heading,
                        const std::string& text) {
  nlohmann::json values = review_page_values(in, heading, "");
  values["lead"] = text;
  return html_response(in.site, "review_message", values, status);
}

}  // namespace firstline::server
