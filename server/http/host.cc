// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/host.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/split.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLongestHost = 253;  // RFC 1035
constexpr std::size_t kLongestLabel = 63;
constexpr int kLargestPort = 65535;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_port(std::string_view text) {
  int port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && stop == end && is_digit(text.front()) && port >= 1 && port <= kLargestPort;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

bool is_name(std::string_view text) {
  if (text.size() > kLongestHost) return false;
  const std::vector<std::string> labels = base::split(text, '.');
  return std::all_of(labels.begin(), labels.end(), is_label);
}

/// As far as it can do no harm; who asked by it reached us.
bool is_ipv6(std::string_view text) {
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 45;
  return text.size() >= kShortest && text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
         });
}

}  // namespace

bool is_host(std::string_view text) {
  if (text.empty()) return false;
  std::size_t end = 0;
  bool good = false;
  if (text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    end = close + 1;
    good = is_ipv6(text.substr(1, close - 1));
  } else {
    end = std::min(text.find(':'), text.size());
    good = is_name(text.substr(0, end));
  }
  if (!good || end == text.size()) return good;
  return text[end] == ':' && end + 1 < text.size() && is_port(text.substr(end + 1));
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return lower;
}

}  // namespace firstline::server
