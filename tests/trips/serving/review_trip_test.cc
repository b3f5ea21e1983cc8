// SPDX-License-Identifier: GPL-3.0-or-later
// The review over real sockets and beside a real index: a gap appears, a lead takes it, an article closes it.
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "base/secrets.h"
#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;

constexpr const char* kToken = "a-token-of-this-test";

/// The help centre with one lead, who comes with a token.
struct ReviewedCentre : SmallCentre {
  ReviewedCentre() {
    folder().write("users", std::string("ann lead ") + base::hash_password("correct horse") +
                                " token:" + base::secret_hash(kToken) + "\n");
  }
  std::vector<std::string> flags() const {
    return {"--users", folder() / "users", "--proposals", folder() / "proposals.txt"};
  }
};

std::string bearer() {
  return std::string("Authorization: Bearer ") + kToken + "\r\n";
}

json review(int port, const std::string& path) {
  const HttpResponse response = get(port, "/api/v1/review/" + path, bearer());
  CAPTURE(path, response.body);
  REQUIRE(response.status == 200);
  return json::parse(response.body);
}

/// Asks until it is so, ten seconds at the most: the review follows the log and the index by itself.
bool becomes(const std::function<bool()>& is_so) {
  for (int i = 0; i < 100; ++i) {
    if (is_so()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

}  // namespace

TEST_CASE("A gap appears, is taken, and is known to be closed when its article is published") {
  const ReviewedCentre centre;
  const RunningServer server(centre.index(), centre.log(), centre.flags());
  const int port = server.port();
  CHECK(get(port, "/api/v1/review/unanswered").status == 401);
  CHECK(get(port, "/review").status == 303);

  for (int i = 0; i < 3; ++i) search(port, "quokka season tickets", "&lang=en&session=s" + std::to_string(i));
  REQUIRE(becomes([port] { return review(port, "unanswered?since=7d")["groups"].size() == 1; }));
  const json gap = review(port, "unanswered?since=7d")["groups"][0];
  CHECK(gap["label"] == "quokka season tickets");
  CHECK(gap["searches"] == 3);
  CHECK(gap["cause"] == "gap");
  CHECK(gap["now"]["answered"] != "yes");
  const std::string id = gap["id"];

  HttpClient client(port);
  const std::string body = json{{"version", 0}, {"status", "planned"}, {"owner", "ann"}}.dump();
  client.send("POST /api/v1/review/gaps/" + id +
              " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + bearer() +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(client.read_response().status == 200);

  centre.write("en/tips/quokka",
               "---\ntitle: Where do I get quokka season tickets?\ncategory: Tips\n---\n\n"
               "Quokka season tickets are sold at the gate.\n");
  centre.publish();
  REQUIRE(becomes([port, &id] { return review(port, "gaps/" + id)["proposes_closing"] == true; }));
  const json now = review(port, "gaps/" + id)["now"];
  CHECK(now["answered"] == "yes");
  CHECK(now["id"] == "en/tips/quokka");
  CHECK(now["rank"] == 1);
  CHECK_THAT(get(port, "/review", bearer()).body, Contains("Now answered by"));
}

TEST_CASE("A draft of a gap is an article that the check accepts") {
  const ReviewedCentre centre;
  const RunningServer server(centre.index(), centre.log(), centre.flags());
  const int port = server.port();
  for (const char* query : {"--> <b>quokka</b> \"tickets\": '", "quokka tickets # []", "ตั๋วควอกกา"})
    search(port, query, "&session=" + std::to_string(std::string(query).size()));
  REQUIRE(becomes([port] { return !review(port, "unanswered")["groups"].empty(); }));
  const TemporaryFolder drafts;
  int number = 0;
  const json groups = review(port, "unanswered")["groups"];
  for (const json& gap : groups) {
    const HttpResponse draft =
        get(port, "/review/gaps/" + gap["id"].get<std::string>() + "/draft.md", bearer());
    REQUIRE(draft.status == 200);
    CHECK_THAT(draft.headers.at("content-disposition"), Contains("attachment; filename="));
    drafts.write("articles/en/draft-" + std::to_string(++number) + ".md", draft.body);
  }
  const ProgramResult checked = run_program(
      "firstline-index", {(drafts / "articles").string(), "--index", (drafts / "index").string(), "--check"});
  CAPTURE(checked.out, checked.err);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("The report says in Markdown what to write next") {
  const ReviewedCentre centre;
  {
    const RunningServer server(centre.index(), centre.log(), centre.flags());
    for (int i = 0; i < 3; ++i)
      search(server.port(), "*quokka* [tickets](http://x)", "&lang=en&session=s" + std::to_string(i));
  }
  const ProgramResult report = run_program(
      "firstline-server", {"report", "--log", centre.log().string(), "--index", centre.index().string()});
  CAPTURE(report.out, report.err);
  CHECK(report.exit_code == 0);
  CHECK_THAT(report.out, Contains("- Searches: **3**") && Contains("## What to write next"));
  CHECK_THAT(report.out,
             Contains("1. **\\*quokka\\* \\[tickets\\](http:") && Contains("3 searches, 0 messages"));
  CHECK_THAT(report.out, Contains("Missing article → Write an article."));
  CHECK(run_program("firstline-server", {"report", "--log", "nowhere.db", "--index", centre.index().string()})
            .exit_code == 2);
  CHECK(run_program("firstline-server", {"report", "--log", centre.log().string(), "--index",
                                         centre.index().string(), "--since", "x"})
            .exit_code == 2);
}

}  // namespace firstline::tests
