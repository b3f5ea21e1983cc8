// SPDX-License-Identifier: GPL-3.0-or-later
// Starting, following the index, stopping: what the person who runs the server sees.
#include <sys/socket.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;

const SmallCentre& centre() {
  static const SmallCentre centre;
  return centre;
}

/// Starts a server that can't go on; how it ends.
ProgramResult end_of(const std::vector<std::string>& arguments) {
  return run_program("firstline-server", arguments);
}
ProgramResult end_with_index(const std::filesystem::path& index, const TemporaryFolder& folder) {
  return end_of(
      {"--index", index.string(), "--log", (folder / "log.db").string(), "--listen", "127.0.0.1:0"});
}

/// A copy of the centre's index, its manifest edited.
std::filesystem::path edited_index(const TemporaryFolder& folder, const std::string& key,
                                   const nlohmann::json& value) {
  std::filesystem::copy(centre().index(), folder / "index", std::filesystem::copy_options::recursive);
  std::string name = read_text(folder / "index" / "current");
  name.pop_back();
  const std::filesystem::path file = folder / "index" / "generations" / name / "manifest.json";
  nlohmann::json manifest = nlohmann::json::parse(read_text(file));
  manifest.at(key) = value;
  std::ofstream(file) << manifest;
  return folder / "index";
}

}  // namespace

TEST_CASE("The server says on standard output where it listens, and nothing else") {
  TemporaryFolder folder;
  RunningServer server(centre().index(), folder / "log.db");
  CHECK(server.port() > 0);
  CHECK(server.out() == "listening on http://127.0.0.1:" + std::to_string(server.port()) + "\n");
  CHECK(get(server.port(), "/readyz").body == "ready\n");
  CHECK(get(server.port(), "/healthz").status == 200);
}

TEST_CASE("Two servers never share a port") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  const ProgramResult second =
      end_of({"--index", centre().index().string(), "--log", (folder / "log.db").string(), "--listen",
              "127.0.0.1:" + std::to_string(server.port())});
  CHECK(second.exit_code == 2);
  CHECK(second.out.empty());
  CHECK_THAT(second.err, Contains(std::to_string(server.port())) && Contains("in use"));
  CHECK(get(server.port(), "/healthz").status == 200);
}

TEST_CASE("A port that a server left can be taken at once") {
  TemporaryFolder folder;
  int port = 0;
  {
    RunningServer server(centre().index(), folder / "log.db");
    port = server.port();
    HttpClient client(port);
    client.get("/healthz");
    server.send_signal(SIGTERM);
    server.wait();
  }
  const std::string address = "127.0.0.1:" + std::to_string(port);
  RunningProgram next("firstline-server", {"--index", centre().index().string(), "--log",
                                           (folder / "log.db").string(), "--listen", address});
  CHECK(next.wait_for_line("listening") == "listening on http://" + address);
}

TEST_CASE("A missing, empty or foreign index is told, with the program that makes one") {
  TemporaryFolder folder;
  const ProgramResult missing = end_with_index(folder / "nowhere", folder);
  CHECK(missing.exit_code == 2);
  CHECK_THAT(missing.err, Contains("nowhere") && Contains("firstline-index"));
  std::filesystem::create_directory(folder / "empty");
  const ProgramResult empty = end_with_index(folder / "empty", folder);
  CHECK(empty.exit_code == 2);
  CHECK_THAT(empty.err, Contains("firstline-index"));
  folder.write("foreign/holiday.jpg", "picture");
  const ProgramResult foreign = end_with_index(folder / "foreign", folder);
  CHECK(foreign.exit_code == 2);
  CHECK_THAT(foreign.err, Contains("holiday.jpg") && Contains("not an index"));
  CHECK(read_text(folder / "foreign" / "holiday.jpg") == "picture");
}

TEST_CASE("An index of another format or of other language rules is told, with the program to run") {
  for (const auto& [key, value] :
       std::vector<std::pair<std::string, nlohmann::json>>{{"format", 999}, {"fingerprint", "other"}}) {
    INFO(key);
    TemporaryFolder folder;
    const ProgramResult result = end_with_index(edited_index(folder, key, value), folder);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("firstline-index"));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  }
}

TEST_CASE("A damaged index is an error, not a crash") {
  for (const char* what : {"manifest.json", "articles", "terms"}) {
    INFO(what);
    TemporaryFolder folder;
    std::filesystem::copy(centre().index(), folder / "index", std::filesystem::copy_options::recursive);
    for (const auto& generation : std::filesystem::directory_iterator(folder / "index" / "generations"))
      std::filesystem::remove_all(generation.path() / what);
    CHECK(end_with_index(folder / "index", folder).exit_code == 2);
  }
}

TEST_CASE("A mistake on the command line is told with what was meant") {
  TemporaryFolder folder;
  const std::vector<std::string> good = {"--index", centre().index().string(), "--log",
                                         (folder / "log.db").string()};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), good.begin(), good.end());
    return end_of(more);
  };
  const ProgramResult unknown = with({"--lisen", "127.0.0.1:0"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("--lisen") && Contains("did you mean --listen?"));
  CHECK(with({"--listen", "nowhere"}).exit_code == 2);
  CHECK(with({"--templates", (folder / "none").string(), "--listen", "127.0.0.1:0"}).exit_code == 2);
  CHECK(end_of({}).exit_code == 2);
  const ProgramResult help = end_of({"--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.out, Contains("--listen") && Contains("--log") && Contains("--templates"));
  CHECK(end_of({"--version"}).exit_code == 0);
}

TEST_CASE("A broken template stops the start and is named") {
  TemporaryFolder folder;
  std::filesystem::copy(source_folder() / "templates", folder / "templates",
                        std::filesystem::copy_options::recursive);
  folder.write("templates/pages/home.html", "{{#never}}");
  const ProgramResult result =
      end_of({"--index", centre().index().string(), "--log", (folder / "log.db").string(), "--listen",
              "127.0.0.1:0", "--templates", (folder / "templates").string()});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("home.html"));
}

TEST_CASE("A configuration file holds the flags; a flag wins over it") {
  TemporaryFolder folder;
  folder.write("server.toml", "index = \"" + centre().index().string() + "\"\nlog = \"" +
                                  (folder / "from-file.db").string() + "\"\nlisten = \"127.0.0.1:0\"\n");
  RunningProgram server("firstline-server", {"--config", (folder / "server.toml").string(), "--log",
                                             (folder / "from-flag.db").string()});
  const std::string line = server.wait_for_line("listening on http://127.0.0.1:");
  search(std::atoi(line.substr(line.rfind(':') + 1).c_str()), "refund");
  CHECK(std::filesystem::exists(folder / "from-flag.db"));
  CHECK_FALSE(std::filesystem::exists(folder / "from-file.db"));
  folder.write("wrong.toml", "lisen = \"127.0.0.1:0\"\n");
  const ProgramResult wrong = end_of({"--config", (folder / "wrong.toml").string()});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Contains("lisen"));
}

TEST_CASE("SIGTERM finishes what is in flight and ends well, right after the start, too") {
  for (int round = 0; round < 10; ++round) {
    TemporaryFolder folder;
    RunningServer server(centre().index(), folder / "log.db");
    server.send_signal(round % 2 == 0 ? SIGTERM : SIGINT);
    CHECK(server.wait().exit_code == 0);
  }
  TemporaryFolder folder;
  RunningServer server(centre().index(), folder / "log.db");
  HttpClient idle(server.port());
  HttpClient half(server.port());
  half.send("GET /healthz HTTP/1.1\r\n");
  std::atomic<int> failed = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 4; ++client)
    clients.emplace_back([&] {
      try {
        for (;;) {  // until the server is gone; a connection that was accepted is answered
          HttpClient http(server.port());
          const HttpResponse response = http.get("/?lang=en");
          if (response.status == 0) break;
          ++(response.status == 200 && response.body.find("</html>") != std::string::npos ? answered
                                                                                          : failed);
        }
      } catch (const std::exception&) {  // no longer listening
      }
    });
  while (answered < 50) std::this_thread::sleep_for(1ms);
  server.send_signal(SIGTERM);
  half.send("Host: x\r\n\r\n");
  CHECK(half.read_response().status == 200);
  CHECK(server.wait().exit_code == 0);
  for (std::thread& client : clients) client.join();
  CHECK(failed == 0);
}

TEST_CASE("A newly published index is followed without a failed or mixed answer") {
  const SmallCentre own;
  const auto text = [](int version) {
    const std::string word = "version" + std::to_string(version);
    return "---\ntitle: Changing " + word + "\ncategory: " + word + "\n---\n\nThis is changing text of " +
           word + ".\n";
  };
  own.write("en/changing", text(1));
  own.publish();
  const RunningServer server(own.index(), own.log());
  std::atomic<bool> over = false;
  std::atomic<int> asked = 0, failed = 0, mixed = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < 4; ++client)
    clients.emplace_back([&] {
      while (!over) {
        HttpClient http(server.port());
        for (int i = 0; i < 20 && !over; ++i, ++asked) {
          const HttpResponse response = http.get(search_path("changing", "&lang=en"));
          if (response.status != 200) {
            ++failed;
            break;
          }
          const nlohmann::json result = result_of(nlohmann::json::parse(response.body), "en/changing");
          const std::string word = result["category"].get<std::string>();
          if (result["title"] != "Changing " + word ||
              result["snippet"].get<std::string>().find(word) == std::string::npos)
            ++mixed;
        }
      }
    });
  for (int version = 2; version <= 6; ++version) {
    own.write("en/changing", text(version));
    own.publish();
    const auto published = std::chrono::steady_clock::now();
    const std::string word = "version" + std::to_string(version);
    while (search(server.port(), "changing", "&lang=en")["results"][0]["category"] != word)
      REQUIRE(std::chrono::steady_clock::now() - published < 10s);
  }
  over = true;
  for (std::thread& client : clients) client.join();
  CHECK(asked > 100);
  CHECK(failed == 0);
  CHECK(mixed == 0);
}

TEST_CASE("Pins and synonyms are followed like articles; a removed article is gone") {
  const SmallCentre own;
  own.folder().write("articles/synonyms.txt", "xylophone => refund\n");  // shares no letters with any word
  own.publish();
  const RunningServer server(own.index(), own.log());
  REQUIRE(has_id(search(server.port(), "xylophone", "&lang=en"), "en/billing/refunds"));
  own.folder().write("articles/synonyms.txt", "gizmo => refund\n");
  std::filesystem::remove(own.articles() / "en/mobile/roaming.md");
  own.folder().write("articles/pins.txt", "");
  own.publish();
  const auto published = std::chrono::steady_clock::now();
  while (!has_id(search(server.port(), "gizmo", "&lang=en"), "en/billing/refunds"))
    REQUIRE(std::chrono::steady_clock::now() - published < 10s);
  CHECK(get(server.port(), "/articles/en/mobile/roaming").status == 404);
  CHECK_FALSE(has_id(search(server.port(), "xylophone", "&lang=en"), "en/billing/refunds"));
}

TEST_CASE("An index that turns bad while it is served is told, and the good one goes on") {
  const SmallCentre own;
  const RunningServer server(own.index(), own.log());
  own.folder().write("index/current", "no-such-generation\n");
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (server.err().find("still serving generation") == std::string::npos)
    REQUIRE(std::chrono::steady_clock::now() < deadline);
  CHECK(search(server.port(), "refund", "&lang=en")["results"][0]["id"] == "en/billing/refunds");
}

}  // namespace firstline::tests
