// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/target.h"

#include <algorithm>

#include "search/links.h"
#include "server/http/host.h"

namespace firstline::server {

std::optional<Target> read_target(std::string_view target) {
  Target read;
  target = target.substr(0, target.find('#'));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (lower_case(target.substr(0, scheme.size())) != scheme) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    read.host = target.substr(0, end);
    if (!is_host(read.host)) return std::nullopt;
    target.remove_prefix(end);
    break;
  }
  const std::size_t question = std::min(target.find('?'), target.size());
  read.path = search::percent_decode(std::string(target.substr(0, question)));
  if (!read.host.empty() && read.path.empty()) read.path = "/";
  read.query = target.substr(std::min(question + 1, target.size()));
  return read;
}

}  // namespace firstline::server
