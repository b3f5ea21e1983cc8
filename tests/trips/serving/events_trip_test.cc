// SPDX-License-Identifier: GPL-3.0-or-later
// Clicks, votes and messages over real sockets; the log as its owner takes it out, brings it in and forgets
// it.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/server/log_file.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;

constexpr const char* kArticle = "en/account/reset-password";

std::string post_request(const std::string& target, const std::string& body,
                         const std::string& headers = "") {
  return "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

HttpResponse post(int port, const std::string& target, const json& body) {
  HttpClient client(port);
  client.send(post_request(target, body.dump()));
  return client.read_response();
}

ProgramResult run_log(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "log");
  return run_program("firstline-server", arguments);
}

}  // namespace

TEST_CASE("A click, a vote and a message come in on one connection, and out as lines") {
  const SmallCentre centre;
  const RunningServer server(centre.index(), centre.log());
  const std::string id = search(server.port(), "reset password", "&lang=en&session=s1")["search_id"];
  HttpClient client(server.port());
  for (const auto& [target, body] :
       {std::pair<std::string, json>{"/api/v1/click", {{"search_id", id}, {"id", kArticle}, {"position", 1}}},
        {"/api/v1/feedback", {{"search_id", id}, {"id", kArticle}, {"helpful", true}, {"comment", "ta"}}},
        {"/api/v1/contact", {{"search_id", id}, {"message", "please write to ann@example.com"}}}}) {
    client.send(post_request(target, body.dump()));
    CHECK(client.read_response().status == 204);
  }
  const ProgramResult exported = run_log({"export", "--log", centre.log().string()});
  CHECK(exported.exit_code == 0);
  const std::vector<json> rows = json_lines(exported.out);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0]["query"] == "reset password");
  CHECK(rows[0]["results"][0] == kArticle);
  CHECK(rows[1]["kind"] == "click");
  CHECK(rows[1]["position"] == 1);
  CHECK(rows[2]["helpful"] == true);
  CHECK(rows[3]["message"] == "please write to [email]");
  for (const json& row : rows) CHECK(row["search_id"] == id);
  CHECK(bytes_of(centre.log()).find("ann@") == std::string::npos);
}

TEST_CASE("Bodies that are too large, of the wrong type, in pieces or on other paths do no harm") {
  const SmallCentre centre;
  const RunningServer server(centre.index(), centre.log());
  const json message = {{"message", std::string(1 << 20, 'x')}};
  CHECK(post(server.port(), "/api/v1/contact", message).status == 413);
  CHECK(post(server.port(), "/api/v1/nope", {{"x", 1}}).status == 404);
  CHECK(post(server.port(), "/" + std::string(5000, 'a'), {{"x", 1}}).status == 404);
  CHECK(post(server.port(), "/search", {{"x", 1}}).status == 405);
  HttpClient form(server.port());
  form.send(
      "POST /api/v1/click HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 4\r\n\r\na=b&");
  CHECK(form.read_response().status == 415);
  HttpClient parts(server.port());
  parts.send(
      "POST /api/v1/contact HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
      "Content-Length: 9\r\n\r\n--b--\r\n\r\n");
  CHECK(parts.read_response().status >= 400);
  HttpClient pieces(server.port());
  pieces.send(
      "POST /api/v1/contact HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"message\":\"hello\"\r\n1\r\n}\r\n0\r\n\r\n");
  CHECK(pieces.read_response().status == 204);
  HttpClient endless(server.port());
  endless.send(
      "POST /api/v1/contact HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1000\r\n" + std::string(0x1000, ' ') + "\r\n";
  for (int i = 0; i < 64 && endless.send(chunk); ++i) {
  }
  CHECK(endless.read_response().status != 204);
  CHECK(get(server.port(), "/healthz").status == 200);
  LogFile log(centre.log());
  CHECK(log.value("SELECT group_concat(text) FROM events") == "hello");
}

TEST_CASE("A result that is followed is a click, also by a browser without JavaScript") {
  const SmallCentre centre;
  const RunningServer server(centre.index(), centre.log());
  const std::string page = get(server.port(), "/search?q=reset+password&lang=en").body;
  const std::string begin = "href=\"/articles/";
  const std::size_t at = page.find(begin) + std::string("href=\"").size();
  std::string link = page.substr(at, page.find_first_of("\"#", at) - at);
  link.replace(link.find("&amp;"), 5, "&");
  CHECK(get(server.port(), link, "Sec-Purpose: prefetch\r\n").status == 200);
  CHECK(get(server.port(), link, "User-Agent: Mozilla/5.0 (compatible; bingbot/2.0)\r\n").status == 200);
  LogFile log(centre.log());
  CHECK(log.value("SELECT count(*) FROM events") == "0");
  CHECK(get(server.port(), link).status == 200);
  CHECK(log.value("SELECT count(*) FROM events") == "1");
}

TEST_CASE("A log moves to another file, and a session is forgotten in it while the server runs") {
  const SmallCentre centre;
  const RunningServer server(centre.index(), centre.log());
  for (const char* session : {"s1", "s2"}) {
    const std::string id = search(server.port(), std::string("refund ") + session,
                                  std::string("&lang=en&session=") + session)["search_id"];
    post(server.port(), "/api/v1/contact", {{"search_id", id}, {"message", std::string("call ") + session}});
  }
  const std::string exported = run_log({"export", "--log", centre.log().string(), "--since", "1d"}).out;
  CHECK(json_lines(exported).size() == 4);
  CHECK(run_log({"export", "--log", centre.log().string(), "--since", "2199-01-01"}).out.empty());
  CHECK(json_lines(run_log({"export", "--log", centre.log().string(), "--session", "s1"}).out).size() == 2);

  const TemporaryFolder folder;
  folder.write("moved.jsonl", exported + "garbage\n");
  const std::string moved = (folder / "moved.db").string();
  const ProgramResult imported = run_log({"import", (folder / "moved.jsonl").string(), "--log", moved});
  CHECK(imported.exit_code == 1);
  CHECK(imported.out == "2 searches and 2 events added, 0 searches known, 1 lines skipped\n");
  CHECK_THAT(imported.err, Contains("line 5: "));
  CHECK(run_log({"export", "--log", moved}).out == exported);

  CHECK(run_log({"forget", "s1", "--log", centre.log().string()}).out == "1 searches deleted\n");
  const std::string bytes = bytes_of(centre.log());
  CHECK(bytes.find("call s2") != std::string::npos);
  CHECK(bytes.find("call s1") == std::string::npos);
  CHECK(bytes.find("refund s1") == std::string::npos);
  CHECK(search(server.port(), "refund", "&lang=en")["results"].size() > 0);
  CHECK(get(server.port(), "/readyz").status == 200);
}

TEST_CASE("A mistake with the log's commands is told") {
  const TemporaryFolder folder;
  const std::string log = (folder / "log.db").string();
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{},
                                                {"exprot"},
                                                {"export"},
                                                {"export", "--log", log},
                                                {"export", "--log", log, "--since", "yesterday"},
                                                {"forget", "--log", log},
                                                {"import", "--log", log},
                                                {"import", (folder / "none").string(), "--log", log}}) {
    const ProgramResult result = run_log(wrong);
    CHECK(result.exit_code == 2);
    CHECK_FALSE(result.err.empty());
    CHECK(result.out.empty());
  }
  CHECK_FALSE(std::filesystem::exists(log));
}

TEST_CASE("Time can come from a file, for replays") {
  const SmallCentre centre;
  const TemporaryFolder folder;
  const std::int64_t at_ms = 1'790'000'000'123;
  std::ofstream(folder / "clock", std::ios::binary)
      .write(reinterpret_cast<const char*>(&at_ms), sizeof at_ms);
  const RunningServer server(centre.index(), centre.log(), {"--clock", (folder / "clock").string()});
  search(server.port(), "refund");
  CHECK(LogFile(centre.log()).value("SELECT at FROM readable_searches") == "2026-09-21T14:13:20.123Z");
}

}  // namespace firstline::tests
