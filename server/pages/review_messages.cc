// SPDX-License-Identifier: GPL-3.0-or-later
// "/review/messages": what customers wrote to a person, answered and deleted by leads.
#include "server/pages/review_messages.h"

#include <array>
#include <charconv>

#include "search/links.h"
#include "server/json_api.h"
#include "server/messages/email.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

constexpr const char* kPath = "/review/messages";
constexpr std::string_view kChangePath = "/review/messages/";
constexpr std::size_t kMessagesAPage = 20;
constexpr std::size_t kMostOffset = 10'000'000;
constexpr std::size_t kLongestValue = 100;
constexpr std::size_t kTextCharacters = 120;

struct Choice {
  MessageStatus status;
  const char* name;
  const char* text;
};
constexpr std::array kChoices = {Choice{MessageStatus::kAny, "all", "All"},
                                 Choice{MessageStatus::kOpen, "open", "Open"},
                                 Choice{MessageStatus::kAnswered, "answered", "Answered"}};

bool is_api(const Request& request) {
  return request.path.starts_with("/api/");
}

/// Of the filters of searches, this page has the language.
ReviewView view_of(const MessageFilter& filter) {
  ReviewView view;
  view.filter.lang = filter.lang;
  return view;
}

std::pair<std::string, std::string> status_of(const MessageFilter& filter) {
  return {"status", filter.status == MessageStatus::kAny ? "" : message_status_name(filter.status)};
}

std::string page_url(const MessageFilter& filter) {
  return review_url(kPath, view_of(filter), {status_of(filter)});
}

/// The articles that the customer saw, the one read last first.
nlohmann::json seen_articles(const Site& site, const Message& message, const ReviewView& view) {
  nlohmann::json list = nlohmann::json::array();
  const auto add = [&](const std::string& id, bool opened) {
    nlohmann::json article = article_values(site, id, view);
    article["opened"] = opened;
    list.push_back(std::move(article));
  };
  if (!message.article.empty()) add(message.article, true);
  for (const std::string& id : message.shown)
    if (id != message.article) add(id, false);
  return list;
}

nlohmann::json message_values(const ReviewRequest& in, const Message& message) {
  const Words& words = in.site.dictionary.words_for(message.lang);
  ReviewView everything;
  everything.since = "all";
  nlohmann::json values = {{"number", std::to_string(message.number)},
                           {"at", minute_text(message.at_ms)},
                           {"iso", iso_time(message.at_ms)},
                           {"lang", message.lang},
                           {"text", message.text},
                           {"email", message.email},
                           {"is_open", message.answered_ms == 0},
                           {"articles", seen_articles(in.site, message, everything)},
                           {"csrf_token", in.user.csrf_token}};
  values["has_articles"] = !values["articles"].empty();
  if (is_plausible_email(message.email))
    values["reply_url"] = reply_link(
        message.email, words.text("ask_person_heading") + " – " + words.text("site_name"), message.text);
  if (!message.question.empty())
    values["question"] = {{"query", text_values(message.question, kTextCharacters)},
                          {"url", review_url("/review/searches", everything, {{"text", message.question}})}};
  const std::int64_t overdue_ms =
      message.at_ms + std::chrono::milliseconds(std::chrono::hours(in.site.answer_hours)).count();
  values["overdue"] = message.answered_ms == 0 && now_ms(in.site) > overdue_ms;
  values["action"] = std::string(kChangePath) + std::to_string(message.number);
  values["steps"] = nlohmann::json::array();
  for (const MessageStep& step : message.steps)
    values["steps"].push_back({{"at", minute_text(step.at_ms)}, {"who", step.who}, {"what", step.what}});
  return values;
}

std::string notice_of(const Request& request) {
  const std::string* done = request.parameter("done");
  if (done == nullptr) return "";
  if (*done == "answered") return "Marked as answered.";
  if (*done == "open") return "Opened again.";
  if (*done == "deleted") return "Deleted. Nothing of it is left here.";
  return "";
}

Response make_page(const ReviewRequest& in, Messages& messages) {
  const MessageFilter filter = read_message_filter(in, kMessagesAPage, kMessagesAPage);
  const MessageList list = messages.list(filter);
  nlohmann::json values = review_page_values(in, "Messages", "messages");
  values["notice"] = notice_of(in.request);
  values["lead"] =
      counted(list.total, "message", "messages") +
      (filter.status == MessageStatus::kAny ? ", open ones first, the newest first." : ", the newest first.");
  nlohmann::json rows = nlohmann::json::array();
  for (const Message& message : list.messages) rows.push_back(message_values(in, message));
  values["messages"] = rows;
  values["has_messages"] = !rows.empty();
  nlohmann::json choices = nlohmann::json::array();
  for (const Choice& choice : kChoices) {
    MessageFilter other = filter;
    other.status = choice.status;
    choices.push_back(
        {{"text", choice.text}, {"url", page_url(other)}, {"current", choice.status == filter.status}});
  }
  values["choices"] = choices;
  nlohmann::json langs = nlohmann::json::array();
  MessageFilter other = filter;
  other.lang.clear();
  langs.push_back({{"text", "All languages"}, {"url", page_url(other)}, {"current", filter.lang.empty()}});
  for (const std::string& lang : list.langs) {
    other.lang = lang;
    langs.push_back({{"text", lang}, {"url", page_url(other)}, {"current", lang == filter.lang}});
  }
  values["langs"] = langs;
  values["has_langs"] = list.langs.size() > 1 || !filter.lang.empty();
  add_pager(values, kPath, view_of(filter), {status_of(filter)}, filter.offset, kMessagesAPage, list.total);
  values["csv_url"] =
      review_url("/api/v1/review/messages", view_of(filter), {status_of(filter), {"format", "csv"}});
  return html_response(in.site, "review_messages", values);
}

Response make_change(const ReviewRequest& in, Messages& messages) {
  const std::int64_t number = message_number(in.request, kChangePath);
  const std::string wanted = form_field(posted_form(in.request), "do");
  bool found = false;
  if (wanted == "deleted")
    found = messages.remove(number);
  else if (wanted == "answered" || wanted == "open")
    found = messages.set_answered(number, wanted == "answered", in.user.name, now_ms(in.site));
  else
    throw BadRequest(400, "'do' is none of answered, open, deleted");
  if (!found) throw BadRequest(404, "There is no such message any more");
  return Response::see_other(std::string(kPath) + "?done=" + wanted);
}

}  // namespace

Response make_with_messages(const ReviewRequest& in, Response (*make)(const ReviewRequest&, Messages&)) {
  if (in.site.messages == nullptr) throw BadRequest(404, "This server takes no messages");
  if (in.user.role != Role::kLead) {
    const char* text = "Messages hold what customers told in confidence, so only leads may read them.";
    return is_api(in.request) ? problem_response(403, text)
                              : review_message(in, 403, "Messages are for leads", text);
  }
  try {
    return make(in, *in.site.messages);
  } catch (const DatabaseError& error) {
    const std::string text =
        std::string("The file of messages can’t be used right now: ") + error.what() + ".";
    return is_api(in.request) ? problem_response(503, text)
                              : review_message(in, 503, "Messages aren’t there right now", text);
  }
}

const char* message_status_name(MessageStatus status) {
  for (const Choice& choice : kChoices)
    if (choice.status == status) return choice.name;
  return "";
}

MessageFilter read_message_filter(const ReviewRequest& in, std::size_t page, std::size_t most) {
  MessageFilter filter;
  filter.lang = language_parameter(in.request);
  const std::string status = text_parameter(in.request, "status", kLongestValue);
  bool known = status.empty();
  for (const Choice& choice : kChoices)
    if (status == choice.name) {
      filter.status = choice.status;
      known = true;
    }
  if (!known) throw BadRequest(400, "the parameter status is none of open, answered, all");
  filter.offset = number_parameter(in.request, "offset", 0, 0, kMostOffset);
  filter.limit = number_parameter(in.request, "limit", page, 1, most);
  return filter;
}

std::int64_t message_number(const Request& request, std::string_view prefix) {
  const std::string_view text = std::string_view(request.path).substr(prefix.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0)
    throw BadRequest(404, "There is no such message");
  return number;
}

Response review_messages_page(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer,
                     [](const ReviewRequest& in) { return make_with_messages(in, make_page); });
}

Response review_message_change(const Site& site, const Request& request) {
  return with_review(site, request, Role::kLead,
                     [](const ReviewRequest& in) { return make_with_messages(in, make_change); });
}

}  // namespace firstline::server
