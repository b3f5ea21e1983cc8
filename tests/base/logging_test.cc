// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;

/// What `talk` writes to standard error.
std::string heard(const std::function<void()>& talk) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.write("err", "");
  const int former = ::dup(STDERR_FILENO);
  const int own = ::open(file.c_str(), O_WRONLY);
  ::dup2(own, STDERR_FILENO);
  talk();
  ::dup2(former, STDERR_FILENO);
  ::close(own);
  ::close(former);
  return read_text(file);
}

void say_one_of_each() {
  base::log_debug("a detail");
  base::log_info("news");
  base::log_warning("a warning");
  base::log_error("trouble");
}

TEST_CASE("Quiet says errors only, normal no details, verbose all") {
  const auto at = [](base::Verbosity verbosity) {
    return heard([=] {
      base::start_logging(verbosity, false);
      say_one_of_each();
    });
  };
  CHECK(at(base::Verbosity::kQuiet) == "trouble\n");
  CHECK(at(base::Verbosity::kNormal) == "news\na warning\ntrouble\n");
  CHECK(at(base::Verbosity::kVerbose) == "a detail\nnews\na warning\ntrouble\n");
}

TEST_CASE("More or less can be said later on") {
  base::start_logging(base::Verbosity::kQuiet, false);
  base::set_verbosity(base::Verbosity::kVerbose);
  CHECK_THAT(heard(say_one_of_each), Contains("a detail"));
  base::set_verbosity(base::Verbosity::kNormal);
  CHECK_THAT(heard(say_one_of_each), Contains("news") && !Contains("a detail"));
}

TEST_CASE("A message is one line, whatever text from outside stands in it") {
  const std::string line = heard([] {
    base::start_logging(base::Verbosity::kNormal, false);
    base::log_info("query: a\r\nERROR forged\x1b[31m {} %s");
  });
  CHECK(line == "query: a  ERROR forged [31m {} %s\n");
}

TEST_CASE("A program that stays writes time and level before each message") {
  const std::string line = heard([] {
    base::start_logging(base::Verbosity::kNormal, true);
    base::log_warning("disk nearly full");
  });
  CHECK_THAT(line, Catch::Matchers::Matches(
                       R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:?\d\d warning disk nearly full\n)"));
}

}  // namespace
}  // namespace firstline::tests
