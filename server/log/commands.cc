// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log/commands.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>

#include "base/command_line.h"
#include "base/failure.h"
#include "server/counting/visitors.h"
#include "server/log/deletion.h"
#include "server/log/schema.h"
#include "server/log/transfer.h"

namespace firstline::server {
namespace {

/// A server that writes lets go within milliseconds; deleting may take a second.
constexpr int kPatienceMs = 10'000;

int usage_error(const std::string& what) {
  std::cerr << "firstline-server log: " << what << " (see --help)\n";
  return 2;
}

void must_exist(const std::string& log) {
  if (!std::filesystem::exists(log)) throw base::Failure("opening the search log", log, "no such file");
}

int run_export(int argc, const char* const* argv) {
  std::string log, since, session, format = "json";
  base::CommandLine line("firstline-server log export",
                         "Prints searches, clicks, feedback and messages, one a line, in order of time.");
  line.option("log", log, "the search log", true);
  line.option("since", since, "from then on: 2026-09-01, 2026-09-01T12:00:00Z, 7d or 24h ago; default: all");
  line.option("session", session, "of this session only, as the client named it");
  line.choice("format", format, {"json", "csv"}, "how to print it");
  if (const auto code = line.parse(argc, argv)) return *code;
  LogPart part;
  if (!since.empty()) {
    part.since = parse_since(since, std::chrono::system_clock::now());
    if (!part.since) return usage_error("--since " + since + ": expected a day, a time, or 7d or 24h");
  }
  if (!session.empty()) part.session = session_hash(session);
  must_exist(log);
  Database database = open_log_for_reading(log);
  export_log(database, part, format == "csv" ? LogFormat::kCsv : LogFormat::kJson, std::cout);
  std::cout.flush();
  if (!std::cout) throw base::Failure("writing", "standard output", "it was closed, or the disk is full");
  return 0;
}

int run_import(int argc, const char* const* argv) {
  std::string log, from;
  base::CommandLine line("firstline-server log import",
                         "Adds what `log export` printed as JSON. What the log has already stays as it is.");
  line.positional("file", from, "what was exported; - reads standard input");
  line.option("log", log, "the search log; made when it is not there", true);
  if (const auto code = line.parse(argc, argv)) return *code;
  std::ifstream file(from);
  if (from != "-" && !file) throw base::Failure("reading", from, "no such file, or it can't be read");
  Database database = open_log(log, kPatienceMs);
  const Imported imported = import_log(database, from == "-" ? std::cin : file);
  for (const std::string& problem : imported.problems) std::cerr << from << ": " << problem << '\n';
  std::cout << fmt::format("{} searches and {} events added, {} searches known, {} lines skipped\n",
                           imported.searches, imported.events, imported.known, imported.skipped);
  return imported.skipped == 0 ? 0 : 1;
}

int run_forget(int argc, const char* const* argv) {
  std::string log, session;
  base::CommandLine line("firstline-server log forget",
                         "Deletes all searches of a session, and what became of them, for good.");
  line.positional("session", session, "as the client named it: the cookie's value");
  line.option("log", log, "the search log", true);
  if (const auto code = line.parse(argc, argv)) return *code;
  if (session.empty()) return usage_error("the session is empty");
  must_exist(log);
  Database database = open_log(log, kPatienceMs);
  std::cout << fmt::format("{} searches deleted\n", forget_session(database, session_hash(session)));
  return 0;
}

}  // namespace

bool asks_for_log(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "log";
}

int run_log_command(int argc, const char* const* argv) {
  const std::string_view command = argc > 2 ? argv[2] : "";
  if (command == "export") return run_export(argc - 2, argv + 2);
  if (command == "import") return run_import(argc - 2, argv + 2);
  if (command == "forget") return run_forget(argc - 2, argv + 2);
  const bool asks_help = command == "--help" || command == "-h";
  (asks_help ? std::cout : std::cerr)
      << "firstline-server log export --log FILE   prints what is in the search log\n"
         "firstline-server log import FILE --log FILE   adds what was exported\n"
         "firstline-server log forget SESSION --log FILE   deletes one session\n";
  return asks_help ? 0 : 2;
}

}  // namespace firstline::server
