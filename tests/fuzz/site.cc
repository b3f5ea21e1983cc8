// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/site.h"

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/logging.h"
#include "server/messages/messages.h"
#include "server/routes.h"
#include "tests/fuzz/target.h"
#include "tests/server/log_entries.h"
#include "tests/server/small_site.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/xml.h"

namespace firstline::fuzz {
namespace {

/// The small site of other tests, with a place for messages.
struct Place {
  Place() {
    base::start_logging(base::Verbosity::kQuiet, false);
    server::LoggedSearch search = tests::logged_search("password");
    search.search_id = kKnownSearch.id;
    search.shown = {kKnownSearch.article};
    site.log.record(search);
    site.messages = &messages;
  }

  const tests::TemporaryFolder folder;
  tests::SmallSite small;
  server::Messages messages{folder / "messages.db"};
  server::Site site = small.site();
};

/// Made once: its templates take longer than thousands of requests. Its log grows with each search, by some
/// 100 bytes.
const server::Site& site() {
  static const Place made;
  return made.site;
}

void check_headers(const server::Response& response) {
  for (const auto& [name, value] : response.headers) {
    expect(!name.empty() && name.find_first_of(" :\r\n") == std::string::npos, "a header's name is one",
           name);
    for (const char c : value)
      expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a header's value is one line", value);
  }
}

/// "<fuzz" and " onfuzz=" stand in no page of ours: the fuzzer's dictionary has them.
void check_markup(const std::string& html) {
  expect(html.find("<fuzz") == std::string::npos, "no tag comes from outside", html);
  expect(html.find("\" onfuzz=\"") == std::string::npos, "no attribute comes from outside", html);
}

}  // namespace

void read_header(std::string_view line, server::Request& request) {
  static const std::map<std::string_view, std::string server::Request::*> fields = {
      {"Accept-Language", &server::Request::accept_language},
      {"Authorization", &server::Request::authorization},
      {"Content-Type", &server::Request::content_type},
      {"Cookie", &server::Request::cookies},
      {"Host", &server::Request::host},
      {"If-None-Match", &server::Request::if_none_match},
      {"Origin", &server::Request::origin},
      {"Sec-Fetch-Site", &server::Request::sec_fetch_site},
      {"User-Agent", &server::Request::user_agent},
      {"X-Forwarded-For", &server::Request::forwarded_for}};
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return;
  if (const auto field = fields.find(line.substr(0, colon)); field != fields.end())
    request.*field->second = line.substr(colon + 2);
}

server::Response answer(const server::Request& request) {
  server::Response response = server::answer_request(site(), request);
  expect(response.status >= 200 && response.status < 500, "the server makes no error of its own",
         request.method + " " + request.path + ": " + response.body);
  check_headers(response);
  expect_utf8(response.body, "an answer is valid UTF-8");
  const std::string_view type = response.content_type;
  if (type.find("json") != std::string_view::npos)
    expect(response.body.empty() || nlohmann::json::accept(response.body), "JSON is JSON", response.body);
  if (type.find("xml") != std::string_view::npos && type.find("svg") == std::string_view::npos &&
      !response.body.empty())
    tests::parse_xml(response.body);
  if (type.starts_with("text/html")) check_markup(response.body);
  return response;
}

}  // namespace firstline::fuzz
