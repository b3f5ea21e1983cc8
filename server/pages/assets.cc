// SPDX-License-Identifier: GPL-3.0-or-later
// "/assets/NAME": styles and pictures, kept in memory.
#include <string_view>

#include "server/pages/pages.h"

namespace firstline::server {

Response asset(const Site& site, const Request& request) {
  constexpr std::string_view kPrefix = "/assets/";
  const auto found = site.assets.find(request.path.substr(kPrefix.size()));
  if (found == site.assets.end()) throw BadRequest(404, "there is no such file");
  Response response;
  response.content_type = found->second.content_type;
  response.body = found->second.bytes;
  // Pages name it by its content, so that a new one has another name.
  response.headers.emplace_back("Cache-Control", request.parameter("v") != nullptr
                                                     ? "public, max-age=31536000, immutable"
                                                     : "public, max-age=300");
  return response;
}

}  // namespace firstline::server
