// SPDX-License-Identifier: GPL-3.0-or-later
// The way to a person: links to it, and what becomes of a message, by the page and by the API.
#pragma once

#include <string>

#include "server/http/http.h"
#include "server/messages/message.h"
#include "server/site.h"

namespace firstline::server {

/// "/contact?lang=…&search=…&q=…&article=…": empty ones are left out. The question stands in the form then,
/// and the message is tied to the search.
std::string contact_url(const std::string& lang, const std::string& search_id, const std::string& query,
                        const std::string& article);

enum class HandedOver {
  kYes,
  kNoSuchSearch,  ///< nothing was stored
  kTrouble,       ///< it could not be stored: the customer must know
};

/// Logs that somebody asked a person (redacted), and keeps the message as it is for the leads, with what the
/// log knows of its search. Where the server has no place for messages, the log alone.
HandedOver hand_over(const Site& site, const Request& request, Message message);

}  // namespace firstline::server
