// SPDX-License-Identifier: GPL-3.0-or-later
// One function a page; each file beside this one makes one of them.
#pragma once

#include <stdexcept>
#include <string>

#include "server/http/http.h"
#include "server/site.h"

namespace firstline::server {

Response home_page(const Site& site, const Request& request);
Response search_page(const Site& site, const Request& request);
Response search_api(const Site& site, const Request& request);
Response suggest_api(const Site& site, const Request& request);
Response opensearch_suggest(const Site& site, const Request& request);
Response opensearch(const Site& site, const Request& request);
Response sitemap(const Site& site, const Request& request);
Response robots(const Site& site, const Request& request);
Response feed(const Site& site, const Request& request);
Response click_api(const Site& site, const Request& request);
Response feedback_api(const Site& site, const Request& request);
Response contact_api(const Site& site, const Request& request);
Response contact_page(const Site& site, const Request& request);
Response contact(const Site& site, const Request& request);  ///< the posted form
Response contact_thanks_page(const Site& site, const Request& request);
Response feedback_page(const Site& site, const Request& request);
Response feedback(const Site& site, const Request& request);  ///< the posted form
Response article_page(const Site& site, const Request& request);
Response asset(const Site& site, const Request& request);
Response widget(const Site& site, const Request& request);
Response sign_in_page(const Site& site, const Request& request);
Response sign_in(const Site& site, const Request& request);
Response sign_out(const Site& site, const Request& request);
Response signed_in_user_api(const Site& site, const Request& request);
Response healthz(const Site& site, const Request& request);
Response readyz(const Site& site, const Request& request);
Response metrics(const Site& site, const Request& request);

/// The client's mistake: becomes an error page or a problem document, with `what()` as its detail.
class BadRequest : public std::runtime_error {
 public:
  BadRequest(int status, const std::string& detail) : std::runtime_error(detail), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

/// A problem document below /api/, an error page elsewhere. `detail` is for programs; customers read the
/// interface's own words.
Response refuse_request(const Site& site, int status, const Request& request, const std::string& detail);

}  // namespace firstline::server
