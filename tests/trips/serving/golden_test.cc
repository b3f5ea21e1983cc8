// SPDX-License-Identifier: GPL-3.0-or-later
// Pages as they were last accepted (tests/golden/). After a change that is meant, run with
// FIRSTLINE_ACCEPT=1, look at the difference, and commit it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

struct Golden {
  const char* file;
  const char* target;
  int status = 200;
};

constexpr Golden kPages[] = {
    {"en-home", "/?lang=en"},
    {"en-search-yes", "/search?lang=en&q=pay+a+bill+for+slow+wi-fi"},
    {"en-search-weak", "/search?lang=en&q=slow+wi-fi+unicorn+dragon+delivery"},
    {"en-search-no", "/search?lang=en&q=xyzzyplugh+%3Cb%3E"},
    {"en-search-topics", "/search?lang=en"},
    {"en-article", "/articles/en/wifi/slow"},
    {"en-error", "/nope?lang=en", 404},
    {"th-article", "/articles/th/wifi/slow"},
    {"sr-search", "/search?lang=sr&q=%D1%80%D1%83%D1%82%D0%B5%D1%80"},
    {"sr-Latn-search", "/search?lang=sr-Latn&q=mikrotalasna+pe%C4%87nica"},
    {"vi-home", "/?lang=vi"},
    {"hi-search",
     "/search?lang=hi&q=%E0%A4%AE%E0%A4%BE%E0%A4%87%E0%A4%95%E0%A5%8D%E0%A4%B0%E0%A5%8B%E0%A4%B5%E0%A5%87%E0%"
     "A4%B5"},
};

/// Without what changes with every change of a style, and with every search.
std::string normalised(const std::string& page) {
  static const std::regex hash("\\?v=[0-9a-f]+");
  static const std::regex search("(search=|name=\"search\" value=\")[\\w-]{22}");
  return std::regex_replace(std::regex_replace(page, hash, "?v=HASH"), search, "$1ID");
}

/// The first line in which two texts differ, for the eye.
std::string first_difference(const std::string& accepted, const std::string& now) {
  std::istringstream before(accepted);
  std::istringstream after(now);
  std::string old_line;
  std::string new_line;
  for (int line = 1;; ++line) {
    const bool had = static_cast<bool>(std::getline(before, old_line));
    const bool has = static_cast<bool>(std::getline(after, new_line));
    if (!had && !has) return "no line differs";
    if (had == has && old_line == new_line) continue;
    return "line " + std::to_string(line) + "\n  accepted: " + (had ? old_line : "(the end)") +
           "\n  now:      " + (has ? new_line : "(the end)");
  }
}

}  // namespace

TEST_CASE("Pages look as they were accepted") {
  const std::filesystem::path golden = source_folder() / "tests/golden";
  const char* accept = std::getenv("FIRSTLINE_ACCEPT");
  TemporaryFolder folder;
  index_folder(golden / "articles", folder / "index");
  const RunningServer server(folder / "index", folder / "log.db");
  for (const Golden& page : kPages) {
    INFO(page.file << " " << page.target);
    const HttpResponse response = get(server.port(), page.target);
    CHECK(response.status == page.status);
    const std::string now = normalised(response.body);
    const std::filesystem::path file = golden / (std::string(page.file) + ".html");
    if (accept != nullptr && std::string(accept) == "1") std::ofstream(file, std::ios::binary) << now;
    const std::string accepted = read_text(file);
    INFO(first_difference(accepted, now));
    CHECK((accepted == now));
  }
}

}  // namespace firstline::tests
