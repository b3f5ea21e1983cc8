// SPDX-License-Identifier: GPL-3.0-or-later
// "/sitemap.xml" and "/robots.txt": which pages there are, and which ones robots leave alone (sitemaps.org;
// RFC 9309). A large help centre's sitemap is an index of parts, "/sitemap.xml?part=N": one of the pages that
// list articles, then one for every kRecordsPerPart records, so that no part needs to know another.
#include <fmt/format.h>

#include "base/iso_time.h"
#include "search/links.h"
#include "server/pages/found_by.h"
#include "server/pages/pages.h"
#include "server/parameters.h"
#include "server/site_address.h"
#include "server/xml.h"

namespace firstline::server {
namespace {

// The protocol's limits are 50,000 URLs and 50 MB (52,428,800 bytes) a file, 2,047 characters a URL. Parts
// are smaller, since each request makes one anew.
constexpr std::size_t kRecordsPerPart = 5'000;
constexpr std::size_t kLongestUrl = 2'047;
constexpr std::size_t kMostBytes = 40'000'000;  ///< links to translations beyond it are left out
constexpr std::size_t kMostParts = 100'000;

constexpr const char* kNamespace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// Makes the list of URLs.
class UrlSet {
 public:
  explicit UrlSet(std::string address) : address_(std::move(address)) {
    out_ = kXmlDeclaration;
    out_ += fmt::format("<urlset {} xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n", kNamespace);
  }

  /// `updated`: "2026-09-14T00:00:00Z", or empty.
  void add(const std::string& path, const Alternates& alternates, const std::string& updated = "") {
    const std::string url = xml_text(address_ + path);
    if (url.size() > kLongestUrl) return;
    out_ += "<url>\n<loc>" + url + "</loc>\n";
    if (!updated.empty()) out_ += "<lastmod>" + updated + "</lastmod>\n";
    if (out_.size() < kMostBytes)
      for (const auto& [tag, other] : alternates)
        out_ += fmt::format("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>\n", xml_text(tag),
                            xml_text(address_ + other));
    out_ += "</url>\n";
  }

  std::string finish() { return std::move(out_) + "</urlset>\n"; }

 private:
  const std::string address_;
  std::string out_;
};

/// Home in each language, then each topic.
void add_listings(UrlSet& urls, const Site& site, const search::OpenIndex& index) {
  const Alternates home = home_alternates(site, index);
  const std::vector<std::string> tags = served_languages(site, index);
  for (const std::string& tag : tags) urls.add(home_url(tag), home);
  for (const std::string& tag : tags) {
    const auto own = index.catalogue.find(tag);
    if (own == index.catalogue.end()) continue;
    for (const search::Category& category : own->second)
      if (!category.name.empty()) urls.add(search_url("", tag, std::string(category.name)), {});
  }
}

void add_articles(UrlSet& urls, LiveIndex::Lease& searcher, std::size_t begin, std::size_t end) {
  const search::OpenIndex& index = searcher->index();
  for (const search::StoredArticle& article : index.articles(begin, end)) {
    const auto updated = search::update_time(article);
    urls.add(search::article_url(article.id), article_alternates(searcher->translations(article), index),
             updated ? base::format_iso_time(*updated) : "");
  }
}

std::string index_of_parts(const std::string& address, std::size_t parts) {
  std::string out = kXmlDeclaration;
  out += fmt::format("<sitemapindex {}>\n", kNamespace);
  for (std::size_t part = 0; part <= parts; ++part)
    out += fmt::format("<sitemap>\n<loc>{}/sitemap.xml?part={}</loc>\n</sitemap>\n", address, part);
  return out + "</sitemapindex>\n";
}

}  // namespace

Response sitemap(const Site& site, const Request& request) {
  LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const std::string address = needed_site_address(site, request);
  const std::size_t parts = (index.records.size() + kRecordsPerPart - 1) / kRecordsPerPart;
  Response response;
  response.content_type = "application/xml; charset=utf-8";
  const bool asks_for_part = request.parameter("part") != nullptr;
  if (!asks_for_part && parts > 1) {
    response.body = index_of_parts(address, parts);
    return response;
  }
  const std::size_t part = number_parameter(request, "part", 0, 0, kMostParts);
  if (part > parts) throw BadRequest(404, "the sitemap has no such part");
  UrlSet urls(address);
  if (part == 0) add_listings(urls, site, index);
  if (!asks_for_part)
    add_articles(urls, searcher, 0, index.records.size());
  else if (part > 0)
    add_articles(urls, searcher, (part - 1) * kRecordsPerPart, part * kRecordsPerPart);
  response.body = urls.finish();
  return response;
}

Response robots(const Site& site, const Request& request) {
  // Searches are nobody's to list, and each is counted; the pages of topics are searches without a question.
  Response response;
  response.body =
      "User-agent: *\n"
      "Disallow: /search?q=\n"
      "Disallow: /search?*&q=\n"
      "Disallow: /articles/*?search=\n"
      "Disallow: /opensearch/\n"
      "Disallow: /api/\n"
      "Disallow: /review\n";
  if (const std::string address = site_address(site, request); !address.empty())
    response.body += "\nSitemap: " + address + "/sitemap.xml\n";
  return response;
}

}  // namespace firstline::server
