// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/parameters.h"

#include <algorithm>
#include <charconv>

#include "language/rules.h"
#include "language/utf8.h"
#include "search/links.h"
#include "server/multipart.h"
#include "server/pages/pages.h"

namespace firstline::server {
namespace {

std::string valid_text(const Request& request, const std::string& name) {
  const std::string* value = request.parameter(name);
  if (value == nullptr) return "";
  if (language::find_invalid_utf8(*value))
    throw BadRequest(400, "the parameter " + name + " is not valid UTF-8");
  std::string text = *value;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return text;
}

}  // namespace

std::string query_parameter(const Request& request) {
  std::string query = valid_text(request, "q");
  if (language::count_characters(query) > kLongestQueryCharacters)
    throw BadRequest(
        414, "the parameter q has more than " + std::to_string(kLongestQueryCharacters) + " characters");
  return query;
}

std::string language_parameter(const Request& request) {
  const std::string lang = valid_text(request, "lang");
  if (!lang.empty() && !language::is_language_tag(lang))
    throw BadRequest(400, "the parameter lang is not a language tag such as th or sr-Latn");
  return lang;
}

std::string text_parameter(const Request& request, const std::string& name, std::size_t most) {
  std::string text = valid_text(request, name);
  if (text.size() > most)
    throw BadRequest(400, "the parameter " + name + " is longer than " + std::to_string(most) + " bytes");
  return text;
}

std::size_t number_parameter(const Request& request, const std::string& name, std::size_t absent,
                             std::size_t least, std::size_t most) {
  const std::string* value = request.parameter(name);
  if (value == nullptr) return absent;
  std::size_t number = 0;
  const char* const end = value->data() + value->size();
  const auto [stop, error] = std::from_chars(value->data(), end, number);
  if (error != std::errc() || stop != end || number < least || number > most)
    throw BadRequest(400, "the parameter " + name + " is not a whole number from " + std::to_string(least) +
                              " to " + std::to_string(most));
  return number;
}

std::vector<std::pair<std::string, std::string>> parse_query_string(const std::string& query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  const auto decode = [](std::string text) {
    std::replace(text.begin(), text.end(), '+', ' ');
    return search::percent_decode(text);
  };
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string pair = query.substr(begin, end - begin);
    const std::size_t equals = pair.find('=');
    if (!pair.empty())
      parameters.emplace_back(decode(pair.substr(0, equals)),
                              equals == std::string::npos ? "" : decode(pair.substr(equals + 1)));
    begin = end + 1;
  }
  return parameters;
}

FormFields posted_form(const Request& request, std::size_t most_bytes) {
  constexpr std::string_view kType = "application/x-www-form-urlencoded";
  const std::string_view type = request.content_type;
  const bool fits = type.size() >= kType.size() &&
                    std::equal(kType.begin(), kType.end(), type.begin(),
                               [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b | 0x20 : b); }) &&
                    (type.size() == kType.size() || type[kType.size()] == ';' || type[kType.size()] == ' ');
  if (!fits) throw BadRequest(415, "the body must be " + std::string(kType));
  if (request.body.size() > most_bytes)
    throw BadRequest(413, "the form is longer than " + std::to_string(most_bytes) + " bytes");
  if (std::count(request.body.begin(), request.body.end(), '&') >=
      static_cast<std::ptrdiff_t>(kMostFormFields))
    throw BadRequest(400, "the form has more than " + std::to_string(kMostFormFields) + " fields");
  return parse_query_string(request.body);
}

FormFields posted_text_form(const Request& request) {
  if (!is_multipart(request.content_type)) return posted_form(request, request.body.size());
  std::optional<FormFields> fields = parse_multipart(request.content_type, request.body);
  if (!fields) throw BadRequest(400, "the body is no multipart/form-data, or has too many fields");
  return *std::move(fields);
}

std::string typed_text(const FormFields& fields, std::string_view name, std::size_t most_bytes) {
  return typed_text(form_field(fields, name), name, most_bytes);
}

std::string typed_text(std::string text, std::string_view name, std::size_t most_bytes) {
  if (language::find_invalid_utf8(text))
    throw BadRequest(400, "'" + std::string(name) + "' is not valid UTF-8");
  if (text.size() > most_bytes)
    throw BadRequest(400,
                     "'" + std::string(name) + "' is longer than " + std::to_string(most_bytes) + " bytes");
  // Browsers send line ends of two characters; other control characters have no place in a text.
  std::erase(text, '\r');
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f; },
      ' ');
  const std::size_t begin = text.find_first_not_of(" \n\t");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \n\t") - begin + 1);
}

std::string form_field(const FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return "";
}

bool is_blank(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
}

}  // namespace firstline::server
