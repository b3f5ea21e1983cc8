// SPDX-License-Identifier: GPL-3.0-or-later
// E-mail addresses that customers type.
#pragma once

#include <string>
#include <string_view>

namespace firstline::server {

/// Whether an answer could reach it: NAME@HOST.TLD of at most 254 bytes (RFC 5321), of the letters that need
/// no quotes (RFC 5322's atoms, and letters of any script, RFC 6531). No blank, line break, comma, bracket or
/// quote: nothing that could make two addresses or a header of it. Whether the mailbox is there nobody knows
/// before writing to it.
bool is_plausible_email(std::string_view address);

/// "mailto:ADDRESS?subject=…&body=…" (RFC 6068), with the message quoted below; a long one is cut, since mail
/// programs take some 2,000 characters.
std::string reply_link(const std::string& address, const std::string& subject, const std::string& message);

}  // namespace firstline::server
