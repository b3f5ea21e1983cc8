// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/breaker.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <string>

#include "base/failure.h"

namespace firstline::language {
namespace {

constexpr char16_t kZeroWidthSpace = 0x200B;
constexpr char16_t kEmSpace = 0x2003;  // a break to ICU, and as many UTF-8 bytes as the zero-width space

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view kTypographicApostrophe = "\xE2\x80\x99";

/// How many bytes at that place part a word as Unicode sees it into two for a search: foo_bar, example.com,
/// l'ami; none in 3.5 and 10:30.
std::uint32_t parting_bytes(std::string_view word, std::size_t at, std::string_view splits) {
  const char c = word[at];
  if (c == '_' || splits.find(c) != std::string_view::npos) return 1;
  if (c == kTypographicApostrophe.front() && splits.find('\'') != std::string_view::npos &&
      word.substr(at, kTypographicApostrophe.size()) == kTypographicApostrophe)
    return static_cast<std::uint32_t>(kTypographicApostrophe.size());
  if (c != '.' && c != ':') return 0;
  const bool between_digits =
      at > 0 && at + 1 < word.size() && is_digit(word[at - 1]) && is_digit(word[at + 1]);
  return between_digits ? 0 : 1;
}

std::uint32_t utf8_bytes(const char16_t* text, std::int32_t from, std::int32_t to) {
  std::uint32_t bytes = 0;
  for (std::int32_t i = from; i < to; ++i) {
    const char16_t unit = text[i];
    bytes += unit < 0x80                              ? 1
             : unit < 0x800 || U16_IS_SURROGATE(unit) ? 2
                                                      : 3;  // a pair of surrogates is 4 bytes
  }
  return bytes;
}

}  // namespace

struct Breaker::State {
  std::unique_ptr<icu::BreakIterator> iterator;
  std::string splits;
  std::u16string wide;      // kept between calls to save the allocation
  icu::UnicodeString view;  // of `wide`; the iterator reads through it

  void add_word(std::string_view text, std::uint32_t begin, std::uint32_t bytes,
                std::vector<Span>& spans) const {
    const std::string_view word = text.substr(begin, bytes);
    std::uint32_t start = 0;
    for (std::uint32_t i = 0; i < bytes; ++i) {
      const std::uint32_t parting = parting_bytes(word, i, splits);
      if (parting == 0) continue;
      if (i > start) spans.push_back({begin + start, i - start});
      start = i + parting;
      i = start - 1;
    }
    if (bytes > start) spans.push_back({begin + start, bytes - start});
  }
};

Breaker::Breaker(const LanguageRules& rules) : state_(std::make_unique<State>()) {
  UErrorCode status = U_ZERO_ERROR;
  state_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale(rules.tag.c_str()), status));
  if (U_FAILURE(status) || !state_->iterator)
    throw base::Failure("loading", "ICU's word break rules", u_errorName(status));
  state_->splits = rules.splits;
}

Breaker::~Breaker() = default;
Breaker::Breaker(Breaker&&) noexcept = default;

void Breaker::find_words(std::string_view text, std::vector<Span>& spans) {
  std::u16string& wide = state_->wide;
  wide.resize(text.size());
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8WithSub(wide.data(), static_cast<std::int32_t>(wide.size()), &length, text.data(),
                       static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &status);
  if (U_FAILURE(status)) return;
  // ICU glues words around a zero-width space together, though writers of Thai and Khmer use it to part them.
  for (std::int32_t i = 0; i < length; ++i)
    if (wide[static_cast<std::size_t>(i)] == kZeroWidthSpace) wide[static_cast<std::size_t>(i)] = kEmSpace;

  state_->view.setTo(false, wide.data(), length);  // an alias, no copy
  state_->iterator->setText(state_->view);
  std::uint32_t offset = 0;
  std::int32_t from = 0;
  for (std::int32_t to = state_->iterator->next(); to != icu::BreakIterator::DONE;
       to = state_->iterator->next()) {
    const std::uint32_t bytes = utf8_bytes(wide.data(), from, to);
    if (state_->iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT)
      state_->add_word(text, offset, bytes, spans);
    offset += bytes;
    from = to;
  }
}

}  // namespace firstline::language
