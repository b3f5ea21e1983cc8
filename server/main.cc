// SPDX-License-Identifier: GPL-3.0-or-later
// firstline-server --index DIR --log FILE
// firstline-server explain --index DIR "the question"
// firstline-server log export|import|forget --log FILE
// firstline-server report --log FILE --index DIR
// firstline-server user add|password|remove|list|token|untoken --users FILE
#include <malloc.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <thread>

#include "base/failure.h"
#include "base/logging.h"
#include "base/resources.h"
#include "language/rules.h"
#include "server/access/commands.h"
#include "server/explain.h"
#include "server/live_site.h"
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

/// The signals that are waited for, blocked in this and all later threads.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// Waits for signals in a thread of its own: SIGHUP reloads, the others stop the server. Made after what it
/// calls, so gone before it.
class ObeySignals {
 public:
  ObeySignals(const sigset_t& signals, std::function<void()> reload, std::function<void()> stop)
      : waiter_([this, signals, reload = std::move(reload), stop = std::move(stop)] {
          int signal = 0;
          while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) reload();
          if (!ended_) stop();
        }) {}

  ~ObeySignals() {
    ended_ = true;
    pthread_kill(waiter_.native_handle(), SIGTERM);  // if it still waits
    waiter_.join();
  }

 private:
  std::atomic<bool> ended_ = false;
  std::thread waiter_;
};

int core_count() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// glibc gives each of many threads a heap of its own and rarely takes back what one of them has freed: after
/// some 100,000 searches half of the memory was of that kind.
void share_heaps() {
  mallopt(M_ARENA_MAX, 2 * core_count());
}

int run(const server::Options& options, const server::LiveSite::ReadSettings& read_settings) {
  const sigset_t signals = block_signals();
  share_heaps();
  std::signal(SIGPIPE, SIG_IGN);
  auto languages = std::make_shared<const language::Languages>(
      language::Languages::load(base::find_resource("language/data")));
  const std::filesystem::path folder =
      options.templates.empty() ? base::find_resource("templates") : std::filesystem::path(options.templates);
  const server::Clock clock = options.clock.empty()
                                  ? server::Clock([] { return std::chrono::system_clock::now(); })
                                  : server::clock_of_file(options.clock);
  server::LiveIndex index(options.index, languages, server::load_confidence(options.thresholds));
  server::SearchLog log(options.log, languages);
  server::LogUpkeep upkeep(log, options.retention_days, clock);
  const server::PastQueries past_queries(options.log, languages, clock);
  const server::MostRead most_read(options.log, clock);
  server::review::Review review(log, index, std::move(languages), clock,
                                {std::chrono::hours(options.answer_hours)});
  server::review::Proposals proposals(options.proposals);
  server::Messages messages(options.messages);
  server::MessageUpkeep message_upkeep(messages, options.message_days, clock);
  server::Callers callers(options.trusted_proxies, server::DeclaredBots::load_shipped());
  server::Access access(options.users, clock, std::clamp(options.threads / 8, 1, 4));
  server::RateLimits rate_limits(options.rates);
  server::Metrics metrics;

  const auto make_site = [&](std::shared_ptr<const server::Look> look, const server::Settings& settings) {
    const server::Look& shown = *look;
    return std::make_shared<const server::Site>(
        server::Site{index, log, metrics, shown.templates, shown.dictionary, shown.assets, callers, access,
                     clock, &past_queries, &review, &proposals, &messages, settings.answer_hours,
                     settings.url, &most_read, &rate_limits, settings.hosts, std::move(look)});
  };
  server::Thresholds thresholds = options.thresholds;
  const auto apply = [&](const server::Settings& settings) {
    if (settings.thresholds != thresholds) index.judge_by(server::load_confidence(settings.thresholds));
    thresholds = settings.thresholds;
    upkeep.keep_for(settings.retention_days);
    message_upkeep.keep_for(settings.message_days);
    review.agree_on(std::chrono::hours(settings.answer_hours));
    callers.trust(settings.trusted_proxies);
    rate_limits.set(settings.rates);
    base::set_verbosity(settings.verbosity);
  };
  server::LiveSite live_site(folder, options, read_settings, apply, make_site);

  server::HttpLimits limits;
  limits.threads = options.threads;
  limits.heavy = options.searches > 0 ? options.searches : core_count();
  server::HttpServer http(
      limits, [&](const server::Request& request) { return answer_request(*live_site.now(), request); },
      [&](int status, const server::Request& request) {
        return refuse_by_protocol(*live_site.now(), status, request);
      },
      server::is_search);
  const int port = http.bind(options.host, options.port);
  const ObeySignals obey_signals(
      signals, [&] { live_site.reload(); }, [&] { http.stop(); });
  const bool is_ipv6 = options.host.find(':') != std::string::npos;
  std::cout << "listening on http://" << (is_ipv6 ? "[" + options.host + "]" : options.host) << ':' << port
            << std::endl;
  http.serve();
  base::log_info("stopped");
  return 0;
}

/// As the command line and the file that it names say now. Fails when they can't be read, which the command
/// line's reader has told.
server::Settings read_settings_anew(int argc, const char* const* argv, const server::Options& started_with) {
  server::Options options;
  if (parse_options(argc, argv, options))
    throw base::Failure("reading the settings", started_with.config, "they can't be read");
  const server::Settings settings = options;
  static_cast<server::Settings&>(options) = started_with;
  if (options != started_with)
    base::log_warning(started_with.config + ": some of what changed takes effect at the next start");
  return settings;
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
    return run(options, [argc, argv, options] { return read_settings_anew(argc, argv, options); });
  } catch (const std::exception& error) {
    std::cerr << "firstline-server: " << error.what() << '\n';
    return 2;
  }
}
