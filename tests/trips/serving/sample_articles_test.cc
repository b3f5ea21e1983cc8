// SPDX-License-Identifier: GPL-3.0-or-later
// The sample help centre, articles/, from end to end: every page of it can be reached, read and found.
#include <catch2/catch.hpp>
#include <set>

#include "search/links.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;

class Sample {
 public:
  Sample() { index_folder(source_folder() / "articles", folder_ / "index"); }
  std::filesystem::path index() const { return folder_ / "index"; }
  std::filesystem::path log() const { return folder_ / "log.db"; }

 private:
  TemporaryFolder folder_;
};

int port() {
  static const Sample sample;
  static const RunningServer server(sample.index(), sample.log());
  return server.port();
}

std::string without_amp(std::string text) {
  for (std::size_t at = text.find("&amp;"); at != std::string::npos; at = text.find("&amp;", at + 1))
    text.erase(at + 1, 4);
  return text;
}

bool is_article(const std::filesystem::path& file) {
  return file.extension() == ".md" && file.string().find("/articles/notices/") == std::string::npos;
}

/// The addresses within the site that a page links to, without the parts behind '#'.
std::set<std::string> links(const std::string& page) {
  std::set<std::string> found;
  for (const std::string attribute : {"href=\"/", "src=\"/"})
    for (std::size_t at = page.find(attribute); at != std::string::npos; at = page.find(attribute, at + 1)) {
      const std::size_t begin = at + attribute.size() - 1;
      const std::string link = page.substr(begin, page.find('"', begin) - begin);
      found.insert(without_amp(link.substr(0, link.find('#'))));
    }
  return found;
}

/// Every id of elements on the page.
std::set<std::string> element_ids(const std::string& page) {
  std::set<std::string> found;
  for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1))
    found.insert(page.substr(at + 5, page.find('"', at + 5) - at - 5));
  return found;
}

}  // namespace

TEST_CASE("From the front page every article can be reached, and no link is dead") {
  std::set<std::string> seen = {"/"};
  std::vector<std::string> to_visit = {"/"};
  std::set<std::string> articles;
  HttpClient client(port());
  while (!to_visit.empty()) {
    const std::string target = to_visit.back();
    to_visit.pop_back();
    INFO(target);
    const HttpResponse response = client.get(target);
    REQUIRE(response.status == 200);
    if (target.rfind("/articles/", 0) == 0) articles.insert(target.substr(0, target.find('?')));
    if (response.headers.at("content-type").rfind("text/html", 0) != 0) continue;
    CHECK_THAT(response.body, !Contains("{{") && !Contains("href=\"\""));
    for (const std::string& link : links(response.body))
      if (seen.insert(link).second) to_visit.push_back(link);
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() / "articles"))
    files += is_article(entry.path()) ? 1 : 0;
  CHECK(articles.size() == files);
  CHECK(files > 100);
}

TEST_CASE(
    "Every article is found by its own title, in its own language, and leads to headings that are there") {
  const std::filesystem::path root = source_folder() / "articles";
  HttpClient client(port());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!is_article(entry.path())) continue;
    const std::string text = read_text(entry.path());
    const std::size_t begin = text.find("\ntitle: ") + 8;
    std::string title = text.substr(begin, text.find('\n', begin) - begin);
    if (title.front() == '"' && title.back() == '"') title = title.substr(1, title.size() - 2);
    const std::string id = std::filesystem::relative(entry.path(), root).replace_extension().generic_string();
    const std::string lang = id.substr(0, id.find('/'));
    INFO(id << ": " << title);
    const nlohmann::json answer = nlohmann::json::parse(client.get(search_path(title, "&lang=" + lang)).body);
    CHECK(has_id(answer, id));
    const nlohmann::json first = answer["results"][0];
    const std::string url = first["url"].get<std::string>();
    const HttpResponse page = client.get(url.substr(0, url.find('#')));
    REQUIRE(page.status == 200);
    if (url.find('#') != std::string::npos)
      CHECK(element_ids(page.body).count(search::percent_decode(url.substr(url.find('#') + 1))) == 1);
  }
}

TEST_CASE("No id stands twice on a page") {
  for (const char* target : {"/", "/search?q=wifi&lang=en", "/search?q=xyzzyplugh&lang=en", "/search",
                             "/nope", "/articles/en/internet/wifi-slow"}) {
    const std::string page = get(port(), target).body;
    INFO(target);
    std::size_t count = 0;
    for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1))
      ++count;
    CHECK(count > 0);
    CHECK(element_ids(page).size() == count);
  }
}

TEST_CASE("Each language's front page is in that language and script") {
  const std::vector<std::pair<std::string, std::string>> headings = {
      {"en", "How can we help?"},
      {"th", "มีอะไรให้เราช่วยไหม"},
      {"sr", "Како можемо да вам помогнемо?"},
      {"sr-Latn", "Kako možemo da vam pomognemo?"},
      {"vi", "Chúng tôi có thể giúp gì cho bạn?"},
      {"hi", "हम आपकी क्या मदद करें?"}};
  for (const auto& [lang, heading] : headings) {
    const HttpResponse page = get(port(), "/?lang=" + lang);
    CHECK(page.headers.at("content-language") == lang);
    CHECK_THAT(page.body,
               Contains("<html lang=\"" + lang + "\" dir=\"ltr\">") && Contains("<h1>" + heading + "</h1>"));
    CHECK_THAT(page.body, Contains("<input type=\"hidden\" name=\"lang\" value=\"" + lang + "\">"));
    CHECK(get(port(), "/", "Accept-Language: " + lang + ",en;q=0.1\r\n").headers.at("content-language") ==
          lang);
  }
}

}  // namespace firstline::tests
