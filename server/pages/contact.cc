// SPDX-License-Identifier: GPL-3.0-or-later
// "/contact": a message to a person, after one more look at the best article. A posted message leads on to
// "/contact/thanks" (303), so that a reload sends nothing twice.
#include "server/pages/contact.h"

#include <algorithm>

#include "base/random.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/access/gate.h"
#include "server/log/past_search.h"
#include "server/messages/email.h"
#include "server/messages/messages.h"
#include "server/pages/events.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/parameters.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

constexpr const char* kPath = "/contact";
constexpr const char* kTrap = "subject_again";  // people don't see it; simple robots fill in everything
constexpr std::size_t kLongestId = 1'000;       // bytes
constexpr std::size_t kShownKept = 5;           // articles of a search that are kept with a message

/// The form as it stands on the page.
struct Form {
  std::string message, email, search_id, query, article, key;
  std::string message_error, email_error, alert;
  int status = 200;
};

/// What may be a search's id; empty for anything else.
std::string search_id_of(const std::string& text) {
  return base::is_token(text) ? text : "";
}

/// The id of an article that is there; empty for anything else.
std::string article_of(const Site& site, const std::string& text) {
  if (text.empty() || text.size() > kLongestId || language::find_invalid_utf8(text)) return "";
  const std::string id = language::to_nfc(text);
  return site.index.borrow()->article(id) ? id : "";
}

/// The search for the question, once more and not logged: its first result, where it may be an answer.
nlohmann::json best_article(search::Searcher& searcher, const Words& words, const Form& form,
                            const std::optional<PastSearch>& past) {
  if (is_blank(form.query)) return nullptr;
  search::SearchRequest request;
  request.query = form.query;
  request.lang = article_language(words.tag(), searcher.index());
  request.limit = 1;
  const search::SearchAnswer answer = searcher.search(request);
  if (answer.hits.empty() || answer.answered == search::Answered::kNo) return nullptr;
  const search::Hit& hit = answer.hits.front();
  std::string url = article_link(words, hit.id, hit.lang, hit.anchor);
  if (past) {
    const auto place = std::find(past->shown.begin(), past->shown.end(), hit.id);
    if (place != past->shown.end())  // else the search did not show it, and can't be told that it was opened
      url = result_url(words, hit, form.search_id,
                       past->offset + static_cast<std::size_t>(place - past->shown.begin()) + 1);
  }
  return {{"title", hit.title},
          {"section", hit.section},
          {"url", url},
          {"snippet", hit.snippet},
          {"lang", hit.lang}};
}

Response form_page(const Site& site, const Request& request, Form form) {
  LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  const bool is_first = form.status == 200;
  std::optional<PastSearch> past;
  if (is_first && !form.search_id.empty()) past = find_past_search(site.log.file(), form.search_id);
  if (is_first && is_blank(form.query) && past) form.query = past->query;
  if (is_first) form.message = form.query;
  if (form.key.empty()) form.key = base::random_token();

  nlohmann::json values =
      frame(site, words, index, page_title({words.text("ask_person_heading"), words.text("site_name")}));
  link_languages(values, [&](const std::string& tag) {
    return contact_url(tag, form.search_id, form.query, form.article);
  });
  values["robots_noindex"] = true;
  if (is_first) values["again"] = best_article(*searcher, words, form, past);
  values["next_text"] = words.counted("contact_next", static_cast<std::uint64_t>(site.answer_hours));
  values["alert"] = form.alert;
  values["form"] = {{"message", form.message},
                    {"email", form.email},
                    {"search_id", form.search_id},
                    {"query", form.query},
                    {"article", form.article},
                    {"key", form.key},
                    {"most", std::to_string(kLongestMessage)},
                    {"message_error", form.message_error},
                    {"email_error", form.email_error},
                    {"message_focus", form.email_error.empty() && !form.message_error.empty()},
                    {"email_focus", form.message_error.empty() && !form.email_error.empty()}};
  Response response = html_response(site, "contact", values, form.status);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

std::string thanks_url(const std::string& lang, bool with_answer) {
  return std::string(kPath) + "/thanks?lang=" + search::percent_encode(lang) +
         (with_answer ? "&answer=1" : "");
}

Form read_form(const Site& site, const FormFields& fields) {
  Form form;
  form.message = typed_text(fields, "message");
  form.email = typed_text(fields, "email");
  form.search_id = search_id_of(form_field(fields, "search"));
  form.query = language::cut_utf8(typed_text(fields, "q"), kLongestQueryCharacters * 4);
  form.article = article_of(site, form_field(fields, "article"));
  form.key = search_id_of(form_field(fields, "key"));
  return form;
}

/// Says by the fields what can't be sent as it is. Whether all can.
bool check(Form& form, const Words& words) {
  const std::size_t length = language::count_characters(form.message);
  if (form.message.empty()) form.message_error = words.text("contact_error_empty");
  if (length > kLongestMessage)
    form.message_error = words.text(
        "contact_error_long", {{"most", std::to_string(kLongestMessage)}, {"count", std::to_string(length)}});
  if (!form.email.empty() && !is_plausible_email(form.email))
    form.email_error = words.text("contact_error_email");
  if (form.message_error.empty() && form.email_error.empty()) return true;
  form.status = 422;
  form.alert = words.text("contact_error");
  return false;
}

}  // namespace

std::string contact_url(const std::string& lang, const std::string& search_id, const std::string& query,
                        const std::string& article) {
  std::string url = std::string(kPath) + "?lang=" + search::percent_encode(lang);
  if (!search_id.empty()) url += "&search=" + search::percent_encode(search_id);
  if (!query.empty()) url += "&q=" + search::percent_encode(query);
  if (!article.empty()) url += "&article=" + search::percent_encode(article, "/");
  return url;
}

HandedOver hand_over(const Site& site, const Request& request, Message message) {
  LoggedEvent event;
  event.kind = EventKind::kContact;
  event.search_id = message.search_id;
  event.text = redact(message.text);
  // Of a search, the log holds one hand-off, however often it is tried; without one, only what was stored.
  if (!event.search_id.empty() && record_event(site, request, event) == Logged::kRefused)
    return HandedOver::kNoSuchSearch;
  if (site.messages != nullptr) {
    message.at_ms = milliseconds(site.clock());
    message.question = redact(message.question);
    if (const auto past =
            message.search_id.empty() ? std::nullopt : find_past_search(site.log.file(), message.search_id)) {
      message.question = past->query;
      message.shown = past->shown;
      if (message.shown.size() > kShownKept) message.shown.resize(kShownKept);
      if (message.article.empty()) message.article = past->opened;
      if (message.lang.empty()) message.lang = past->lang;
    }
    if (message.lang.empty())
      message.lang = words_for_request(site, request, site.index.borrow()->index()).tag();
    switch (site.messages->add(message)) {
      case Stored::kTrouble:
        return HandedOver::kTrouble;
      case Stored::kKnown:
        return HandedOver::kYes;
      case Stored::kNew:
        break;
    }
  }
  if (event.search_id.empty()) record_event(site, request, std::move(event));
  return HandedOver::kYes;
}

Response contact_page(const Site& site, const Request& request) {
  Form form;
  form.query = query_parameter(request);
  form.search_id = search_id_of(text_parameter(request, "search", kLongestId));
  form.article = article_of(site, text_parameter(request, "article", kLongestId));
  return form_page(site, request, std::move(form));
}

Response contact(const Site& site, const Request& request) {
  if (is_of_another_site(request)) throw BadRequest(403, "the form was sent from another site");
  const FormFields fields = posted_text_form(request);
  const Request in_language = in_form_language(request, fields);
  const Words& words = words_for_request(site, in_language, site.index.borrow()->index());
  Form form = read_form(site, fields);
  if (!form_field(fields, kTrap).empty()) {
    if (site.messages != nullptr) site.messages->count_robot();
    return Response::see_other(thanks_url(words.tag(), false));
  }
  if (!check(form, words)) return form_page(site, in_language, std::move(form));
  Message message;
  message.text = form.message;
  message.email = form.email;
  message.lang = words.tag();
  message.question = form.query;
  message.search_id = form.search_id;
  message.article = form.article;
  message.form_key = form.key;
  HandedOver handed = site.messages == nullptr ? HandedOver::kTrouble : hand_over(site, request, message);
  if (handed == HandedOver::kNoSuchSearch) {  // deleted meanwhile; the message counts all the same
    message.search_id.clear();
    handed = hand_over(site, request, message);
  }
  if (handed == HandedOver::kYes) return Response::see_other(thanks_url(words.tag(), !form.email.empty()));
  form.status = 503;
  form.alert = words.text("contact_error_trouble");
  return form_page(site, in_language, std::move(form));
}

Response contact_thanks_page(const Site& site, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  const bool with_answer = request.parameter("answer") != nullptr;
  nlohmann::json values =
      frame(site, words, index, page_title({words.text("contact_thanks"), words.text("site_name")}));
  link_languages(values, [&](const std::string& tag) { return thanks_url(tag, with_answer); });
  values["robots_noindex"] = true;
  values["next_text"] = with_answer
                            ? words.counted("contact_next", static_cast<std::uint64_t>(site.answer_hours))
                            : words.text("contact_no_answer");
  return html_response(site, "contact_thanks", values);
}

}  // namespace firstline::server
