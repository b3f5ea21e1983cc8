// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-server --index DIR --log FILE
// firstline-server explain --index DIR "the question"
// firstline-server log export|import|forget --log FILE
// firstline-server report --log FILE --index DIR
// firstline-server user add|password|remove|list|token|untoken --users FILE
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <iostream>
#include <thread>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/logging.h"
#include "base/resources.h"
#include "language/rules.h"
#include "server/access/commands.h"
#include "server/explain.h"
#include "server/log/commands.h"
#include "server/log/upkeep.h"
#include "server/messages/upkeep.h"
#include "server/options.h"
#include "server/review/proposals.h"
#include "server/review/report_command.h"
#include "server/review/review.h"
#include "server/routes.h"

namespace {

using namespace firstline;

/// Where Debian's libjs-chart.js puts the one script that isn't ours; its name changed over the versions.
constexpr const char* kChartFolder = "/usr/share/javascript/chart.js";
constexpr const char* kChartFiles[] = {"chart.min.js", "chart.umd.min.js", "chart.umd.js",
                                       "chart.js",     "Chart.min.js",     "Chart.js"};

server::Asset make_asset(const std::string& name, const std::string& type,
                         const std::filesystem::path& file) {
  server::Asset asset{type, base::read_file(file), ""};
  constexpr std::size_t kHashDigits = 12;
  asset.url = "/assets/" + name + "?v=" + base::content_hash(asset.bytes).substr(0, kHashDigits);
  return asset;
}

/// The files of templates/assets, and Chart.js where it is installed: the review does without.
std::map<std::string, server::Asset> load_assets(const std::filesystem::path& folder) {
  const std::map<std::string, std::string> types = {{".css", "text/css; charset=utf-8"},
                                                    {".js", "text/javascript; charset=utf-8"},
                                                    {".svg", "image/svg+xml"}};
  if (!std::filesystem::is_directory(folder))
    throw base::Failure("reading the templates", folder.string(), "no such folder");
  std::map<std::string, server::Asset> assets;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto type = types.find(entry.path().extension().string());
    if (type == types.end()) continue;
    const std::string name = entry.path().filename().string();
    assets.emplace(name, make_asset(name, type->second, entry.path()));
  }
  for (const char* name : kChartFiles) {
    const std::filesystem::path file = std::filesystem::path(kChartFolder) / name;
    if (!std::filesystem::is_regular_file(file)) continue;
    assets.emplace("chart.js", make_asset("chart.js", types.at(".js"), file));
    break;
  }
  for (const char* needed : {"style.css", "icon.svg"})
    if (assets.count(needed) == 0)
      throw base::Failure("reading the templates", folder.string(), std::string("there is no ") + needed);
  return assets;
}

/// The signals that end the server, blocked in this and all later threads.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// Waits for one of them in a thread of its own, and stops the server. Made after the server, so gone before
/// it.
class StopWhenAsked {
 public:
  StopWhenAsked(const sigset_t& signals, server::HttpServer& http)
      : waiter_([this, signals, &http] {
          int signal = 0;
          sigwait(&signals, &signal);
          if (!ended_) http.stop();
        }) {}

  ~StopWhenAsked() {
    ended_ = true;
    pthread_kill(waiter_.native_handle(), SIGTERM);  // if it still waits
    waiter_.join();
  }

 private:
  std::atomic<bool> ended_ = false;
  std::thread waiter_;
};

int run(const server::Options& options) {
  const sigset_t stop_signals = block_stop_signals();
  std::signal(SIGPIPE, SIG_IGN);
  auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  const std::filesystem::path folder =
      options.templates.empty() ? base::find_resource("templates") : std::filesystem::path(options.templates);
  std::vector<std::string> missing;
  const server::Dictionary dictionary = server::Dictionary::load(folder / "words", missing);
  const server::Templates templates(folder, dictionary);
  for (const std::string& word : missing) base::log_warning("no word in " + word + "; English stands in");
  const std::map<std::string, server::Asset> assets = load_assets(folder / "assets");

  const server::Clock clock = options.clock.empty()
                                  ? server::Clock([] { return std::chrono::system_clock::now(); })
                                  : server::clock_of_file(options.clock);
  server::LiveIndex index(options.index, languages, server::load_confidence(options.thresholds));
  server::SearchLog log(options.log, languages);
  const server::LogUpkeep upkeep(log, options.retention_days, clock);
  const server::PastQueries past_queries(options.log, languages, clock);
  const server::MostRead most_read(options.log, clock);
  server::review::Review review(log, index, std::move(languages), clock,
                                {std::chrono::hours(options.answer_hours)});
  server::review::Proposals proposals(options.proposals);
  server::Messages messages(options.messages);
  const server::MessageUpkeep message_upkeep(messages, options.message_days, clock);
  server::Callers callers(options.trusted_proxies, server::DeclaredBots::load_shipped());
  server::Access access(options.users, clock, std::clamp(options.threads / 8, 1, 4));
  server::Metrics metrics;
  const server::Site site{
      index,       log,       metrics,       templates, dictionary, assets,    callers,
      access,      clock,     &past_queries, &review,   &proposals, &messages, options.answer_hours,
      options.url, &most_read};

  server::HttpLimits limits;
  limits.threads = options.threads;
  server::HttpServer http(
      limits, [&site](const server::Request& request) { return answer_request(site, request); },
      [&site](int status, const server::Request& request) {
        return refuse_by_protocol(site, status, request);
      });
  const int port = http.bind(options.host, options.port);
  const StopWhenAsked stop_when_asked(stop_signals, http);
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  std::cout << "listening on http://" << (is_ipv6 ? "[" + options.host + "]" : options.host) << ':' << port
            << std::endl;
  http.serve();
  base::log_info("stopped");
  return 0;
}

int explain(const server::ExplainOptions& options) {
  auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  server::LiveIndex index(options.index, std::move(languages), server::load_confidence(options.thresholds));
  search::SearchRequest request;
  request.query = options.question;
  request.lang = options.lang;
  const search::Explanation explanation = index.borrow()->explain(request, options.id);
  std::cout << (options.format == "json" ? server::explanation_json(explanation)
                                         : server::explanation_text(explanation));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (server::asks_to_explain(argc, argv)) {
      server::ExplainOptions options;
      if (const auto code = server::parse_explain_options(argc, argv, options)) return *code;
      base::start_logging(base::Verbosity::kQuiet, true);
      return explain(options);
    }
    if (server::asks_for_log(argc, argv)) {
      base::start_logging(base::Verbosity::kQuiet, true);
      return server::run_log_command(argc, argv);
    }
    if (server::asks_for_user(argc, argv)) {
      base::start_logging(base::Verbosity::kQuiet, true);
      return server::run_user_command(argc, argv);
    }
    if (server::asks_for_report(argc, argv)) {
      base::start_logging(base::Verbosity::kQuiet, true);
      return server::run_report_command(argc, argv);
    }
    server::Options options;
    if (const auto code = server::parse_options(argc, argv, options)) return *code;
    base::start_logging(options.verbosity, true);
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << "firstline-server: " << error.what() << '\n';
    return 2;
  }
}
