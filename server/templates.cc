// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templates.h"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/failure.h"
#include "base/file.h"

namespace firstline::server {
namespace {

namespace fs = std::filesystem;
using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr const char* kPartialBegin = "{{> ";
constexpr std::string_view kWordBegin = "{{t.";
constexpr int kDeepestPartial = 8;                           // one that includes itself would never end
constexpr std::size_t kLargestPage = std::size_t{1} << 20U;  // with all partials; ours have 30 KB

data to_data(const nlohmann::json& value) {
  if (value.is_object()) {
    data object{data::type::object};
    for (const auto& [key, item] : value.items()) object.set(key, to_data(item));
    return object;
  }
  if (value.is_array()) {
    data list{data::type::list};
    for (const nlohmann::json& item : value) list << to_data(item);
    return list;
  }
  if (value.is_boolean()) return data(value.get<bool>());
  if (value.is_null()) return data(false);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return text.empty() ? data(false) : data(text);  // to mustache an empty string is true
  }
  return data(value.dump());
}

using Partials = std::map<std::string, std::string>;

/// Partials are put in place once, at the start; the library would parse them anew in every page.
std::string expand(const std::string& text, const Partials& partials, const fs::path& file, std::size_t& room,
                   int depth) {
  if (depth > kDeepestPartial)
    throw base::Failure("reading the template", file.string(), "its partials include each other without end");
  // Partials that hold many others would fill the memory; an empty one counts, too.
  if (text.size() >= room)
    throw base::Failure("reading the template", file.string(), "with its partials it is longer than 1 MiB");
  room -= text.size() + 1;
  std::string out;
  std::size_t done = 0;
  for (std::size_t begin = text.find(kPartialBegin); begin != std::string::npos;
       begin = text.find(kPartialBegin, done)) {
    const std::size_t end = text.find("}}", begin);
    if (end == std::string::npos)
      throw base::Failure("reading the template", file.string(), "a {{> has no }}");
    const std::string name = text.substr(begin + 4, end - begin - 4);
    const auto partial = partials.find(name);
    if (partial == partials.end())
      throw base::Failure("reading the template", file.string(), "there is no partial '" + name + "'");
    out.append(text, done, begin - done).append(expand(partial->second, partials, file, room, depth + 1));
    done = end + 2;
  }
  return out.append(text, done);
}

/// Comments go, with the line that they leave empty.
std::string without_comments(std::string text) {
  for (std::size_t begin = text.find("{{!"); begin != std::string::npos; begin = text.find("{{!")) {
    std::size_t end = text.find("}}", begin);
    if (end == std::string::npos) break;
    end += 2;
    if (end < text.size() && text[end] == '\n' && (begin == 0 || text[begin - 1] == '\n')) ++end;
    text.erase(begin, end - begin);
  }
  return text;
}

/// As HTML text, in which the library finds no template either.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      case '{':
        out += "&#123;";
        break;
      case '}':
        out += "&#125;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// The words of a language in place of {{t.KEY}}. A plural form that the language doesn't have is empty.
std::string with_words(const std::string& text, const Words& words, const fs::path& file) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t begin = text.find(kWordBegin); begin != std::string::npos;
       begin = text.find(kWordBegin, done)) {
    const std::size_t end = text.find("}}", begin);
    if (end == std::string::npos)
      throw base::Failure("reading the template", file.string(), "a {{t. has no }}");
    const std::string key = text.substr(begin + kWordBegin.size(), end - begin - kWordBegin.size());
    if (!words.has(key) && !is_plural_form(key))
      throw base::Failure("reading the template", file.string(), "there is no word '" + key + "'");
    out.append(text, done, begin - done);
    if (words.has(key)) out += escaped(words.text(key));
    done = end + 2;
  }
  return out.append(text, done);
}

template <typename Use>
void for_each_template(const fs::path& folder, Use use) {
  if (!fs::is_directory(folder))
    throw base::Failure("reading the templates", folder.string(), "no such folder");
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".html")
      use(entry.path(), without_comments(base::read_file(entry.path())));
}

}  // namespace

struct Templates::Page {
  explicit Page(const std::string& text) : parsed(text) {}
  mutable mustache parsed;  // rendering does not change it, though the library does not say so
};

Templates::Templates(const fs::path& folder, const Dictionary& dictionary) {
  Partials partials;
  for_each_template(folder / "partials", [&](const fs::path& file, std::string text) {
    partials[file.stem().string()] = std::move(text);
  });
  for_each_template(folder / "pages", [&](const fs::path& file, const std::string& text) {
    std::size_t room = kLargestPage;
    const std::string whole = expand(text, partials, file, room, 0);
    for (const auto& [tag, words] : dictionary.all()) {
      auto page = std::make_unique<Page>(with_words(whole, words, file));
      if (!page->parsed.is_valid())
        throw base::Failure("reading the template", file.string(), page->parsed.error_message());
      pages_[{tag, file.stem().string()}] = std::move(page);
    }
  });
  const std::string any = dictionary.all().begin()->first;
  for (const char* needed : {"home", "search", "article", "error", "sign_in"})
    if (pages_.count({any, needed}) == 0)
      throw base::Failure("reading the templates", (folder / "pages").string(),
                          std::string("there is no ") + needed + ".html");
}

Templates::Templates(Templates&&) noexcept = default;

Templates::~Templates() = default;

std::string Templates::render(const std::string& name, const std::string& lang,
                              const nlohmann::json& values) const {
  std::string html;
  pages_.at({lang, name})->parsed.render(to_data(values), [&html](const std::string& part) { html += part; });
  return html;
}

}  // namespace firstline::server
