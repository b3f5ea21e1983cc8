// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer typed without what may name or reach a person, or open a door. For everything that is kept:
// the search log today.
#pragma once

#include <string>
#include <string_view>

namespace firstline::server {

/// The text with such parts replaced by what they were:
///
///   [email]   addresses, also with letters of any script, "name (at) example.com" and "name@bank" (UPI)
///   [phone]   numbers that look like a telephone's, with or without +, in groups or not
///   [card]    13-19 digits that pass Luhn's check (ISO/IEC 7812-1), alone or in a card's groups
///   [number]  7 or more other digits together or in one number's groups, IBANs; "A12345678" is "A[number]"
///   [token]   keys, hashes, UUIDs, MAC addresses (they name a device), recovery codes, the value in
///             "token=..." and "password=...", a link's "user:password"
///   [link]    a link's path and query, any of which may open a door; the host stays
///
/// Digits of all scripts count; what has no shape (joiners, marks of direction, invalid bytes) hides nothing.
/// Numbers with only spaces between them are judged as one: all go, or none. What follows a card's number so,
/// like its expiry and code, goes with it.
///
/// Left as they are, since customers ask about them: error codes and other numbers up to 6 digits, years,
/// dates, times, prices (7 to 9 digits only beside a currency or with separators), versions, models, sizes,
/// speeds, ranges, 0x..., KB1234567, IP addresses.
///
/// Not seen at all: names, street addresses, coordinates, birthdays, handles, spelt-out numbers, passwords in
/// a sentence ("my password is ..."), PINs and one-time codes up to 6 digits, serial and identity numbers
/// with few digits in a row, tokens of fewer than 20 characters or without digits, telephone numbers of up to
/// 8 digits whose groups have only spaces between them, unless they begin with 0 or a word like "phone"
/// leads.
///
/// Any bytes; valid UTF-8 stays valid. redact(redact(x)) is redact(x). The result is at most three times as
/// long, the time linear. Redact first and normalise then: without its signs an address is words like others.
/// Any thread.
std::string redact(std::string_view text);

}  // namespace firstline::server
