// SPDX-License-Identifier: GPL-3.0-or-later
// How often clients may ask, by which name, and what changes while the server runs.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

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

std::string from(const std::string& address) {
  return "X-Forwarded-For: " + address + "\r\n";
}

/// How many of twelve are answered 200; the others are 429.
int answered(int port, const std::string& target, const std::string& headers) {
  int count = 0;
  for (int i = 0; i < 12; ++i) {
    const HttpResponse response = get(port, target, headers);
    if (response.status == 200)
      ++count;
    else
      CHECK(response.status == 429);
  }
  return count;
}

std::string post_of(const std::string& path, const std::string& body, const std::string& headers) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

int post(int port, const std::string& path, const std::string& body, const std::string& headers) {
  HttpClient client(port);
  client.send(post_of(path, body, headers));
  return client.read_response().status;
}

}  // namespace

TEST_CASE("Each client has its own rates, for searches, posts and signing in apart") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db",
                             {"--trusted-proxy", "127.0.0.0/8", "--search-rate", "6", "--post-rate", "6",
                              "--sign-in-rate", "6", "--users", (folder / "users").string()});
  const int port = server.port();
  const std::string search = search_path("refund", "&lang=en");
  CHECK(answered(port, search, from("203.0.113.7")) == 5);
  CHECK(answered(port, "/search?q=refund", from("203.0.113.7")) == 0);
  CHECK(answered(port, "/api/v1/suggest?q=ref", from("203.0.113.7")) == 0);
  CHECK(answered(port, search, from("2001:db8::1")) == 5);
  CHECK(answered(port, search, from("2001:db8::2")) == 0);
  CHECK(answered(port, search, from("6.6.6.6, 203.0.113.7")) == 0);  // the left one is the client's own word
  CHECK(answered(port, search, from("127.0.0.1") + from("203.0.113.7")) == 0);  // in a line of its own, too
  CHECK(answered(port, "/?lang=en", from("203.0.113.7")) == 12);                // pages cost little
  CHECK(answered(port, search, "") == 12);                                      // the proxy's own

  const HttpResponse problem = get(port, search, from("203.0.113.7"));
  CHECK(problem.status == 429);
  CHECK(problem.headers.at("content-type") == "application/problem+json");
  CHECK(std::stoi(problem.headers.at("retry-after")) >= 1);
  CHECK(std::stoi(problem.headers.at("retry-after")) <= 10);
  const HttpResponse page = get(port, "/search?q=refund&lang=th", from("203.0.113.7"));
  CHECK(page.status == 429);
  CHECK_THAT(page.body, Contains("lang=\"th\""));

  const std::string json = "Content-Type: application/json\r\n" + from("203.0.113.7");
  const std::string vote = R"({"id":"en/billing/refunds","helpful":true})";
  for (int i = 0; i < 5; ++i) CHECK(post(port, "/api/v1/feedback", vote, json) < 300);
  CHECK(post(port, "/api/v1/feedback", vote, json) == 429);
  CHECK(post(port, "/api/v1/click", "{}", json) == 429);
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n" + from("203.0.113.7");
  for (int i = 0; i < 5; ++i) CHECK(post(port, "/review/sign-in", "name=a&password=b", form) != 429);
  CHECK(post(port, "/review/sign-in", "name=a&password=b", form) == 429);
  CHECK_THAT(get(port, "/metrics").body, Contains("firstline_rate_limited_total{of=\"search\"} ") &&
                                             Contains("firstline_rate_limited_total{of=\"post\"} 2") &&
                                             Contains("firstline_rate_limited_total{of=\"sign-in\"} 1"));
}

TEST_CASE("Requests for other hosts are misdirected, but operators' probes are not") {
  TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db", {"--hosts", "Help.example.com, [::1]"});
  const auto status = [&](const std::string& host, const std::string& target) {
    HttpClient client(server.port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return client.read_response().status;
  };
  CHECK(status("help.example.com", "/") == 200);
  CHECK(status("HELP.example.com:8080", "/") == 200);
  CHECK(status("[::1]:8080", "/") == 200);
  CHECK(status("evil.example", "/") == 421);
  CHECK(status("evil.example", "/api/v1/search?q=refund") == 421);
  CHECK(status("help.example.com", "http://evil.example/") == 421);
  CHECK(status("127.0.0.1", "/healthz") == 200);
}

TEST_CASE("A changed file of settings takes effect while the server runs") {
  TemporaryFolder folder;
  const std::filesystem::path config = folder / "server.toml";
  const auto write = [&](const std::string& text) {
    std::ofstream(folder / "new") << text;
    std::filesystem::rename(folder / "new", config);
  };
  write("trusted-proxy = \"127.0.0.1\"\nsearch-rate = 0\nthreads = 4\n");
  RunningServer server(centre().index(), folder / "log.db", {"--config", config.string()});
  const std::string search = search_path("refund", "&lang=en");
  const auto confidence = [&] { return get(server.port(), search).body; };
  CHECK(answered(server.port(), search, from("203.0.113.7")) == 12);
  CHECK_THAT(confidence(), Contains("\"answered\":\"yes\""));

  write(
      "trusted-proxy = \"127.0.0.1\"\nsearch-rate = 6\nyes-from = 1.0\nurl = \"https://help.example.com\"\n"
      "threads = 5\n");
  CHECK(comes_true([&] { return get(server.port(), search, from("203.0.113.7")).status == 429; }));
  CHECK_THAT(confidence(), Contains("\"answered\":\"weak\""));
  CHECK_THAT(get(server.port(), "/robots.txt").body, Contains("https://help.example.com/sitemap.xml"));
  CHECK_THAT(server.err(), Contains("takes effect at the next start"));

  write("search-rate = \"often\"\n");
  CHECK(comes_true([&] { return server.err().find("the settings stay as they were") != std::string::npos; }));
  CHECK(get(server.port(), search, from("203.0.113.7")).status == 429);
}

TEST_CASE("SIGHUP reads templates anew, and a broken one harms nobody") {
  TemporaryFolder folder;
  std::filesystem::copy("templates", folder / "templates", std::filesystem::copy_options::recursive);
  RunningServer server(centre().index(), folder / "log.db", {"--templates", (folder / "templates").string()});
  const auto home = [&] { return get(server.port(), "/?lang=en").body; };
  const std::string before = home();
  std::ofstream(folder / "templates/pages/home.html") << "{{#broken}}";
  server.send_signal(SIGHUP);
  CHECK(
      comes_true([&] { return server.err().find("the templates stay as they were") != std::string::npos; }));
  CHECK(home() == before);
  std::ofstream(folder / "templates/pages/home.html") << "Another page";
  server.send_signal(SIGHUP);
  CHECK(comes_true([&] { return home() == "Another page"; }));
  server.send_signal(SIGTERM);
  CHECK(server.wait().exit_code == 0);
}

}  // namespace firstline::tests
