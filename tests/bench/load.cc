// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/load.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/http_client.h"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWarmUp = 0.2;  // share of the measured time, before it

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

Timing summarise(std::vector<double> microseconds, double seconds) {
  if (microseconds.empty()) return {};
  std::sort(microseconds.begin(), microseconds.end());
  const auto at = [&](double share) {
    return microseconds[static_cast<std::size_t>(share * static_cast<double>(microseconds.size() - 1))];
  };
  return {at(0.5), at(0.99), static_cast<double>(microseconds.size()) / seconds};
}

Timing load(int port, const std::vector<std::string>& targets, int connections, double seconds) {
  std::vector<double> all;
  std::mutex mutex;
  std::atomic<bool> failed = false;
  const auto start = Clock::now();
  const auto ask = [&](std::size_t number) {
    tests::HttpClient client(port);
    std::vector<double> times;
    const double warm_up = seconds * kWarmUp;
    for (std::size_t i = number * targets.size() / static_cast<std::size_t>(connections);; ++i) {
      const auto begin = Clock::now();
      if (client.get(targets[i % targets.size()]).status != 200) {
        failed = true;
        break;
      }
      const double now = seconds_since(start);
      if (now > seconds + warm_up) break;
      if (now > warm_up) times.push_back(seconds_since(begin) * 1e6);
    }
    const std::lock_guard lock(mutex);
    all.insert(all.end(), times.begin(), times.end());
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) threads.emplace_back(ask, static_cast<std::size_t>(i));
  for (std::thread& thread : threads) thread.join();
  if (failed)
    throw std::runtime_error("the server did not answer " + targets.front() + " or one like it with 200");
  return summarise(std::move(all), seconds);
}

Timing repeat(const std::function<void(std::size_t)>& work, double seconds) {
  std::vector<double> times;
  const auto start = Clock::now();
  for (std::size_t i = 0;; ++i) {
    const auto begin = Clock::now();
    work(i);
    const double now = seconds_since(start);
    if (now > seconds * (1 + kWarmUp)) break;
    if (now > seconds * kWarmUp) times.push_back(seconds_since(begin) * 1e6);
  }
  return summarise(std::move(times), seconds);
}

}  // namespace firstline::bench
