// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/worker_queue.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>

namespace firstline::server {

TEST_CASE("Jobs run at the same time on as many threads as there are") {
  WorkerQueue queue(2, 2, 10);
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

TEST_CASE("Fewer may work than there are threads; one that pauses lets another work") {
  WorkerQueue queue(3, 1, 10);
  std::promise<void> paused;
  std::promise<void> other_runs;
  std::promise<void> release_other;
  std::atomic<int> resumed = -1;
  std::atomic<int> done = 0;
  CHECK(queue.push([&] {
    queue.pause();
    paused.set_value();
    other_runs.get_future().wait();
    resumed = queue.resume() ? 1 : 0;  // the other is still at work
    release_other.set_value();
  }));
  paused.get_future().wait();
  CHECK(queue.push([&] {
    other_runs.set_value();
    release_other.get_future().wait();
    ++done;
  }));
  for (int i = 0; i < 5; ++i)
    CHECK(queue.push([&] {
      queue.pause();
      queue.resume();
      ++done;
    }));
  queue.shut_down();
  CHECK(resumed == 0);
  CHECK(done == 6);
}

TEST_CASE("A full queue takes no more") {
  WorkerQueue queue(1, 1, 2);
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
  WorkerQueue queue(2, 2, 1000);
  for (int i = 0; i < 500; ++i) CHECK(queue.push([&] { ++done; }));
  queue.shut_down();
  CHECK(done == 500);
  CHECK_FALSE(queue.push([&] { ++done; }));
  queue.shut_down();  // twice is no harm
  CHECK(done == 500);
}

}  // namespace firstline::server
