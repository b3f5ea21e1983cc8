// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, hashes, identifiers of devices and accounts: letters and digits that no word looks like.
#include <algorithm>
#include <array>

#include "server/redaction/text.h"

namespace firstline::server {
namespace {

constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Of base64, of base64url, and between the parts of keys.
constexpr bool is_token_sign(char c) {
  return c == '-' || c == '_' || c == '+' || c == '/';
}
constexpr bool is_token_char(char c) {
  return is_ascii_word(c) || is_token_sign(c);
}

std::size_t chunk_end(std::string_view s, std::size_t at) {
  while (at < s.size() && is_token_char(s[at])) ++at;
  return at;
}

/// Letters and digits without a sign between them.
struct Piece {
  std::size_t size = 0;
  std::size_t letters = 0;
  std::size_t flips = 0;  ///< from letter to digit or back
  std::size_t humps = 0;  ///< from small letter to capital
  bool hex = true;

  bool mixed() const { return letters > 0 && letters < size; }
};

Piece read_piece(std::string_view s) {
  Piece piece;
  for (const char c : s) {
    if (!is_ascii_word(c)) break;
    if (is_ascii_letter(c)) ++piece.letters;
    if (piece.size > 0) {
      const char last = s[piece.size - 1];
      if (is_digit(c) != is_digit(last)) ++piece.flips;
      if (c >= 'A' && c <= 'Z' && last >= 'a' && last <= 'z') ++piece.humps;
    }
    piece.hex = piece.hex && is_hex(c);
    ++piece.size;
  }
  return piece;
}

/// The sizes below were chosen so that models ("RTL8821CE", "SM-G998B-UEU5CVHI-256GB",
/// "iPhone15ProMax256GB") and lists of them ("USB3/USB4/WiFi6") stay, while of random base62 of 22 characters
/// few do.
bool is_token(const Piece& piece) {
  constexpr std::size_t kLong = 20;
  if (!piece.mixed()) return false;
  if (piece.size >= kLong && (piece.hex || piece.flips >= 2)) return true;
  return piece.size >= 12 && piece.flips >= 6;
}

bool is_token(std::string_view chunk) {
  constexpr std::array<std::size_t, 5> kUuid = {8, 4, 4, 4, 12};  // RFC 9562
  constexpr std::size_t kLeastCodes = 3;                          // "VK7JG-NPHTM-C97JM-9MPGT-3V66T"
  Piece all;
  std::size_t pieces = 0;
  std::size_t uuid = 0;
  std::size_t codes = 0;
  std::size_t code_size = 0;
  for (std::size_t at = 0; at < chunk.size();) {
    if (is_token_sign(chunk[at])) {
      ++at;
      continue;
    }
    const Piece piece = read_piece(chunk.substr(at));
    if (is_token(piece)) return true;
    ++pieces;
    all.size += piece.size;
    all.letters += piece.letters;
    all.flips += piece.flips;
    all.humps += piece.humps;
    uuid = piece.hex && piece.size == kUuid[uuid] ? uuid + 1 : piece.hex && piece.size == kUuid[0] ? 1 : 0;
    if (uuid == kUuid.size()) return true;
    const bool code = piece.mixed() && piece.size >= 4 && piece.size <= 8;
    codes = !code ? 0 : piece.size == code_size ? codes + 1 : 1;
    code_size = code ? piece.size : 0;
    if (codes == kLeastCodes) return true;
    at += piece.size;
  }
  // In pieces: a key's are long, a list's are short.
  return chunk.size() >= 20 && all.mixed() && all.flips + all.humps >= 7 && all.size >= 7 * pieces;
}

void redact_chunks(FoldedText& text) {
  const std::string_view s = text.view();
  for (std::size_t begin = 0; begin < s.size();) {
    std::size_t end = chunk_end(s, begin);
    if (end == begin || !is_token(s.substr(begin, end - begin))) {
      begin = std::max(end, begin + 1);
      continue;
    }
    if (s.substr(begin).starts_with("eyJ"))  // a JSON web token: more follows its dots
      while (end + 1 < s.size() && s[end] == '.' && is_token_char(s[end + 1])) end = chunk_end(s, end + 1);
    for (int padding = 0; padding < 2 && end < s.size() && s[end] == '='; ++padding) ++end;
    text.take(begin, end, "[token]");
    begin = end;
  }
}

/// "token=abcd", "client_secret=abcd".
void redact_values(FoldedText& text) {
  constexpr std::array<std::string_view, 12> kNames = {"token",    "secret", "password", "passwd",
                                                       "passwort", "pwd",    "key",      "signature",
                                                       "session",  "sid",    "auth",     "otp"};
  constexpr std::size_t kLongestName = 24;
  constexpr std::size_t kShortestValue = 4;
  const std::string_view s = text.view();
  for (std::size_t at = s.find('='); at != s.npos; at = s.find('=', at + 1)) {
    std::string name;
    for (std::size_t i = at; i > 0 && name.size() < kLongestName && is_ascii_letter(s[i - 1]); --i)
      name.insert(name.begin(), static_cast<char>(s[i - 1] | 0x20));
    if (std::none_of(kNames.begin(), kNames.end(), [&](std::string_view end) { return name.ends_with(end); }))
      continue;
    const std::size_t stop = std::min(s.find_first_of(" \n\"'&;,<>\x04", at + 1), s.size());
    if (stop - at > kShortestValue) text.take(at + 1, stop, "[token]");
  }
}

/// The end of a MAC address at `at`, or `at`: 01:23:45:67:89:ab, 01-23-45-67-89-ab, 0123.4567.89ab. Digits
/// alone are a number.
std::size_t mac_end(std::string_view s, std::size_t at) {
  for (const std::size_t group : {2U, 4U}) {
    const std::size_t end = at + 12 + 12 / group - 1;
    if (end > s.size() || (end < s.size() && is_ascii_word(s[end]))) continue;
    const char sign = s[at + group];
    if (group == 2 ? sign != ':' && sign != '-' : sign != '.') continue;
    if (end + 1 < s.size() && s[end] == sign && is_ascii_word(s[end + 1])) continue;
    bool is_mac = at < 2 || s[at - 1] != sign || !is_ascii_word(s[at - 2]);
    bool letters = sign == ':';
    for (std::size_t i = at; is_mac && i < end; ++i) {
      is_mac = (i - at) % (group + 1) == group ? s[i] == sign : is_hex(s[i]);
      letters = letters || is_ascii_letter(s[i]);
    }
    if (is_mac && letters) return end;
  }
  return at;
}

/// The end of an IBAN at `at`, or `at`: two letters, two check digits, groups of four (ISO 13616). Not asked
/// to pass the check: one with a slip names its owner too.
std::size_t iban_end(std::string_view s, std::size_t at) {
  constexpr std::size_t kShortest = 15;
  constexpr std::size_t kMostGroups = 8;
  if (at + 4 > s.size() || !is_ascii_letter(s[at]) || !is_ascii_letter(s[at + 1]) || !is_digit(s[at + 2]) ||
      !is_digit(s[at + 3]))
    return at;
  std::size_t end = at + 4;
  std::size_t characters = 4;
  std::size_t digits = 0;
  for (std::size_t group = 0; group < kMostGroups; ++group) {
    const bool spaced = end < s.size() && (s[end] == ' ' || s[end] == '-');
    const std::size_t begin = end + (spaced ? 1 : 0);
    std::size_t next = begin;
    std::size_t own_digits = 0;
    for (; next < s.size() && next < begin + 4 && is_ascii_word(s[next]); ++next)
      own_digits += is_digit(s[next]) ? 1U : 0U;
    if (next == begin || (group > 1 && own_digits < next - begin)) break;  // a bank's letters come first
    end = next;
    characters += next - begin;
    digits += own_digits;
    if (next < begin + 4) break;
  }
  const bool whole = end == s.size() || !is_ascii_word(s[end]);
  return whole && characters >= kShortest && digits >= 10 ? end : at;
}

void redact_identifiers(FoldedText& text) {
  const std::string_view s = text.view();
  for (std::size_t at = 0; at < s.size(); ++at) {
    if (!is_ascii_word(s[at]) || (at > 0 && is_ascii_word(s[at - 1]))) continue;
    if (const std::size_t end = mac_end(s, at); end > at)
      text.take(at, end, "[token]");
    else if (const std::size_t last = iban_end(s, at); last > at)
      text.take(at, last, "[number]");
  }
}

}  // namespace

void redact_tokens(FoldedText& text) {
  redact_identifiers(text);
  redact_chunks(text);
  redact_values(text);
}

}  // namespace firstline::server
