// SPDX-License-Identifier: GPL-3.0-or-later
// Taking personal data out of what customers typed.
#include "server/redaction/redaction.h"

#include "language/utf8.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 40'000;  // a comment of 10,000 characters

void run(std::string_view bytes) {
  const std::string once = server::redact(bytes);
  expect(once.size() <= 3 * bytes.size(), "the result is at most three times as long");
  expect(server::redact(once) == once, "redacted again it stays as it is", once);
  if (!language::find_invalid_utf8(bytes)) expect_utf8(once, "valid UTF-8 stays valid");
  constexpr std::string_view kName = "ann.planted";
  if (bytes.find(kName) != std::string_view::npos) return;  // as part of what is no address, it may stay
  const std::string planted = std::string(bytes) + "\nwrite to " + std::string(kName) + "@example.com please";
  expect(server::redact(planted).find(kName) == std::string::npos, "an address goes, whatever stands before",
         planted);
}

const Target target("redaction", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
