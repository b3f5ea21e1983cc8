// SPDX-License-Identifier: GPL-3.0-or-later
// "/widget.js": the help button that companies put into their own pages (templates/assets/widget.js), with
// the words of one language in the place of its placeholder.
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "language/plural.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPlaceholder = "\"WIDGET_WORDS\"";
constexpr std::string_view kCounts = "results_count_";  // in as many forms as the language has
constexpr std::array kKeys = {"widget_open",  "widget_close", "widget_trouble", "site_name",
                              "hero_heading", "search_label", "search_button",  "browse_all",
                              "weak_heading", "no_heading",   "ask_person_link"};

/// As a JavaScript expression that is harmless wherever it stands: ASCII only, so neither U+2028 nor another
/// encoding of the page matters, and without the '<' of "</script".
std::string script_text(const nlohmann::json& json) {
  std::string text = json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
  return text;
}

}  // namespace

Response widget(const Site& site, const Request& request) {
  const auto script = site.assets.find("widget.js");
  if (script == site.assets.end()) throw BadRequest(404, "there is no such file");
  const LiveIndex::Lease searcher = site.index.borrow();
  const Words& words = words_for_request(site, request, searcher->index());
  nlohmann::json values = {{"lang", words.tag()},
                           {"articles_lang", article_language(words.tag(), searcher->index())},
                           {"dir", language::is_right_to_left(words.tag()) ? "rtl" : "ltr"}};
  for (const char* key : kKeys) values[key] = words.text(key);
  for (const auto& [key, text] : words.all())
    if (key.starts_with(kCounts)) values[key] = text;

  Response response;
  response.content_type = "text/javascript; charset=utf-8";
  response.body = script->second.bytes;
  if (const std::size_t at = response.body.find(kPlaceholder); at != std::string::npos)
    response.body.replace(at, kPlaceholder.size(), script_text(values));
  response.headers.emplace_back("Content-Language", words.tag());
  // Also for pages that let in only what says so (Cross-Origin-Embedder-Policy).
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace firstline::server
