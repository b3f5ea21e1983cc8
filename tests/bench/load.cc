// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/load.h"

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

/// Status 0: the connection was closed.
std::string refusal(int status, const std::string& target) {
  return "the server answered " + std::to_string(status) + " to " + target;
}

}  // namespace

Timing load(int port, const std::vector<std::string>& targets, int connections, double seconds,
            std::size_t first) {
  std::vector<double> all;
  std::mutex mutex;
  std::string failure;
  const auto start = Clock::now();
  const auto ask = [&](std::size_t number) {
    tests::HttpClient client(port);
    std::vector<double> times;
    const double warm_up = seconds * kWarmUp;
    for (std::size_t i = first + number * targets.size() / static_cast<std::size_t>(connections);; ++i) {
      const auto begin = Clock::now();
      const std::string& target = targets[i % targets.size()];
      if (const int status = client.get(target).status; status != 200) {
        const std::lock_guard lock(mutex);
        failure = refusal(status, target);
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
  if (!failure.empty()) throw std::runtime_error(failure);
  return summarise(std::move(all), seconds);
}

std::vector<double> times_of_calls(int port, const std::vector<std::string>& targets) {
  tests::HttpClient client(port);
  std::vector<double> times;
  for (const std::string& target : targets) {
    const auto begin = Clock::now();
    const int status = client.get(target).status;
    times.push_back(seconds_since(begin) * 1e6);
    if (status != 200) throw std::runtime_error(refusal(status, target));
  }
  return times;
}

Timing repeat(const std::function<void(std::size_t)>& work, double seconds, std::size_t first) {
  std::vector<double> times;
  const auto start = Clock::now();
  for (std::size_t i = first;; ++i) {
    const auto begin = Clock::now();
    work(i);
    const double now = seconds_since(start);
    if (now > seconds * (1 + kWarmUp)) break;
    if (now > seconds * kWarmUp) times.push_back(seconds_since(begin) * 1e6);
  }
  return summarise(std::move(times), seconds);
}

}  // namespace firstline::bench
