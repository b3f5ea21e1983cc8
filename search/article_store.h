// SPDX-License-Identifier: GPL-3.0-or-later
// The articles themselves, beside the Xapian terms that find them: a file of records, appended to by the
// indexer and mapped into memory by the server. Xapian's document data holds only a record's offset, because
// reading whole articles from there costs 63 µs a hit; here a hit touches one record, and its text is
// unpacked only for a snippet. Home of zstd. The layout is told in doc/index-format.md.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/words.h"
#include "search/article.h"
#include "search/schema.h"

namespace firstline::search {

/// Where a record stands in the file, in bytes.
using RecordOffset = std::uint64_t;

/// One byte that tells most words apart: enough to find a snippet's candidates without unpacking the text.
std::uint8_t word_fingerprint(std::string_view form);

/// The text whose words `words` are: every section's heading and text, in order, parted by '\n'.
std::string snippet_text(const Article& article);

/// What the first candidates of a search are compared by: see signature.h.
struct Signatures {
  std::string title;        ///< its runs of letters and its pairs of words
  std::string body;         ///< runs of letters of title, description, keywords and text
  std::string title_words;  ///< the title's words as completions.h compares them
};

/// Packs articles into records. One thread at a time.
class RecordPacker {
 public:
  RecordPacker();
  ~RecordPacker();
  RecordPacker(RecordPacker&&) noexcept;
  /// `text` = snippet_text(article), `words` = its words.
  std::string pack(const Article& article, const FieldLengths& lengths, const Signatures& signatures,
                   std::string_view text, const std::vector<language::Word>& words);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One section of a stored article; views live as long as the store.
struct StoredSection {
  std::string_view anchor;
  std::string_view heading;
  int level = 0;
  std::uint32_t text_begin = 0;  ///< in the snippet text; the heading comes first
  std::uint32_t first_word = 0;
};

/// One stored article, read in place; views live as long as the store.
struct StoredArticle {
  std::string_view id, lang, translation_key, title, description, category, updated;
  double weight = 1.0;
  FieldLengths lengths{};
  std::vector<std::string_view> keywords, tags, aliases;
  std::string_view packed_sections;
  std::string_view title_signature, body_signature;
  std::string_view title_words;   ///< see completions.h
  std::string_view fingerprints;  ///< one byte a word of the snippet text
  std::string_view gaps;          ///< where those words stand: see spans()
  std::uint32_t text_bytes = 0;
  std::uint32_t html_bytes = 0;
  std::string_view packed_text;
  std::string_view packed_html;

  std::vector<StoredSection> sections() const;
  /// Where the words stand in the snippet text.
  void spans(std::vector<language::Span>& out) const;
  /// Unpacks.
  std::string text() const;
  std::string html() const;
  /// All of it again, as the indexer read it.
  Article to_article() const;
};

/// The mapped file. Any thread may read.
class ArticleStore {
 public:
  explicit ArticleStore(const std::filesystem::path& file);
  ~ArticleStore();
  ArticleStore(const ArticleStore&) = delete;
  ArticleStore& operator=(const ArticleStore&) = delete;

  StoredArticle at(RecordOffset offset) const;
  /// How many bytes the record takes in the file.
  std::uint64_t record_bytes(RecordOffset offset) const;
  std::uint64_t bytes() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

}  // namespace firstline::search
