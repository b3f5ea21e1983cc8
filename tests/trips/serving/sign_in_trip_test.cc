// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in to the review over real sockets, with the users file that the real command makes.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "tests/support/patience.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using nlohmann::json;

constexpr const char* kUser = "/api/v1/review/user";
constexpr const char* kSignIn = "/review/sign-in";
constexpr std::int64_t kNoonMs = 1'790'000'000'000;
constexpr std::int64_t kHourMs = 3'600'000;

const SmallCentre& centre() {
  static const SmallCentre centre;
  return centre;
}

/// A clock in a file, as --clock reads it.
void set_clock(const std::filesystem::path& file, std::int64_t at_ms) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);  // in place: it is mapped
  if (!out) out.open(file, std::ios::binary | std::ios::out);
  out.write(reinterpret_cast<const char*>(&at_ms), sizeof at_ms);
}

/// Users ann, a lead, and vic, a viewer; a server that asks them to sign in.
class Guarded {
 public:
  explicit Guarded(const std::vector<std::string>& more = {}) {
    run({"add", "ann"}, "correct horse");
    run({"add", "vic", "--role", "viewer"}, "battery staple");
    std::vector<std::string> arguments = {"--users", file().string(), "--trusted-proxy", "127.0.0.1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server = std::make_unique<RunningServer>(centre().index(), folder / "log.db", arguments);
  }

  /// `firstline-server user …`, with `input` as a line of its standard input. The exit code.
  int run(std::vector<std::string> arguments, const std::string& input) const {
    std::string command = "'" + (build_folder() / "firstline-server").string() + "' user";
    for (const std::string& argument : arguments) command += " '" + argument + "'";
    command += " --users '" + file().string() + "' > '" + (folder / "out").string() + "' 2>&1 < '" +
               folder.write("in", input + "\n").string() + "'";
    return WEXITSTATUS(std::system(command.c_str()));
  }
  std::string output() const { return read_text(folder / "out"); }
  std::filesystem::path file() const { return folder / "users"; }

  HttpResponse get(const std::string& path, const std::string& headers = "") const {
    return tests::get(server->port(), path, headers);
  }
  HttpResponse post(const std::string& path, const std::string& body, const std::string& headers = "") const {
    HttpClient client(server->port());
    client.send("POST " + path +
                " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
                headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.read_response();
  }

  /// Sends the form as a browser at `address` does that just got it.
  HttpResponse sign_in(const std::string& name, const std::string& password,
                       const std::string& address = "203.0.113.7") const {
    const HttpResponse page = get(kSignIn);
    const std::string mark = "name=\"form_token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    const std::string& cookie = page.headers.at("set-cookie");
    return post(kSignIn,
                "form_token=" + page.body.substr(at, page.body.find('"', at) - at) + "&name=" + name +
                    "&password=" + percent_encoded(password) + "&next=/review/groups",
                "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\nX-Forwarded-For: " + address + "\r\n");
  }
  /// The header that a browser sends once it is signed in.
  static std::string cookie_of(const HttpResponse& signed_in) {
    const auto found = signed_in.headers.find("set-cookie");
    return found == signed_in.headers.end()
               ? ""
               : "Cookie: " + found->second.substr(0, found->second.find(';')) + "\r\n";
  }

  TemporaryFolder folder;
  std::unique_ptr<RunningServer> server;
};

}  // namespace

TEST_CASE("Signed in, one may ask; before and with a forged cookie or token not") {
  const Guarded guarded;
  CHECK(guarded.get(kUser).status == 401);
  CHECK(guarded.get(kUser, "Cookie: firstline_review=AAAAAAAAAAAAAAAAAAAAAA\r\n").status == 401);
  CHECK(guarded.get(kUser, "Authorization: Bearer firstline_AAAA\r\n").status == 401);
  CHECK(guarded.sign_in("ann", "wrong horse").status == 401);
  CHECK(guarded.sign_in("eve", "correct horse").status == 401);
  const HttpResponse signed_in = guarded.sign_in("ann", "correct horse");
  CHECK(signed_in.status == 303);
  CHECK(signed_in.headers.at("location") == "/review/groups");
  const HttpResponse user = guarded.get(kUser, Guarded::cookie_of(signed_in));
  CHECK(user.status == 200);
  CHECK(user.headers.at("cache-control") == "no-store");
  CHECK(json::parse(user.body) == json{{"name", "ann"}, {"role", "lead"}});
  CHECK(guarded.post("/review/sign-out", "csrf_token=AAAAAAAAAAAAAAAAAAAAAA", Guarded::cookie_of(signed_in))
            .status == 403);
  CHECK(search(guarded.server->port(), "refund")["results"].size() > 0);  // customers need no name
}

TEST_CASE("A token is shown once, works at once, and no more when it is taken back") {
  const Guarded guarded;
  CHECK(guarded.run({"token", "vic"}, "") == 0);
  const std::string out = guarded.output();
  const std::string token = out.substr(out.find("firstline_"), 53);
  CHECK(token.size() == 53);
  CHECK(read_text(guarded.file()).find(token) == std::string::npos);
  const auto status = [&] { return guarded.get(kUser, "Authorization: Bearer " + token + "\r\n").status; };
  CHECK(comes_true([&] { return status() == 200; }, 5s));
  CHECK(json::parse(guarded.get(kUser, "Authorization: Bearer " + token + "\r\n").body)["role"] == "viewer");
  CHECK(guarded.run({"untoken", "vic"}, "") == 0);
  CHECK(comes_true([&] { return status() == 401; }, 5s));
}

TEST_CASE("A wrong token is a try to sign in, of which one client has so many") {
  const Guarded guarded({"--sign-in-rate", "6"});
  const auto status = [&](const std::string& address) {
    return guarded.get(kUser, "Authorization: Bearer guessed\r\nX-Forwarded-For: " + address + "\r\n").status;
  };
  for (int i = 0; i < 5; ++i) CHECK(status("203.0.113.7") == 401);
  CHECK(status("203.0.113.7") == 429);
  CHECK(status("203.0.113.8") == 401);
}

TEST_CASE("The users file is followed: who is removed is out, a broken file changes nothing") {
  const Guarded guarded;
  const std::string ann = Guarded::cookie_of(guarded.sign_in("ann", "correct horse"));
  const std::string vic = Guarded::cookie_of(guarded.sign_in("vic", "battery staple"));
  CHECK(guarded.get(kUser, vic).status == 200);
  CHECK(guarded.run({"remove", "vic"}, "") == 0);
  CHECK(comes_true([&] { return guarded.get(kUser, vic).status == 401; }, 5s));
  CHECK(guarded.get(kUser, ann).status == 200);
  guarded.folder.write("users", "nonsense\n");
  std::this_thread::sleep_for(1500ms);
  CHECK(guarded.get(kUser, ann).status == 200);
  CHECK_THAT(guarded.server->err(), Contains("line 1: expected: nonsense ROLE PASSWORD-HASH"));
  CHECK(guarded.run({"add", "bob"}, "ten letters") == 2);
  const ProgramResult second =
      run_program("firstline-server",
                  {"--index", centre().index().string(), "--log", (guarded.folder / "log2.db").string(),
                   "--listen", "127.0.0.1:0", "--users", guarded.file().string()});
  CHECK(second.exit_code == 2);
  CHECK_THAT(second.err, Contains("line 1"));
}

TEST_CASE("Five failures lock an address out for half a minute, which a clock can tell") {
  const TemporaryFolder folder;
  set_clock(folder / "clock", kNoonMs);
  const Guarded guarded({"--clock", (folder / "clock").string()});
  for (int i = 0; i < 5; ++i) CHECK(guarded.sign_in("ann", "wrong horse").status == 401);
  const HttpResponse locked = guarded.sign_in("ann", "correct horse");
  CHECK(locked.status == 429);
  CHECK(locked.headers.at("retry-after") == "30");
  CHECK(guarded.sign_in("vic", "battery staple").status == 429);                  // the address
  CHECK(guarded.sign_in("ann", "correct horse", "198.51.100.9").status == 429);   // the name
  CHECK(guarded.sign_in("vic", "battery staple", "198.51.100.9").status == 303);  // neither
  set_clock(folder / "clock", kNoonMs + 31'000);
  CHECK(guarded.sign_in("ann", "correct horse").status == 303);
}

TEST_CASE("A session ends after twelve hours without use, and a new password ends it at once") {
  const TemporaryFolder folder;
  set_clock(folder / "clock", kNoonMs);
  const Guarded guarded({"--clock", (folder / "clock").string()});
  const std::string first = Guarded::cookie_of(guarded.sign_in("ann", "correct horse"));
  set_clock(folder / "clock", kNoonMs + 11 * kHourMs);
  CHECK(guarded.get(kUser, first).status == 200);
  set_clock(folder / "clock", kNoonMs + 22 * kHourMs);
  CHECK(guarded.get(kUser, first).status == 200);
  set_clock(folder / "clock", kNoonMs + 35 * kHourMs);
  CHECK(guarded.get(kUser, first).status == 401);
  const std::string second = Guarded::cookie_of(guarded.sign_in("ann", "correct horse"));
  CHECK(guarded.get(kUser, second).status == 200);
  CHECK(guarded.run({"password", "ann"}, "another horse") == 0);
  CHECK(comes_true([&] { return guarded.get(kUser, second).status == 401; }, 5s));
  CHECK(guarded.sign_in("ann", "correct horse").status == 401);
  CHECK(guarded.sign_in("ann", "another horse").status == 303);
}

TEST_CASE("Hundreds of wrong passwords from everywhere cost a customer nothing to speak of") {
  const Guarded guarded;
  search(guarded.server->port(), "refund");
  std::atomic<int> made = 0, turned_away = 0, other = 0;
  std::atomic<bool> done = false;
  std::vector<std::thread> attackers;
  for (int thread = 0; thread < 20; ++thread)
    attackers.emplace_back([&, thread] {
      for (int i = 0; i < 15; ++i) {
        const std::string name = "name" + std::to_string(thread * 15 + i);
        const int status =
            guarded.sign_in(name, "guess", "198.51." + std::to_string(thread) + "." + std::to_string(i))
                .status;
        ++(status == 401 ? made : status == 503 ? turned_away : other);
      }
    });
  std::chrono::milliseconds slowest{0};
  int answers = 0;
  std::thread customer([&] {
    while (!done) {
      const auto begin = std::chrono::steady_clock::now();
      answers += get(guarded.server->port(), search_path("refund")).status == 200 ? 1 : 0;
      slowest = std::max(slowest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                      std::chrono::steady_clock::now() - begin));
    }
  });
  for (std::thread& each : attackers) each.join();
  done = true;
  customer.join();
  INFO(made << " checked, " << turned_away << " turned away, " << answers << " answers, slowest "
            << slowest.count() << " ms");
  CHECK(made + turned_away == 300);
  CHECK(other == 0);
  CHECK(turned_away > 150);
  CHECK(answers > 20);
  CHECK(slowest < 1s);
  CHECK(comes_true([&] { return guarded.sign_in("ann", "correct horse").status == 303; }, 5s));
}

TEST_CASE("A server without users shows the review to nobody, and says here how to begin") {
  const TemporaryFolder folder;
  const RunningServer server(centre().index(), folder / "log.db");
  const HttpResponse page = get(server.port(), kSignIn);
  CHECK(page.status == 403);
  CHECK_THAT(page.body, Contains("<span>add</span>"));
  CHECK_THAT(get(server.port(), kUser).body, Contains("firstline-server user add NAME"));
  CHECK(get(server.port(), kSignIn, "X-Forwarded-For: 203.0.113.7\r\n").status == 404);
}

TEST_CASE("A mistake with the commands for users is told, and changes nothing") {
  const Guarded guarded;
  const std::string before = read_text(guarded.file());
  CHECK(std::filesystem::status(guarded.file()).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  CHECK(guarded.run({"add", "ann"}, "ten letters") == 2);
  CHECK_THAT(guarded.output(), Contains("ann is there already"));
  CHECK(guarded.run({"add", "bob"}, "nine lett") == 2);
  CHECK_THAT(guarded.output(), Contains("at least 10 characters"));
  CHECK(guarded.run({"add", "bob"}, "ten letters \xff") == 2);
  CHECK(guarded.run({"add", "b/b"}, "ten letters") == 2);
  CHECK(guarded.run({"add", "bob", "--role", "boss"}, "ten letters") == 2);
  CHECK(guarded.run({"password", "bob"}, "ten letters") == 2);
  CHECK(guarded.run({"remove", "bob"}, "") == 2);
  CHECK(guarded.run({"token", "bob"}, "") == 2);
  CHECK(guarded.run({"ad", "bob"}, "") == 2);
  CHECK(read_text(guarded.file()) == before);
  CHECK(guarded.run({"list"}, "") == 0);
  CHECK(guarded.output() == "ann\tlead\t0 tokens\nvic\tviewer\t0 tokens\n");
}

}  // namespace firstline::tests
