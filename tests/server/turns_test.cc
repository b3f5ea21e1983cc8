// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/turns.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace firstline::server {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

}  // namespace

TEST_CASE("No more are inside at once than may be") {
  Turns turns(3);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        const Turns::Turn turn = turns.wait(kPatience);
        if (!turn) return;
        const int now = ++inside;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        --inside;
        ++done;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(done == 16 * 200);
  CHECK(most <= 3);
}

TEST_CASE("Who waits for too long goes without, and takes no place") {
  Turns turns(1);
  std::optional<Turns::Turn> first(turns.wait(kPatience));
  CHECK(*first);
  CHECK_FALSE(turns.wait(10ms));
  first.reset();
  CHECK(turns.wait(0ms));
  CHECK(turns.wait(0ms));  // the one before is over
}

TEST_CASE("Places go to who came first") {
  Turns turns(1);
  std::optional<Turns::Turn> first(turns.wait(kPatience));
  std::vector<int> order;  // written inside only
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&, i] {
      const Turns::Turn turn = turns.wait(kPatience);
      order.push_back(i);
    });
    std::this_thread::sleep_for(50ms);
  }
  first.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
}

TEST_CASE("Newcomers are called before those who ask without end, who are not forgotten") {
  Turns turns(1);
  std::optional<Turns::Turn> first(turns.wait(kPatience));
  std::string order;  // written inside only
  std::vector<std::thread> threads;
  for (const char who : std::string("rrrnnnnn")) {
    threads.emplace_back([&, who] {
      const Turns::Turn turn = turns.wait(kPatience, who == 'n');
      order += who;
    });
    std::this_thread::sleep_for(50ms);
  }
  first.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(order == "nnnrnnrr");
}

}  // namespace firstline::server
