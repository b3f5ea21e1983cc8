// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 under load, at random moments: whoever has an answer is in the log. FIRSTLINE_KILLS sets how often.
#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/server/log_file.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

/// Asks until the server is gone; the ids of the searches whose answers came in whole.
std::vector<std::string> ask_until_gone(int port, const std::string& session) {
  std::vector<std::string> answered;
  try {
    HttpClient client(port);
    for (int i = 0;; ++i) {
      const HttpResponse response =
          client.get(search_path("refund number " + std::to_string(i), "&lang=en&session=" + session));
      const nlohmann::json answer = nlohmann::json::parse(response.body, nullptr, false);
      if (response.status != 200 || answer.is_discarded()) break;
      answered.push_back(answer["search_id"]);
    }
  } catch (const std::runtime_error&) {
    // Killed before it could be asked at all.
  }
  return answered;
}

int rounds() {
  constexpr int kInEveryRun = 12;
  const char* wanted = std::getenv("FIRSTLINE_KILLS");
  return wanted == nullptr ? kInEveryRun : std::atoi(wanted);
}

}  // namespace

TEST_CASE("After a kill at any moment the log opens by itself and has every answered search") {
  constexpr int kClients = 4;
  constexpr int kLongestMs = 150;
  const SmallCentre centre;
  std::mt19937 random(20261122);  // NOLINT: the same moments in every run, as far as machines go
  std::size_t answered = 0;
  for (int round = 0; round < rounds(); ++round) {
    RunningServer server(centre.index(), centre.log());
    std::vector<std::vector<std::string>> ids(kClients);
    std::vector<std::thread> clients;
    for (int client = 0; client < kClients; ++client)
      clients.emplace_back([&, client] {
        ids[static_cast<std::size_t>(client)] =
            ask_until_gone(server.port(), std::to_string(round) + "-" + std::to_string(client));
      });
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % kLongestMs));
    server.send_signal(SIGKILL);
    for (std::thread& client : clients) client.join();
    server.wait();
    LogFile log(centre.log());
    for (const std::vector<std::string>& of_client : ids)
      for (const std::string& id : of_client) {
        ++answered;
        INFO("round " << round << ", search " << id);
        REQUIRE(log.value("SELECT count(*) FROM searches WHERE search_id = '" + id + "'") == "1");
      }
  }
  CHECK(answered > 0);
  CHECK(LogFile(centre.log()).value("PRAGMA integrity_check") == "ok");
  const RunningServer server(centre.index(), centre.log());
  CHECK(get(server.port(), "/readyz").status == 200);
}

}  // namespace firstline::tests
