// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/multipart.h"

#include <algorithm>

namespace firstline::server {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046
constexpr std::size_t kLongestHead = 2'000;   // of a part

bool starts_with_any_case(std::string_view text, std::string_view start) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return text.size() >= start.size() && std::equal(start.begin(), start.end(), text.begin(),
                                                   [&](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The value of `name` in "form-data; name=\"a;b\"; filename=x"; nothing when it is absent.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name) {
  for (std::size_t begin = 0; begin < header.size();) {
    bool quoted = false;
    std::size_t end = begin;
    for (; end < header.size() && (quoted || header[end] != ';'); ++end)
      if (header[end] == '"') quoted = !quoted;
    const std::string_view part = trimmed(header.substr(begin, end - begin));
    begin = end + 1;
    const std::size_t equals = part.find('=');
    if (equals != name.size() || !starts_with_any_case(part, name)) continue;
    std::string_view value = trimmed(part.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return std::nullopt;
}

/// The line of a part's head that names the field.
std::string_view disposition_of(std::string_view head) {
  constexpr std::string_view kName = "content-disposition:";
  for (std::size_t begin = 0; begin < head.size();) {
    const std::size_t end = std::min(head.find(kLineEnd, begin), head.size());
    const std::string_view line = head.substr(begin, end - begin);
    if (starts_with_any_case(line, kName)) return line.substr(kName.size());
    begin = end + kLineEnd.size();
  }
  return {};
}

}  // namespace

bool is_multipart(std::string_view content_type) {
  return starts_with_any_case(content_type, kType);
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_multipart(std::string_view content_type,
                                                                                std::string_view body) {
  if (!is_multipart(content_type)) return std::nullopt;
  const std::optional<std::string> boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kLongestBoundary) return std::nullopt;
  const std::string first = "--" + *boundary;
  const std::string next = std::string(kLineEnd) + first;
  if (!body.starts_with(first)) return std::nullopt;  // browsers send nothing before it
  std::vector<std::pair<std::string, std::string>> fields;
  for (body.remove_prefix(first.size()); !body.starts_with("--");) {
    if (!body.starts_with(kLineEnd) || fields.size() == kMostFormFields) return std::nullopt;
    body.remove_prefix(kLineEnd.size());
    const std::size_t head_end = body.substr(0, kLongestHead).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    const std::string_view disposition = disposition_of(body.substr(0, head_end));
    body.remove_prefix(head_end + 2 * kLineEnd.size());
    const std::size_t end = body.find(next);
    const std::optional<std::string> name = parameter_of(disposition, "name");
    if (end == std::string_view::npos || !name) return std::nullopt;
    if (!parameter_of(disposition, "filename")) fields.emplace_back(*name, body.substr(0, end));
    body.remove_prefix(end + next.size());
  }
  return fields;
}

}  // namespace firstline::server
