// SPDX-License-Identifier: GPL-3.0-or-later
// What a request line asks for: "/search?q=x", or with its host, "http://help.example.com/search?q=x".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstline::server {

struct Target {
  std::string host;   ///< empty: it names none
  std::string path;   ///< percent-decoded: any bytes
  std::string query;  ///< as it was written
};

/// {}: its host is none (RFC 9112, 3.2.2). A "#" ends a target; browsers keep what follows to themselves.
std::optional<Target> read_target(std::string_view target);

}  // namespace firstline::server
