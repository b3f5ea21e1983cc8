// SPDX-License-Identifier: GPL-3.0-or-later
// A question's stems are known from the search itself, so asking costs a look into a sorted list for each.
// Synonyms are put in place beforehand: for each way that a question may say a phrase there is one more.
#include "search/notices.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "language/words.h"
#include "search/record.h"
#include "search/synonyms.h"

namespace firstline::search {
namespace {

/// First in the file.
constexpr std::string_view kLayout = "firstline notices 1";
constexpr std::string_view kSubject = "the notices";

constexpr std::size_t kMostWords = 32;  // of a phrase: bits of a number
constexpr std::size_t kMostWays = 64;   // to say a phrase by synonyms

void put_texts(const std::vector<std::string>& texts, RecordWriter& out) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

std::vector<std::string> get_texts(RecordReader& in) {
  std::vector<std::string> texts;
  for (std::uint64_t count = in.number(); count > 0; --count) texts.emplace_back(in.text());
  return texts;
}

/// "sr" for "sr-Latn".
std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

bool same_stems(const Phrase& a, const Phrase& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.stem == y.stem; });
}

Phrase read_phrase(const std::string& text, const language::LanguageRules& rules,
                   language::WordReader& reader) {
  Phrase phrase;
  for (const language::Word& word : reader.read(text, rules)) phrase.push_back(*word.forms);
  return phrase;
}

/// A group of synonyms, read.
struct ReadGroup {
  std::vector<Phrase> from, to;
};

/// The newest first.
void sort_newest_first(std::vector<const Notice*>& notices) {
  std::sort(notices.begin(), notices.end(), [](const Notice* a, const Notice* b) {
    return a->from != b->from ? a->from > b->from : a->id < b->id;
  });
}

}  // namespace

std::string write_notices(const std::vector<Notice>& notices) {
  RecordWriter out;
  out.text(kLayout);
  out.number(notices.size());
  for (const Notice& notice : notices) {
    for (const std::string* text :
         {&notice.id, &notice.key, &notice.lang, &notice.title, &notice.html, &notice.next_update})
      out.text(*text);
    out.number(static_cast<std::uint64_t>(notice.from));
    out.number(static_cast<std::uint64_t>(notice.until));
    put_texts(notice.words, out);
    put_texts(notice.articles, out);
  }
  return out.record();
}

std::vector<Notice> read_notices(std::string_view bytes) {
  RecordReader in(bytes, kSubject);
  if (in.text() != kLayout) fail_damaged(kSubject);
  std::vector<Notice> notices;
  for (std::uint64_t count = in.number(); count > 0; --count) {
    Notice notice;
    for (std::string* text :
         {&notice.id, &notice.key, &notice.lang, &notice.title, &notice.html, &notice.next_update})
      *text = in.text();
    notice.from = static_cast<std::int64_t>(in.number());
    notice.until = static_cast<std::int64_t>(in.number());
    notice.words = get_texts(in);
    notice.articles = get_texts(in);
    notices.push_back(std::move(notice));
  }
  return notices;
}

/// Makes one language's table.
class NoticeBoard::TableMaker {
 public:
  TableMaker(const std::vector<SynonymGroup>& synonyms, const language::LanguageRules& rules,
             language::WordReader& reader)
      : rules_(rules), reader_(reader) {
    for (const SynonymGroup& group : synonyms) {
      ReadGroup& read = groups_.emplace_back();
      for (const std::string& text : group.from) read.from.push_back(read_phrase(text, rules, reader));
      for (const std::string& text : group.to) read.to.push_back(read_phrase(text, rules, reader));
    }
  }

  void add(const std::string& text, std::uint32_t notice) {
    const search::Phrase phrase = read_phrase(text, rules_, reader_);
    // "how do I" stands in questions about anything.
    if (std::all_of(phrase.begin(), phrase.end(), [](const auto& forms) { return forms.stop; })) return;
    for (const search::Phrase& way : ways(phrase)) add_way(way, notice);
  }

  Table finish() {
    std::sort(table_.needs.begin(), table_.needs.end(),
              [](const Need& a, const Need& b) { return a.hash < b.hash; });
    return std::move(table_);
  }

 private:
  /// The phrase, and the phrase with each part that is a synonym's said otherwise.
  std::vector<search::Phrase> ways(const search::Phrase& phrase) const {
    std::vector<search::Phrase> all = {phrase};
    for (const ReadGroup& group : groups_)
      for (const search::Phrase& to : group.to) add_ways(phrase, to, group.from, all);
    return all;
  }

  static void add_ways(const search::Phrase& phrase, const search::Phrase& to,
                       const std::vector<search::Phrase>& from, std::vector<search::Phrase>& all) {
    if (to.empty()) return;
    for (std::size_t at = 0; at + to.size() <= phrase.size(); ++at) {
      const auto begin = phrase.begin() + static_cast<std::ptrdiff_t>(at);
      const auto end = begin + static_cast<std::ptrdiff_t>(to.size());
      if (!same_stems(search::Phrase(begin, end), to)) continue;
      for (const search::Phrase& other : from) {
        if (other.empty() || same_stems(other, to) || all.size() == kMostWays) continue;
        search::Phrase way(phrase.begin(), begin);
        way.insert(way.end(), other.begin(), other.end());
        way.insert(way.end(), end, phrase.end());
        all.push_back(std::move(way));
      }
    }
  }

  void add_way(const search::Phrase& way, std::uint32_t notice) {
    const auto number = static_cast<std::uint32_t>(table_.phrases.size());
    std::set<std::string> seen;
    std::vector<Need> needs;
    for (const language::Forms& forms : way) {
      if (!seen.insert(forms.stem).second) continue;
      if (seen.size() > kMostWords) return;
      const auto bit = 1U << (seen.size() - 1);
      needs.push_back({base::long_hash(forms.stem), number, bit});
      // A question's word without marks meets the marked one, as everywhere.
      if (forms.marked) needs.push_back({base::long_hash(forms.plain), number, bit});
    }
    const std::uint32_t all =
        seen.size() == kMostWords ? ~std::uint32_t{0} : (std::uint32_t{1} << seen.size()) - 1;
    table_.phrases.push_back({notice, all});
    table_.needs.insert(table_.needs.end(), needs.begin(), needs.end());
  }

  const language::LanguageRules& rules_;
  language::WordReader& reader_;
  std::vector<ReadGroup> groups_;
  Table table_;
};

NoticeBoard::NoticeBoard(std::vector<Notice> notices, const std::vector<SynonymGroup>& synonyms,
                         const language::Languages& languages, const std::vector<std::string>& tags,
                         const std::string& default_language)
    : notices_(std::move(notices)), default_language_(default_language) {
  if (notices_.empty()) return;
  for (std::uint32_t i = 0; i < notices_.size(); ++i) by_key_[notices_[i].key].push_back(i);
  language::WordReader reader(languages);
  for (const std::string& tag : tags) {
    TableMaker maker(synonyms, languages.rules_for(tag), reader);
    for (std::uint32_t i = 0; i < notices_.size(); ++i) {
      const std::string& lang = notices_[i].lang;
      if (primary(lang) != primary(tag) && primary(lang) != primary(default_language)) continue;
      for (const std::string& phrase : notices_[i].words) maker.add(phrase, i);
    }
    tables_.emplace(tag, maker.finish());
  }
}

const Notice* NoticeBoard::version(const std::string& key, const std::string& tag, std::int64_t now) const {
  const Notice* best = nullptr;
  int best_fit = 0;
  for (const std::uint32_t number : by_key_.at(key)) {
    const Notice& notice = notices_[number];
    if (!notice.is_current(now)) continue;
    const int fit = notice.lang == tag                                   ? 4
                    : primary(notice.lang) == primary(tag)               ? 3
                    : notice.lang == default_language_                   ? 2
                    : primary(notice.lang) == primary(default_language_) ? 1
                                                                         : 0;
    if (fit > best_fit) {
      best = &notice;
      best_fit = fit;
    }
  }
  return best;
}

std::vector<const Notice*> NoticeBoard::current(const std::string& tag, std::int64_t now) const {
  std::vector<const Notice*> found;
  for (const auto& [key, versions] : by_key_)
    if (const Notice* const shown = version(key, tag, now)) found.push_back(shown);
  sort_newest_first(found);
  return found;
}

std::vector<const Notice*> NoticeBoard::asked(std::string_view normalised, const std::string& lang,
                                              const std::string& tag, std::int64_t now) const {
  const auto table = tables_.find(lang);
  if (table == tables_.end()) return {};
  std::vector<Need> met;
  for (std::string_view rest = normalised; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::uint64_t hash = base::long_hash(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto& needs = table->second.needs;
    for (auto need = std::lower_bound(needs.begin(), needs.end(), hash,
                                      [](const Need&a, std::uint64_t b) { return a.hash < b; });
         need != needs.end() && need->hash == hash; ++need)
      met.push_back(*need);
  }
  if (met.empty()) return {};
  std::sort(met.begin(), met.end(), [](const Need& a, const Need& b) { return a.phrase < b.phrase; });

  std::vector<const Notice*> found;
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < met.size(); ++i) {
    words |= met[i].word;
    if (i + 1 < met.size() && met[i + 1].phrase == met[i].phrase) continue;
    const Phrase& phrase = table->second.phrases[met[i].phrase];
    const Notice& notice = notices_[phrase.notice];
    if (words == phrase.words && notice.is_current(now)) {
      const Notice* const shown = version(notice.key, tag, now);
      found.push_back(shown != nullptr ? shown : &notice);
    }
    words = 0;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  sort_newest_first(found);
  return found;
}

}  // namespace firstline::search
