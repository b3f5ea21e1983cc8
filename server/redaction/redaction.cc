// SPDX-License-Identifier: GPL-3.0-or-later
// Links and addresses. Tokens are in server/redaction/tokens.cc, numbers in server/redaction/numbers.cc.
#include "server/redaction/redaction.h"

#include <algorithm>
#include <array>

#include "language/normalise.h"
#include "server/redaction/text.h"

namespace firstline::server {
namespace {

// A rule may see more once its neighbour is gone; a second round finds that, and later ones next to nothing.
// Bounded, so that no text costs more than so many rounds.
constexpr int kMostRounds = 6;

std::size_t skip_spaces(std::string_view s, std::size_t at, std::size_t most) {
  for (; most > 0 && at < s.size() && s[at] == ' '; --most) ++at;
  return at;
}

std::size_t skip_spaces_back(std::string_view s, std::size_t at, std::size_t most) {
  for (; most > 0 && at > 0 && s[at - 1] == ' '; --most) --at;
  return at;
}

// Links

constexpr bool ends_link(char c) {
  return c == ' ' || c == '\n' || c == '"' || c == '<' || c == '>' || c == kGlued || c == kOther ||
         c == kGone;
}

std::size_t link_end(std::string_view s, std::size_t at) {
  while (at < s.size() && !ends_link(s[at])) ++at;
  return at;
}

bool is_host(char c) {
  return is_ascii_word(c) || c == '-' || c == '.' || c == kLetter;
}

/// "example.com", not "192.168.1.1", "v1.2" or "etc.".
bool is_named_host(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == host.npos || dot == 0 || host.size() - dot < 3) return false;
  return std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(), is_letter);
}

/// Takes what comes after the '/', '?' or '#' at `path`, and returns whether it did. Words alone stay where
/// `words_may_stay`.
bool take_path(FoldedText& text, std::size_t path, std::size_t end, bool words_may_stay) {
  const std::string_view s = text.view();
  constexpr std::string_view kTrailing = ".,;:!?)]}'*_";
  while (end > path && kTrailing.find(s[end - 1]) != kTrailing.npos) --end;
  if (end <= path + 1) return false;
  const std::string_view rest = s.substr(path + 1, end - path - 1);
  const bool words = std::none_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || c == '='; });
  if (words && words_may_stay) return false;
  text.take(path + 1, end, "[link]");
  return true;
}

void redact_full_links(FoldedText& text) {
  const std::string_view s = text.view();
  std::size_t end = 0;
  bool words = false;  // are all that the link has up to there
  for (std::size_t at = s.find("://"); at != s.npos; at = s.find("://", at + 1)) {
    if (at == 0 || !is_ascii_word(s[at - 1])) continue;
    const std::size_t begin = at + 3;
    if (begin > end) {  // no link within the last one: that would be read once more for each
      end = link_end(s, begin);
      words = false;
    }
    const std::size_t path = std::min(s.substr(begin, end - begin).find_first_of("/?#"), end - begin) + begin;
    const std::string_view host = s.substr(begin, path - begin);
    const std::size_t user = host.rfind('@');
    const bool local = !is_named_host(host.substr(0, host.find(':')));  // http://192.168.1.1/login
    if (!words || !local) words = !take_path(text, path, end, local);
    if (user != host.npos && user > 0) text.take(begin, begin + user, "[token]");
  }
}

/// "www.example.com/x", "example.com/x1", "example.com?id=x".
void redact_bare_links(FoldedText& text) {
  const std::string_view s = text.view();
  for (std::size_t at = s.find_first_of("/?"); at != s.npos; at = s.find_first_of("/?", at)) {
    std::size_t begin = at;
    while (begin > 0 && is_host(s[begin - 1])) --begin;
    const std::string_view host = s.substr(begin, at - begin);
    if (!is_named_host(host)) {
      ++at;
      continue;
    }
    const std::size_t end = link_end(s, at);
    take_path(text, at, end, !host.starts_with("www."));
    at = end;
  }
}

// Addresses

/// Where a word that ends before `end` begins. Without spaces a name ends where another script begins:
/// "อีเมลann@..." has only "ann".
std::size_t local_begin(std::string_view s, std::size_t end) {
  constexpr std::string_view kSigns = "!#$%&'*+-/=?^_`{|}~.";  // RFC 5322's atoms
  char script = 0;
  std::size_t begin = end;
  for (; begin > 0; --begin) {
    const char c = s[begin - 1];
    if (is_letter(c)) {
      const char own = c == kGlued ? kGlued : kLetter;
      if (script != 0 && script != own) break;
      script = own;
    } else if (kSigns.find(c) != kSigns.npos) {
      script = 0;
    } else if (!is_digit(c)) {
      break;
    }
  }
  std::size_t word = begin;
  while (word < end && !is_word(s[word])) ++word;
  return word;
}

std::size_t label_end(std::string_view s, std::size_t begin) {
  char script = 0;
  std::size_t end = begin;
  for (; end < s.size(); ++end) {
    const char c = s[end];
    if (is_letter(c)) {
      const char own = c == kGlued ? kGlued : kLetter;
      if (script != 0 && script != own) break;
      script = own;
    } else if (!is_digit(c) &&
               !((c == '-' || c == '_') && end > begin && end + 1 < s.size() && is_word(s[end + 1]))) {
      break;
    }
  }
  return end;
}

/// What is written between brackets at `at`, folded; `end` is behind them. Empty when there are none.
std::string in_brackets(const FoldedText& text, std::size_t at, std::size_t& end) {
  const std::string_view s = text.view();
  constexpr std::size_t kLongest = 8;
  if (at >= s.size() || std::string_view("([{<").find(s[at]) == std::string_view::npos) return {};
  const std::size_t close = s.substr(at, kLongest).find_first_of(")]}>");
  if (close == s.npos) return {};
  end = at + close + 1;
  const std::size_t begin = skip_spaces(s, at + 1, 1);
  return language::casefold(text.written(begin, std::max(begin, skip_spaces_back(s, end - 1, 1))));
}

template <std::size_t kCount>
bool is_one_of(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where the label after a spelt or bracketed dot begins, or `at`.
std::size_t after_spelt_dot(const FoldedText& text, std::size_t at) {
  constexpr std::array<std::string_view, 8> kDots = {".",     "dot",  "tačka", "tacka",
                                                     "тачка", "chấm", "จุด",    "डॉट"};
  const std::string_view s = text.view();
  const std::size_t word = skip_spaces(s, at, 1);
  std::size_t end = at;
  if (is_one_of(kDots, in_brackets(text, word, end))) return skip_spaces(s, end, 1);
  end = word + 3;
  const bool bare =
      word > at && end < s.size() && s[end] == ' ' && language::casefold(text.written(word, end)) == "dot";
  return bare ? end + 1 : at;
}

struct Domain {
  std::size_t end = 0;
  bool dotted = false;
  bool spelt = false;  ///< a dot is
  bool named = false;  ///< the last label is a word
};

Domain read_domain(const FoldedText& text, std::size_t begin, bool may_be_spelt) {
  const std::string_view s = text.view();
  Domain domain;
  while (true) {
    domain.end = label_end(s, begin);
    domain.named = domain.end > begin + 1 && is_letter(s[begin]);
    if (domain.end == begin) return domain;
    std::size_t next = domain.end;
    if (next + 1 < s.size() && s[next] == '.' && is_word(s[next + 1])) {
      ++next;
    } else if (may_be_spelt) {
      next = after_spelt_dot(text, next);
      if (next == domain.end || next >= s.size() || !is_word(s[next])) return domain;
      domain.spelt = true;
    }
    if (next == domain.end) return domain;
    domain.dotted = true;
    begin = next;
  }
}

void redact_typed_addresses(FoldedText& text) {
  const std::string_view s = text.view();
  for (std::size_t at = s.find_first_of("@%"); at != s.npos; at = s.find_first_of("@%", at)) {
    std::size_t right = at + 1;
    if (s[at] == '%') {
      if (s.substr(at, 3) != "%40") {  // @ inside a link
        at = right;
        continue;
      }
      right = at + 3;
    }
    while (right < s.size() && s[right] == '@') ++right;
    std::size_t left = at;
    Domain domain = read_domain(text, right, false);
    bool is_address = domain.dotted || domain.named;
    if (s[at] == '@' && (!is_address || local_begin(s, left) == left)) {  // "ann @ example.com"
      left = skip_spaces_back(s, at, 2);
      domain = read_domain(text, skip_spaces(s, right, 2), true);
      is_address = domain.dotted && domain.named;
    }
    const std::size_t begin = is_address ? local_begin(s, left) : left;
    if (begin < left) text.take(begin, domain.end, "[email]");
    at = right;
  }
}

/// "name (at) example.com", "name at example dot com".
void redact_spelt_addresses(FoldedText& text) {
  constexpr std::array<std::string_view, 8> kAts = {"at", "a", "@", "et", "ат", "ет", "a còng", "एट"};
  const std::string_view s = text.view();
  for (std::size_t at = s.find_first_of("([{< "); at != s.npos; at = s.find_first_of("([{< ", at + 1)) {
    std::size_t right = at;
    const bool bare = s[at] == ' ';
    if (bare) {
      right = at + 4;
      if (s.substr(at, 4) != " at " && s.substr(at, 4) != " AT ") continue;
    } else if (!is_one_of(kAts, in_brackets(text, at, right))) {
      continue;
    }
    const Domain domain = read_domain(text, skip_spaces(s, right, 2), true);
    if (!domain.named || !domain.dotted || (bare && !domain.spelt)) continue;
    const std::size_t left = skip_spaces_back(s, at, 2);
    if (const std::size_t begin = local_begin(s, left); begin < left) text.take(begin, domain.end, "[email]");
  }
}

}  // namespace

void redact_links(FoldedText& text) {
  redact_full_links(text);
  redact_bare_links(text);
}

void redact_addresses(FoldedText& text) {
  redact_typed_addresses(text);
  redact_spelt_addresses(text);
}

std::string redact(std::string_view text) {
  std::string kept(text);
  for (int round = 0; round < kMostRounds; ++round) {
    FoldedText folded(kept);
    redact_links(folded);
    redact_addresses(folded);
    redact_tokens(folded);
    redact_numbers(folded);
    if (!folded.changed()) break;
    kept = folded.result();
  }
  return kept;
}

}  // namespace firstline::server
