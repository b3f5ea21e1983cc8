// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_text.h"

#include <filesystem>

#include "language/utf8.h"
#include "search/links.h"

namespace firstline::indexer {

std::optional<base::Problem> check_bytes(std::string_view source, const std::string& path) {
  const auto problem = [&](language::Place place, const char* rule, std::string message) {
    return base::Problem{path, place.line, place.column, base::Severity::kError, rule, std::move(message)};
  };
  if (source.size() > kLargestArticleBytes)
    return problem({}, "too-large",
                   "the file has " + std::to_string(source.size()) + " bytes; an article may have " +
                       std::to_string(kLargestArticleBytes));
  if (const auto bad = language::find_invalid_utf8(source))
    return problem(language::place_of(source, *bad), "not-utf-8",
                   "this byte is not valid UTF-8; save the file as UTF-8");
  if (const std::size_t nul = source.find('\0'); nul != std::string_view::npos)
    return problem(language::place_of(source, nul), "nul-byte",
                   "a NUL byte stands here; this is not a text file");
  return std::nullopt;
}

std::string_view without_bom(std::string_view source) {
  return source.substr(0, 3) == "\xEF\xBB\xBF" ? source.substr(3) : source;
}

bool blank_controls(std::string& text) {
  bool found = false;
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') c = ' ', found = true;
  return found;
}

std::string without_controls(std::string_view text) {
  std::string clean = language::to_nfc(text);
  blank_controls(clean);
  return clean;
}

std::string first_folder(const std::string& id) {
  const std::size_t slash = id.find('/');
  return slash == std::string::npos ? std::string() : id.substr(0, slash);
}

std::optional<LinkTarget> link_target(const std::string& from_id, const std::string& link) {
  const std::size_t hash = link.find('#');
  std::string path = search::percent_decode(link.substr(0, hash));
  // No article is called so: as it is written it can be told.
  if (language::find_invalid_utf8(path) || blank_controls(path) ||
      path.find_first_of("\n\t\r") != std::string::npos)
    path = link.substr(0, hash);
  constexpr std::string_view kExtension = ".md";
  if (path.size() <= kExtension.size() ||
      path.compare(path.size() - kExtension.size(), kExtension.size(), kExtension) != 0)
    return std::nullopt;
  const std::filesystem::path folder = std::filesystem::path(from_id).parent_path();
  std::string id = (folder / path).lexically_normal().generic_string();
  id.resize(id.size() - kExtension.size());
  return LinkTarget{language::to_nfc(id), hash == std::string::npos ? std::string() : link.substr(hash)};
}

}  // namespace firstline::indexer
