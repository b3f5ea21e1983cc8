// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/response_reader.h"

#include <strings.h>

#include <algorithm>
#include <charconv>

namespace firstline::load {
namespace {

constexpr std::string_view kVersion = "HTTP/1.1 ";

int number_at_start(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool same_name(std::string_view one, std::string_view other) {
  return one.size() == other.size() && ::strncasecmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

std::string_view header_value(std::string_view head, std::string_view name) {
  constexpr std::string_view kLineEnd = "\r\n";
  for (std::size_t begin = head.find(kLineEnd); begin != std::string_view::npos;) {
    begin += kLineEnd.size();
    const std::size_t end = std::min(head.find(kLineEnd, begin), head.size());
    const std::string_view line = head.substr(begin, end - begin);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && same_name(line.substr(0, colon), name)) {
      const std::size_t value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
      return line.substr(value);
    }
    begin = end == head.size() ? std::string_view::npos : end;
  }
  return {};
}

bool ResponseReader::feed(std::string_view bytes, const Take& take) {
  in_ += bytes;
  for (;;) {
    const std::size_t compared = std::min(in_.size(), kVersion.size());
    if (in_.compare(0, compared, kVersion, 0, compared) != 0) return false;
    const std::size_t end = in_.find("\r\n\r\n");
    if (end == std::string::npos) return true;
    const std::string_view head(in_.data(), end);
    const auto length =
        static_cast<std::size_t>(std::max(0, number_at_start(header_value(head, "Content-Length"))));
    const std::size_t whole = end + 4 + length;
    if (in_.size() < whole) return true;
    const Response response{number_at_start(head.substr(kVersion.size())),
                            same_name(header_value(head, "Connection"), "close"),
                            !header_value(head, "Retry-After").empty(), in_.substr(end + 4, length)};
    in_.erase(0, whole);
    take(response);
  }
}

}  // namespace firstline::load
