// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/click", "/api/v1/feedback", "/api/v1/contact": what customers made of a search.
#include "server/pages/events.h"

#include <nlohmann/json.hpp>

#include "language/utf8.h"
#include "server/pages/contact.h"
#include "server/pages/pages.h"
#include "server/parameters.h"
#include "server/redaction/redaction.h"

namespace firstline::server {
namespace {

using nlohmann::json;

// In characters.
constexpr std::size_t kLongestId = 1'000;
constexpr std::size_t kLongestText = 10'000;  // of a comment
constexpr std::size_t kLongestSearchId = 64;

json read_body(const Request& request) {
  if (!request.content_type.starts_with("application/json"))
    throw BadRequest(415, "the body must be application/json");
  json body = json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw BadRequest(400, "the body is not a JSON object");
  return body;
}

/// Empty when absent or null, where that is allowed.
std::string text_of(const json& body, const char* key, std::size_t most_characters, bool needed) {
  const auto found = body.find(key);
  if (found == body.end() || found->is_null()) {
    if (needed) throw BadRequest(400, std::string("'") + key + "' is missing");
    return "";
  }
  if (!found->is_string()) throw BadRequest(400, std::string("'") + key + "' is not a text");
  std::string text = found->get<std::string>();
  if (language::count_characters(text) > most_characters)
    throw BadRequest(
        400, std::string("'") + key + "' has more than " + std::to_string(most_characters) + " characters");
  return text;
}

std::string search_id_of(const json& body, bool needed) {
  return text_of(body, "search_id", kLongestSearchId, needed);
}

/// An article that is there, or was when the search showed it.
std::string article_of(const Site& site, const json& body, const std::string& search_id) {
  std::string id = language::to_nfc(text_of(body, "id", kLongestId, true));
  if (search_id.empty() && !site.index.borrow()->article(id))
    throw BadRequest(404, "there is no article '" + id + "'");
  return id;
}

Response answer_event(const Site& site, const Request& request, LoggedEvent event) {
  if (record_event(site, request, std::move(event)) == Logged::kRefused)
    throw BadRequest(404, "there is no such search, or it did not show this article");
  return {204, "", "", {{"Cache-Control", "no-store"}}};
}

}  // namespace

Logged record_event(const Site& site, const Request& request, LoggedEvent event) {
  event.at = site.clock();
  const Caller caller = site.callers.caller(request, "", event.at);
  event.visitor = caller.asker.visitor;
  if (request.head || request.prefetched || caller.declared_bot) return Logged::kWritten;
  return site.log.record(std::move(event));
}

Response click_api(const Site& site, const Request& request) {
  const json body = read_body(request);
  LoggedEvent event;
  event.kind = EventKind::kClick;
  event.search_id = search_id_of(body, true);
  event.article = article_of(site, body, event.search_id);
  if (const auto position = body.find("position"); position != body.end() && !position->is_null()) {
    if (!position->is_number_unsigned() || position->get<std::uint64_t>() > kLastPosition)
      throw BadRequest(400, "'position' is not a whole number from 1 on");
    event.position = position->get<std::uint64_t>();
  }
  return answer_event(site, request, std::move(event));
}

Response feedback_api(const Site& site, const Request& request) {
  const json body = read_body(request);
  LoggedEvent event;
  event.kind = EventKind::kFeedback;
  event.search_id = search_id_of(body, false);
  const bool on_results = !event.search_id.empty() && (!body.contains("id") || body["id"].is_null());
  if (!on_results) event.article = article_of(site, body, event.search_id);
  const auto helpful = body.find("helpful");
  if (helpful == body.end() || !helpful->is_boolean())
    throw BadRequest(400, "'helpful' is neither true nor false");
  event.helpful = helpful->get<bool>();
  event.text = redact(text_of(body, "comment", kLongestText, false));
  const std::optional<Reason> reason = find_reason(text_of(body, "reason", kLongestId, false));
  if (!reason) throw BadRequest(400, "'reason' is none of those there are");
  event.reason = *reason;
  return answer_event(site, request, std::move(event));
}

Response contact_api(const Site& site, const Request& request) {
  const json body = read_body(request);
  Message message;
  message.search_id = search_id_of(body, false);
  message.text = typed_text(text_of(body, "message", kLongestMessage, true), "message");
  if (message.text.empty()) throw BadRequest(400, "'message' is empty");
  // However it is written ("ana (at) example.com"): a lead can read it, and a message refused is lost.
  message.email = typed_text(text_of(body, "email", kLongestId, false), "email");
  switch (hand_over(site, request, std::move(message))) {
    case HandedOver::kNoSuchSearch:
      throw BadRequest(404, "there is no such search");
    case HandedOver::kTrouble:
      throw BadRequest(503, "the message could not be stored; nobody will read it. Please try again");
    case HandedOver::kYes:
      break;
  }
  return {204, "", "", {{"Cache-Control", "no-store"}}};
}

}  // namespace firstline::server
