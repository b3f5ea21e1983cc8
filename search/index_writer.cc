// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/index_writer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <xapian.h>

#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/file.h"
#include "language/words.h"
#include "search/article_store.h"
#include "search/terms.h"

namespace firstline::search {
namespace {

namespace fs = std::filesystem;

/// Postings kept in memory before they go to disk, per shard: more of them take more memory; a flush
/// is cheap, since the shards are compacted at the end.
constexpr std::size_t kPostingsBeforeFlush = 400'000;

/// Frequencies of an article's terms, gathered field by field.
class TermGatherer {
 public:
  void add_words(Field field, const std::vector<language::Word>& words) {
    const auto number = static_cast<std::size_t>(field);
    lengths_[number] += static_cast<std::uint32_t>(words.size());
    for (const language::Word& word : words) {
      ++counts_[word.forms->stem][number];
      if (!word.forms->plain.empty()) ++counts_[plain_term(word.forms->plain)][number];
    }
  }

  const FieldLengths& lengths() const { return lengths_; }

  /// How many postings it added.
  std::size_t put_into(Xapian::Document& document) const {
    for (const auto& [term, frequencies] : counts_)
      document.add_term(term, pack_frequencies(frequencies, lengths_));
    return counts_.size();
  }

 private:
  FieldLengths lengths_{};
  std::map<std::string, Frequencies> counts_;
};

/// A term for every start of a title's word, for completing it while it is typed.
void add_starts(std::string_view letters, Xapian::Document& document) {
  for (std::size_t characters = 1; characters <= kLongestStartCharacters; ++characters) {
    const std::string_view start = first_characters(letters, characters);
    document.add_boolean_term(start_term(start));
    if (start.size() == letters.size()) return;
  }
}

struct Shard {
  fs::path folder;
  Xapian::WritableDatabase terms;
  language::WordReader reader;
  RecordPacker packer;
  std::size_t postings = 0;

  Shard(fs::path at, int flags, const language::Languages& languages)
      : folder(std::move(at)), terms(folder.string(), flags | Xapian::DB_NO_SYNC), reader(languages) {}
};

std::string now_utc() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

[[noreturn]] void fail(const fs::path& folder, const Xapian::Error& error) {
  std::string reason = error.get_msg();
  if (error.get_error_string() != nullptr) reason += fmt::format(" ({})", error.get_error_string());
  throw base::Failure("writing the index", folder.string(), reason);
}

}  // namespace

struct IndexWriter::State {
  fs::path generation;
  const language::Languages& languages;
  bool extending = false;
  std::vector<std::unique_ptr<Shard>> shards;
  std::mutex store_mutex;  // the shards append to one store, and count in one manifest
  std::ofstream store;
  RecordOffset store_end = 0;
  Manifest manifest;
  std::unique_ptr<ArticleStore> former_store;  // what replaced and removed articles were

  State(fs::path folder, const language::Languages& all) : generation(std::move(folder)), languages(all) {}

  void count(const std::string& lang, const FieldLengths& lengths, double weight, std::uint64_t record_bytes,
             bool added) {
    const std::uint64_t sign = added ? 1 : ~std::uint64_t{0};  // minus one, modulo
    LanguageCounts& language = manifest.languages[lang];
    language.articles += sign;
    for (std::size_t field = 0; field < kFields; ++field) language.words[field] += sign * lengths[field];
    manifest.live_bytes += sign * record_bytes;
    if (weight != 1.0) manifest.weighted_articles += sign;
    if (language.articles == 0) manifest.languages.erase(lang);
  }

  RecordOffset append(const Article& article, const FieldLengths& lengths, const std::string& record) {
    const std::lock_guard lock(store_mutex);
    const RecordOffset offset = store_end;
    store.write(record.data(), static_cast<std::streamsize>(record.size()));
    if (!store)
      throw base::Failure("writing", (generation / kStoreFile).string(), "the disk is full or failing");
    store_end += record.size();
    count(article.lang, lengths, article.weight, record.size(), true);
    return offset;
  }

  /// Takes the article of that id out of the counts.
  void uncount_former(const std::string& id_term) {
    const Xapian::Database& terms = shards.front()->terms;
    const Xapian::PostingIterator found = terms.postlist_begin(id_term);
    if (found == terms.postlist_end(id_term)) return;
    const RecordOffset offset = std::stoull(terms.get_document(*found).get_data());
    const StoredArticle former = former_store->at(offset);
    count(std::string(former.lang), former.lengths, former.weight, former_store->record_bytes(offset), false);
  }
};

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;

IndexWriter IndexWriter::create(const fs::path& generation, const language::Languages& languages,
                                int shards) {
  auto state = std::make_unique<State>(generation, languages);
  state->store.open(generation / kStoreFile, std::ios::binary);
  try {
    for (int i = 0; i < shards; ++i)
      state->shards.push_back(std::make_unique<Shard>(generation / fmt::format("shard-{}", i),
                                                      Xapian::DB_CREATE_OR_OVERWRITE, languages));
  } catch (const Xapian::Error& error) {
    fail(generation, error);
  }
  return IndexWriter(std::move(state));
}

IndexWriter IndexWriter::extend(const fs::path& generation, const fs::path& former,
                                const language::Languages& languages) {
  auto state = std::make_unique<State>(generation, languages);
  state->extending = true;
  state->manifest = read_manifest(former);
  state->former_store = std::make_unique<ArticleStore>(former / kStoreFile);
  state->store_end = state->former_store->bytes();
  fs::create_directory(generation / kTermsFolder);
  for (const fs::directory_entry& entry : fs::directory_iterator(former / kTermsFolder))
    if (entry.is_regular_file())
      base::copy_file(entry.path(), generation / kTermsFolder / entry.path().filename());
  base::copy_file(former / kStoreFile, generation / kStoreFile);
  state->store.open(generation / kStoreFile, std::ios::binary | std::ios::app);
  try {
    state->shards.push_back(std::make_unique<Shard>(generation / kTermsFolder, Xapian::DB_OPEN, languages));
  } catch (const Xapian::Error& error) {
    fail(generation, error);
  }
  return IndexWriter(std::move(state));
}

void IndexWriter::put(int shard_number, const Article& article) {
  Shard& shard = *state_->shards[static_cast<std::size_t>(shard_number)];
  const language::LanguageRules& rules = state_->languages.rules_for(article.lang);
  Xapian::Document document;
  TermGatherer terms;

  const auto read = [&](std::string_view text, std::initializer_list<Field> fields) {
    const std::vector<language::Word> words = shard.reader.read(text, rules);
    for (const Field field : fields) terms.add_words(field, words);
    return words;
  };
  for (const language::Word& word : read(article.title, {Field::kBody, Field::kTitle}))
    add_starts(word.forms->letters, document);
  read(article.description, {Field::kBody});
  for (const auto* list : {&article.keywords, &article.tags})
    for (const std::string& item : *list) read(item, {Field::kBody, Field::kKeyword});
  for (const Section& section : article.sections)
    read(section.heading, {Field::kHeading});  // the text below has it too
  // The text last: its words' forms are needed until the record is packed, and the next read may forget them.
  const std::string text = snippet_text(article);
  const std::vector<language::Word> words = read(text, {Field::kBody});
  const std::string record = shard.packer.pack(article, terms.lengths(), text, words);
  shard.postings += terms.put_into(document);

  const std::string id_term = name_term(kIdPrefix, article.id);
  document.add_boolean_term(id_term);
  document.add_boolean_term(name_term(kLanguagePrefix, article.lang));
  document.add_boolean_term(name_term(kTranslationPrefix, article.translation_key));
  if (!article.category.empty()) document.add_boolean_term(name_term(kCategoryPrefix, article.category));
  for (const std::string& alias : article.aliases) document.add_boolean_term(name_term(kAliasPrefix, alias));
  try {
    if (state_->extending) state_->uncount_former(id_term);
    document.set_data(std::to_string(state_->append(article, terms.lengths(), record)));
    if (state_->extending)
      shard.terms.replace_document(id_term, document);
    else
      shard.terms.add_document(document);
    if (shard.postings > kPostingsBeforeFlush) {
      shard.terms.commit();
      shard.postings = 0;
    }
  } catch (const Xapian::Error& error) {
    fail(shard.folder, error);
  }
}

void IndexWriter::remove(const std::string& id) {
  const std::string id_term = name_term(kIdPrefix, id);
  try {
    state_->uncount_former(id_term);
    state_->shards.front()->terms.delete_document(id_term);
  } catch (const Xapian::Error& error) {
    fail(state_->generation, error);
  }
}

Manifest IndexWriter::finish(const std::string& default_language) {
  State& state = *state_;
  try {
    for (const std::unique_ptr<Shard>& shard : state.shards) {
      shard->terms.commit();
      shard->terms.close();
    }
    if (!state.extending) {
      Xapian::Database all;
      for (const std::unique_ptr<Shard>& shard : state.shards)
        all.add_database(Xapian::Database(shard->folder.string()));
      all.compact((state.generation / kTermsFolder).string());
      all.close();
      for (const std::unique_ptr<Shard>& shard : state.shards) fs::remove_all(shard->folder);
    }
  } catch (const Xapian::Error& error) {
    fail(state.generation, error);
  }
  state.store.close();
  if (!state.store)
    throw base::Failure("writing", (state.generation / kStoreFile).string(), "the disk is full or failing");
  state.manifest.fingerprint = state.languages.fingerprint();
  state.manifest.created = now_utc();
  state.manifest.default_language = default_language;
  write_manifest(state.generation, state.manifest);
  return state.manifest;
}

}  // namespace firstline::search
