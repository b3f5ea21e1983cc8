// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/published_site.h"

#include <stdexcept>
#include <thread>

#include "search/index_writer.h"
#include "tests/server/log_entries.h"

namespace firstline::tests {
namespace {

std::filesystem::path write_generation(const std::filesystem::path& index,
                                       const std::vector<search::Article>& articles) {
  const search::PublishLock lock(index);
  const std::filesystem::path generation = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(generation, *languages(), 1);
  for (const search::Article& article : articles) writer.put(0, article);
  writer.finish("en");
  lock.publish(generation);
  return index;
}

}  // namespace

search::Article an_article(const std::string& id, const std::string& lang, const std::string& title,
                           const std::string& updated, const std::string& text) {
  search::Article article;
  article.id = id;
  article.lang = lang;
  article.translation_key = id.substr(id.find('/') + 1);
  article.title = title;
  article.updated = updated;
  article.category = "Account";
  article.sections = {{"", "", 0, text}};
  article.html = "<p>Words.</p>";
  return article;
}

PublishedSite::PublishedSite(const std::vector<search::Article>& articles, const std::string& url)
    : index_(write_generation(folder_ / "index", articles), languages()),
      log_(log_file(), languages()),
      site_{index_,
            log_,
            small_.site().metrics,
            small_.site().templates,
            small_.site().dictionary,
            small_.site().assets,
            small_.site().callers,
            small_.site().access,
            small_.site().clock} {
  site_.url = url;
}

void PublishedSite::publish(const std::vector<search::Article>& articles) {
  const std::string before = index_.generation();
  write_generation(folder_ / "index", articles);
  constexpr int kTries = 100;
  for (int tries = 0; index_.generation() == before; ++tries) {
    if (tries == kTries) throw std::runtime_error("the new generation isn't served");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

server::Response PublishedSite::get(const std::string& path, const std::string& query,
                                    const std::string& if_none_match) const {
  server::Request request = SmallSite::request("GET", path, query);
  request.host = "help.example.com";
  request.if_none_match = if_none_match;
  return answer(request);
}

server::Response PublishedSite::answer(const server::Request& request) const {
  return server::answer_request(site_, request);
}

}  // namespace firstline::tests
