// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/misspelt.h"

#include <string>
#include <unordered_map>

#include "language/edits.h"
#include "language/normalise.h"
#include "language/utf8.h"

namespace firstline::server::review {
namespace {

/// Shorter texts are one slip away from too many others.
constexpr std::size_t kShortest = 4;
/// More texts with the same half say nothing of a slip ("how do i …"); the rest of them is not compared.
constexpr std::size_t kMostWithHalf = 500;

struct Asked {
  std::uint64_t searches = 0;
  std::uint64_t unanswered = 0;
  std::u32string text;
  bool answered() const { return 2 * unanswered < searches; }
};

std::string half_key(const std::string& lang, char side, std::u32string_view half) {
  return lang + side + language::to_utf8(half);
}

}  // namespace

std::vector<bool> find_misspelt(const Ledger& ledger) {
  const Questions& questions = ledger.questions();
  std::vector<Asked> asked(questions.count());
  for (const Entry& entry : ledger.entries()) {
    if (entry.counted != Counted::kYes) continue;
    Asked& question = asked[entry.question];
    if (question.searches++ == 0)
      question.text = language::code_points(language::casefold(questions.text(entry.text).text));
    if (is_unanswered(entry)) ++question.unanswered;
  }

  // One slip leaves the first or the last half as it was, but for the two letters in the middle swapped.
  std::unordered_map<std::string, std::vector<std::uint32_t>> with_half;
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const std::u32string_view text = asked[i].text;
    if (asked[i].searches < 2 || !asked[i].answered() || text.size() < kShortest) continue;
    const std::string& lang = questions.question(i).lang;
    with_half[half_key(lang, '<', text.substr(0, text.size() / 2))].push_back(i);
    with_half[half_key(lang, '>', text.substr(text.size() - text.size() / 2))].push_back(i);
  }

  std::vector<bool> misspelt(asked.size());
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const std::u32string_view text = asked[i].text;
    if (asked[i].searches == 0 || asked[i].answered() || text.size() < kShortest) continue;
    const std::string& lang = questions.question(i).lang;
    const auto is_slip_of_half = [&](char side, std::u32string_view half) {
      const auto others = with_half.find(half_key(lang, side, half));
      if (others == with_half.end()) return false;
      std::size_t compared = 0;
      for (const std::uint32_t other : others->second) {
        if (++compared > kMostWithHalf) break;
        if (asked[other].searches >= 2 * asked[i].searches &&
            language::edits_between(text, asked[other].text, 1) == 1)
          return true;
      }
      return false;
    };
    // The other text may be one letter shorter or longer.
    for (const std::size_t length : {(text.size() - 1) / 2, text.size() / 2, (text.size() + 1) / 2}) {
      if (is_slip_of_half('<', text.substr(0, length)) ||
          is_slip_of_half('>', text.substr(text.size() - length))) {
        misspelt[i] = true;
        break;
      }
    }
    if (!misspelt[i] && text.size() % 2 == 0) {
      std::u32string first(text.substr(0, text.size() / 2));
      first.back() = text[text.size() / 2];
      misspelt[i] = is_slip_of_half('<', first);
    }
  }
  return misspelt;
}

}  // namespace firstline::server::review
