// SPDX-License-Identifier: GPL-3.0-or-later
// How `firstline-server explain` prints what search/explain.h found.
#pragma once

#include <string>

#include "search/explain.h"

namespace firstline::server {

/// Plain text for a person, lines ended by a line feed.
std::string explanation_text(const search::Explanation& explanation);

/// The same as one JSON object, with all digits.
std::string explanation_json(const search::Explanation& explanation);

}  // namespace firstline::server
