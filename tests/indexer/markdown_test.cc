// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;
using indexer::Markdown;

Markdown read(const std::string& body, const std::string& title = "Title") {
  return indexer::read_markdown(body, title, [](const std::string&) { return std::string(); });
}

std::vector<std::string> anchors_of(const Markdown& markdown) {
  std::vector<std::string> anchors;
  for (const search::Section& section : markdown.sections)
    if (section.level > 0) anchors.push_back(section.anchor);
  return anchors;
}

/// The ids of the headings, in the order of the HTML.
std::vector<std::string> heading_ids(const std::string& html) {
  std::vector<std::string> ids;
  static const std::regex heading("<h[1-6] id=\"([^\"]*)\">");
  for (std::sregex_iterator match(html.begin(), html.end(), heading), end; match != end; ++match)
    ids.push_back((*match)[1]);
  return ids;
}

TEST_CASE("Paragraphs, lists, emphasis and code become HTML") {
  CHECK(read("Go to *Settings*.").html == "<p>Go to <em>Settings</em>.</p>\n");
  CHECK_THAT(read("1. a\n2. b").html, Contains("<ol>") && Contains("<li>a</li>"));
  CHECK_THAT(read("`a<b`").html, Contains("<code>a&lt;b</code>"));
  CHECK_THAT(read("```sh\na & b\n```").html, Contains("a &amp; b"));
}

TEST_CASE("GitHub's additions are understood: tables, strikethrough, bare links, tasks, footnotes") {
  CHECK_THAT(read("| a | b |\n|---|--:|\n| c | d |\n").html,
             Contains("<table>") && Contains("<th>a</th>") && Contains("<td>c</td>"));
  CHECK_THAT(read("~~old~~").html, Contains("<del>old</del>"));
  CHECK_THAT(read("See https://lumena.example/x.").html, Contains("<a href=\"https://lumena.example/x\">"));
  CHECK_THAT(read("See www.lumena.example now").html, Contains("<a href=\"http://www.lumena.example\">"));
  CHECK_THAT(read("- [x] done\n- [ ] open").html, Contains("type=\"checkbox\"") && Contains("checked"));
  const Markdown footnote = read("A note.[^1]\n\n[^1]: The small print.");
  CHECK_THAT(footnote.html, Contains("footnote") && Contains("The small print."));
  CHECK_THAT(footnote.sections[0].text, Contains("The small print."));
}

TEST_CASE("Raw HTML is dropped, and its text is no markup") {
  const Markdown markdown = read(
      "<script>alert(1)</script>\n\na <b onclick=\"x()\">bold</b> <img src=x onerror=y> word\n\n"
      "<div>\nblock\n</div>\n\n<!-- comment -->\n\nlast");
  for (const char* tag : {"<script", "<b ", "<img", "<div", "onclick", "onerror", "<!--"})
    CHECK_THAT(markdown.html, !Contains(tag));
  CHECK_THAT(markdown.html, Contains("bold") && Contains("last"));
  CHECK_THAT(markdown.sections[0].text, Contains("bold") && !Contains("script") && !Contains("comment"));
}

TEST_CASE("Links that run scripts lead nowhere") {
  for (const char* link :
       {"javascript:alert(1)", "JavaScript:alert(1)", "vbscript:x", "data:text/html,<script>",
        "file:///etc/passwd", "&#106;avascript:alert(1)", "\\javascript:alert(1)", "java\tscript:alert(1)"}) {
    const std::string html = read("[a](<" + std::string(link) + ">) ![b](<" + link + ">)").html;
    CAPTURE(link, html);
    static const std::regex dangerous("(href|src)=\"\\s*(javascript|vbscript|data|file):", std::regex::icase);
    CHECK_FALSE(std::regex_search(html, dangerous));
  }
}

TEST_CASE("Quotes and angle brackets in links and titles can't leave their attribute") {
  const std::string html = read("[a](</x\"onclick=y> \"t\\\"<b>\") ![i\"<b>](</u\">)").html;
  CHECK_THAT(html, !Contains("\"onclick") && !Contains("<b>"));
}

TEST_CASE("Control characters written as entities are blanks, as they are elsewhere") {
  const Markdown result =
      read("## One &#1;two&#2;\n\nA &#x1; b &#2;c. [d](e&#1; \"f&#1;\")\n\n``` g&#1;h\ni\n```\n");
  CHECK(result.html ==
        "<h2 id=\"one--two\">One  two </h2>\n<p>A   b  c. <a href=\"e%20\" title=\"f \">d</a></p>\n"
        "<pre><code class=\"language-g\">i\n</code></pre>\n");
  CHECK(result.sections.back().text == "A   b  c. d\ni");
}

TEST_CASE("Characters that there are none of, written as entities, stay valid UTF-8") {
  CHECK(read("a&#xFFFF;b&#xFFFE;&#xD800;&#x110000;c").html == "<p>a\uFFFDb\uFFFD\uFFFD\uFFFDc</p>\n");
}

TEST_CASE("Headings in quotes and lists are below the page's title, too") {
  const Markdown result = read("> # A\n\n- ### B\n");
  CHECK_THAT(result.html, Contains("<h2>A</h2>") && Contains("<h3>B</h3>"));
  CHECK(result.sections.size() == 1);
}

TEST_CASE("Text before the first heading is a section of its own, then each heading begins one") {
  const Markdown markdown = read("Intro.\n\n## By email\n\nWrite.\n\nTwice.\n\n### From abroad\n\nCall.\n");
  REQUIRE(markdown.sections.size() == 3);
  CHECK(markdown.sections[0].heading.empty());
  CHECK(markdown.sections[0].anchor.empty());
  CHECK(markdown.sections[0].level == 0);
  CHECK(markdown.sections[0].text == "Intro.");
  CHECK(markdown.sections[1].heading == "By email");
  CHECK(markdown.sections[1].anchor == "by-email");
  CHECK(markdown.sections[1].level == 2);
  CHECK(markdown.sections[1].text == "Write.\nTwice.");
  CHECK(markdown.sections[2].level == 3);
  CHECK(markdown.sections[2].text == "Call.");
}

TEST_CASE("A section's text is what is read: no markup, no addresses, cells and blocks parted") {
  CHECK(read("Go to **Settings**, then [your *bill*](https://x.example/secret).").sections[0].text ==
        "Go to Settings, then your bill.");
  CHECK(read("one\ntwo").sections[0].text == "one two");
  CHECK(read("one  \ntwo").sections[0].text == "one\ntwo");
  CHECK(read("- a\n- b\n\n  c\n").sections[0].text == "a\nb\nc");
  CHECK(read("| a | b |\n|---|---|\n| c | d |\n").sections[0].text == "a b\nc d");
  CHECK(read("> quoted\n\n`code` and\n\n    block\n").sections[0].text == "quoted\ncode and\nblock");
  CHECK(read("![A router's back](x.png)").sections[0].text == "A router's back");
  CHECK(read("a &amp; b &lt;c&gt; \\*d\\*").sections[0].text == "a & b <c> *d*");
}

TEST_CASE("Anchors keep the letters of every script") {
  CHECK(anchors_of(read("## ลืมรหัสผ่าน\n## फ़ोन खो गया?\n## Плати рачун\n## What's *new*, `now`?\n")) ==
        std::vector<std::string>{"ลืมรหัสผ่าน", "फ़ोन-खो-गया", "плати-рачун", "whats-new-now"});
}

TEST_CASE("Like headings are numbered, and never meet one that is called so") {
  CHECK(anchors_of(read("## Price\n## Price\n## Price\n")) ==
        std::vector<std::string>{"price", "price-1", "price-2"});
  const auto anchors = anchors_of(read("## Price\n## Price 1\n## Price\n## Price\n## Price 1\n"));
  CHECK(std::set<std::string>(anchors.begin(), anchors.end()).size() == 5);
  CHECK(anchors_of(read("## !!!\n## ???\n")) == std::vector<std::string>{"section", "section-1"});
}

TEST_CASE("Every section's anchor is the id of its heading in the HTML") {
  const Markdown markdown =
      read("# A\n\nx\n\nSetext\n------\n\n## [Link](x.md) & <b>raw</b> `c`\n\n###### ภาษา\n\n## A\n\n##\n");
  CHECK(heading_ids(markdown.html) == anchors_of(markdown));
  CHECK(anchors_of(markdown).size() == 6);
  CHECK(markdown.html.find('\x01') == std::string::npos);
  CHECK(markdown.html.find('\x02') == std::string::npos);
}

TEST_CASE("The page's title is its only h1") {
  CHECK_THAT(read("# One\n\n# Two\n").html, !Contains("<h1") && Contains("<h2 id=\"one\">One</h2>"));
}

TEST_CASE("Without a title the first heading is the title, and is not shown twice") {
  const Markdown markdown = read("# Reset *your* password\n\nSo.\n\n## Next\n", "");
  CHECK(markdown.first_heading == "Reset your password");
  CHECK_THAT(markdown.html, !Contains("Reset"));
  CHECK(anchors_of(markdown) == std::vector<std::string>{"next"});
  CHECK(markdown.sections[0].text == "So.");
}

TEST_CASE("A first heading that repeats the title is dropped, another one stays") {
  CHECK(read("# Title\n\nSo.\n").sections.size() == 1);
  CHECK(read("# Another\n\nSo.\n").sections.size() == 2);
  CHECK(read("Intro\n\n# Title\n").sections.size() == 2);
  CHECK(read("## Title\n").sections.size() == 2);
}

TEST_CASE("An empty text has one empty section") {
  for (const char* body : {"", "\n\n", "<div></div>"}) {
    const Markdown markdown = read(body);
    REQUIRE(markdown.sections.size() == 1);
    CHECK(markdown.sections[0].text.empty());
    CHECK(markdown.html.empty());
  }
}

}  // namespace
}  // namespace firstline::tests
