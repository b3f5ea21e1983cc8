// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/centre.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

#include "tests/load/asker.h"
#include "tests/support/http_client.h"

namespace firstline::load {
namespace {

namespace fs = std::filesystem;

/// The "title:" of an article's front matter; empty when it has none.
std::string title_of(const fs::path& file) {
  const std::string key = "title: ";
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(key, 0) == 0) return line.substr(key.size());
  return "";
}

std::vector<std::string> searches_of(const fs::path& articles) {
  constexpr std::size_t kMost = 1000;
  std::set<std::string> searches;  // sorted: the same ones each time
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(articles)) {
    if (entry.path().extension() != ".md" || searches.size() == kMost) continue;
    const std::string folder = entry.path().lexically_relative(articles).begin()->string();
    const std::string title = title_of(entry.path());
    if (title.empty() || folder == "notices") continue;
    searches.insert("/api/v1/search?q=" + tests::percent_encoded(title) +
                    (folder.size() == 2 ? "&lang=" + folder : ""));
  }
  if (searches.empty()) throw std::runtime_error("no article with a title in " + articles.string());
  return {searches.begin(), searches.end()};
}

}  // namespace

Centre::Centre(const fs::path& corpus, std::vector<std::string> server_arguments)
    : server_arguments_(std::move(server_arguments)) {
  fs::copy(corpus, folder_ / "articles", fs::copy_options::recursive);
  searches_ = searches_of(folder_ / "articles");
  publish();
}

void Centre::write(const std::string& name, const std::string& text) const {
  folder_.write("articles/" + name, text);
}

void Centre::append(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / "articles" / name, std::ios::app) << text;
}

void Centre::publish() const {
  const tests::ProgramResult result = tests::run_program(
      "firstline-index", {(folder_ / "articles").string(), "--index", index().string(), "--quiet"});
  constexpr int kProblemsInArticles = 1;
  if (result.exit_code > kProblemsInArticles) throw std::runtime_error("firstline-index: " + result.err);
}

std::unique_ptr<tests::RunningServer> Centre::serve(const std::string& name,
                                                    const std::vector<std::string>& more_arguments) const {
  std::vector<std::string> arguments = {"--quiet", "--trusted-proxy", address_text(kProxy)};
  arguments.insert(arguments.end(), server_arguments_.begin(), server_arguments_.end());
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  return std::make_unique<tests::RunningServer>(index(), folder_ / (name + ".db"), arguments);
}

}  // namespace firstline::load
