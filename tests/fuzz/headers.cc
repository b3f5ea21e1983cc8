// SPDX-License-Identifier: GPL-3.0-or-later
// What a request's headers say, one a line as "Name: value", and the addresses that a visitor is sent back
// to.
#include <algorithm>

#include "language/plural.h"
#include "language/rules.h"
#include "search/links.h"
#include "server/access/gate.h"
#include "server/caching.h"
#include "server/counting/bots.h"
#include "server/counting/caller.h"
#include "server/http/host.h"
#include "server/ip_address.h"
#include "server/site_address.h"
#include "tests/fuzz/site.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 32 << 10;  // server/http/http.h: of a head

void check_cookies(const server::Request& request) {
  for (const char* name : {server::kSessionCookie, "a", ""}) {
    const std::string value = request.cookie(name);
    expect(value.find(';') == std::string::npos, "a cookie ends where the next one begins", value);
    expect(value.empty() || request.cookies.find(name + ("=" + value)) != std::string::npos,
           "a cookie's value stands behind its name", value);
  }
}

void check_languages(const server::Request& request) {
  const std::vector<std::string> tags = language::accepted_languages(request.accept_language);
  constexpr std::size_t kMost = 16;
  expect(tags.size() <= kMost, "a browser accepts only so many languages");
  for (const std::string& tag : tags) {
    expect(language::is_language_tag(tag), "what is accepted is a language tag", tag);
    expect(request.accept_language.find(tag) != std::string::npos, "what is accepted was asked for", tag);
  }
}

void check_address(const server::Request& request) {
  static const server::Callers trusting = [] {
    std::string wrong;
    return server::Callers(server::AddressRanges::parse("10.0.0.0/8", wrong).value(),
                           server::DeclaredBots::load_shipped());
  }();
  static const server::Callers wary({}, server::DeclaredBots::load_shipped());
  expect(wary.address(request) == request.remote_address, "nobody's word is taken for an address");
  const std::string address = trusting.address(request);
  expect(!address.empty() && address.find(',') == std::string::npos, "an address is one", address);
  expect(address == request.remote_address || request.forwarded_for.find(address) != std::string::npos,
         "an address is one that was told", address);
}

void check_host(const server::Request& request) {
  constexpr std::string_view kDangerous = " \t\r\n<>\"'`/\\@?#%&;,(){}";
  if (server::is_host(request.host))
    expect(request.host.find_first_of(kDangerous) == std::string::npos, "a host means nothing elsewhere",
           request.host);
  const auto site = server::parse_site_address(request.origin);
  if (!site) return;
  expect(server::parse_site_address(*site) == site, "a site's address read again is the same", *site);
  expect(site->starts_with("http://") || site->starts_with("https://"), "a site is reached by HTTP", *site);
}

/// As a browser walks the path: "/review/../x" leads out.
void check_next(const std::string& wanted) {
  const std::string next = server::safe_next(wanted);
  expect(next == "/review" || next.starts_with("/review/") || next.starts_with("/review?"),
         "one is sent back into the review", next);
  expect(server::safe_next(next) == next, "a safe address stays as it is", next);
  std::string path = search::percent_decode(next.substr(0, next.find('?')));
  std::replace(path.begin(), path.end(), '\\', '/');
  int depth = 0;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    if (part == "..") --depth;
    if (!part.empty() && part != "." && part != "..") ++depth;
    expect(depth > 0, "nobody is led out of the review", next);
    begin = end + 1;
  }
  for (const char c : next) expect(c > ' ' && c < 0x7f, "an address has no blank and no line break", next);
}

void run(std::string_view bytes) {
  server::Request request;
  request.remote_address = "10.0.0.1";
  while (!bytes.empty()) {
    const std::string_view line = take_line(bytes);
    constexpr std::string_view kNext = "X-Next: ";  // where to go after signing in
    if (line.starts_with(kNext)) request.path = line.substr(kNext.size());
    read_header(line, request);
  }
  check_cookies(request);
  check_languages(request);
  check_address(request);
  check_host(request);
  check_next(request.path);
  const std::string etag = "W/\"0123456789abcdef\"";
  expect(!server::names_etag(request.if_none_match, etag) ||
             request.if_none_match.find_first_of("\"*") != std::string::npos,
         "a tag is named in quotes", request.if_none_match);
  static const server::DeclaredBots bots = server::DeclaredBots::load_shipped();
  bots.matches(request.user_agent);
  server::is_prefetch(request.sec_fetch_site, request.user_agent);
  server::is_of_another_site(request);
}

const Target target("headers", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
