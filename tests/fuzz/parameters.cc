// SPDX-License-Identifier: GPL-3.0-or-later
// The query of a URL, a posted form, and what pages take out of them.
#include "server/parameters.h"

#include "language/rules.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/multipart.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // server/http/http.h: of a body

void check_query(const server::Request& request) {
  const auto query = unless_refused([&] { return server::query_parameter(request); });
  if (!query) return;
  expect_utf8(*query, "a query is valid UTF-8");
  expect(language::count_characters(*query) <= server::kLongestQueryCharacters, "a query has its limit");
  for (const char c : *query)
    expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, "a query holds no control characters");
}

void check_texts(const server::Request& request) {
  if (const auto lang = unless_refused([&] { return server::language_parameter(request); }))
    expect(lang->empty() || language::is_language_tag(*lang), "lang is a language tag", *lang);
  constexpr std::size_t kMost = 32;
  if (const auto text = unless_refused([&] { return server::text_parameter(request, "channel", kMost); })) {
    expect_utf8(*text, "a text parameter is valid UTF-8");
    expect(text->size() <= kMost, "a text parameter has its limit");
  }
  constexpr std::size_t kAbsent = 10, kLeast = 1, kLargest = 50;
  if (const auto number = unless_refused(
          [&] { return server::number_parameter(request, "limit", kAbsent, kLeast, kLargest); }))
    expect(*number >= kLeast && *number <= kLargest, "a number stays in its range");
}

void check_fields(const server::FormFields& fields) {
  expect(fields.size() <= server::kMostFormFields, "a form has at most so many fields");
  constexpr std::size_t kMost = 100;
  for (const auto& [name, value] : fields) {
    const std::string& typed = value;
    const auto text = unless_refused([&] { return server::typed_text(typed, "comment", kMost); });
    if (!text) continue;
    expect_utf8(*text, "a typed text is valid UTF-8");
    expect(text->size() <= kMost, "a typed text has its limit");
    expect(server::typed_text(*text, "comment") == *text, "a typed text read again stays as it is", *text);
  }
}

void run(std::string_view bytes) {
  server::Request request;
  request.method = "POST";
  request.parameters = server::parse_query_string(std::string(bytes));
  std::string again;
  for (const auto& [name, value] : request.parameters)
    again += (again.empty() ? "" : "&") + search::percent_encode(name) + "=" + search::percent_encode(value);
  expect(server::parse_query_string(again) == request.parameters, "encoded again it says the same", again);
  expect(search::percent_decode(search::percent_encode(bytes)) == bytes, "what is encoded can be decoded");
  expect(search::percent_decode(bytes).size() <= bytes.size(), "decoding makes nothing longer");
  check_query(request);
  check_texts(request);

  request.content_type = "application/x-www-form-urlencoded";
  request.body = bytes;
  if (const auto fields = unless_refused([&] { return server::posted_text_form(request); }))
    check_fields(*fields);
}

const Target target("parameters", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
