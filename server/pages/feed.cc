// SPDX-License-Identifier: GPL-3.0-or-later
// "/feeds/LANG.xml": the new and changed articles of a language, as Atom (RFC 4287).
#include <fmt/format.h>

#include <string_view>

#include "base/iso_time.h"
#include "search/links.h"
#include "server/pages/found_by.h"
#include "server/pages/pages.h"
#include "server/site_address.h"
#include "server/xml.h"

namespace firstline::server {
namespace {

constexpr std::string_view kPrefix = "/feeds/";
constexpr std::string_view kSuffix = ".xml";

std::string element(const char* name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>\n", name, xml_text(text));
}

/// An article's id is its address: readers know it again for as long as it stays there.
std::string entry(const search::NewArticle& one, const std::string& address) {
  const search::StoredArticle& article = one.article;
  const std::string url = address + search::article_url(article.id);
  std::string out = "<entry>\n";
  out += element("title", article.title) + element("id", url);
  out += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", xml_text(url));
  out += element("updated", base::format_iso_time(one.updated));
  if (!article.category.empty()) out += fmt::format("<category term=\"{}\"/>\n", xml_text(article.category));
  out += element("summary", article_description(article));
  return out + "</entry>\n";
}

}  // namespace

Response feed(const Site& site, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  std::string_view lang = std::string_view(request.path).substr(kPrefix.size());
  if (lang.ends_with(kSuffix))
    lang.remove_suffix(kSuffix.size());
  else
    lang = "";
  const auto newest = index.newest.find(lang);
  if (newest == index.newest.end()) throw BadRequest(404, "there is no feed of that language");

  const std::string& tag = newest->first;
  const Words& words = site.dictionary.words_for(tag);
  const std::string address = needed_site_address(site, request);
  const std::string own_url = address + request.path;
  Response response;
  response.content_type = "application/atom+xml; charset=utf-8";
  std::string& out = response.body;
  out = kXmlDeclaration;
  out += fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", xml_text(tag));
  out += element("title", page_title({words.text("feed_title"), words.text("site_name")}));
  out += element("id", own_url);
  out += fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", xml_text(own_url));
  out += fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                     xml_text(address + home_url(words.tag())));
  out += element("updated", base::format_iso_time(newest->second.front().updated));
  out += "<author>\n" + element("name", words.text("site_name")) + "</author>\n";
  for (const search::NewArticle& one : newest->second) out += entry(one, address);
  out += "</feed>\n";
  response.headers.emplace_back("Content-Language", tag);
  return response;
}

}  // namespace firstline::server
