// SPDX-License-Identifier: GPL-3.0-or-later
// Which searches a page of the review looks at.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace firstline::server::review {

struct Filter {
  std::int64_t since_ms = 0;
  std::int64_t until_ms = std::numeric_limits<std::int64_t>::max();  ///< not included
  std::string lang;                                                  ///< empty, here and below: all
  std::string channel;
  std::string category;  ///< that the customer chose
};

}  // namespace firstline::server::review
