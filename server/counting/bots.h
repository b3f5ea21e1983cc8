// SPDX-License-Identifier: GPL-3.0-or-later
// Visits that say themselves that no person looks at the answer: robots by their User-Agent, and pages that a
// browser fetches before anybody asked for them. Robots that don't say so are found out by
// server/counting/counting.h.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::server {

/// The list in server/data/bots.txt: crawlers, link previewers, monitors and scanners, browsers without a
/// screen. Not in it: HTTP libraries (curl, python-requests, Go-http-client, okhttp), since a company's own
/// back end asks by them for its customers, and they say nothing about who reads the answer.
///
/// To be asked about what comes by a browser (pages, and the channels `web` and `widget`). The other channels
/// are declared by a company's own program, which may well be named "chatbot". Never changes once loaded: any
/// thread.
class DeclaredBots {
 public:
  /// Fails, with file and line, on a fragment that no User-Agent can hold or that nearly all hold.
  static DeclaredBots load(const std::filesystem::path& file);
  /// The one that ships with the programs.
  static DeclaredBots load_shipped();

  /// Whether a User-Agent header, of any bytes, holds a fragment of the list; an empty or missing one doesn't
  /// declare anything.
  bool matches(std::string_view user_agent) const;

 private:
  std::vector<std::string> fragments_;   // lower case
  std::vector<std::string> exceptions_;  // what holds a fragment and is a person's
};

/// Whether a browser fetches a page before anybody asked for it: "prefetch", "prefetch;prerender" or
/// "preview" in the header Sec-Purpose or in one of its forerunners Purpose, X-Purpose and X-Moz; "" for a
/// missing one. A prerendered page that is shown later isn't fetched again, so nobody here learns of it.
bool is_prefetch(std::string_view sec_purpose, std::string_view forerunner);

}  // namespace firstline::server
