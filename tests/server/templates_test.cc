// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templates.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using nlohmann::json;
using tests::TemporaryFolder;

/// Templates that have all pages; `home` is the one to look at.
class Folder {
 public:
  explicit Folder(const std::string& home) {
    for (const char* page : {"search", "article", "error", "sign_in"})
      folder_.write(std::string("pages/") + page + ".html", "");
    folder_.write("pages/home.html", home);
    folder_.write("partials/name.html", "<b>{{name}}</b>");
  }
  void partial(const std::string& name, const std::string& text) const {
    folder_.write("partials/" + name + ".html", text);
  }
  void remove(const std::string& file) const { std::filesystem::remove(folder_ / file); }
  std::string render(const json& values, const std::string& lang = "en") const {
    return Templates(folder_.path(), dictionary()).render("home", lang, values);
  }
  void load() const { Templates templates(folder_.path(), dictionary()); }

 private:
  Dictionary dictionary() const {
    folder_.write("words/en.json", R"({"hello": "Hi <you> {{name}}", "n_few": "", "n_other": "many"})");
    folder_.write("words/sr.json", R"({"hello": "Здраво", "n_few": "неколико", "n_other": "много"})");
    std::vector<std::string> missing;
    return Dictionary::load(folder_ / "words", missing);
  }

  TemporaryFolder folder_;
};

Dictionary shipped_words() {
  std::vector<std::string> missing;
  return Dictionary::load(tests::source_folder() / "templates/words", missing);
}

}  // namespace

TEST_CASE("Values are escaped, but where the template says they are HTML") {
  const Folder folder("{{text}}|{{{text}}}|<a title=\"{{text}}\">");
  CHECK(folder.render({{"text", "<script>\"&'</script>"}}) ==
        "&lt;script&gt;&quot;&amp;&apos;&lt;/script&gt;|<script>\"&'</script>|"
        "<a title=\"&lt;script&gt;&quot;&amp;&apos;&lt;/script&gt;\">");
}

TEST_CASE("A customer's braces are no template") {
  CHECK(Folder("{{text}} {{> name}}").render({{"text", "{{name}}"}, {"name", "{{text}}"}}) ==
        "{{name}} <b>{{text}}</b>");
}

TEST_CASE("Empty texts, empty lists, false and null count as absent") {
  const Folder folder("{{#x}}yes{{/x}}{{^x}}no{{/x}}");
  CHECK(folder.render({{"x", ""}}) == "no");
  CHECK(folder.render({{"x", json::array()}}) == "no");
  CHECK(folder.render({{"x", false}}) == "no");
  CHECK(folder.render({{"x", nullptr}}) == "no");
  CHECK(folder.render(json::object()) == "no");
  CHECK(folder.render({{"x", "0"}}) == "yes");
  CHECK(folder.render({{"x", true}}) == "yes");
  CHECK(folder.render({{"x", json::array({1, 2})}}) == "yesyes");
}

TEST_CASE("An empty value of a list's item hides the outer one of the same name") {
  const Folder folder("{{#list}}[{{name}}{{#name}}!{{/name}}]{{/list}}");
  CHECK(folder.render({{"name", "outer"}, {"list", json::array({{{"name", "inner"}}, {{"name", ""}}})}}) ==
        "[inner!][]");
}

TEST_CASE("Numbers and dotted names are written") {
  CHECK(Folder("{{n}} {{a.hello}}").render({{"n", 12}, {"a", {{"hello", "Hi"}}}}) == "12 Hi");
}

TEST_CASE("Words stand in their language, escaped, and are no template themselves") {
  const Folder folder("<a title=\"{{t.hello}}\">{{> word}}");
  folder.partial("word", "{{t.n_other}}{{t.n_few}}");
  CHECK(folder.render({{"name", "x"}}) == "<a title=\"Hi &lt;you&gt; &#123;&#123;name&#125;&#125;\">many");
  CHECK(folder.render(json::object(), "sr") == "<a title=\"Здраво\">многонеколико");
}

TEST_CASE("A word that no language has is an error that names the template and the word") {
  CHECK_THROWS_WITH(Folder("{{t.nothing}}").load(), Contains("home.html") && Contains("'nothing'"));
  CHECK_THROWS_WITH(Folder("{{t.hello").load(), Contains("home.html"));
}

TEST_CASE("Partials are put in place, in partials too, and comments go") {
  const Folder folder("{{! A comment. }}\n{{> outer}}\n");
  folder.partial("outer", "{{! Another. }}\n({{> name}})");
  CHECK(folder.render({{"name", "x"}}) == "(<b>x</b>)\n");
}

TEST_CASE("A missing partial is an error that names the template and the partial") {
  CHECK_THROWS_WITH(Folder("{{> nobody}}").load(), Contains("home.html") && Contains("nobody"));
  CHECK_THROWS_WITH(Folder("{{> name").load(), Contains("home.html"));
}

TEST_CASE("Partials that include each other are an error, not an end") {
  const Folder folder("{{> a}}");
  folder.partial("a", "{{> b}}");
  folder.partial("b", "{{> a}}");
  CHECK_THROWS_WITH(folder.load(), Contains("home.html") && Contains("each other"));
}

TEST_CASE("Partials that make a page too long are an error, even if they are empty in the end") {
  for (const char* last : {"", "some text"}) {
    const Folder folder("{{> a}}");
    std::string many;
    for (int i = 0; i < 2'000; ++i) many += "{{> b}}";
    folder.partial("a", many);
    std::replace(many.begin(), many.end(), 'b', 'c');
    folder.partial("b", many);
    folder.partial("c", last);
    CHECK_THROWS_WITH(folder.load(), Contains("home.html") && Contains("longer than 1 MiB"));
  }
}

TEST_CASE("A broken template is named") {
  CHECK_THROWS_WITH(Folder("{{#open}} never closed").load(), Contains("home.html"));
  CHECK_THROWS_WITH(Folder("{{/never_opened}}").load(), Contains("home.html"));
}

TEST_CASE("A missing page or folder is an error at the start, not at the first visitor") {
  const Folder folder("x");
  folder.remove("pages/article.html");
  CHECK_THROWS_WITH(folder.load(), Contains("article.html"));
  CHECK_THROWS_WITH(Templates("/nowhere/at/all", shipped_words()), Contains("/nowhere/at/all"));
}

TEST_CASE("The templates that ship with the program are sound") {
  CHECK_NOTHROW(Templates(tests::source_folder() / "templates", shipped_words()));
}

}  // namespace firstline::server
