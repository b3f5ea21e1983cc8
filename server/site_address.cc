// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/site_address.h"

#include "server/http/host.h"
#include "server/pages/pages.h"

namespace firstline::server {

std::optional<std::string> parse_site_address(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos) return std::nullopt;
  const std::string scheme = lower_case(text.substr(0, end));
  std::string_view host = text.substr(end + std::string_view("://").size());
  if (host.ends_with('/')) host.remove_suffix(1);
  if ((scheme != "http" && scheme != "https") || !is_host(host)) return std::nullopt;
  return scheme + "://" + lower_case(host);
}

std::string site_address(const Site& site, const Request& request) {
  if (!site.url.empty()) return site.url;
  if (!is_host(request.host)) return "";
  return (request.by_tls ? "https://" : "http://") + lower_case(request.host);
}

std::string needed_site_address(const Site& site, const Request& request) {
  std::string address = site_address(site, request);
  if (address.empty())
    throw BadRequest(400, "the Host header is missing or malformed, and no --url stands in for it");
  return address;
}

}  // namespace firstline::server
