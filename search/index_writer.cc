// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/index_writer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/failure.h"
#include "base/file.h"
#include "language/words.h"
#include "search/article_store.h"
#include "search/completions.h"
#include "search/signature.h"
#include "search/terms.h"
#include "search/vocabulary.h"

namespace firstline::search {
namespace {

namespace fs = std::filesystem;

/// Postings kept in memory before they go to disk, per shard: more of them take more memory; a flush
/// is cheap, since the shards are compacted at the end.
constexpr std::size_t kPostingsBeforeFlush = 400'000;

using Words = std::vector<language::Word>;

/// A form, and how often it stands among some words.
struct CountedForms {
  const language::Forms* forms = nullptr;
  std::uint32_t count = 0;
};

/// In no order that means anything. Counting first saves looking up each word's term.
std::vector<CountedForms> count_forms(const Words& words) {
  std::vector<const language::Forms*> all;
  all.reserve(words.size());
  for (const language::Word& word : words) all.push_back(word.forms);
  std::sort(all.begin(), all.end());
  std::vector<CountedForms> counted;
  for (const language::Forms* forms : all) {
    if (counted.empty() || counted.back().forms != forms) counted.push_back({forms, 0});
    ++counted.back().count;
  }
  return counted;
}

std::vector<const language::Forms*> all_forms(const Words& words) {
  std::vector<const language::Forms*> forms;
  for (const language::Word& word : words) forms.push_back(word.forms);
  return forms;
}

/// Gathers, field by field, what an article is found by: its terms' frequencies, its signatures and its words
/// as written.
class ArticleWords {
 public:
  ArticleWords(const std::string& lang, const language::LanguageRules& rules) : lang_(lang), rules_(rules) {}

  void add_to_fields(std::initializer_list<Field> fields, const Words& words) {
    const std::vector<CountedForms> counted = count_forms(words);
    for (const Field field : fields) {
      const auto number = static_cast<std::size_t>(field);
      lengths_[number] += static_cast<std::uint32_t>(words.size());
      for (const auto& [forms, count] : counted) {
        stems_[forms->stem][number] += count;
        if (!forms->plain.empty()) plains_[forms->plain][number] += count;
      }
      if (rules_.pairs) add_pairs(number, words);
      if (field == Field::kBody) add_to_body(words, counted);
    }
  }

  void add_title(const Words& words) {
    const std::vector<const language::Forms*> forms = all_forms(words);
    for (const LetterRun& run : letter_runs(forms, rules_)) title_hashes_.push_back(run.hash);
    for (std::size_t i = 0; i + 1 < forms.size(); ++i)
      title_hashes_.push_back(pair_hash(*forms[i], *forms[i + 1]));
    title_words_ = completion_words(words);
  }

  const FieldLengths& lengths() const { return lengths_; }
  const std::unordered_set<std::string>& written() const { return written_; }
  Signatures signatures() const {
    return {pack_signature(title_hashes_), pack_signature(body_hashes_), title_words_};
  }

  /// How many postings it added.
  std::size_t put_into(Xapian::Document& document) const {
    for (const auto& [stem, frequencies] : stems_)
      document.add_term(word_term(lang_, stem), pack_frequencies(frequencies, lengths_));
    for (const auto& [plain, frequencies] : plains_)
      document.add_term(plain_term(lang_, plain), pack_frequencies(frequencies, lengths_));
    return stems_.size() + plains_.size();
  }

 private:
  using TermCounts = std::unordered_map<std::string, Frequencies>;

  void add_pairs(std::size_t field, const Words& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const language::Forms& first = *words[i].forms;
      const language::Forms& second = *words[i + 1].forms;
      ++stems_[pair_of(first.stem, second.stem)][field];
      if (!first.plain.empty()) ++plains_[pair_of(first.plain, second.plain)][field];
    }
  }

  void add_to_body(const Words& words, const std::vector<CountedForms>& counted) {
    std::vector<const language::Forms*> distinct;
    for (const CountedForms& each : counted) distinct.push_back(each.forms);
    for (const LetterRun& run : letter_runs(rules_.grams.across ? all_forms(words) : distinct, rules_)) {
      const std::uint32_t count = rules_.grams.across ? 1 : counted[run.first_word].count;
      body_hashes_.insert(body_hashes_.end(), std::min(count, kMostRepeats), run.hash);
    }
    for (const language::Forms* forms : distinct) written_.insert(forms->written);
  }

  const std::string& lang_;
  const language::LanguageRules& rules_;
  FieldLengths lengths_{};
  TermCounts stems_, plains_;
  std::vector<SignatureHash> title_hashes_, body_hashes_;
  std::string title_words_;
  std::unordered_set<std::string> written_;
};

/// Reads an article's texts, each into its fields; `use_text` gets the words of the snippet text, which come
/// last: their forms are needed until the record is packed, and the next read may forget them.
template <typename UseText>
ArticleWords read_article(const Article& article, const std::string& text,
                          const language::LanguageRules& rules, language::WordReader& reader,
                          UseText use_text) {
  ArticleWords gathered(article.lang, rules);
  const auto read = [&](std::string_view part, std::initializer_list<Field> fields) {
    Words words = reader.read(part, rules);
    gathered.add_to_fields(fields, words);
    return words;
  };
  gathered.add_title(read(article.title, {Field::kBody, Field::kTitle}));
  read(article.description, {Field::kBody});
  for (const auto* list : {&article.keywords, &article.tags})
    for (const std::string& item : *list) read(item, {Field::kBody, Field::kKeyword});
  for (const Section& section : article.sections)
    read(section.heading, {Field::kHeading});  // the text below has it too
  use_text(read(text, {Field::kBody}));
  return gathered;
}

struct Shard {
  fs::path folder;
  Xapian::WritableDatabase terms;
  language::WordReader reader;
  RecordPacker packer;
  LanguageWords vocabulary;  // of its articles; when extending, what changes
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
  std::unique_ptr<Vocabularies> former_vocabulary;

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
    const Article article = former.to_article();
    Shard& shard = *shards.front();
    WordCounts& vocabulary = shard.vocabulary[article.lang];
    const ArticleWords words = read_article(article, snippet_text(article), languages.rules_for(article.lang),
                                            shard.reader, [](const Words&) {});
    for (const std::string& word : words.written()) --vocabulary[word];
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
    state->former_vocabulary = std::make_unique<Vocabularies>(former / kVocabularyFile, languages);
  } catch (const Xapian::Error& error) {
    fail(generation, error);
  }
  return IndexWriter(std::move(state));
}

void IndexWriter::put(int shard_number, const Article& article) {
  Shard& shard = *state_->shards[static_cast<std::size_t>(shard_number)];
  const language::LanguageRules& rules = state_->languages.rules_for(article.lang);
  Xapian::Document document;
  const std::string text = snippet_text(article);
  Words text_words;
  const ArticleWords terms =
      read_article(article, text, rules, shard.reader, [&](Words words) { text_words = std::move(words); });
  const std::string record =
      shard.packer.pack(article, terms.lengths(), terms.signatures(), text, text_words);
  WordCounts& vocabulary = shard.vocabulary[article.lang];
  for (const std::string& word : terms.written()) ++vocabulary[word];
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
  LanguageWords& vocabulary = state.shards.front()->vocabulary;
  for (std::size_t i = 1; i < state.shards.size(); ++i)
    for (const auto& [lang, counts] : state.shards[i]->vocabulary)
      for (const auto& [word, articles] : counts) vocabulary[lang][word] += articles;
  write_vocabulary(state.generation / kVocabularyFile, vocabulary, state.languages,
                   state.former_vocabulary.get());
  state.manifest.fingerprint = state.languages.fingerprint();
  state.manifest.created = now_utc();
  state.manifest.default_language = default_language;
  write_manifest(state.generation, state.manifest);
  return state.manifest;
}

}  // namespace firstline::search
