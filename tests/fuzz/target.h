// SPDX-License-Identifier: GPL-3.0-or-later
// What all fuzz targets share. A target is one file: it reads any bytes as the program would, and says what
// must hold of what came out. libFuzzer makes up the bytes (fuzzer.cc); `make test` runs the kept ones
// (seeds.cc).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/pages/pages.h"

namespace firstline::fuzz {

/// One parser of outside text. Each file makes one, as a constant, which makes it known.
struct Target {
  /// `most_bytes`: what the program itself lets through at most. `run`: must not fail, whatever it is given.
  Target(const char* target_name, std::size_t target_most_bytes, void (*target_run)(std::string_view bytes));

  const char* const name;
  const std::size_t most_bytes;
  void (*const run)(std::string_view bytes);
};

/// Those of this program, in order of their names.
const std::vector<const Target*>& targets();

/// Ends the program, telling what should have held and of which text, unless `holds`.
void expect(bool holds, std::string_view what, std::string_view text = {});

/// That a text is valid UTF-8.
void expect_utf8(std::string_view text, std::string_view what);

/// The bytes up to a line feed, which is taken too; `rest` is what stands behind.
std::string_view take_line(std::string_view& rest);

/// What `use` gives; nothing when it refuses the request, which is as good an answer as another.
template <typename Use>
auto unless_refused(Use use) -> std::optional<decltype(use())> {
  try {
    return use();
  } catch (const server::BadRequest& refused) {
    expect(refused.status() >= 400 && refused.status() < 500, "a refusal blames the client");
    expect_utf8(refused.what(), "a refusal is valid UTF-8");
    return std::nullopt;
  }
}

}  // namespace firstline::fuzz
