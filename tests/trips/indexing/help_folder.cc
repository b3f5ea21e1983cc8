// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/trips/indexing/help_folder.h"

#include <algorithm>

#include "base/hash.h"
#include "search/generation.h"
#include "search/searcher.h"

namespace firstline::tests {

namespace fs = std::filesystem;

HelpFolder::HelpFolder() {
  write("en/bill.md", good_article("Pay your bill online."));
  write("th/bill.md", good_article("จ่ายบิลออนไลน์"));
}

void HelpFolder::write(const std::string& name, const std::string& text) const {
  folder_.write("articles/" + name, text);
}

void HelpFolder::remove(const std::string& name) const {
  fs::remove(articles() / name);
}

ProgramResult HelpFolder::run(std::vector<std::string> more_arguments) const {
  std::vector<std::string> arguments = {articles().string(), "--index", index().string()};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  return run_program("firstline-index", arguments);
}

std::string HelpFolder::live_name() const {
  return read_text(index() / "current");
}

std::string HelpFolder::live_html(const std::string& id) const {
  const auto article = search::find_stored_article(search::live_generation(index()), id);
  return article ? article->html : "";
}

std::size_t HelpFolder::live_articles() const {
  return search::read_manifest(search::live_generation(index())).articles();
}

std::string good_article(const std::string& text) {
  return "---\ntitle: An article\n---\n\n" + text + "\n";
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return "";
  const std::size_t before = text.rfind('\n', end);
  return text.substr(before == std::string::npos ? 0 : before + 1,
                     end - (before == std::string::npos ? 0 : before + 1) + 1);
}

std::string counts(const ProgramResult& result) {
  const std::string line = last_line(result.out);
  const std::string start = "articles: ";
  if (line.rfind(start, 0) != 0) return "no summary: " + result.out + result.err;
  return line.substr(start.size(), line.rfind(", ") - start.size());
}

std::string snapshot(const fs::path& folder) {
  std::vector<std::string> lines;
  if (!fs::exists(folder)) return "";
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    lines.push_back(entry.path().string() +
                    (entry.is_regular_file() ? " " + base::content_hash(read_text(entry.path())) : ""));
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

}  // namespace firstline::tests
