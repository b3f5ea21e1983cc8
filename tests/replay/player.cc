// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/player.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/failure.h"
#include "search/links.h"

namespace firstline::replay {
namespace {

using nlohmann::json;

/// Kept open, as browsers and proxies do; each client has one of them.
constexpr std::size_t kConnections = 8;

bool is_page(const Client& client) {
  return client.channel == "web";
}

std::string between(const std::string& text, std::string_view before, std::string_view after,
                    std::size_t& at) {
  const std::size_t begin = text.find(before, at);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(after, begin + before.size());
  at = std::min(end, text.size());
  return text.substr(begin + before.size(), at - begin - before.size());
}

std::string parameter(const char* name, const std::string& value) {
  return value.empty() ? "" : std::string("&") + name + "=" + search::percent_encode(value);
}

}  // namespace

ClockFile::ClockFile(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) throw base::Failure("making the clock", file_.string(), "it can't be written");
  set(kStart);
}

ClockFile::~ClockFile() {
  ::close(descriptor_);
}

void ClockFile::set(std::int64_t at_ms) {
  std::array<unsigned char, 8> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(at_ms) >> (8 * i) & 0xFFU);
  if (::pwrite(descriptor_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw base::Failure("setting the clock", file_.string(), "it can't be written");
}

Answered read_page(const std::string& html) {
  Answered answered;
  std::size_t at = 0;
  for (;;) {
    std::string link = between(html, "href=\"/articles/", "\"", at);
    if (link.empty()) break;
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.replace(amp, 5, "&");
    std::size_t inside = 0;
    const std::string search_id = between(link, "?search=", "&", inside);
    const std::string position = between(link + "#", "&position=", "#", inside);
    if (search_id.empty() || position.empty()) continue;
    answered.search_id = search_id;
    answered.results.push_back({search::percent_decode(link.substr(0, link.find('?'))),
                                "/articles/" + link.substr(0, link.find('#')), std::stoul(position)});
  }
  return answered;
}

Answered read_json(const std::string& text) {
  const json answer = json::parse(text);
  Answered answered;
  answered.search_id = answer.at("search_id").get<std::string>();
  for (const json& result : answer.at("results"))
    answered.results.push_back({result.at("id").get<std::string>(), "", answered.results.size() + 1});
  return answered;
}

Player::Player(const Month& month, int port, ClockFile& clock)
    : month_(month),
      port_(port),
      clock_(clock),
      connections_(kConnections),
      cookies_(month.clients.size()),
      answered_(month.searches.size()) {}

void Player::play(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    const Event& event = month_.events[i];
    const Search& asked = month_.searches[event.search];
    Answered& answered = answered_[event.search];
    clock_.set(event.at_ms);
    switch (event.act) {
      case Act::kSearch:
        search(asked, answered);
        break;
      case Act::kClick:
        click(event, asked, answered);
        break;
      case Act::kLookAhead:
        look_ahead(asked, answered);
        break;
      case Act::kVote:
        vote(event, asked);
        break;
      case Act::kMessage:
        write(event, asked, answered);
    }
  }
}

std::vector<std::string> Player::search_ids() const {
  std::vector<std::string> ids;
  for (const Answered& answered : answered_) ids.push_back(answered.search_id);
  return ids;
}

void Player::search(const Search& search, Answered& answered) {
  const Client& client = month_.clients[search.client];
  std::string parameters = "?q=" + search::percent_encode(search.query) + parameter("lang", search.lang) +
                           parameter("category", search.category);
  if (search.offset > 0) parameters += "&offset=" + std::to_string(search.offset);
  if (is_page(client)) {
    answered = read_page(get(search.client, "/search" + parameters).body);
  } else {
    parameters += parameter("channel", client.channel) + parameter("session", client.session);
    answered = read_json(get(search.client, "/api/v1/search" + parameters).body);
    for (Shown& shown : answered.results) shown.position += search.offset;
  }
}

void Player::click(const Event& event, const Search& search, Answered& answered) {
  const auto wanted = std::find_if(answered.results.begin(), answered.results.end(),
                                   [&](const Shown& shown) { return shown.id == search.wanted; });
  if (answered.results.empty() || (wanted == answered.results.end() && !event.any)) return;
  const Shown& opened = wanted == answered.results.end() ? answered.results.front() : *wanted;
  if (!opened.url.empty())
    get(search.client, opened.url);
  else
    post(search.client, "/api/v1/click",
         json{{"search_id", answered.search_id}, {"id", opened.id}, {"position", opened.position}}.dump());
  last_opened_[event.search] = opened.id;
  ++(event.counts ? done_.clicks : done_.robots_clicks);
}

void Player::look_ahead(const Search& search, const Answered& answered) {
  if (answered.results.empty()) return;
  get(search.client, answered.results.front().url, "Sec-Purpose: prefetch\r\n");
  ++done_.looks_ahead;
}

void Player::vote(const Event& event, const Search& search) {
  const auto opened = last_opened_.find(event.search);
  if (opened == last_opened_.end()) return;
  json body = {{"id", opened->second}, {"helpful", event.helpful}};
  if (!event.text.empty()) body["comment"] = event.text;
  if (const std::string& id = answered_[event.search].search_id; !id.empty()) body["search_id"] = id;
  post(search.client, "/api/v1/feedback", body.dump());
  ++done_.votes;
}

void Player::write(const Event& event, const Search& search, const Answered& answered) {
  json body = {{"message", event.text}};
  if (!answered.search_id.empty()) body["search_id"] = answered.search_id;
  if (!event.email.empty()) body["email"] = event.email;
  post(search.client, "/api/v1/contact", body.dump());
  ++done_.messages;
}

tests::HttpResponse Player::get(std::size_t client, const std::string& target, const std::string& more) {
  tests::HttpResponse response = send(client, "GET " + target, more, "");
  const auto cookie = response.headers.find("set-cookie");
  if (cookie != response.headers.end() && month_.clients[client].keeps_cookies)
    cookies_[client] = cookie->second.substr(0, cookie->second.find(';'));
  return response;
}

void Player::post(std::size_t client, const std::string& target, const std::string& json) {
  send(client, "POST " + target,
       "Content-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) + "\r\n", json);
}

tests::HttpResponse Player::send(std::size_t client, const std::string& start, const std::string& more,
                                 const std::string& body) {
  const Client& who = month_.clients[client];
  std::string request = start + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + who.address +
                        "\r\nUser-Agent: " + who.user_agent + "\r\n" + who.privacy + more;
  if (!cookies_[client].empty()) request += "Cookie: " + cookies_[client] + "\r\n";
  request += "\r\n" + body;
  std::unique_ptr<tests::HttpClient>& connection = connections_[client % kConnections];
  if (!connection) connection = std::make_unique<tests::HttpClient>(port_);
  tests::HttpResponse response;
  if (connection->send(request)) response = connection->read_response();
  if (response.status == 0) {  // closed while nobody asked
    connection = std::make_unique<tests::HttpClient>(port_);
    connection->send(request);
    response = connection->read_response();
  }
  const auto closes = response.headers.find("connection");
  if (closes != response.headers.end() && closes->second == "close") connection.reset();
  if (response.status < 200 || response.status > 299)
    throw base::Failure("asking the server", start, "it answered " + std::to_string(response.status));
  return response;
}

}  // namespace firstline::replay
