// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/worker_queue.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>

namespace firstline::server {

TEST_CASE("Jobs run at the same time on as many threads as there are") {
  WorkerQueue queue(2, 10);
  std::promise<void> first_runs;
  std::promise<void> second_ran;
  CHECK(queue.push([&] {
    first_runs.set_value();
    second_ran.get_future().wait();  // never, were there only one thread
  }));
  first_runs.get_future().wait();
  CHECK(queue.push([&] { second_ran.set_value(); }));
  queue.shut_down();
}

TEST_CASE("A full queue takes no more") {
  WorkerQueue queue(1, 2);
  std::promise<void> runs;
  std::promise<void> release;
  std::shared_future<void> released(release.get_future());
  std::atomic<int> done = 0;
  CHECK(queue.push([&] {
    runs.set_value();
    released.wait();
    ++done;
  }));
  runs.get_future().wait();
  CHECK(queue.waiting() == 0);
  CHECK(queue.push([&] { ++done; }));
  CHECK(queue.push([&] { ++done; }));
  CHECK(queue.waiting() == 2);
  CHECK_FALSE(queue.push([&] { done += 100; }));
  release.set_value();
  queue.shut_down();
  CHECK(done == 3);
}

TEST_CASE("Shutting down runs what waits, and takes nothing more") {
  std::atomic<int> done = 0;
  WorkerQueue queue(2, 1000);
  for (int i = 0; i < 500; ++i) CHECK(queue.push([&] { ++done; }));
  queue.shut_down();
  CHECK(done == 500);
  CHECK_FALSE(queue.push([&] { ++done; }));
  queue.shut_down();  // twice is no harm
  CHECK(done == 500);
}

}  // namespace firstline::server
