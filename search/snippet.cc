// SPDX-License-Identifier: GPL-3.0-or-later
// A snippet could be cut by reading each hit's text again, word by word. Instead the
// record holds one byte a word (a fingerprint of its stem). One pass over those bytes finds the few words
// that may match; only they are looked at in the text, which rules out the fingerprints that agree by chance.
// Then:
//   section = the one whose distinct matched words weigh most (its heading's words count twice);
//   passage = the stretch of that section, about two lines long, whose distinct matched words weigh most,
//   begun at
//             the start of its sentence where that is near, and cut between words.
#include "search/snippet.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "language/utf8.h"

namespace firstline::search {
namespace {

constexpr std::size_t kPassageCharacters = 170;  // two lines on a desktop, four on a phone
constexpr std::size_t kLeadCharacters =
    50;  // context before the first match, if its sentence starts further back
constexpr std::size_t kMostMatches = 400;  // looked at per article; more say no more
constexpr const char* kEllipsis = "…";

/// A matched word.
struct Match {
  std::size_t word = 0;  // its place among the article's words
  std::size_t term = 0;  // which query term
};

struct Passage {
  std::size_t begin = 0;  // bytes in the text
  std::size_t end = 0;
};

std::vector<Match> find_matches(const StoredArticle& article, const std::string& text,
                                const std::vector<language::Span>& spans, const std::vector<QueryTerm>& terms,
                                const language::LanguageRules& rules, language::WordReader& reader) {
  std::array<bool, 256> wanted{};
  for (const QueryTerm& term : terms) wanted[term.fingerprint] = true;
  std::vector<Match> matches;
  for (std::size_t word = 0; word < spans.size() && matches.size() < kMostMatches; ++word) {
    const auto fingerprint = static_cast<unsigned char>(article.fingerprints[word]);
    if (!wanted[fingerprint]) continue;
    const language::Forms& forms =
        reader.forms_of(std::string_view(text).substr(spans[word].begin, spans[word].bytes), rules);
    for (std::size_t term = 0; term < terms.size(); ++term) {
      if (terms[term].fingerprint != fingerprint) continue;
      if ((terms[term].plain ? forms.plain : forms.stem) == terms[term].form) {
        matches.push_back({word, term});
        break;
      }
    }
  }
  return matches;
}

/// The weight of the distinct terms among some matches.
class DistinctWeight {
 public:
  explicit DistinctWeight(const std::vector<QueryTerm>& terms) : terms_(terms), counts_(terms.size()) {}
  void add(std::size_t term) {
    if (counts_[term]++ == 0) weight_ += terms_[term].weight();
  }
  void remove(std::size_t term) {
    if (--counts_[term] == 0) weight_ -= terms_[term].weight();
  }
  double weight() const { return weight_; }

 private:
  const std::vector<QueryTerm>& terms_;
  std::vector<unsigned> counts_;
  double weight_ = 0;
};

std::size_t best_section(const std::vector<StoredSection>& sections, const std::vector<language::Span>& spans,
                         const std::vector<Match>& matches, const std::vector<QueryTerm>& terms) {
  std::size_t best = 0;
  double most = 0;
  std::size_t next = 0;
  for (std::size_t section = 0; section < sections.size(); ++section) {
    const StoredSection& here = sections[section];
    const std::size_t end_word =
        section + 1 < sections.size() ? sections[section + 1].first_word : spans.size();
    const std::size_t heading_end = here.text_begin + here.heading.size();
    DistinctWeight all(terms);
    DistinctWeight heading(terms);
    for (; next < matches.size() && matches[next].word < end_word; ++next) {
      all.add(matches[next].term);
      if (!here.heading.empty() && spans[matches[next].word].begin < heading_end)
        heading.add(matches[next].term);
    }
    if (const double weight = all.weight() + heading.weight(); weight > most + 1e-9) {
      most = weight;
      best = section;
    }
  }
  return best;
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// How many bytes `characters` characters take in `text`, at most all.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t i = 0;
  for (; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && characters-- == 0) break;
  return i;
}

/// Where to begin so that the match at `match` has its context: its sentence's or line's start, if that is
/// near.
std::size_t passage_start(std::string_view text, std::size_t floor, std::size_t match,
                          const std::vector<language::Span>& spans, std::size_t word) {
  std::size_t start = match;
  std::size_t characters = 0;
  while (start > floor && characters < kLeadCharacters) {
    --start;
    const char c = text[start];
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++characters;
    const bool sentence_end =
        c == '\n' || (is_blank(c) && start > floor &&
                      (text[start - 1] == '.' || text[start - 1] == '!' || text[start - 1] == '?'));
    if (sentence_end) return start + 1;
  }
  if (start == floor) return floor;
  // In the middle of a sentence: begin with a whole word.
  while (word > 0 && spans[word - 1].begin >= start) --word;
  return std::min<std::size_t>(spans[word].begin, match);
}

Passage best_passage(const std::string& text, Passage section, const std::vector<language::Span>& spans,
                     const std::vector<Match>& matches, const std::vector<QueryTerm>& terms) {
  const auto at = [&](std::size_t match) { return spans[matches[match].word].begin; };
  std::size_t first = 0;
  while (first < matches.size() && at(first) < section.begin) ++first;
  std::size_t last = first;
  while (last < matches.size() && at(last) < section.end) ++last;

  Passage passage = section;
  if (first < last) {
    // Slide a window over the matches; bytes stand in for characters here, which only makes windows of
    // scripts with long letters a little narrower.
    const std::size_t bytes_wide =
        bytes_of(std::string_view(text).substr(at(first)), kPassageCharacters - kLeadCharacters);
    DistinctWeight inside(terms);
    double most = -1;
    std::size_t best = first;
    std::size_t right = first;
    for (std::size_t left = first; left < last; ++left) {
      while (right < last && at(right) < at(left) + bytes_wide) inside.add(matches[right++].term);
      if (inside.weight() > most + 1e-9) {
        most = inside.weight();
        best = left;
      }
      inside.remove(matches[left].term);
    }
    passage.begin = passage_start(text, section.begin, at(best), spans, matches[best].word);
  }
  const std::string_view rest = std::string_view(text).substr(passage.begin, section.end - passage.begin);
  passage.end = passage.begin + bytes_of(rest, kPassageCharacters);
  return passage;
}

/// Moves the end back to a word's end where it would cut one.
void end_between_words(Passage& passage, const std::vector<language::Span>& spans, std::size_t section_end) {
  if (passage.end >= section_end) return;
  const auto after =
      std::upper_bound(spans.begin(), spans.end(), passage.end,
                       [](std::size_t end, const language::Span& span) { return end <= span.begin; });
  if (after == spans.begin()) return;
  const language::Span& cut = *(after - 1);
  if (cut.begin + cut.bytes > passage.end && cut.begin > passage.begin) passage.end = cut.begin;
}

/// Appends text escaped, with every run of white space as one space.
void append_plain(std::string_view text, std::string& html) {
  for (const char c : text) {
    if (is_blank(c)) {
      if (!html.empty() && html.back() != ' ') html += ' ';
      continue;
    }
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
}

std::string mark(const std::string& text, Passage passage, const std::vector<language::Span>& spans,
                 const std::vector<Match>& matches) {
  const std::string_view all(text);
  std::string html;
  std::size_t done = passage.begin;
  bool open = false;
  for (const Match& match : matches) {
    const language::Span span = spans[match.word];
    if (span.begin < done || span.begin + span.bytes > passage.end) continue;
    // Words that touch (Thai, Chinese) share one mark.
    if (open && span.begin > done) html += "</mark>", open = false;
    append_plain(all.substr(done, span.begin - done), html);
    if (!open) html += "<mark>", open = true;
    append_plain(all.substr(span.begin, span.bytes), html);
    done = span.begin + span.bytes;
  }
  if (open) html += "</mark>";
  append_plain(all.substr(done, passage.end - done), html);
  while (!html.empty() && html.back() == ' ') html.pop_back();
  return html;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string html;
  append_plain(text, html);
  return html;
}

Snippet make_snippet(const StoredArticle& article, const std::vector<QueryTerm>& terms,
                     const language::LanguageRules& rules, language::WordReader& reader) {
  Snippet snippet;
  const std::vector<StoredSection> sections = article.sections();
  if (sections.empty()) return snippet;
  const std::string text = article.text();
  std::vector<language::Span> spans;
  article.spans(spans);
  const std::vector<Match> matches = find_matches(article, text, spans, terms, rules, reader);
  const std::size_t best = best_section(sections, spans, matches, terms);
  snippet.anchor = sections[best].anchor;
  snippet.heading = sections[best].heading;

  // Where only the title matches, the writer's own summary is the best passage.
  if (matches.empty() && !article.description.empty()) {
    snippet.html = escape_html(article.description);
    return snippet;
  }

  const auto bounds = [&](std::size_t number) {
    const StoredSection& here = sections[number];
    Passage section;
    section.begin = here.text_begin + (here.heading.empty() ? 0 : here.heading.size() + 1);
    section.end = number + 1 < sections.size() ? sections[number + 1].text_begin : text.size();
    section.begin = std::min(section.begin, section.end);
    while (section.end > section.begin && is_blank(text[section.end - 1])) --section.end;
    return section;
  };
  Passage section = bounds(best);
  // A heading right above its sub-heading has no text of its own: show what follows.
  for (std::size_t next = best + 1; section.begin == section.end && next < sections.size(); ++next)
    section = bounds(next);
  Passage passage = best_passage(text, section, spans, matches, terms);
  end_between_words(passage, spans, section.end);
  snippet.html = mark(text, passage, spans, matches);
  if (passage.begin > section.begin) snippet.html.insert(0, std::string(kEllipsis) + " ");
  if (passage.end < section.end) snippet.html.append(" ").append(kEllipsis);
  return snippet;
}

}  // namespace firstline::search
