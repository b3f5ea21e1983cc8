// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to a person and votes over real sockets: long texts, a kill, a file that can't be written.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "tests/server/log_file.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

HttpResponse post(int port, const std::string& target, const std::string& type, const std::string& body,
                  const std::string& headers = "") {
  HttpClient client(port);
  client.send("POST " + target + " HTTP/1.1\r\nHost: help.example.com\r\nContent-Type: " + type + "\r\n" +
              headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_response();
}

/// As browsers send the form.
HttpResponse write_to(int port, const std::string& message, const std::string& email = "") {
  std::string body;
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"lang", "th"},
                                    {"message", message},
                                    {"email", email},
                                    {"subject_again", ""}})
    body += "------x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  return post(port, "/contact", "multipart/form-data; boundary=----x", body + "------x--\r\n");
}

std::filesystem::path messages_of(const SmallCentre& centre) {
  return centre.log().string() + ".messages.db";
}

}  // namespace

TEST_CASE("A message of ten thousand Thai letters comes in whole, and is there after a kill") {
  const SmallCentre centre;
  const std::string longest = repeated("ก", 10'000);
  {
    RunningServer server(centre.index(), centre.log());
    const HttpResponse sent = write_to(server.port(), longest, "ann@example.com");
    CHECK(sent.status == 303);
    CHECK(sent.headers.at("location") == "/contact/thanks?lang=th&answer=1");
    CHECK(write_to(server.port(), longest + "ก").status == 422);
    // A form without enctype, as old tools send it: nine bytes a letter.
    CHECK(post(server.port(), "/contact", "application/x-www-form-urlencoded",
               "lang=th&message=" + percent_encoded(repeated("ข", 2'000)))
              .status == 303);
    CHECK(post(server.port(), "/contact", "application/x-www-form-urlencoded",
               "lang=th&message=" + percent_encoded(repeated("ค", 10'000)))
              .status == 413);
    server.send_signal(SIGKILL);
    server.wait();
  }
  LogFile messages(messages_of(centre));
  CHECK(messages.value("SELECT count(*) FROM messages") == "2");
  CHECK(messages.value("SELECT text FROM messages ORDER BY number LIMIT 1") == longest);
  CHECK(messages.value("PRAGMA integrity_check") == "ok");
  struct stat facts {};
  REQUIRE(::stat(messages_of(centre).c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0600);
  CHECK(bytes_of(centre.log()).find("ann@") == std::string::npos);
}

TEST_CASE("Whoever was thanked is in the file, however the server ends") {
  const SmallCentre centre;
  int thanked = 0;
  for (int round = 0; round < 5; ++round) {
    RunningServer server(centre.index(), centre.log());
    for (int i = 0; i < 3; ++i)
      if (write_to(server.port(), "message " + std::to_string(thanked)).status == 303) ++thanked;
    server.send_signal(SIGKILL);
    server.wait();
  }
  CHECK(thanked == 15);
  CHECK(LogFile(messages_of(centre)).value("SELECT count(*) FROM messages") == "15");
}

TEST_CASE("A file of messages that can't be written: the customer reads it, searches go on, it heals") {
  const SmallCentre centre;
  std::filesystem::create_directory(messages_of(centre));
  const RunningServer server(centre.index(), centre.log());
  const HttpResponse failed = write_to(server.port(), "my long story");
  CHECK(failed.status == 503);
  CHECK_THAT(failed.body, Contains("my long story</textarea>"));
  CHECK_THAT(get(server.port(), "/readyz").body, Contains("messages can't be written"));
  CHECK(search(server.port(), "refund")["results"].size() > 0);
  CHECK_THAT(server.err(), Contains("the file of messages"));
  std::filesystem::remove(messages_of(centre));
  int status = 503;
  for (int i = 0; i < 50 && status == 503; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    status = write_to(server.port(), "my long story").status;
  }
  CHECK(status == 303);
  CHECK(get(server.port(), "/readyz").status == 200);
}

TEST_CASE("Bodies that are no forms do no harm") {
  const SmallCentre centre;
  const RunningServer server(centre.index(), centre.log());
  const int port = server.port();
  CHECK(post(port, "/contact", "multipart/form-data; boundary=b", "--b\r\n").status == 400);
  CHECK(post(port, "/contact", "multipart/form-data", "x").status == 400);
  CHECK(post(port, "/contact", "text/plain", "message=x").status == 415);
  CHECK(post(port, "/contact", "application/x-www-form-urlencoded", "message=%ff").status == 400);
  CHECK(post(port, "/contact", "multipart/form-data; boundary=b",
             "--b\r\nContent-Disposition: form-data; name=\"" + std::string(60'000, '"') + "\r\n\r\nx")
            .status == 400);
  CHECK(post(port, "/contact", "application/x-www-form-urlencoded", "message=x",
             "Origin: https://evil.example\r\n")
            .status == 403);
  CHECK(post(port, "/contact", "application/x-www-form-urlencoded", "message=x",
             "Origin: http://help.example.com\r\n")
            .status == 303);
  CHECK(get(port, "/feedback").status == 400);
  CHECK(get(port, "/contact?q=" + std::string(1'001, 'x')).status == 414);
  CHECK(get(port, "/contact?lang=%0d%0aSet-Cookie:x&search=%00&article=../../etc/passwd").status == 200);
  CHECK(get(port, "/healthz").status == 200);
  CHECK(LogFile(messages_of(centre)).value("SELECT count(*) FROM messages") == "1");
}

TEST_CASE("A place for messages that is the log's own is refused at the start") {
  const SmallCentre centre;
  const ProgramResult wrong =
      run_program("firstline-server", {"--index", centre.index().string(), "--log", centre.log().string(),
                                       "--messages", centre.log().string()});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Contains("a file of their own"));
}

}  // namespace firstline::tests
