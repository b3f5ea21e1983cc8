// SPDX-License-Identifier: GPL-3.0-or-later
// The file of messages: what is kept, for how long, who may read it, and what happens when it can't be
// written.
#include "server/messages/messages.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "server/log/schema.h"
#include "server/messages/email.h"
#include "tests/server/log_file.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using tests::LogFile;

Message message(const std::string& text, std::int64_t at_ms = 1'000, const std::string& lang = "en") {
  Message made;
  made.text = text;
  made.at_ms = at_ms;
  made.lang = lang;
  made.email = "ann@example.com";
  made.shown = {"en/a", "en/b"};
  return made;
}

std::int64_t stored(Messages& messages, Message made) {
  REQUIRE(messages.add(made) == Stored::kNew);
  return made.number;
}

std::string texts(const MessageList& list) {
  std::string joined;
  for (const Message& each : list.messages) joined += each.text + ' ';
  return joined;
}

}  // namespace

TEST_CASE("A message is kept as written, in a file that only its owner reads") {
  const tests::TemporaryFolder folder;
  const std::string file = folder / "messages.db";
  Messages messages(file);
  Message made = message("I am ann@example.com\nสวัสดี");
  made.question = "refund";
  made.search_id = "s";
  made.article = "en/c";
  const std::int64_t number = stored(messages, made);
  const Message found = messages.find(number).value();
  CHECK(found.text == made.text);
  CHECK(found.email == "ann@example.com");
  CHECK(found.question == "refund");
  CHECK(found.search_id == "s");
  CHECK(found.article == "en/c");
  CHECK(found.shown == made.shown);
  CHECK(found.answered_ms == 0);
  for (const char* end : {"", "-wal", "-shm"}) {
    struct stat facts {};
    INFO(end);
    REQUIRE(::stat((file + end).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600);
  }
}

TEST_CASE("Open ones come first, the newest first; language and status limit the list") {
  const tests::TemporaryFolder folder;
  Messages messages(folder / "messages.db");
  stored(messages, message("a", 1'000));
  const std::int64_t b = stored(messages, message("b", 2'000, "th"));
  stored(messages, message("c", 3'000, "th"));
  CHECK(texts(messages.list({})) == "c b a ");
  CHECK(messages.set_answered(b, true, "ann", 5'000));
  CHECK(texts(messages.list({})) == "c a b ");
  CHECK(texts(messages.list({"th"})) == "c b ");
  CHECK(texts(messages.list({"", MessageStatus::kOpen})) == "c a ");
  CHECK(texts(messages.list({"th", MessageStatus::kAnswered})) == "b ");
  CHECK(texts(messages.list({"", MessageStatus::kAny, 1, 1})) == "a ");
  CHECK(messages.list({"", MessageStatus::kAny, 1, 1}).total == 3);
  CHECK(messages.list({}).langs == std::vector<std::string>{"en", "th"});
  CHECK(messages.open_count() == 2);
  const Message answered = messages.find(b).value();
  CHECK(answered.answered_ms == 5'000);
  CHECK(answered.answered_by == "ann");
  CHECK(messages.set_answered(b, true, "vic", 6'000));  // it is so already
  CHECK(messages.set_answered(b, false, "vic", 7'000));
  const std::vector<MessageStep> steps = messages.find(b).value().steps;
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].who == "ann");
  CHECK(steps[1].what == "opened again");
  CHECK_FALSE(messages.set_answered(99, true, "ann", 1));
}

TEST_CASE("The same form sent twice is one message; another text in it is another") {
  const tests::TemporaryFolder folder;
  Messages messages(folder / "messages.db");
  Message first = message("hello");
  first.form_key = "k";
  Message other = first;
  other.text = "hello again";
  CHECK(messages.add(first) == Stored::kNew);
  CHECK(messages.add(first) == Stored::kKnown);
  CHECK(messages.add(other) == Stored::kNew);
  Message keyless = message("hello");
  CHECK(messages.add(keyless) == Stored::kNew);
  CHECK(messages.add(keyless) == Stored::kNew);
}

TEST_CASE("Nothing of a deleted message is left in the file, and its number is not given again") {
  const tests::TemporaryFolder folder;
  const std::string file = folder / "messages.db";
  Messages messages(file);
  const std::int64_t kept = stored(messages, message("stays here"));
  const std::int64_t number = stored(messages, message("quokka " + std::string(9'000, 'x') + " quoll"));
  messages.set_answered(number, true, "numbat", 2'000);
  CHECK(tests::bytes_of(file).find("quoll") != std::string::npos);
  CHECK(messages.remove(number));
  for (const char* gone : {"quokka", "quoll", "numbat"}) {
    INFO(gone);
    CHECK(tests::bytes_of(file).find(gone) == std::string::npos);
  }
  CHECK_FALSE(messages.remove(number));
  CHECK(messages.find(kept).has_value());
  CHECK(stored(messages, message("next")) == number + 1);
}

TEST_CASE("Messages go some time after they were answered, and all at some time after they came") {
  const tests::TemporaryFolder folder;
  const std::string file = folder / "messages.db";
  Messages messages(file);
  messages.forget(1, 1);
  CHECK_FALSE(std::filesystem::exists(file));  // nothing to forget makes no file
  stored(messages, message("old", 1'000));
  const std::int64_t answered = stored(messages, message("numbat", 5'000));
  const std::int64_t late = stored(messages, message("late", 5'000));
  stored(messages, message("open", 5'000));
  messages.set_answered(answered, true, "ann", 6'000);
  messages.set_answered(late, true, "ann", 9'000);
  messages.forget(8'000, 2'000);
  CHECK(texts(messages.list({})) == "open late ");
  CHECK(tests::bytes_of(file).find("numbat") == std::string::npos);
}

TEST_CASE("A file that can't be written is told, and used again when it can") {
  const tests::TemporaryFolder folder;
  const std::string file = folder / "messages.db";
  Messages messages(file);
  stored(messages, message("first"));
  CHECK(messages.trouble().empty());
  {
    LogFile other(file);
    other.run("BEGIN EXCLUSIVE");
    Message lost = message("lost");
    CHECK(messages.add(lost) == Stored::kTrouble);
    CHECK_THAT(messages.trouble(), Contains("locked"));
    CHECK(messages.refused() == 1);
    other.run("ROLLBACK");
  }
  Message again = message("again");
  Stored became = Stored::kTrouble;
  for (int i = 0; i < 30 && became == Stored::kTrouble; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    became = messages.add(again);
  }
  CHECK(became == Stored::kNew);
  CHECK(messages.trouble().empty());
}

TEST_CASE("A file that was deleted is made again; another program's file is left alone") {
  const tests::TemporaryFolder folder;
  const std::string file = folder / "messages.db";
  Messages messages(file);
  stored(messages, message("first"));
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  stored(messages, message("second"));
  CHECK(texts(messages.list({})) == "second ");

  const std::string log = folder / "log.db";
  open_log(log, 100);
  Messages wrong(log);
  Message made = message("x");
  CHECK(wrong.add(made) == Stored::kTrouble);
  CHECK_THAT(wrong.trouble(), Contains("no file of messages"));
  Messages nowhere(folder / "none/messages.db");
  CHECK(nowhere.add(made) == Stored::kTrouble);
  CHECK_THAT(nowhere.trouble(), Contains("No such file"));
}

TEST_CASE("An address is plausible, or it isn't") {
  for (const char* good : {"ann@example.com", "a@b.c", "ann.lee+help@mail.example.co.uk", "anna@пример.срб",
                           "o'neil@example.com", "ใจดี@example.com", "x_y-z@sub.example.org"}) {
    INFO(good);
    CHECK(is_plausible_email(good));
  }
  for (const char* bad :
       {"", "ann", "@example.com", "ann@", "ann@example", "ann@@example.com", "ann lee@example.com",
        "ann@example.com\r\nBcc: all@example.com", "ann@example.com\nx", "ann@example..com",
        "ann@-example.com", "ann@example.com,bob@example.com", "Ann <ann@example.com>", "\"ann\"@example.com",
        "ann@exam ple.com", ".ann@example.com", "ann@example.com?bcc=x",
        "a\xE2\x80\xA8"
        "b@example.com",
        "\xff@example.com"}) {
    INFO(bad);
    CHECK_FALSE(is_plausible_email(bad));
  }
  CHECK_FALSE(is_plausible_email(std::string(250, 'a') + "@example.com"));
}

TEST_CASE("A reply's link holds the message quoted, encoded, and not too long") {
  const std::string link = reply_link("o'n?x&bcc=y@example.com", "Re: help & more", "first\nsecond?&");
  CHECK(link ==
        "mailto:o%27n%3Fx%26bcc%3Dy@example.com?subject=Re%3A%20help%20%26%20more&body="
        "%0D%0A%0D%0A%3E%20first%0D%0A%3E%20second%3F%26");
  std::string thai;
  for (int i = 0; i < 10'000; ++i) thai += "ก";
  CHECK(reply_link("a@b.c", "s", thai).size() < 2'000);
}

}  // namespace firstline::server
