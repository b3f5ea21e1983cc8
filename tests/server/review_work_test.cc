// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "server/log/schema.h"
#include "server/review/work.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server::review {
namespace {

/// The work in a log of its own.
struct Stored {
  tests::TemporaryFolder folder;
  std::string file = folder / "log.db";
  Database database = open_log(file, 1'000);
  Work work{database};

  WorkItem item(const std::string& id) { return work.read_all().at(id); }
};

WorkItem new_item(const std::string& id) {
  WorkItem item;
  item.id = id;
  item.label = "refund " + id;
  item.lang = "en";
  item.questions = {id, id + "2"};
  return item;
}

}  // namespace

TEST_CASE("Each status has a name, and is found by it") {
  for (const Status status : {Status::kOpen, Status::kPlanned, Status::kAnswered, Status::kIgnored})
    CHECK(find_status(status_name(status)) == status);
  CHECK(status_name(Status::kPlanned) == std::string("planned"));
  CHECK_FALSE(find_status("done"));
  CHECK_FALSE(find_status(""));
}

TEST_CASE("What a lead decided is there again in another program run") {
  Stored stored;
  CHECK(stored.work.read_all().empty());
  WorkItem item = new_item("a");
  item.status = Status::kIgnored;
  item.owner = "ann";
  item.due_ms = 5;
  item.note = "Lines\nand 'quotes'";
  item.reason = "spam";
  item.article = "en/a";
  item.decided_ms = 7;
  REQUIRE(stored.work.put_all({{item, {9, "ann", "ignored it"}}}));
  Database other = open_log(stored.file, 1'000);
  Work again(other);
  const WorkItem read = again.read_all().at("a");
  CHECK(read.label == item.label);
  CHECK(read.lang == "en");
  CHECK(read.questions == item.questions);
  CHECK(read.status == Status::kIgnored);
  CHECK(read.owner == "ann");
  CHECK(read.due_ms == 5);
  CHECK(read.note == item.note);
  CHECK(read.reason == "spam");
  CHECK(read.article == "en/a");
  CHECK(read.decided_ms == 7);
  CHECK(read.version == 1);
  REQUIRE(again.history("a").size() == 1);
  CHECK(again.history("a")[0].at_ms == 9);
  CHECK(again.history("a")[0].who == "ann");
  CHECK(again.history("a")[0].what == "ignored it");
  CHECK(again.history("b").empty());
}

TEST_CASE("Of two leads who saw the same, the second is told") {
  Stored stored;
  REQUIRE(stored.work.put_all({{new_item("a"), {1, "ann", "made"}}}));
  WorkItem anns = stored.item("a");
  WorkItem bobs = stored.item("a");
  anns.owner = "ann";
  bobs.owner = "bob";
  CHECK(stored.work.put_all({{anns, {2, "ann", "took it"}}}));
  CHECK_FALSE(stored.work.put_all({{bobs, {3, "bob", "took it"}}}));
  CHECK(stored.item("a").owner == "ann");
  CHECK(stored.item("a").version == 2);
  CHECK(stored.work.history("a").size() == 2);
  // Both touch what nobody had touched.
  WorkItem first = new_item("b");
  CHECK(stored.work.put_all({{first, {4, "ann", "made"}}}));
  CHECK_FALSE(stored.work.put_all({{first, {5, "bob", "made"}}}));
  CHECK(stored.work.history("b").size() == 1);
  // The one who saw what the other did may go on.
  WorkItem seen = stored.item("a");
  seen.owner = "bob";
  CHECK(stored.work.put_all({{seen, {6, "bob", "took it over"}}}));
  CHECK(stored.item("a").owner == "bob");
}

TEST_CASE("Several are stored all or not at all") {
  Stored stored;
  REQUIRE(stored.work.put_all({{new_item("b"), {1, "ann", "made"}}}));
  const WorkItem stale = new_item("b");
  CHECK_FALSE(stored.work.put_all({{new_item("a"), {2, "bob", "split"}}, {stale, {2, "bob", "split"}}}));
  CHECK(stored.work.read_all().size() == 1);
  CHECK(stored.work.history("a").empty());
  CHECK(stored.work.history("b").size() == 1);
}

TEST_CASE("What went into another leaves it its history") {
  Stored stored;
  REQUIRE(
      stored.work.put_all({{new_item("a"), {1, "ann", "made a"}}, {new_item("b"), {2, "bob", "made b"}}}));
  WorkItem both = stored.item("a");
  both.questions = {"a", "b"};
  REQUIRE(stored.work.put_all({{both, {3, "ann", "merged"}}}, {"b"}));
  CHECK(stored.work.read_all().size() == 1);
  CHECK(stored.item("a").questions == std::vector<std::string>{"a", "b"});
  CHECK(stored.work.history("a").size() == 3);
  CHECK(stored.work.history("b").empty());
}

TEST_CASE("A log that can't be written says so, and keeps what it had") {
  Stored stored;
  REQUIRE(stored.work.put_all({{new_item("a"), {1, "ann", "made"}}}));
  Database other = open_log(stored.file, 10);
  Work blocked(other);
  {
    Database::Transaction transaction(stored.database);
    stored.database.execute("UPDATE review_groups SET owner = 'carl'");
    WorkItem item = new_item("b");
    CHECK_THROWS_AS(blocked.put_all({{item, {2, "ann", "made"}}}), DatabaseError);
  }
  CHECK(blocked.read_all().size() == 1);
  CHECK(blocked.put_all({{new_item("b"), {3, "ann", "made"}}}));
}

}  // namespace firstline::server::review
