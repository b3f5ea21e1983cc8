// SPDX-License-Identifier: GPL-3.0-or-later
// The one exception: the machine could not do what it was asked to. Made at the home of the library or system
// call that failed; caught at the two mains, at the request boundary and at the search log.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace firstline::base {

/// "doing: subject: reason", e.g. "opening the index: /srv/index: no such directory".
class Failure : public std::runtime_error {
 public:
  Failure(std::string_view doing, std::string_view subject, std::string_view reason)
      : std::runtime_error(std::string(doing) + ": " + std::string(subject) + ": " + std::string(reason)) {}
};

}  // namespace firstline::base
