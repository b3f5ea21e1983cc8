// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/messages/email.h"

#include "base/split.h"
#include "language/utf8.h"
#include "search/links.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestBody = 1'500;  // percent-encoded

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name(std::string_view name) {
  constexpr std::string_view kSigns = ".!#$%&'*+/=?^_`{|}~-";
  if (name.empty() || name.size() > kLongestName || name.front() == '.' || name.back() == '.' ||
      name.find("..") != std::string_view::npos)
    return false;
  for (const char c : name)
    if (!is_letter_or_digit(c) && kSigns.find(c) == std::string_view::npos) return false;
  return true;
}

bool is_label(std::string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  for (const char c : label)
    if (!is_letter_or_digit(c) && c != '-') return false;
  return true;
}

/// Blanks that look like letters to the code above, line breaks of other scripts, marks that turn the
/// direction: of three bytes, they begin with E2 80, E2 81 or E3 80.
bool has_odd_sign(std::string_view text) {
  for (const char* begin : {"\xE2\x80", "\xE2\x81", "\xE3\x80", "\xC2\xA0", "\xC2\x85", "\xEF\xBB\xBF"})
    if (text.find(begin) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool is_plausible_email(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (address.size() > kLongestAddress || at == std::string_view::npos || !is_name(address.substr(0, at)) ||
      has_odd_sign(address) || language::find_invalid_utf8(address))
    return false;
  std::string_view host = address.substr(at + 1);
  if (host.find('.') == std::string_view::npos) return false;
  for (;;) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

std::string reply_link(const std::string& address, const std::string& subject, const std::string& message) {
  std::string body = search::percent_encode("\r\n\r\n");
  for (const std::u32string characters = language::code_points(message); const char32_t c : characters) {
    if (body.size() > kLongestBody) {
      body += search::percent_encode("…");
      break;
    }
    if (body.ends_with("%0A")) body += search::percent_encode("> ");
    body += search::percent_encode(c == '\n' ? std::string("\r\n")
                                             : language::to_utf8(std::u32string_view(&c, 1)));
  }
  return "mailto:" + search::percent_encode(address, "@") + "?subject=" + search::percent_encode(subject) +
         "&body=" + body;
}

}  // namespace firstline::server
