// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/command_line.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

using Catch::Matchers::Contains;

/// Keeps what is written to a standard stream.
class Captured {
 public:
  explicit Captured(std::ostream& stream) : stream_(stream), former_(stream.rdbuf(text_.rdbuf())) {}
  ~Captured() { stream_.rdbuf(former_); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::ostream& stream_;
  std::streambuf* former_;
};

/// A program with one argument of each kind.
struct Parsed {
  std::string folder, index = "default-index", format = "text";
  int limit = 10;
  bool strict = false;
  base::Verbosity verbosity = base::Verbosity::kNormal;
  std::optional<int> code;
  std::string out, err;
};

Parsed parse(std::vector<const char*> arguments, bool index_required = false) {
  Parsed parsed;
  base::CommandLine line("prog", "Does things.");
  line.positional("FOLDER", parsed.folder, "a folder");
  line.option("index", parsed.index, "where the index is", index_required);
  line.option("limit", parsed.limit, "how many", 1, 50);
  line.flag("strict", parsed.strict, "be strict");
  line.choice("format", parsed.format, {"text", "json"}, "how to print");
  arguments.insert(arguments.begin(), "prog");
  const Captured out(std::cout);
  const Captured err(std::cerr);
  parsed.code = line.parse(static_cast<int>(arguments.size()), arguments.data());
  parsed.verbosity = line.verbosity();
  parsed.out = out.text();
  parsed.err = err.text();
  return parsed;
}

/// An error: exit code 2, one line on standard error, nothing on standard output.
void check_error(const Parsed& parsed, const std::string& part) {
  CHECK(parsed.code == 2);
  CHECK_THAT(parsed.err, Contains(part));
  CHECK(parsed.err.rfind("prog: ", 0) == 0);
  CHECK(std::count(parsed.err.begin(), parsed.err.end(), '\n') == 1);
  CHECK(parsed.out.empty());
}

TEST_CASE("Arguments fill their targets, and the others keep their defaults") {
  const Parsed parsed = parse({"articles", "--limit", "7", "--strict", "--format=json"});
  CHECK_FALSE(parsed.code);
  CHECK(parsed.folder == "articles");
  CHECK(parsed.limit == 7);
  CHECK(parsed.strict);
  CHECK(parsed.format == "json");
  CHECK(parsed.index == "default-index");
  CHECK(parsed.err.empty());
}

TEST_CASE("An unknown flag is an error that names the nearest known one") {
  check_error(parse({"articles", "--indxe", "x"}), "unknown flag --indxe; did you mean --index?");
  check_error(parse({"articles", "--stict"}), "did you mean --strict?");
  check_error(parse({"articles", "--verbos"}), "did you mean --verbose?");
  check_error(parse({"articles", "--formt=json"}), "unknown flag --formt; did you mean --format?");
}

TEST_CASE("An unknown flag that resembles none is named alone") {
  const Parsed parsed = parse({"articles", "--frobnicate"});
  check_error(parsed, "unknown flag --frobnicate");
  CHECK_THAT(parsed.err, !Contains("did you mean"));
}

TEST_CASE("The unknown flag is named even when something else is missing too") {
  check_error(parse({"--indxe", "x"}), "unknown flag --indxe");
  check_error(parse({"articles", "--indxe", "x"}, true), "unknown flag --indxe");
}

TEST_CASE("A word too many is an error") {
  check_error(parse({"articles", "more"}), "unexpected argument more");
}

TEST_CASE("What must be given is named when it is missing") {
  check_error(parse({}), "FOLDER");
  check_error(parse({"articles"}, true), "--index");
}

TEST_CASE("A value of the wrong kind is an error that names the flag") {
  check_error(parse({"articles", "--limit", "many"}), "--limit");
  check_error(parse({"articles", "--limit", "0"}), "--limit");
  check_error(parse({"articles", "--limit", "51"}), "--limit");
  check_error(parse({"articles", "--index"}), "--index");
}

TEST_CASE("A choice takes its values alone and lists them otherwise") {
  CHECK(parse({"articles", "--format", "text"}).format == "text");
  const Parsed parsed = parse({"articles", "--format", "xml"});
  check_error(parsed, "--format");
  CHECK_THAT(parsed.err, Contains("text") && Contains("json"));
}

TEST_CASE("Help and version go to standard output and end well") {
  const Parsed help = parse({"--help"});
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  for (const char* name : {"FOLDER", "--index", "--limit", "--strict", "--format", "--config", "--quiet",
                           "--verbose", "--version"})
    CHECK_THAT(help.out, Contains(name));
  CHECK_THAT(help.out, Contains("default-index"));

  const Parsed version = parse({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out == "prog " FIRSTLINE_VERSION "\n");
}

TEST_CASE("Quiet and verbose set what is said, and exclude each other") {
  CHECK(parse({"a"}).verbosity == base::Verbosity::kNormal);
  CHECK(parse({"a", "--quiet"}).verbosity == base::Verbosity::kQuiet);
  CHECK(parse({"a", "--verbose"}).verbosity == base::Verbosity::kVerbose);
  check_error(parse({"a", "--quiet", "--verbose"}), "--quiet and --verbose");
}

TEST_CASE("Every flag is a key of the configuration file, and a flag wins over the file") {
  const TemporaryFolder folder;
  const std::string config = folder
                                 .write("c.toml",
                                        "# comment\nindex = \"from-file\"\nlimit = 20\nstrict = true\n"
                                        "format = \"json\"\nquiet = true\n")
                                 .string();
  const Parsed file = parse({"articles", "--config", config.c_str()});
  CHECK_FALSE(file.code);
  CHECK(file.index == "from-file");
  CHECK(file.limit == 20);
  CHECK(file.strict);
  CHECK(file.format == "json");
  CHECK(file.verbosity == base::Verbosity::kQuiet);

  const Parsed both = parse({"articles", "--config", config.c_str(), "--limit", "30", "--index=from-flag"});
  CHECK(both.limit == 30);
  CHECK(both.index == "from-flag");
  CHECK(both.format == "json");
}

TEST_CASE("What a configuration file says is checked as flags are") {
  const TemporaryFolder folder;
  const std::string unknown = folder.write("unknown.toml", "limt = 20\n").string();
  check_error(parse({"articles", "--config", unknown.c_str()}), "did you mean --limit?");
  const std::string range = folder.write("range.toml", "limit = 500\n").string();
  check_error(parse({"articles", "--config", range.c_str()}), "limit");
  const std::string choice = folder.write("choice.toml", "format = \"xml\"\n").string();
  check_error(parse({"articles", "--config", choice.c_str()}), "format");
  check_error(parse({"articles", "--config", (folder / "missing.toml").c_str()}), "missing.toml");
}

TEST_CASE("A required flag may stand in the configuration file") {
  const TemporaryFolder folder;
  const std::string config = folder.write("c.toml", "index = \"from-file\"\n").string();
  const Parsed parsed = parse({"articles", "--config", config.c_str()}, true);
  CHECK_FALSE(parsed.code);
  CHECK(parsed.index == "from-file");
}

}  // namespace
}  // namespace firstline::tests
