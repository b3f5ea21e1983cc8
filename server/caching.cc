// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/caching.h"

#include <algorithm>

#include "base/hash.h"

namespace firstline::server {
namespace {

const std::string* find_header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return &value;
  return nullptr;
}

std::string_view without_weakness(std::string_view tag) {
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

}  // namespace

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  const std::string_view wanted = without_weakness(etag);
  // A list of tags in quotes; what stands between the quotes may hold commas.
  for (std::size_t at = 0; at < if_none_match.size();) {
    const char c = if_none_match[at];
    if (c == '*') return true;
    if (c != '"') {
      ++at;
      continue;
    }
    const std::size_t close = if_none_match.find('"', at + 1);
    if (close == std::string_view::npos) return false;
    if (if_none_match.substr(at, close + 1 - at) == wanted) return true;
    at = close + 1;
  }
  return false;
}

void add_caching_headers(const Request& request, bool by_language, Response& response) {
  response.headers.emplace_back("Vary", by_language ? "Accept-Language, Accept-Encoding" : "Accept-Encoding");
  const bool sets_cookie = find_header(response, "Set-Cookie") != nullptr;
  const std::string* caching = find_header(response, "Cache-Control");
  if (caching == nullptr)
    response.headers.emplace_back("Cache-Control", sets_cookie ? "no-store" : "no-cache");
  const bool may_be_kept =
      !sets_cookie && (caching == nullptr || caching->find("no-store") == std::string::npos);
  if (request.method != "GET" || response.status != 200 || !may_be_kept) return;
  const std::string etag = "W/\"" + base::content_hash(response.body) + "\"";
  response.headers.emplace_back("ETag", etag);
  if (!names_etag(request.if_none_match, etag)) return;
  response.status = 304;
  response.body.clear();
}

}  // namespace firstline::server
