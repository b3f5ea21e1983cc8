// SPDX-License-Identifier: GPL-3.0-or-later
// Text as the rules of redaction see it: one byte a character. Inner to server/redaction*.cc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::server {

/// What stands for the characters that ASCII lacks. Control characters are never seen, so these are free.
inline constexpr char kLetter = '\x01';  ///< of a script with spaces between words
inline constexpr char kGlued =
    '\x02';  ///< of a script without (Thai, Lao, Khmer, Burmese, Chinese, Japanese)
inline constexpr char kOther = '\x03';  ///< signs and pictures
inline constexpr char kGone = '\x04';   ///< redacted; no rule sees across it

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_ascii_word(char c) {
  return is_digit(c) || is_ascii_letter(c);
}
constexpr bool is_letter(char c) {
  return is_ascii_letter(c) || c == kLetter || c == kGlued;
}
constexpr bool is_word(char c) {
  return is_digit(c) || is_letter(c);
}

/// Digits of all scripts are 0-9, and all spaces, hyphens, dots, slashes, quotes and currencies one each;
/// full-width signs are plain ones; characters without a shape and invalid bytes are left out.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  /// Stays valid; what is taken changes to kGone in it.
  std::string_view view() const { return folded_; }

  /// Replaces characters, of which none is taken already, by `what`.
  void take(std::size_t begin, std::size_t end, std::string_view what);

  /// The characters as written.
  std::string_view written(std::size_t begin, std::size_t end) const;

  bool changed() const { return !taken_.empty(); }
  std::string result();

 private:
  struct Place {
    std::size_t begin, end;  // bytes in text_
  };
  struct Taken {
    Place place;
    std::string_view what;
  };

  std::string_view text_;
  std::string folded_;
  std::vector<Place> places_;  // of each folded character
  std::vector<Taken> taken_;
};

/// The rules, in this order: each leaves alone what an earlier one took.
void redact_links(FoldedText& text);
void redact_addresses(FoldedText& text);
void redact_tokens(FoldedText& text);
void redact_numbers(FoldedText& text);

}  // namespace firstline::server
