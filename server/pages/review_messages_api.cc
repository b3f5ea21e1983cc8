// SPDX-License-Identifier: GPL-3.0-or-later
// "/api/v1/review/messages": what customers wrote to a person, for programs of leads.
#include "server/pages/pages.h"
#include "server/pages/review_api.h"
#include "server/pages/review_messages.h"

namespace firstline::server {
namespace {

constexpr std::string_view kChangePath = "/api/v1/review/messages/";
constexpr std::size_t kMessages = 100;
constexpr std::size_t kMostMessages = 10'000;

OrderedJson message_json(const Message& message) {
  return {{"number", message.number},
          {"at", time_or_null(message.at_ms)},
          {"status", message.answered_ms == 0 ? "open" : "answered"},
          {"lang", message.lang},
          {"message", message.text},
          {"email", text_or_null(message.email)},
          {"question", text_or_null(message.question)},
          {"search_id", text_or_null(message.search_id)},
          {"article", text_or_null(message.article)},
          {"answered_at", time_or_null(message.answered_ms)},
          {"answered_by", text_or_null(message.answered_by)}};
}

Response make_list(const ReviewRequest& in, Messages& messages) {
  const bool csv = wants_csv(in);
  const MessageFilter filter = read_message_filter(in, csv ? kMostMessages : kMessages, kMostMessages);
  const MessageList list = messages.list(filter);
  std::vector<OrderedJson> rows;
  for (const Message& message : list.messages) {
    rows.push_back(message_json(message));
    if (csv) continue;
    rows.back()["shown"] = message.shown;
    rows.back()["history"] = OrderedJson::array();
    for (const MessageStep& step : message.steps)
      rows.back()["history"].push_back(
          {{"at", time_or_null(step.at_ms)}, {"who", step.who}, {"what", step.what}});
  }
  if (!csv)
    return json_response({{"total", list.total}, {"open", messages.open_count()}, {"messages", rows}});
  return csv_response({"number", "at", "status", "lang", "message", "email", "question", "search_id",
                       "article", "answered_at", "answered_by"},
                      rows, "messages.csv");
}

Response make_change(const ReviewRequest& in, Messages& messages) {
  const std::int64_t number = message_number(in.request, kChangePath);
  const OrderedJson body = OrderedJson::parse(in.request.body, nullptr, false);
  const auto status = body.is_object() ? body.find("status") : body.end();
  if (!in.request.content_type.starts_with("application/json") || !body.is_object() || status == body.end() ||
      !status->is_string())
    throw BadRequest(400, "the body must be a JSON object with 'status'");
  const std::string wanted = status->get<std::string>();
  if (wanted == "deleted") {
    if (!messages.remove(number)) throw BadRequest(404, "there is no such message");
    return {204, "", "", {}};
  }
  if (wanted != "open" && wanted != "answered")
    throw BadRequest(400, "'status' is none of open, answered, deleted");
  if (!messages.set_answered(number, wanted == "answered", in.user.name, now_ms(in.site)))
    throw BadRequest(404, "there is no such message");
  const std::optional<Message> message = messages.find(number);
  if (!message) throw BadRequest(404, "there is no such message");
  return json_response(message_json(*message));
}

}  // namespace

Response review_messages_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kViewer,
                     [](const ReviewRequest& in) { return make_with_messages(in, make_list); });
}

Response review_message_change_api(const Site& site, const Request& request) {
  return with_review(site, request, Role::kLead,
                     [](const ReviewRequest& in) { return make_with_messages(in, make_change); });
}

}  // namespace firstline::server
