// SPDX-License-Identifier: GPL-3.0-or-later
// Known problems: what writers keep in the folder `notices` beside the articles. They are no articles: no
// search finds them; they are shown above the results of the questions that ask about them, while they last.
// Written by the indexer into a generation's file `notices`, prepared here when the generation is opened.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "language/rules.h"
#include "search/curation.h"

namespace firstline::search {

/// Until it is taken away.
inline constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

/// One notice in one language. Times are seconds since 1970, UTC.
struct Notice {
  std::string id;   ///< path below the articles folder without ".md": "notices/th/internet-down"
  std::string key;  ///< the same for its translations: the id without `notices` and the language's folder
  std::string lang;
  std::string title;
  std::string html;                   ///< safe; headings from h4 on, without ids
  std::int64_t from = 0;              ///< shown from this second on
  std::int64_t until = kNoEnd;        ///< and no longer from this one on
  std::string next_update;            ///< when more will be said, as base/iso_time.h reads it; or empty
  std::vector<std::string> words;     ///< words or phrases that ask about it
  std::vector<std::string> articles;  ///< ids that say more; they may not exist

  bool is_current(std::int64_t now) const { return from <= now && now < until; }
};

/// The file's bytes, and back. Reading fails when they are damaged.
std::string write_notices(const std::vector<Notice>& notices);
std::vector<Notice> read_notices(std::string_view bytes);

/// The notices of a generation, and which questions ask about them. Any thread.
class NoticeBoard {
 public:
  NoticeBoard() = default;
  /// `tags`: the languages that questions are asked in. In each of them the phrases of its own notices and of
  /// the default language's are read by that language's rules, with `synonyms`.
  NoticeBoard(std::vector<Notice> notices, const std::vector<SynonymGroup>& synonyms,
              const language::Languages& languages, const std::vector<std::string>& tags,
              const std::string& default_language);

  bool empty() const { return notices_.empty(); }

  /// The current ones, each in the language `tag`, else in the default one, else left out; the newest first.
  std::vector<const Notice*> current(const std::string& tag, std::int64_t now) const;

  /// Those of them that a question asks about: all words of a phrase stand in it. A notice in neither
  /// language is given as it was found. `normalised`: the question as SearchAnswer::normalised has it, in
  /// the language `lang`. Costs about a microsecond, since nothing is read here.
  std::vector<const Notice*> asked(std::string_view normalised, const std::string& lang,
                                   const std::string& tag, std::int64_t now) const;

 private:
  /// A word that a phrase needs, by its hash; phrases and their words by number.
  struct Need {
    std::uint64_t hash;
    std::uint32_t phrase;
    std::uint32_t word;
  };
  struct Phrase {
    std::uint32_t notice;
    std::uint32_t words;  ///< a bit for each
  };
  struct Table {
    std::vector<Need> needs;  ///< by hash, rising
    std::vector<Phrase> phrases;
  };
  class TableMaker;

  const Notice* version(const std::string& key, const std::string& tag, std::int64_t now) const;

  std::vector<Notice> notices_;
  std::map<std::string, std::vector<std::uint32_t>> by_key_;  ///< versions of one notice
  std::string default_language_;
  std::map<std::string, Table> tables_;  ///< by the question's language
};

}  // namespace firstline::search
