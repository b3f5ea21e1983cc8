// SPDX-License-Identifier: GPL-3.0-or-later
// The review's pages and API, asked without a socket: what they show, whom they let change it, and what
// outside text can't do to them.
#include <catch2/catch.hpp>

#include "search/links.h"
#include "server/review/proposals.h"
#include "server/review/review.h"
#include "tests/server/guarded_site.h"
#include "tests/server/log_entries.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;
using server::Response;

constexpr std::int64_t kNowMs = 1'790'000'000'000;
constexpr const char* kApi = "/api/v1/review/";

class ReviewSite : public GuardedSite {
 public:
  ReviewSite() {
    site.review = &review;
    site.proposals = &proposals;
  }

  /// So many people ask this, some minutes apart, and get a weak answer or none.
  void ask(const std::string& query, int times, search::Answered answered = search::Answered::kNo) {
    for (int i = 0; i < times; ++i) {
      server::LoggedSearch search = logged_search(query);
      search.at = server::from_milliseconds(kNowMs - 3'600'000 + 60'000 * i);
      search.answered = answered;
      search.category.clear();
      search.shown = {"en/account/reset-password"};
      search.asker.session = ++askers_;
      search.client = "client " + std::to_string(askers_);
      REQUIRE(site.log.record(search) == server::Logged::kWritten);
    }
  }
  void catch_up() { review.catch_up(); }

  Response page(const std::string& path, const std::string& query = "") {
    return send(request("GET", path, query));
  }
  json api(const std::string& path, const std::string& query = "") {
    const Response response = page(kApi + path, query);
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    return json::parse(response.body);
  }
  std::string first_id() { return api("unanswered")["groups"].at(0)["id"]; }
  std::string csrf() {
    return std::get<server::SignedIn>(let_in(site, request("GET", "/review"), server::Role::kViewer))
        .csrf_token;
  }
  Response post_form(const std::string& path, const std::string& fields) {
    return send(form(path, "csrf_token=" + csrf() + "&" + fields));
  }
  Response post_json(const std::string& path, const json& body) {
    server::Request post = request("POST", path);
    post.content_type = "application/json";
    post.csrf_token = csrf();
    post.body = body.dump();
    return send(post);
  }

 private:
  int askers_ = 0;
  TemporaryFolder own_folder_;

 public:
  const std::string proposals_file = own_folder_ / "proposals.txt";
  server::review::Review review{site.log, site.index, languages(), [this] { return now; }};
  server::review::Proposals proposals{proposals_file};
};

/// Signed in, with one gap of two texts.
void prepare(ReviewSite& site, const std::string& who = "ann") {
  site.ask("refund sim card", 3);
  site.ask("Sim card refund", 2);
  site.catch_up();
  REQUIRE(site.sign_in(who, "correct+horse").status == 303);
}

}  // namespace

TEST_CASE("The unanswered API has the shape that programs were promised") {
  ReviewSite site;
  prepare(site);
  const json groups = site.api("unanswered", "since=7d&lang=en&status=open&channel=web")["groups"];
  REQUIRE(groups.size() == 1);
  const json& group = groups[0];
  CHECK(group["label"] == "refund sim card");
  CHECK(group["queries"] ==
        json::parse(R"([{"q":"refund sim card","count":3},{"q":"Sim card refund","count":2}])"));
  CHECK(group["searches"] == 5);
  CHECK(group["visitors"] == 5);
  CHECK(group["lang"] == "en");
  CHECK(group["first"] == "2026-09-21T13:13:20Z");
  CHECK(group["last"] == "2026-09-21T13:15:20Z");
  CHECK(group["cause"] == "gap");
  CHECK(group["status"] == "open");
  for (const char* absent : {"owner", "note", "article"}) {
    CAPTURE(absent);
    CHECK(group.at(absent).is_null());
  }
  CHECK(group["due"] == "2026-09-22T13:13:20Z");
  CHECK(group["now"].contains("answered"));
  CHECK(site.api("unanswered", "lang=th")["groups"].empty());
  CHECK(site.api("unanswered", "channel=chat")["groups"].empty());
  CHECK(site.api("unanswered", "status=answered")["groups"].empty());
}

TEST_CASE("A gap of one customer is not due, and says why") {
  ReviewSite site;
  site.ask("refund sim card", 1);
  site.catch_up();
  REQUIRE(site.sign_in("ann", "correct+horse").status == 303);
  const std::string one = site.page("/review").body;
  CHECK_THAT(one, Contains("one customer so far") && !Contains("due 20"));
  CHECK_THAT(site.page("/review/gaps/" + site.first_id()).body, Contains("one customer so far"));
  CHECK(site.api("unanswered")["groups"][0]["due"].is_null());
  site.ask("refund sim card", 1);
  site.catch_up();
  CHECK_THAT(site.page("/review").body, Contains("due 2026-09-22") && !Contains("one customer so far"));
}

TEST_CASE("What led to a cause is told to programs, too") {
  ReviewSite site;
  prepare(site);
  const json evidence = site.api("gaps/" + site.first_id())["evidence"];
  CHECK(evidence["told_elsewhere"] == false);
  CHECK(evidence["text"] == "None of 5 searches opened an article.");
}

TEST_CASE("A value that makes no sense is a problem that names its parameter") {
  ReviewSite site;
  prepare(site);
  for (const auto& [query, name] :
       {std::pair{"since=7x", "since"}, std::pair{"status=done", "status"}, std::pair{"lang=%21", "lang"},
        std::pair{"format=xml", "format"}, std::pair{"cause=bad", "cause"}, std::pair{"sort=up", "sort"}}) {
    CAPTURE(query);
    const Response refused = site.page("/api/v1/review/unanswered", query);
    CHECK(refused.status == 400);
    CHECK(refused.content_type == "application/problem+json");
    CHECK_THAT(json::parse(refused.body)["detail"].get<std::string>(), Contains(name));
  }
  CHECK(site.page("/review", "since=7x").status == 400);
  CHECK(site.page("/review/searches", "what=x").status == 400);
  CHECK(site.page("/api/v1/review/gaps/nobody").status == 404);
  CHECK(site.page("/review/gaps/nobody").status == 404);
  CHECK_THAT(site.page("/review/gaps/nobody").body, Contains("There is no such gap"));
}

TEST_CASE("CSV holds the same rows, and runs nothing") {
  ReviewSite site;
  site.ask("=cmd refund card", 4);
  prepare(site);
  const Response csv = site.page("/api/v1/review/unanswered", "format=csv");
  CHECK(csv.content_type == "text/csv; charset=utf-8");
  CHECK_THAT(csv.body, Contains(",'=cmd refund card") && !Contains(",=cmd"));
  for (const char* path : {"figures", "articles", "searches"}) {
    CAPTURE(path);
    CHECK(site.page(std::string(kApi) + path, "format=csv").status == 200);
    CHECK(site.page(std::string(kApi) + path).content_type == "application/json");
  }
  CHECK_THAT(site.page("/api/v1/review/searches", "format=csv").body, Contains(",'=cmd refund card,"));
}

TEST_CASE("Figures count what was asked, and searches lead to their gap") {
  ReviewSite site;
  prepare(site);
  site.ask("reset password", 5, search::Answered::kYes);
  site.catch_up();
  const json figures = site.api("figures");
  CHECK(figures["all"]["searches"] == 10);
  CHECK(figures["all"]["share_answered"] == 0.5);
  CHECK(figures["by_lang"][0]["lang"] == "en");
  const json searches = site.api("searches", "what=unanswered&limit=2");
  CHECK(searches["total"] == 5);
  CHECK(searches["searches"].size() == 2);
  CHECK(searches["searches"][0]["group"] == site.first_id());
  CHECK(site.api("searches", "group=" + site.first_id())["total"] == 5);
  const std::string page = site.page("/review/figures").body;
  CHECK_THAT(page, Contains("/review/searches?since=30d&amp;lang=en&amp;what=unanswered"));
  CHECK_THAT(page, Contains("Hand-offs avoided"));
}

TEST_CASE("Every page of the review is one, with scripts of our own only") {
  ReviewSite site;
  prepare(site);
  const std::string gap = "/review/gaps/" + site.first_id();
  for (const std::string& path :
       {std::string("/review"), std::string("/review/figures"), std::string("/review/articles"),
        std::string("/review/articles/en/account/reset-password"), std::string("/review/searches"), gap}) {
    CAPTURE(path);
    const Response page = site.page(path);
    CHECK(page.status == 200);
    CHECK_THAT(header(page, "Content-Security-Policy"), Contains("script-src 'self'"));
    CHECK(header(page, "Cache-Control") == "no-store");
    CHECK(page.body.find("<style") == std::string::npos);
    CHECK(page.body.find(" style=") == std::string::npos);
    CHECK(page.body.find("{{") == std::string::npos);
  }
  CHECK_THAT(header(site.page("/"), "Content-Security-Policy"),
             Contains("script-src 'self';") && !Contains("unsafe"));
}

TEST_CASE("Without gaps and without searches the page says so kindly") {
  ReviewSite site;
  site.catch_up();
  site.sign_in("ann", "correct+horse");
  CHECK_THAT(site.page("/review").body, Contains("Nobody has searched yet"));
  CHECK_THAT(site.page("/review/figures").body, Contains("Nobody searched in this time"));
  CHECK_THAT(site.page("/review/searches").body, Contains("No searches here"));
  site.ask("reset password", 2, search::Answered::kYes);
  site.catch_up();
  CHECK_THAT(site.page("/review").body, Contains("Nothing is missing here"));
}

TEST_CASE("What customers type is text wherever it is shown, however odd") {
  ReviewSite site;
  const std::string script = "<script>alert(1)</script> refund";
  std::string words;
  for (int i = 0; i < 500; ++i) words += "word" + std::to_string(i) + " ";
  site.ask(script, 4);
  site.ask("\"onmouseover=x() card", 3);
  site.ask(words, 3);
  site.ask("😀😀", 3);
  site.ask("החזר כספי", 3);
  prepare(site);
  const json groups = site.api("unanswered")["groups"];
  REQUIRE(groups.size() >= 4);
  for (const json& group : groups) {
    const std::string page = site.page("/review/gaps/" + group["id"].get<std::string>()).body;
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("\"onmouseover") == std::string::npos);
    CHECK(page.find("dir=\"auto\"") != std::string::npos);
  }
  for (const char* path : {"/review", "/review/searches", "/review/articles/en/account/reset-password"}) {
    CAPTURE(path);
    const std::string page = site.page(path).body;
    CHECK_THAT(page, Contains("&lt;script&gt;alert(1)"));
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("\"onmouseover") == std::string::npos);
  }
  CHECK_THAT(site.page("/review").body, Contains("word0 word1") && Contains("…</bdi>"));
}

TEST_CASE("A lead changes a gap; who comes second is told what the first did, and loses nothing") {
  ReviewSite site;
  prepare(site);
  const std::string path = "/review/gaps/" + site.first_id();
  const Response saved = site.post_form(path, "version=0&status=planned&owner=bo&note=soon&due=2026-10-01");
  CHECK(saved.status == 303);
  CHECK_THAT(header(saved, "Location"), Contains(path + "?") && Contains("done=saved"));
  const json gap = site.api("gaps/" + site.first_id());
  CHECK(gap["status"] == "planned");
  CHECK(gap["owner"] == "bo");
  CHECK(gap["due"] == "2026-10-01T23:59:59Z");
  CHECK(gap["version"] == 1);
  const Response late = site.post_form(path, "version=0&status=open&owner=eve&note=my+%3Cb%3Elong+text");
  CHECK(late.status == 409);
  CHECK_THAT(late.body, Contains("Somebody else changed this gap") && Contains("open → planned"));
  CHECK_THAT(late.body, Contains("my &lt;b&gt;long text") && Contains("value=\"eve\""));
  CHECK_THAT(late.body, Contains("name=\"version\" value=\"1\""));
  CHECK(site.api("gaps/" + site.first_id())["owner"] == "bo");
}

TEST_CASE("What can't be saved is said, and what was typed stays") {
  ReviewSite site;
  prepare(site);
  const std::string path = "/review/gaps/" + site.first_id();
  for (const auto& [fields, reason] :
       {std::pair{"status=ignored", "Say why it is ignored"},
        std::pair{"status=answered", "Say which article"},
        std::pair{"status=answered&article=en/nothing", "There is no published article"},
        std::pair{"status=done", "The status is none of"}, std::pair{"status=open&due=soon", "no date"}}) {
    CAPTURE(fields);
    const Response refused = site.post_form(path, std::string("version=0&note=kept&") + fields);
    CHECK(refused.status == 400);
    CHECK_THAT(refused.body, Contains(reason) && Contains(">kept</textarea>"));
  }
  CHECK(site.api("gaps/" + site.first_id())["version"] == 0);
  CHECK(site.post_form(path, "status=open&version=x").status == 400);
  CHECK(site.post_form(path, "version=0&status=answered&article=en/account/reset-password").status == 303);
}

TEST_CASE("The API changes a gap by its version, and says 409 to an old one") {
  ReviewSite site;
  prepare(site);
  const std::string path = "/api/v1/review/gaps/" + site.first_id();
  const Response changed = site.post_json(path, {{"version", 0}, {"owner", "bo"}});
  REQUIRE(changed.status == 200);
  CHECK(json::parse(changed.body)["owner"] == "bo");
  CHECK(json::parse(changed.body)["status"] == "open");
  const Response conflict = site.post_json(path, {{"version", 0}, {"status", "planned"}});
  CHECK(conflict.status == 409);
  CHECK(conflict.content_type == "application/problem+json");
  CHECK(site.post_json(path, {{"status", "planned"}}).status == 400);
  CHECK(site.post_json(path, {{"version", 1}, {"status", 3}}).status == 400);
  CHECK(site.post_json(path, {{"version", 1}, {"due", nullptr}, {"status", "planned"}}).status == 200);
}

TEST_CASE("A viewer sees no forms, and changes nothing") {
  ReviewSite site;
  prepare(site, "vic");
  const std::string path = "/review/gaps/" + site.first_id();
  const Response page = site.page(path);
  CHECK(page.status == 200);
  CHECK(page.body.find("name=\"status\"") == std::string::npos);
  CHECK(page.body.find("name=\"question\"") == std::string::npos);
  CHECK(site.post_form(path, "version=0&status=planned").status == 403);
  CHECK(site.post_form(path + "/merge", "other=x").status == 403);
  CHECK(site.post_form(path + "/propose", "kind=synonym&wording=a=%3Eb").status == 403);
  CHECK(site.api("gaps/" + site.first_id())["version"] == 0);
}

TEST_CASE("A form without the session's own token changes nothing") {
  ReviewSite site;
  prepare(site);
  const std::string path = "/review/gaps/" + site.first_id();
  CHECK(site.send(site.form(path, "version=0&status=planned")).status == 403);
  CHECK(site.send(site.form(path, "csrf_token=x&version=0&status=planned")).status == 403);
  CHECK(site.api("gaps/" + site.first_id())["version"] == 0);
}

TEST_CASE("Two gaps become one, and a part of one its own") {
  ReviewSite site;
  site.ask("parking ticket at the shop", 2);
  prepare(site);
  const json groups = site.api("unanswered")["groups"];
  REQUIRE(groups.size() == 2);
  const std::string id = groups[0]["id"];
  const std::string other = groups[1]["id"];
  const std::string path = "/review/gaps/" + id;
  CHECK(site.post_form(path + "/merge", "other=" + id).status == 400);
  CHECK(site.post_form(path + "/merge", "other=" + other).status == 303);
  site.catch_up();
  CHECK(site.api("gaps/" + id)["searches"] == 7);
  CHECK(site.post_form(path + "/split", "").status == 400);
  const json queries = site.api("gaps/" + id)["queries"];
  CHECK(site.post_form(path + "/split", "question=" + queries.back()["question"].get<std::string>()).status ==
        303);
  site.catch_up();
  CHECK(site.api("unanswered")["groups"].size() == 2);
}

TEST_CASE("A draft is a file, and a proposal a line, once, with an entry in the history") {
  ReviewSite site;
  prepare(site);
  const std::string path = "/review/gaps/" + site.first_id();
  const Response draft = site.page(path + "/draft.md");
  CHECK(draft.content_type == "text/markdown; charset=utf-8");
  CHECK_THAT(header(draft, "Content-Disposition"), Contains("filename=\"refund-sim-card.md\""));
  CHECK_THAT(draft.body, Contains("- refund sim card (3)"));
  CHECK(site.page(path + "/else").status == 404);
  CHECK(site.post_form(path + "/propose", "kind=synonym&wording=refnd").status == 400);
  const std::string fields = "kind=synonym&wording=" + search::percent_encode("refnd => refund");
  CHECK_THAT(header(site.post_form(path + "/propose", fields), "Location"), Contains("done=proposed"));
  CHECK_THAT(header(site.post_form(path + "/propose", fields), "Location"), Contains("done=known"));
  CHECK_THAT(read_text(site.proposals_file), Contains("\nrefnd => refund\n"));
  const json history = site.api("gaps/" + site.first_id())["history"];
  REQUIRE(history.size() == 1);
  CHECK(history[0]["who"] == "ann");
  CHECK_THAT(history[0]["what"].get<std::string>(), Contains("refnd => refund"));
}

}  // namespace firstline::tests
