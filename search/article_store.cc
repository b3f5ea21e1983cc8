// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/article_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <system_error>

#include "base/failure.h"
#include "search/record.h"

namespace firstline::search {
namespace {

// Between speed and size; other levels were not compared.
constexpr int kPackLevel = 4;

/// An article is at most 20 MiB (the indexer's limit); a damaged record must not ask for more memory than
/// that.
constexpr std::uint32_t kLargestUnpacked = 256U << 20U;

struct DeleteUnpacker {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

ZSTD_DCtx* unpacker() {
  thread_local const std::unique_ptr<ZSTD_DCtx, DeleteUnpacker> context(ZSTD_createDCtx());
  return context.get();
}

/// `prefix`: what the packer had seen before; the HTML is packed against its own text.
std::string unpack(std::string_view packed, std::uint32_t bytes, std::string_view prefix) {
  if (bytes > kLargestUnpacked) fail_damaged(kStoreSubject);
  std::string out(bytes, '\0');
  ZSTD_DCtx* context = unpacker();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  if (!prefix.empty()) ZSTD_DCtx_refPrefix(context, prefix.data(), prefix.size());
  const std::size_t size = ZSTD_decompressDCtx(context, out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) || size != bytes) fail_damaged(kStoreSubject);
  return out;
}

// A word's place takes one byte in most cases: the gap since the last word's end (0-6) and its length (1-32).
// Anything else is 255 and two numbers.
constexpr unsigned kLargestShortGap = 6;
constexpr unsigned kLongestShortWord = 32;
constexpr unsigned char kLongPlace = 255;

void put_place(std::uint32_t gap, std::uint32_t bytes, RecordWriter& out) {
  if (gap <= kLargestShortGap && bytes >= 1 && bytes <= kLongestShortWord) {
    const char place = static_cast<char>(gap * kLongestShortWord + (bytes - 1));
    out.bytes(std::string_view(&place, 1));
  } else {
    out.bytes("\xff");
    out.number(gap);
    out.number(bytes);
  }
}

void put_list(const std::vector<std::string>& list, RecordWriter& out) {
  out.number(list.size());
  for (const std::string& item : list) out.text(item);
}

std::vector<std::string_view> get_list(RecordReader& in) {
  std::vector<std::string_view> list;
  for (std::uint64_t count = in.number(); count > 0; --count) list.push_back(in.text());
  return list;
}

std::vector<std::string> copies(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

}  // namespace

std::uint8_t word_fingerprint(std::string_view form) {
  // FNV-1a, folded to a byte. Stored.
  std::uint32_t hash = 2166136261U;
  for (const char c : form) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return static_cast<std::uint8_t>(hash ^ (hash >> 8U) ^ (hash >> 16U) ^ (hash >> 24U));
}

std::string snippet_text(const Article& article) {
  std::string text;
  for (const Section& section : article.sections) {
    if (!section.heading.empty()) text.append(section.heading).append("\n");
    text.append(section.text).append("\n");
  }
  return text;
}

struct RecordPacker::State {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ~State() { ZSTD_freeCCtx(context); }

  std::string pack(std::string_view bytes, std::string_view prefix) const {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kPackLevel);
    if (!prefix.empty()) ZSTD_CCtx_refPrefix(context, prefix.data(), prefix.size());
    const std::size_t size = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size)) throw base::Failure("packing", "an article", ZSTD_getErrorName(size));
    out.resize(size);
    return out;
  }
};

RecordPacker::RecordPacker() : state_(std::make_unique<State>()) {}
RecordPacker::~RecordPacker() = default;
RecordPacker::RecordPacker(RecordPacker&&) noexcept = default;

std::string RecordPacker::pack(const Article& article, const FieldLengths& lengths,
                               const Signatures& signatures, std::string_view text,
                               const std::vector<language::Word>& words) {
  RecordWriter out;
  for (const std::string* field : {&article.id, &article.lang, &article.translation_key, &article.title,
                                   &article.description, &article.category, &article.updated})
    out.text(*field);
  out.number(static_cast<std::uint64_t>(article.weight * 1000));
  for (const std::uint32_t length : lengths) out.number(length);
  for (const auto* list : {&article.keywords, &article.tags, &article.aliases}) put_list(*list, out);

  out.text(signatures.title);
  out.text(signatures.body);
  out.text(signatures.title_words);

  RecordWriter sections;
  std::uint32_t begin = 0;
  std::size_t word = 0;
  for (const Section& section : article.sections) {
    while (word < words.size() && words[word].span.begin < begin) ++word;
    sections.text(section.anchor);
    sections.text(section.heading);
    sections.number(static_cast<std::uint64_t>(section.level));
    sections.number(begin);
    sections.number(word);
    begin += static_cast<std::uint32_t>((section.heading.empty() ? 0 : section.heading.size() + 1) +
                                        section.text.size() + 1);
  }

  out.text(sections.record());

  std::string fingerprints;
  RecordWriter places;
  std::uint32_t end = 0;
  for (const language::Word& found : words) {
    const language::Forms& forms = *found.forms;
    fingerprints += static_cast<char>(word_fingerprint(forms.plain.empty() ? forms.stem : forms.plain));
    put_place(found.span.begin - end, found.span.bytes, places);
    end = found.span.begin + found.span.bytes;
  }
  out.text(fingerprints);
  out.text(places.record());
  out.number(text.size());
  out.text(state_->pack(text, {}));
  out.number(article.html.size());
  out.text(state_->pack(article.html, text));

  RecordWriter framed;
  framed.text(out.record());
  return framed.record();
}

std::vector<StoredSection> StoredArticle::sections() const {
  std::vector<StoredSection> list;
  for (RecordReader in(packed_sections); !in.rest().empty();) {
    StoredSection section;
    section.anchor = in.text();
    section.heading = in.text();
    section.level = static_cast<int>(in.number());
    section.text_begin = static_cast<std::uint32_t>(in.number());
    section.first_word = static_cast<std::uint32_t>(in.number());
    const std::uint32_t before = list.empty() ? 0 : list.back().text_begin + 1;
    if (section.text_begin < before || section.text_begin + section.heading.size() >= text_bytes)
      fail_damaged(kStoreSubject);
    list.push_back(section);
  }
  return list;
}

void StoredArticle::spans(std::vector<language::Span>& out) const {
  out.clear();
  out.reserve(fingerprints.size());
  std::uint32_t end = 0;
  for (std::size_t at = 0; at < gaps.size();) {
    const auto place = static_cast<unsigned char>(gaps[at++]);
    std::uint32_t gap = place / kLongestShortWord;
    std::uint32_t bytes = place % kLongestShortWord + 1;
    if (place == kLongPlace) {
      RecordReader in(gaps.substr(at));
      gap = static_cast<std::uint32_t>(in.number());
      bytes = static_cast<std::uint32_t>(in.number());
      at = gaps.size() - in.rest().size();
    }
    out.push_back({end + gap, bytes});
    end += gap + bytes;
  }
  if (out.size() != fingerprints.size() || end > text_bytes) fail_damaged(kStoreSubject);
}

std::string StoredArticle::text() const {
  return unpack(packed_text, text_bytes, {});
}

std::string StoredArticle::html() const {
  return unpack(packed_html, html_bytes, text());
}

Article StoredArticle::to_article() const {
  Article article;
  article.id = id;
  article.lang = lang;
  article.translation_key = translation_key;
  article.title = title;
  article.description = description;
  article.category = category;
  article.updated = updated;
  article.weight = weight;
  article.keywords = copies(keywords);
  article.tags = copies(tags);
  article.aliases = copies(aliases);
  const std::string whole = text();
  const std::vector<StoredSection> stored = sections();
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const StoredSection& from = stored[i];
    const std::size_t end = i + 1 < stored.size() ? stored[i + 1].text_begin : whole.size();
    const std::size_t begin = from.text_begin + (from.heading.empty() ? 0 : from.heading.size() + 1);
    if (begin >= end) fail_damaged(kStoreSubject);
    article.sections.push_back({std::string(from.anchor), std::string(from.heading), from.level,
                                whole.substr(begin, end - begin - 1)});
  }
  article.html = html();
  return article;
}

ArticleStore::ArticleStore(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw base::Failure("opening", file.string(), std::generic_category().message(errno));
  struct stat info {};
  ::fstat(fd, &info);
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > 0) {
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) {
      ::close(fd);
      throw base::Failure("mapping", file.string(), std::generic_category().message(errno));
    }
    bytes_ = {static_cast<const char*>(mapped), size};
  }
  ::close(fd);
}

ArticleStore::~ArticleStore() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

std::uint64_t ArticleStore::record_bytes(RecordOffset offset) const {
  const std::string_view record = RecordReader(bytes_.substr(offset)).text();
  return static_cast<std::uint64_t>(record.data() + record.size() - (bytes_.data() + offset));
}

StoredArticle ArticleStore::at(RecordOffset offset) const {
  if (offset > bytes_.size()) fail_damaged(kStoreSubject);
  RecordReader in(RecordReader(bytes_.substr(offset)).text());
  StoredArticle article;
  for (std::string_view* field : {&article.id, &article.lang, &article.translation_key, &article.title,
                                  &article.description, &article.category, &article.updated})
    *field = in.text();
  article.weight = static_cast<double>(in.number()) / 1000;
  for (std::uint32_t& length : article.lengths) length = static_cast<std::uint32_t>(in.number());
  for (auto* list : {&article.keywords, &article.tags, &article.aliases}) *list = get_list(in);
  article.title_signature = in.text();
  article.body_signature = in.text();
  article.title_words = in.text();
  article.packed_sections = in.text();
  article.fingerprints = in.text();
  article.gaps = in.text();
  article.text_bytes = static_cast<std::uint32_t>(in.number());
  article.packed_text = in.text();
  article.html_bytes = static_cast<std::uint32_t>(in.number());
  article.packed_html = in.text();
  return article;
}

}  // namespace firstline::search
