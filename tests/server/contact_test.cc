// SPDX-License-Identifier: GPL-3.0-or-later
// The way to a person: the page, the form, what is kept of it, and what outside text can't do to it.
#include <catch2/catch.hpp>
#include <regex>

#include "search/links.h"
#include "server/messages/messages.h"
#include "server/review/review.h"
#include "tests/server/guarded_site.h"
#include "tests/server/log_entries.h"
#include "tests/server/log_file.h"

namespace firstline::tests {
namespace {

using Catch::Contains;
using nlohmann::json;
using server::Message;
using server::Response;

constexpr const char* kArticle = "en/account/reset-password";

class ContactSite : public GuardedSite {
 public:
  ContactSite() {
    site.messages = &messages;
    site.review = &review;
    site.answer_hours = 24;
  }

  Response page(const std::string& path, const std::string& query = "") {
    return send(request("GET", path, query));
  }
  std::string search_id(const std::string& query = "password") {
    return json::parse(page("/api/v1/search", "lang=en&q=" + query).body)["search_id"];
  }
  Response write(const std::string& fields, const std::string& path = "/contact") {
    return send(form(path, fields));
  }
  server::MessageList all() { return messages.list({}); }
  std::string count(const std::string& table) {
    return LogFile(site.log.file()).value("SELECT count(*) FROM " + table);
  }
  std::string csrf() {
    return std::get<server::SignedIn>(let_in(site, request("GET", "/review"), server::Role::kViewer))
        .csrf_token;
  }
  Response change(std::int64_t number, const std::string& what) {
    return write("csrf_token=" + csrf() + "&do=" + what, "/review/messages/" + std::to_string(number));
  }
  std::int64_t store(const std::string& text, const std::string& email = "ann@example.com") {
    Message made;
    made.text = text;
    made.email = email;
    made.lang = "en";
    made.at_ms = 1'790'000'000'000;
    REQUIRE(messages.add(made) == server::Stored::kNew);
    return made.number;
  }

 private:
  TemporaryFolder own_folder_;

 public:
  server::Messages messages{own_folder_ / "messages.db"};
  server::review::Review review{site.log, site.index, languages(), [this] { return now; }};
};

std::string key_of(const Response& page) {
  static const std::regex key("name=\"key\" value=\"([\\w-]{22})\"");
  std::smatch found;
  return std::regex_search(page.body, found, key) ? found[1].str() : "";
}

}  // namespace

TEST_CASE("The page holds the question, shows the best article once more, and logs no other search") {
  ContactSite site;
  const std::string id = site.search_id();
  const Response page = site.page("/contact", "lang=en&search=" + id + "&q=password");
  CHECK(page.status == 200);
  CHECK(header(page, "Cache-Control") == "no-store");
  CHECK_THAT(page.body,
             Contains("Does this answer it?") && Contains("\npassword</textarea>") &&
                 Contains("/articles/en/account/reset-password?search=" + id + "&amp;position=1") &&
                 Contains("within 24 hours") && Contains("name=\"robots\" content=\"noindex\""));
  CHECK(page.body.find("{{") == std::string::npos);
  CHECK(site.count("searches") == "1");
  // The question is known from the search alone; without one there is nothing to show.
  CHECK_THAT(site.page("/contact", "search=" + id).body, Contains("\npassword</textarea>"));
  const Response empty = site.page("/contact", "lang=en");
  CHECK_THAT(empty.body, Contains("name=\"message\"") && !Contains("Does this answer it?"));
  CHECK_THAT(site.page("/contact", "lang=en&q=quokka+zebra").body, !Contains("Does this answer it?"));
  CHECK_THAT(site.page("/contact", "lang=th").body, Contains("lang=\"th\"") && Contains("24 ชั่วโมง"));
  CHECK(site.page("/contact", "search=%22%3E%3Cb%3E&q=%3C/textarea%3E%3Cscript%3E").body.find("<script>") ==
        std::string::npos);
}

TEST_CASE("A message is stored for the leads, its hand-off logged redacted, and a reload sends nothing") {
  ContactSite site;
  const std::string id = site.search_id("password+for+ann@example.com");
  site.page(std::string("/articles/") + kArticle, "search=" + id + "&position=1");
  const Response sent =
      site.write("lang=en&search=" + id + "&q=password+for+ann@example.com&message=" +
                 search::percent_encode("Call 020 7946 0018,\r\nplease") + "&email=+ann@example.com+");
  CHECK(sent.status == 303);
  CHECK(header(sent, "Location") == "/contact/thanks?lang=en&answer=1");
  const server::MessageList list = site.all();
  REQUIRE(list.total == 1);
  const Message& message = list.messages[0];
  CHECK(message.text == "Call 020 7946 0018,\nplease");
  CHECK(message.email == "ann@example.com");
  CHECK(message.question == "password for [email]");
  CHECK(message.search_id == id);
  CHECK(message.article == kArticle);
  CHECK(message.shown.at(0) == kArticle);
  CHECK(message.lang == "en");
  CHECK(LogFile(site.site.log.file()).value("SELECT text FROM events WHERE kind = 3") ==
        "Call [phone],\nplease");
  CHECK(bytes_of(site.site.log.file()).find("7946") == std::string::npos);
  const Response thanks = site.page("/contact/thanks", "lang=en&answer=1");
  CHECK(thanks.status == 200);
  CHECK_THAT(thanks.body, Contains("Thank you") && Contains("within 24 hours"));
  CHECK_THAT(site.page("/contact/thanks", "lang=en").body, Contains("can’t write back"));
}

TEST_CASE("What can't be sent is said by its field, and nothing typed is lost") {
  ContactSite site;
  const Response empty = site.write("lang=en&message=++&email=ann@example.com");
  CHECK(empty.status == 422);
  CHECK_THAT(empty.body, Contains("Please write what you need.") && Contains("value=\"ann@example.com\"") &&
                             Contains("aria-invalid=\"true\"") && Contains("_message_wrong"));
  const Response address = site.write("lang=en&message=hello+%3Cb%3E&email=ann@example.com%0D%0ABcc:x@y.z");
  CHECK(address.status == 422);
  CHECK_THAT(address.body, Contains("hello &lt;b&gt;</textarea>") && Contains("_email_wrong"));
  CHECK(header(address, "Bcc").empty());
  const Response lengthy = site.write("lang=th&message=" + std::string(10'001, 'x'));
  CHECK(lengthy.status == 422);
  CHECK_THAT(lengthy.body, Contains("10001") && Contains("lang=\"th\""));
  CHECK(site.write("message=%FF").status == 400);
  CHECK(site.all().total == 0);
  CHECK(site.count("events") == "0");
  std::string most;
  for (int i = 0; i < 10'000; ++i) most += "%E0%B8%81";
  CHECK(site.write("lang=th&message=" + most).status == 303);
}

TEST_CASE("Other sites and simple robots send nothing; old browsers that name no origin do") {
  ContactSite site;
  server::Request post = site.form("/contact", "lang=en&message=hello");
  post.origin = "https://evil.example";
  CHECK(site.send(post).status == 403);
  post.origin = "https://help.example.com";
  post.sec_fetch_site = "cross-site";
  CHECK(site.send(post).status == 403);
  server::Request vote = site.form("/feedback", std::string("helpful=no&id=") + kArticle);
  vote.origin = "null";
  CHECK(site.send(vote).status == 403);
  CHECK(site.write("lang=en&message=buy+now&subject_again=x").status == 303);
  CHECK(site.all().total == 0);
  CHECK(site.messages.robots() == 1);
  CHECK_THAT(site.page("/metrics").body, Contains("firstline_messages_robots_total 1\n"));
  post.sec_fetch_site = "same-origin";
  CHECK(site.send(post).status == 303);
  CHECK(site.write("lang=en&message=hello").status == 303);
  CHECK(site.all().total == 2);
}

TEST_CASE("One form sent twice is one message") {
  ContactSite site;
  const std::string key = key_of(site.page("/contact", "lang=en"));
  REQUIRE_FALSE(key.empty());
  for (int i = 0; i < 2; ++i) CHECK(site.write("lang=en&message=hello&key=" + key).status == 303);
  CHECK(site.all().total == 1);
  CHECK(site.count("events") == "1");
}

TEST_CASE("A message on a search that nobody knows is stored without it") {
  ContactSite site;
  CHECK(site.write("lang=en&message=hello&search=AAAAAAAAAAAAAAAAAAAAAA&q=refund").status == 303);
  REQUIRE(site.all().total == 1);
  CHECK(site.all().messages[0].search_id.empty());
  CHECK(site.all().messages[0].question == "refund");
}

TEST_CASE("A file that can't be written is told plainly: the text stays, operators see it") {
  ContactSite site;
  site.store("first");
  LogFile other(site.messages.file());
  other.run("BEGIN EXCLUSIVE");
  const Response failed = site.write("lang=en&message=my+long+story&email=ann@example.com");
  CHECK(failed.status == 503);
  CHECK_THAT(failed.body, Contains("my long story</textarea>") && Contains("couldn’t save your message") &&
                              Contains("value=\"ann@example.com\""));
  const Response api = site.send([&site] {
    server::Request post = site.form("/api/v1/contact", R"({"message":"hello"})");
    post.content_type = "application/json";
    return post;
  }());
  CHECK(api.status == 503);
  const Response ready = site.page("/readyz");
  CHECK(ready.status == 503);
  CHECK_THAT(ready.body, Contains("messages can't be written"));
  CHECK_THAT(site.page("/metrics").body,
             Contains("firstline_messages_writable 0\n") && Contains("firstline_messages_refused_total 2\n"));
  CHECK(site.page("/api/v1/search", "q=password").status == 200);
  other.run("ROLLBACK");
}

TEST_CASE("The API stores messages, too, however the address is written") {
  ContactSite site;
  const auto post = [&site](const json& body) {
    server::Request request = site.form("/api/v1/contact", body.dump());
    request.content_type = "application/json";
    return site.send(request).status;
  };
  CHECK(post({{"search_id", site.search_id()}, {"message", "by API"}, {"email", "ana (at)\r\nb.c"}}) == 204);
  CHECK(post({{"message", "x"}, {"search_id", "AAAAAAAAAAAAAAAAAAAAAA"}}) == 404);
  CHECK(post({{"message", " \n "}}) == 400);
  REQUIRE(site.all().total == 1);
  CHECK(site.all().messages[0].text == "by API");
  CHECK(site.all().messages[0].email == "ana (at)\nb.c");
  CHECK(site.all().messages[0].question == "password");
}

TEST_CASE("Leads read, answer and delete messages; viewers and strangers don't") {
  ContactSite site;
  const std::int64_t number = site.store("<script>alert(1)</script> =cmd");
  CHECK(site.page("/review/messages").status == 303);
  CHECK(site.page("/api/v1/review/messages").status == 401);
  site.sign_in("vic", "correct+horse");
  const Response refused = site.page("/review/messages");
  CHECK(refused.status == 403);
  CHECK_THAT(refused.body, Contains("Messages are for leads") && !Contains("ann@example.com"));
  CHECK(site.page("/api/v1/review/messages").status == 403);
  CHECK(site.change(number, "deleted").status == 403);
  CHECK_THAT(site.page("/review/figures").body, !Contains("/review/messages"));

  site.cookies.clear();
  site.sign_in("ann", "correct+horse");
  const Response page = site.page("/review/messages");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, Contains("&lt;script&gt;alert(1)&lt;/script&gt; =cmd") &&
                            !Contains("<script>alert") && Contains("mailto:ann@example.com?subject=") &&
                            Contains("Mark as answered"));
  CHECK(page.body.find("{{") == std::string::npos);
  CHECK_THAT(site.page("/review/figures").body, Contains("<span class=\"open-count\">1"));
  CHECK(site.write("do=deleted", "/review/messages/" + std::to_string(number)).status == 403);  // no token
  CHECK(header(site.change(number, "answered"), "Location") == "/review/messages?done=answered");
  const json answered = json::parse(site.page("/api/v1/review/messages", "status=answered").body);
  CHECK(answered["total"] == 1);
  CHECK(answered["open"] == 0);
  CHECK(answered["messages"][0]["answered_by"] == "ann");
  CHECK(answered["messages"][0]["history"][0]["what"] == "marked as answered");
  CHECK(json::parse(site.page("/api/v1/review/messages", "status=open").body)["total"] == 0);
  CHECK(site.change(number, "open").status == 303);
  CHECK(site.change(number, "burnt").status == 400);
  CHECK(site.change(number, "deleted").status == 303);
  CHECK(site.change(number, "deleted").status == 404);
  CHECK(bytes_of(site.messages.file()).find("alert(1)") == std::string::npos);
  CHECK_THAT(site.page("/review/messages").body, Contains("No messages here"));
  CHECK(site.page("/review/messages", "status=x").status == 400);
  CHECK(site.page("/review/messages", "offset=-1").status == 400);
}

TEST_CASE("Programs of leads get JSON and CSV that runs nothing, and change what they may") {
  ContactSite site;
  const std::int64_t number = site.store("=cmd|' /C calc'!A0", "+ann@example.com");
  site.sign_in("ann", "correct+horse");
  const Response csv = site.page("/api/v1/review/messages", "format=csv");
  CHECK(csv.content_type == "text/csv; charset=utf-8");
  CHECK_THAT(csv.body, Contains("'=cmd") && Contains("'+ann@example.com"));
  const auto change = [&](const std::string& status, const std::string& token) {
    server::Request post =
        site.form("/api/v1/review/messages/" + std::to_string(number), json{{"status", status}}.dump());
    post.content_type = "application/json";
    post.csrf_token = token;
    return site.send(post);
  };
  CHECK(change("answered", "forged").status == 403);
  CHECK(json::parse(change("answered", site.csrf()).body)["status"] == "answered");
  CHECK(change("lost", site.csrf()).status == 400);
  CHECK(change("deleted", site.csrf()).status == 204);
  CHECK(change("open", site.csrf()).status == 404);
}

TEST_CASE("Many messages are on several pages, and keep the filter") {
  ContactSite site;
  for (int i = 0; i < 45; ++i) site.store("message " + std::to_string(i));
  site.sign_in("ann", "correct+horse");
  CHECK_THAT(site.page("/review/messages", "status=open&lang=en").body,
             Contains("1–20 of 45") && Contains("status=open&amp;offset=20"));
  CHECK_THAT(site.page("/review/messages", "offset=40").body,
             Contains("41–45 of 45") && Contains("message 0<"));
}

TEST_CASE("A vote by the form says thanks, asks why after a no, and counts once") {
  ContactSite site;
  const std::string vote = std::string("lang=en&id=") + kArticle;
  const Response no = site.write(vote + "&helpful=no", "/feedback");
  CHECK(no.status == 303);
  CHECK(header(no, "Location") == std::string("/feedback?lang=en&helpful=no&id=") + kArticle);
  const Response why = site.page("/feedback", vote + "&helpful=no");
  CHECK_THAT(why.body, Contains("What was wrong?") && Contains("value=\"steps_failed\"") &&
                           Contains("/contact?lang=en&amp;article=en/account/reset-password"));
  CHECK(why.body.find("{{") == std::string::npos);
  CHECK(header(site.write(vote + "&helpful=no&said=1&reason=steps_failed&comment=ask+ann@example.com",
                          "/feedback"),
               "Location") == std::string("/feedback?lang=en&helpful=no&id=") + kArticle + "&said=1");
  CHECK_THAT(site.page("/feedback", vote + "&helpful=no&said=1").body, !Contains("What was wrong?"));
  CHECK_THAT(site.page("/feedback", vote + "&helpful=yes").body, !Contains("What was wrong?"));
  site.write(vote + "&helpful=yes", "/feedback");  // the first vote counts
  LogFile log(site.site.log.file());
  CHECK(log.value("SELECT group_concat(helpful || ' ' || reason || ' ' || text, ';') FROM events") ==
        "0 2 ask [email]");
  CHECK(site.write(vote, "/feedback").status == 400);
  CHECK(site.write(vote + "&helpful=no&reason=x", "/feedback").status == 400);
  CHECK(site.write("helpful=no&id=en/none", "/feedback").status == 404);
  CHECK(site.write("helpful=no&id=//evil.example", "/feedback").status == 404);
  CHECK(site.write("helpful=no", "/feedback").status == 400);
}

TEST_CASE("Who doesn't want to be told apart adds words to a vote, not another vote") {
  ContactSite site;
  const auto post = [&site](const std::string& fields) {
    server::Request request =
        site.form("/feedback", std::string("lang=en&helpful=no&id=") + kArticle + fields);
    request.untracked = true;
    return site.send(request).status;
  };
  CHECK(post("") == 303);
  CHECK(post("&said=1&reason=out_of_date") == 303);
  LogFile log(site.site.log.file());
  CHECK(log.value("SELECT group_concat(helpful || ' ' || reason) FROM events") == "0 4");
}

TEST_CASE("A vote on results belongs to their search; the review shows what readers said of an article") {
  ContactSite site;
  const std::string id = site.search_id();
  const Response results = site.page("/search", "lang=en&q=password");
  CHECK_THAT(results.body, Contains("Did these results help?") && Contains("/contact?lang=en&amp;search="));
  CHECK(site.write("lang=en&helpful=no&search=" + id, "/feedback").status == 303);
  CHECK(site.write("lang=en&helpful=no&search=AAAAAAAAAAAAAAAAAAAAAA", "/feedback").status == 303);
  LogFile log(site.site.log.file());
  CHECK(log.value("SELECT count(*) || ' ' || sum(article) FROM events WHERE search IS NOT NULL") == "1 0");
  server::Request api = site.form("/api/v1/feedback", json{{"id", kArticle},
                                                           {"search_id", id},
                                                           {"helpful", false},
                                                           {"reason", "other_topic"},
                                                           {"comment", "<b>"}}
                                                          .dump());
  api.content_type = "application/json";
  CHECK(site.send(api).status == 204);
  api.body = json{{"search_id", id}, {"helpful", true}}.dump();
  CHECK(site.send(api).status == 204);
  api.body = json{{"id", kArticle}, {"helpful", true}, {"reason", "because"}}.dump();
  CHECK(site.send(api).status == 400);
  site.review.catch_up();
  CHECK(site.review.searches({}, {}).searches.back().unhelpful);
  site.sign_in("ann", "correct+horse");
  const Response article = site.page(std::string("/review/articles/") + kArticle, "since=all");
  CHECK_THAT(article.body, Contains("What readers said") && Contains("what I was looking for") &&
                               Contains("&lt;b&gt;") && !Contains("<b>"));
}

TEST_CASE("An article asks for a vote and leads to a person") {
  ContactSite site;
  const std::string id = site.search_id();
  const Response page = site.page(std::string("/articles/") + kArticle, "search=" + id);
  CHECK_THAT(page.body,
             Contains("Was this helpful?") && Contains("name=\"search\" value=\"" + id + "\"") &&
                 Contains("/contact?lang=en&amp;search=" + id + "&amp;article=en/account/reset-password"));
  CHECK_THAT(site.page("/nowhere", "lang=en").body, Contains("/contact?lang=en"));
}

}  // namespace firstline::tests
