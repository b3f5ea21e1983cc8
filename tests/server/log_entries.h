// SPDX-License-Identifier: GPL-3.0-or-later
// Searches to be logged.
#pragma once

#include <memory>
#include <string>

#include "language/rules.h"
#include "server/log/entry.h"

namespace firstline::tests {

std::shared_ptr<const language::Languages> languages();

/// A weak answer to a question of nobody known, with an id of its own.
server::LoggedSearch logged_search(const std::string& query);

}  // namespace firstline::tests
