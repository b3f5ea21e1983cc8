// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/small_site.h"

#include "search/index_writer.h"
#include "server/routes.h"
#include "tests/server/log_entries.h"

namespace firstline::tests {
namespace {

/// One article in English, one in Thai.
std::filesystem::path publish_articles(const std::filesystem::path& index) {
  const search::PublishLock lock(index);
  const std::filesystem::path generation = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(generation, *languages(), 1);
  search::Article article;
  article.id = "en/account/reset-password";
  article.lang = "en";
  article.translation_key = "account/reset-password";
  article.title = "Reset <your> password";
  article.category = "Account & more";
  article.aliases = {"en/old"};
  article.sections = {{"", "", 0, "Choose a new one."}, {"by-email", "By email", 2, "We send a link."}};
  article.html = "<p>Choose a new one.</p><h2 id=\"by-email\">By email</h2><p>We send a link.</p>";
  writer.put(0, article);
  article.id = "th/account/reset-password";
  article.lang = "th";
  article.title = "รีเซ็ตรหัสผ่าน";
  article.aliases = {};
  writer.put(0, article);
  writer.finish("en");
  lock.publish(generation);
  return index;
}

}  // namespace

SmallSite::SmallSite()
    : index_(publish_articles(folder_ / "index"), languages()), log_(folder_ / "log.db", languages()) {}

server::Request SmallSite::request(const std::string& method, const std::string& path,
                                   const std::string& query) {
  server::Request request;
  request.method = method;
  request.path = path;
  request.parameters = server::parse_query_string(query);
  request.remote_address = "203.0.113.7";
  request.user_agent = "Mozilla/5.0 (X11; Linux x86_64)";
  return request;
}

server::Response SmallSite::answer(const server::Request& request) {
  return server::answer_request(site_, request);
}

server::Response SmallSite::get(const std::string& path, const std::string& query) {
  return answer(request("GET", path, query));
}

server::Response SmallSite::post(const std::string& path, const std::string& body) {
  server::Request post = request("POST", path);
  post.content_type = "application/json";
  post.body = body;
  return answer(post);
}

server::Response SmallSite::post(const std::string& path, const nlohmann::json& body) {
  return post(path, body.dump());
}

std::string header(const server::Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

}  // namespace firstline::tests
