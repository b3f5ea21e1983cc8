// SPDX-License-Identifier: GPL-3.0-or-later
// "/": the search box, then the topics.
#include "server/pages/page.h"
#include "server/pages/pages.h"

namespace firstline::server {
Response home_page(const Site& site, const Request& request) {
  const LiveIndex::Lease searcher = site.index.borrow();
  const search::OpenIndex& index = searcher->index();
  const Words& words = words_for_request(site, request, index);
  nlohmann::json values = frame(site, words, index, words.text("site_name"));
  values["description"] = words.text("hero_text");
  values["categories"] = topics(words, index);
  return html_response(site, "home", values);
}

}  // namespace firstline::server
