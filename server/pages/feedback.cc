// SPDX-License-Identifier: GPL-3.0-or-later
// "/feedback": a vote on an article or on results, by a form. It leads on to a page (303) that says thanks,
// and after a "no" asks what was wrong; templates/assets/feedback.js puts that page's answer in place.
#include "server/pages/feedback.h"

#include "base/random.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/access/gate.h"
#include "server/pages/contact.h"
#include "server/pages/events.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

constexpr const char* kPath = "/feedback";
constexpr std::size_t kLongestId = 1'000;        // bytes
constexpr std::size_t kLongestComment = 10'000;  // characters

/// What was voted on, and how.
struct Voted {
  std::string lang, article, search_id;
  bool helpful = false;
  bool said = false;  ///< the reason and the comment have come, too
};

bool exists(const Site& site, const std::string& article) {
  return site.index.borrow()->article(article).has_value();
}

/// Fails with BadRequest when the vote is on nothing.
Voted check(const Site& site, std::string lang, const std::string& article, const std::string& search_id,
            const std::string& helpful) {
  Voted voted;
  voted.lang = std::move(lang);
  if (article.size() > kLongestId || language::find_invalid_utf8(article))
    throw BadRequest(400, "'id' is no article");
  voted.article = language::to_nfc(article);
  if (base::is_token(search_id)) voted.search_id = search_id;
  if (voted.article.empty() && voted.search_id.empty()) throw BadRequest(400, "'id' is missing");
  if (!voted.article.empty() && !exists(site, voted.article))
    throw BadRequest(404, "there is no such article");
  if (helpful != "yes" && helpful != "no") throw BadRequest(400, "'helpful' is neither yes nor no");
  voted.helpful = helpful == "yes";
  return voted;
}

std::string url_of(const Voted& voted) {
  std::string url = std::string(kPath) + "?lang=" + search::percent_encode(voted.lang) +
                    "&helpful=" + (voted.helpful ? "yes" : "no");
  if (!voted.article.empty()) url += "&id=" + search::percent_encode(voted.article, "/");
  if (!voted.search_id.empty()) url += "&search=" + voted.search_id;
  return url + (voted.said ? "&said=1" : "");
}

/// A vote on a search that is no longer there is one without a search. Whatever becomes of it, the customer
/// did all there was to do.
void record(const Site& site, const Request& request, const Voted& voted, LoggedEvent event) {
  event.kind = EventKind::kFeedback;
  event.article = voted.article;
  event.search_id = voted.search_id;
  event.helpful = voted.helpful;
  if (record_event(site, request, event) != Logged::kRefused || voted.article.empty()) return;
  event.search_id.clear();
  record_event(site, request, std::move(event));
}

nlohmann::json reasons(const Words& words) {
  nlohmann::json list = nlohmann::json::array();
  for (int i = 1; i < kReasons; ++i) {
    const std::string name = reason_name(static_cast<Reason>(i));
    list.push_back({{"name", name}, {"text", words.text("vote_reason_" + name)}});
  }
  return list;
}

}  // namespace

nlohmann::json vote_values(const Site& site, const Words& words, const std::string& article,
                           const std::string& search_id) {
  return {{"question", words.text(article.empty() ? "vote_results_question" : "vote_question")},
          {"vote_lang", words.tag()},
          {"vote_id", article},
          {"vote_search", search_id},
          {"script_url", asset_url(site, "feedback.js")}};
}

Response feedback(const Site& site, const Request& request) {
  if (is_of_another_site(request)) throw BadRequest(403, "the form was sent from another site");
  const FormFields fields = posted_text_form(request);
  const Words& words =
      words_for_request(site, in_form_language(request, fields), site.index.borrow()->index());
  Voted voted = check(site, words.tag(), form_field(fields, "id"), form_field(fields, "search"),
                      form_field(fields, "helpful"));
  voted.said = !form_field(fields, "said").empty();
  const std::string comment = typed_text(fields, "comment");
  if (language::count_characters(comment) > kLongestComment)
    throw BadRequest(413, "'comment' has more than " + std::to_string(kLongestComment) + " characters");
  const std::optional<Reason> reason = find_reason(form_field(fields, "reason"));
  if (!reason) throw BadRequest(400, "'reason' is none of those there are");
  LoggedEvent event;
  event.text = redact(comment);
  event.reason = *reason;
  event.follows = voted.said;
  // Sent without a reason or a word, there is nothing to add to the vote.
  if (!voted.said || !event.text.empty() || event.reason != Reason::kNone)
    record(site, request, voted, std::move(event));
  return Response::see_other(url_of(voted));
}

Response feedback_page(const Site& site, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  Voted voted =
      check(site, words.tag(), text_parameter(request, "id", kLongestId),
            text_parameter(request, "search", kLongestId), text_parameter(request, "helpful", kLongestId));
  voted.said = request.parameter("said") != nullptr;
  nlohmann::json values =
      frame(site, words, index, page_title({words.text("vote_thanks"), words.text("site_name")}));
  link_languages(values, [other = voted](const std::string& tag) mutable {
    other.lang = tag;
    return url_of(other);
  });
  values["robots_noindex"] = true;
  values["vote_lang"] = words.tag();
  values["vote_id"] = voted.article;
  values["vote_search"] = voted.search_id;
  values["asks_why"] = !voted.helpful && !voted.said && !voted.article.empty();
  values["was_no"] = !voted.helpful;
  values["reasons"] = reasons(words);
  values["contact_url"] = contact_url(words.tag(), voted.search_id, "", voted.article);
  values["article_url"] = voted.article.empty() ? "" : search::article_url(voted.article);
  Response response = html_response(site, "feedback", values);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace firstline::server
