// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever has an answer is in the log, and a log in trouble costs nobody the answer.
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "tests/server/log_file.h"
#include "tests/support/patience.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;

const SmallCentre& centre() {
  static const SmallCentre centre;
  return centre;
}

std::string metric(int port, const std::string& metric_name) {
  const std::string text = get(port, "/metrics").body;
  const std::string name = "\n" + metric_name + " ";
  const std::size_t at = text.find(name) + name.size();
  return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("One search is one row, there before the answer, readable while the server runs") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  for (int i = 1; i <= 20; ++i) {
    const nlohmann::json answer =
        search(server.port(), "Reset  PASSWORD", "&lang=en&channel=phone&session=abc");
    LogFile log(folder / "log.db");
    const auto rows = log.run(
        "SELECT r.*, generations.name AS generation, shown.name AS first FROM readable_searches r "
        "JOIN searches s USING (number) JOIN names generations ON generations.number = s.generation "
        "JOIN names shown ON shown.number = substr(s.shown || ' ', 1, instr(s.shown || ' ', ' ')) "
        "ORDER BY r.number DESC LIMIT 1");
    REQUIRE(rows.size() == 1);
    LogFile::Row row = rows[0];
    CHECK(row["number"] == std::to_string(i));
    CHECK(row["search_id"] == answer["search_id"].get<std::string>());
    CHECK(row["query"] == "Reset  PASSWORD");
    CHECK(row["normalised"] == "reset password");
    CHECK(row["lang"] == "en");
    CHECK(row["channel"] == "phone");
    CHECK(row["total"] == answer["total"].dump());
    CHECK(row["answered"] == answer["answered"].get<std::string>());
    CHECK(row["first"] == "en/account/reset-password");
    CHECK(row["counted"] == (i == 1 ? "0" : "2"));  // the others are reloads
    CHECK(row["generation"] == "0000000001");
  }
}

TEST_CASE("Pages are logged like the API, what is no search isn't") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  get(server.port(), "/search?q=refund&lang=en");
  for (const char* other : {"/", "/search", "/search?q=+", "/api/v1/suggest?q=refund", "/api/v1/search",
                            "/api/v1/search?q=%FF", "/articles/en/billing/refunds", "/metrics"})
    get(server.port(), other);
  HttpClient client(server.port());
  client.send("POST /api/v1/search?q=refund HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  client.read_response();
  LogFile log(folder / "log.db");
  CHECK(log.value("SELECT group_concat(query || ' ' || channel) FROM readable_searches") == "refund web");
}

TEST_CASE("A question that several asked, and that was answered, is suggested to others") {
  TemporaryFolder folder;
  {
    const RunningServer server(centre().index(), folder / "log.db");
    for (int i = 0; i < 3; ++i)
      REQUIRE(search(server.port(), "password reset", "&lang=en&session=" + std::to_string(i))["answered"] ==
              "yes");
    for (int i = 0; i < 3; ++i)
      search(server.port(), "pass 5550199", "&lang=en&session=" + std::to_string(i));
  }
  const RunningServer server(centre().index(), folder / "log.db");
  const nlohmann::json expected = {{"kind", "query"},
                                   {"text", "password reset"},
                                   {"url", "/search?lang=en&q=password%20reset"},
                                   {"lang", "en"}};
  CHECK(comes_true(
      [&] {
        const nlohmann::json answer =
            nlohmann::json::parse(get(server.port(), "/api/v1/suggest?q=pas&lang=en").body);
        const nlohmann::json& list = answer["suggestions"];
        return std::count(list.begin(), list.end(), expected) == 1;
      },
      30s));
  CHECK_THAT(get(server.port(), "/api/v1/suggest?q=pass&lang=en").body, !Contains("5550199"));
}

TEST_CASE("A search that was answered is in the log even when the server is killed right after") {
  for (int round = 0; round < 5; ++round) {
    TemporaryFolder folder;
    RunningServer server(centre().index(), folder / "log.db");
    const nlohmann::json answer = search(server.port(), "refund");
    server.send_signal(SIGKILL);
    CHECK(server.wait().exit_code == 128 + SIGKILL);
    LogFile log(folder / "log.db");
    CHECK(log.value("SELECT search_id FROM searches") == answer["search_id"].get<std::string>());
    CHECK(log.value("PRAGMA integrity_check") == "ok");
  }
}

TEST_CASE("A log that can't be written costs no answer, is counted and told, and comes back by itself") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "missing" / "log.db");
  CHECK(search(server.port(), "refund")["results"].size() > 0);
  CHECK(search(server.port(), "refund")["results"].size() > 0);
  CHECK(metric(server.port(), "firstline_search_log_waiting") == "2");
  const HttpResponse ready = get(server.port(), "/readyz");
  CHECK(ready.status == 503);
  CHECK(ready.body == "the search log can't be written\nmessages can't be written\n");  // why: in the log
  CHECK(get(server.port(), "/healthz").status == 200);
  CHECK_THAT(server.err(), Contains("missing/log.db"));

  std::filesystem::create_directory(folder / "missing");
  CHECK(comes_true([&] { return get(server.port(), "/readyz").status == 200; }, 30s));
  search(server.port(), "password");
  CHECK(metric(server.port(), "firstline_search_log_waiting") == "0");
  CHECK(metric(server.port(), "firstline_search_log_lost_total") == "0");
  CHECK(LogFile(folder / "missing" / "log.db").value("SELECT group_concat(query) FROM readable_searches") ==
        "refund,refund,password");
}

TEST_CASE("A log that another program holds costs no answer") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  LogFile holder(folder / "log.db");
  holder.run("BEGIN IMMEDIATE");
  CHECK(search(server.port(), "refund")["results"].size() > 0);
  CHECK(metric(server.port(), "firstline_search_log_waiting") == "1");
  holder.run("ROLLBACK");
  CHECK(comes_true([&] { return get(server.port(), "/readyz").status == 200; }, 30s));
  search(server.port(), "password");
  CHECK(holder.value("SELECT group_concat(query) FROM readable_searches") == "refund,password");
}

TEST_CASE("A reader of the log holds up no search") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  LogFile reader(folder / "log.db");
  reader.run("BEGIN");
  reader.run("SELECT count(*) FROM searches");
  for (int i = 0; i < 20; ++i) search(server.port(), "refund");
  reader.run("COMMIT");
  CHECK(reader.value("SELECT count(*) FROM searches") == "20");
}

TEST_CASE("The log holds every search of many clients at once") {
  TemporaryFolder folder;
  RunningServer server(centre().index(), folder / "log.db");
  std::vector<std::thread> clients;
  for (int client = 0; client < 6; ++client)
    clients.emplace_back([&server] {
      HttpClient http(server.port());
      for (int i = 0; i < 50; ++i) http.get(search_path("refund"));
    });
  for (std::thread& client : clients) client.join();
  server.send_signal(SIGTERM);
  CHECK(server.wait().exit_code == 0);
  LogFile log(folder / "log.db");
  CHECK(log.value("SELECT count(DISTINCT search_id) FROM searches") == "300");
}

TEST_CASE("Searches are deleted after --retention-days, and not before") {
  TemporaryFolder folder;
  constexpr std::int64_t kDayMs = 86'400'000;
  const auto run = [&](std::int64_t day, std::vector<std::string> more) {
    const std::int64_t at_ms = 1'790'000'000'123 + day * kDayMs;
    folder.write("clock", {reinterpret_cast<const char*>(&at_ms), sizeof at_ms});
    more.insert(more.end(), {"--clock", (folder / "clock").string()});
    return std::make_unique<RunningServer>(centre().index(), folder / "log.db", more);
  };
  LogFile log(folder / "log.db");
  const auto queries = [&] { return log.value("SELECT group_concat(query) FROM readable_searches"); };
  search(run(0, {})->port(), "refund");
  search(run(2, {})->port(), "password");
  CHECK(queries() == "refund,password");
  {
    const auto server = run(3, {"--retention-days", "4"});
    search(server->port(), "roaming");
  }
  CHECK(queries() == "refund,password,roaming");
  const auto server = run(4, {"--retention-days", "3"});
  CHECK(comes_true([&] { return queries() == "password,roaming"; }, 30s));
}

TEST_CASE("Who came through a trusted proxy is the client that it names, through any other the proxy") {
  const auto visitors = [](const std::vector<std::string>& more) {
    TemporaryFolder folder;
    const RunningServer server(centre().index(), folder / "log.db", more);
    for (const char* client : {"203.0.113.7", "203.0.113.8", "203.0.113.8"})
      get(server.port(), search_path("refund"),
          std::string("User-Agent: Mozilla/5.0\r\nX-Forwarded-For: ") + client + "\r\n");
    return LogFile(folder / "log.db").value("SELECT count(DISTINCT visitor) FROM searches");
  };
  CHECK(visitors({}) == "1");
  CHECK(visitors({"--trusted-proxy", "10.0.0.1"}) == "1");
  CHECK(visitors({"--trusted-proxy", "10.0.0.1, 127.0.0.1"}) == "2");
}

}  // namespace firstline::tests
