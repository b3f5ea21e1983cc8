// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>
#include <thread>

#include "base/repeating.h"
#include "tests/load/asker.h"
#include "tests/load/attackers.h"
#include "tests/load/phases.h"
#include "tests/load/sanitized.h"
#include "tests/support/http_client.h"
#include "tests/support/process.h"
#include "tests/support/timing.h"

namespace firstline::load {
namespace {

constexpr double kCustomersASecond = 20;
constexpr std::size_t kAskers = 16;
constexpr double kMemoryMb = 300;
constexpr double kMostTimesIdle = 100;
constexpr double kFailedUs = 10e6;  // a customer without an answer counts as one who waited so long
constexpr auto kBetweenSamples = std::chrono::milliseconds(100);
// What is still to be answered when the pressure ends is answered first; then the limits run.
constexpr double kMostClosing = 60;
constexpr const char* kPage = "/assets/style.css";

/// The most that a process had resident, seen ten times a second.
class Sampler {
 public:
  explicit Sampler(pid_t process)
      : sampling_([this, process] {
          highest_mb_ = std::max(highest_mb_.load(), tests::memory_of(process).resident_mb);
          return kBetweenSamples;
        }) {}
  double highest_mb() const { return highest_mb_; }

 private:
  std::atomic<double> highest_mb_ = 0;
  base::Repeating sampling_;  // last: its end waits for the work
};

tests::Timing timing(const Answers& answers) {
  std::vector<double> times = answers.ok_us;
  times.insert(times.end(), answers.failed(), kFailedUs);
  return tests::summarise(std::move(times), 1);
}

/// People who come one by one for that long, and all who came have left.
Answers customers_for(int port, const std::string& search, const std::function<bool()>& enough) {
  Answers answers;
  Crowd crowd(port);
  NewCustomers customers(crowd, search, kCustomersASecond, answers);
  customers.start();
  crowd.run_until(enough);
  customers.stop();
  crowd.run_until([&] { return customers.all_left(); });
  return answers;
}

Answers customers_for(int port, const std::string& search, double time_s) {
  const Time end = Clock::now() + seconds(time_s);
  return customers_for(port, search, [&] { return Clock::now() >= end; });
}

struct AskersFate {
  Answers answers;
  double longest_idle_s = 0;
  std::size_t left_open = 0;
};

AskersFate askers_until(int port, const std::vector<std::string>& searches, const std::atomic<bool>& over) {
  AskersFate fate;
  Crowd crowd(port);
  const auto askers = make_askers(crowd, searches, kAskers, fate.answers);
  crowd.run_until([&] { return over.load(); });
  for (const auto& asker : askers) asker->stop();
  const auto all = [&](auto&& is) { return std::all_of(askers.begin(), askers.end(), is); };
  crowd.run_until([&] { return all([](const auto& asker) { return asker->is_quiet(); }); });
  const Time end = Clock::now() + seconds(kKeepAliveTime + kGrace);
  crowd.run_until(
      [&] { return Clock::now() > end || all([](const auto& asker) { return !asker->is_open(); }); });
  for (const auto& asker : askers) {
    fate.longest_idle_s = std::max(fate.longest_idle_s, asker->idle_life_s());
    if (asker->is_open()) ++fate.left_open;
  }
  return fate;
}

void tell_customers(const Answers& idle, const Answers& customers, const Answers& after, Table& table) {
  const tests::Timing calm = timing(idle);
  const tests::Timing pressed = timing(customers);
  const auto slow = std::count_if(customers.ok_us.begin(), customers.ok_us.end(),
                                  [&](double time) { return time > kMostTimesIdle * calm.p50_us; });
  table.note("a new customer's search, idle server", fmt::format("p50 {:.0f} µs, p99 {:.0f} µs, {} customers",
                                                                 calm.p50_us, calm.p99_us, idle.total()));
  table.time(
      "a new customer's search, all at once: p99 / idle p50", kMostTimesIdle,
      idle.failed() > 0 ? std::nan("") : pressed.p99_us / calm.p50_us,
      fmt::format("p50 {:.0f} µs, p99 {:.0f} µs, {} customers, {} beyond", pressed.p50_us, pressed.p99_us,
                  customers.total(), static_cast<std::size_t>(slow) + customers.failed()));
  // A server with sanitizers can't do what comes: it may say so.
  const std::size_t told = kSanitized ? customers.count(503) : 0;
  table.count("  not answered 200", 0, static_cast<double>(customers.failed() - told), customers.text());
  table.count("  not answered 200 before and afterwards", 0,
              static_cast<double>(idle.failed() + after.failed()),
              fmt::format("afterwards p50 {:.0f} µs", timing(after).p50_us));
}

void tell_askers(const AskersFate& fate, double duration_s, Table& table) {
  const Answers& answers = fate.answers;
  const std::size_t expected = answers.count(200) + answers.count(503) + answers.count(429);
  table.note("16 ask as fast as they can", fmt::format("{}, {:.0f} a second answered", answers.text(),
                                                       static_cast<double>(answers.count(200)) / duration_s));
  table.count("  other than 200, 503, 429", 0, static_cast<double>(answers.total() - expected));
  table.count("  503 or 429 without Retry-After", 0, static_cast<double>(answers.bare_refusals));
  table.time("  slowest 503, s", 1, answers.slowest_refusal_s);
  table.count("  kept open, saying nothing: left open", 0, static_cast<double>(fate.left_open),
              fmt::format("longest {:.1f} s of {:.0f}", fate.longest_idle_s, kKeepAliveTime));
}

void tell_kind(const Kind& kind, Table& table) {
  const std::string fate =
      fmt::format("{} connections, {} refused, {}", kind.connections, kind.refused, statuses_text(kind));
  if (kind.limit_s == 0) return table.note(fmt::format("{} {}", kind.attackers, kind.name), fate);
  // No time of the machine's but a promise: a closing that is late by seconds is none.
  table.count(fmt::format("{} {}: longest life, s", kind.attackers, kind.name), kind.limit_s + kGrace,
              kind.closed == 0 ? std::nan("") : kind.longest_s, fate);
  table.count("  left open", 0, static_cast<double>(kind.left_open));
}

}  // namespace

void attack_phase(const Centre& centre, double duration_s, double idle_s, const std::function<void()>& over,
                  Table& table) {
  const auto server = centre.serve("attack");
  const int port = server->port();
  const std::string& search = centre.searches().front();
  const Answers idle = customers_for(port, search, idle_s);
  const std::size_t descriptors = tests::descriptors_of(server->id());
  const Sampler sampler(server->id());

  std::atomic<bool> is_over = false;
  const auto enough = [&] { return is_over.load(); };
  Crowd crowd(port);
  Attack attack(crowd, search, kPage, std::clamp(duration_s, 3.0, 15.0));
  const auto at_once = std::launch::async;
  auto attackers = std::async(at_once, [&] {
    attack.start();
    crowd.run_until(enough);
    attack.stop();
    const Time end = Clock::now() + seconds(kMostClosing);
    crowd.run_until([&] { return Clock::now() > end || attack.all_due(); });
    attack.finish();
  });
  auto askers = std::async(at_once, [&] { return askers_until(port, centre.searches(), is_over); });
  auto newcomers = std::async(at_once, [&] { return customers_for(port, search, enough); });
  std::this_thread::sleep_for(seconds(duration_s));
  is_over = true;
  const Answers customers = newcomers.get();
  over();
  attackers.get();
  const AskersFate fate = askers.get();
  const double highest = sampler.highest_mb();
  const std::size_t descriptors_after = tests::descriptors_of(server->id());
  const Answers after = customers_for(port, search, idle_s);

  tell_customers(idle, customers, after, table);
  const tests::ProcessMemory memory = tests::memory_of(server->id());
  table.memory("memory through it, MB", kMemoryMb, memory.peak_mb == 0 ? std::nan("") : memory.peak_mb,
               fmt::format("seen {:.0f}; {:.0f} afterwards", highest, memory.resident_mb));
  tell_askers(fate, duration_s, table);
  for (const auto& kind : attack.kinds()) tell_kind(*kind, table);
  const auto& two_lengths = attack.kinds().back()->statuses;  // the last kind; its second request is a lie
  table.count("  answered with 2xx", 0,
              static_cast<double>(two_lengths.count(200) == 0 ? 0 : two_lengths.at(200)));
  table.count("descriptors of the server, more than before", kMoreDescriptors,
              static_cast<double>(descriptors_after) - static_cast<double>(descriptors),
              fmt::format("{} before, {} after", descriptors, descriptors_after));
}

}  // namespace firstline::load
