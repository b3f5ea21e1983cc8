// SPDX-License-Identifier: GPL-3.0-or-later
// Templates and the words in them: parts parted by lines "@@ NAME", where NAME is "home" (a page), "words"
// (JSON), or one of the partials "a" and "b". What stands before the first such line is the page.
#include "server/templates.h"

#include <map>
#include <nlohmann/json.hpp>

#include "base/failure.h"
#include "language/utf8.h"
#include "tests/fuzz/target.h"
#include "tests/support/temporary_folder.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // the longest of ours has 6 KB
constexpr std::string_view kMark = "@@ ";

const std::map<std::string_view, const char*>& files() {
  static const std::map<std::string_view, const char*> names = {{"home", "pages/home.html"},
                                                                {"words", "words/en.json"},
                                                                {"a", "partials/a.html"},
                                                                {"b", "partials/b.html"}};
  return names;
}

/// A folder of templates that has all the server asks for.
const tests::TemporaryFolder& folder() {
  static const tests::TemporaryFolder made;
  static const bool filled = [] {
    for (const char* page : {"search", "article", "error", "sign_in"})
      made.write(std::string("pages/") + page + ".html", "");
    return true;
  }();
  (void)filled;
  return made;
}

/// Each item says that it has no list, or which: else sections within sections would go round in their
/// parents'.
const nlohmann::json& values() {
  static const nlohmann::json made = {{"text", "<fuzz> \"' {{title}} {{{html}}}"},
                                      {"title", "Title"},
                                      {"html", "<b>bold</b>"},
                                      {"yes", true},
                                      {"no", false},
                                      {"none", nullptr},
                                      {"empty", ""},
                                      {"count", 3},
                                      {"a", {{"b", {{"c", "deep"}}}}},
                                      {"texts", {"only one"}},
                                      {"list",
                                       {{{"name", "one"}, {"list", {{{"name", "in it"}, {"list", false}}}}},
                                        {{"name", ""}, {"list", false}}}}};
  return made;
}

std::map<std::string_view, std::string> read_parts(std::string_view bytes) {
  std::map<std::string_view, std::string> parts = {
      {"home", ""}, {"words", R"({"hello": "Hi <you>"})"}, {"a", ""}, {"b", ""}};
  std::string* part = &parts["home"];
  while (!bytes.empty()) {
    const std::string_view line = take_line(bytes);
    const auto found = line.starts_with(kMark) ? parts.find(line.substr(kMark.size())) : parts.end();
    if (found != parts.end()) {
      part = &found->second;
      part->clear();
    } else {
      part->append(line).append(bytes.empty() ? "" : "\n");
    }
  }
  return parts;
}

void run(std::string_view bytes) {
  for (const auto& [name, text] : read_parts(bytes)) folder().write(files().at(name), text);
  std::optional<server::Dictionary> dictionary;
  std::optional<server::Templates> templates;
  try {
    std::vector<std::string> missing;
    dictionary = server::Dictionary::load(folder() / "words", missing);
    templates.emplace(folder().path(), *dictionary);
  } catch (const base::Failure& failure) {
    const std::string_view message = failure.what();
    expect(message.find(".html") != std::string_view::npos || message.find(".json") != std::string_view::npos,
           "a failure names the file", message);
    return;
  }
  // What was accepted at the start is rendered in each answer: nothing may fail then.
  const std::string html = templates->render("home", "en", values());
  if (!language::find_invalid_utf8(bytes)) expect_utf8(html, "a page is valid UTF-8");
  for (const char* text : {"hello", "year_offset", "n_other"})
    dictionary->words_for("en").text(text, {{"name", "x"}});
  dictionary->words_for("en").date("2026-09-14");
  dictionary->words_for("en").counted("n", 2);
}

const Target target("templates", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
