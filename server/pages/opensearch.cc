// SPDX-License-Identifier: GPL-3.0-or-later
// "/opensearch.xml": how a browser's address bar asks us (OpenSearch 1.1), one description a language. What
// it shows while one types is "/opensearch/suggest" (suggest.cc).
#include <fmt/format.h>

#include "language/excerpt.h"
#include "search/links.h"
#include "server/pages/page.h"
#include "server/pages/pages.h"
#include "server/site_address.h"
#include "server/xml.h"

namespace firstline::server {

Response opensearch(const Site& site, const Request& request) {
  constexpr std::size_t kLongestName = 16;  // OpenSearch's limit
  const LiveIndex::Lease searcher = site.index.borrow();
  const Words& words = words_for_request(site, request, searcher->index());
  const std::string address = needed_site_address(site, request);
  const std::string lang = search::percent_encode(words.tag());
  const auto url = [&](const std::string& more, const std::string& path) {
    return fmt::format("<Url {} template=\"{}\"/>\n", more, xml_text(address + path + lang));
  };
  Response response;
  response.content_type = "application/opensearchdescription+xml; charset=utf-8";
  std::string& out = response.body;
  out = kXmlDeclaration;
  out += "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n";
  const std::string name = words.text("site_name");
  out += "<ShortName>" + xml_text(language::excerpt(name, kLongestName, words.tag())) + "</ShortName>\n";
  out += "<LongName>" + xml_text(name) + "</LongName>\n";
  out += "<Description>" + xml_text(words.text("search_label")) + "</Description>\n";
  out += "<Language>" + xml_text(words.tag()) + "</Language>\n";
  out += "<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n";
  out += fmt::format("<Image width=\"32\" height=\"32\" type=\"image/svg+xml\">{}</Image>\n",
                     xml_text(address + site.assets.at("icon.svg").url));
  out += url("type=\"text/html\" method=\"get\"", "/search?q={searchTerms}&lang=");
  out += url("type=\"application/x-suggestions+json\" method=\"get\"",
             "/opensearch/suggest?q={searchTerms}&lang=");
  out += url("type=\"application/opensearchdescription+xml\" rel=\"self\"", "/opensearch.xml?lang=");
  out += "</OpenSearchDescription>\n";
  response.headers.emplace_back("Content-Language", words.tag());
  return response;
}

}  // namespace firstline::server
