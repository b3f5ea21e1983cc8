// SPDX-License-Identifier: GPL-3.0-or-later
// A help centre of a test's own articles, asked without a socket, that may publish others while it runs.
#pragma once

#include <string>
#include <vector>

#include "search/article.h"
#include "server/parameters.h"
#include "server/routes.h"
#include "tests/server/small_site.h"

namespace firstline::tests {

/// An article of one paragraph.
search::Article an_article(const std::string& id, const std::string& lang, const std::string& title,
                           const std::string& updated = "", const std::string& text = "Words.");

class PublishedSite {
 public:
  explicit PublishedSite(const std::vector<search::Article>& articles, const std::string& url = "");

  /// Publishes these instead, and waits until they are served.
  void publish(const std::vector<search::Article>& articles);

  /// Asked at "help.example.com".
  server::Response get(const std::string& path, const std::string& query = "",
                       const std::string& if_none_match = "") const;
  server::Response answer(const server::Request& request) const;
  std::string log_file() const { return folder_ / "log.db"; }
  const server::Site& site() const { return site_; }

 private:
  TemporaryFolder folder_;
  SmallSite small_;  // lends it templates, words, assets
  server::LiveIndex index_;
  server::SearchLog log_;
  server::Site site_;
};

}  // namespace firstline::tests
