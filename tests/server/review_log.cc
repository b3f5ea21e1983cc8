// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/review_log.h"

#include <catch2/catch.hpp>
#include <thread>

#include "search/index_writer.h"
#include "server/log/schema.h"

namespace firstline::tests {
namespace {

std::string write_index(const std::filesystem::path& index, const std::vector<SmallArticle>& articles) {
  const search::PublishLock lock(index);
  const std::filesystem::path generation = lock.start_generation();
  search::IndexWriter writer = search::IndexWriter::create(generation, *languages(), 1);
  for (const SmallArticle& small : articles) {
    search::Article article;
    article.id = small.id;
    article.lang = small.lang;
    article.translation_key = small.id.substr(small.id.find('/') + 1);
    article.title = small.title;
    article.category = small.category;
    article.sections = {{"", "", 0, small.text}};
    article.html = "<p>" + small.text + "</p>";
    writer.put(0, article);
  }
  writer.finish("en");
  lock.publish(generation);
  return generation.filename().string();
}

}  // namespace

server::LoggedSearch ReviewLog::search_of(const Asking& asking) {
  now_ms += asking.after == 0 ? kMinuteMs : asking.after;
  server::LoggedSearch search = logged_search(asking.query);
  search.at = server::from_milliseconds(now_ms);
  search.normalised = asking.query;
  search.lang = asking.lang;
  search.channel = asking.channel;
  search.category = asking.category;
  search.answered = asking.answered;
  search.shown = asking.shown;
  return search;
}

std::string ReviewLog::ask(const Asking& asking) {
  server::LoggedSearch search = search_of(asking);
  search.asker.session = asking.who != 0 ? asking.who : ++strangers_;
  search.client = search.device = std::to_string(search.asker.session);
  REQUIRE(log_->record(search) == server::Logged::kWritten);
  return search.search_id;
}

void ReviewLog::ask(const Asking& asking, int times) {
  for (int i = 0; i < times; ++i) ask(asking);
}

std::string ReviewLog::ask_unknown(const std::string& query) {
  const server::LoggedSearch search = search_of({query});
  REQUIRE(log_->record(search) == server::Logged::kWritten);
  return search.search_id;
}

void ReviewLog::open(const std::string& search_id, const std::string& article, std::uint64_t position) {
  server::LoggedEvent event;
  event.at = server::from_milliseconds(now_ms);
  event.search_id = search_id;
  event.article = article;
  event.position = position;
  REQUIRE(log_->record(event) == server::Logged::kWritten);
}

void ReviewLog::vote(const std::string& search_id, const std::string& article, bool helpful) {
  server::LoggedEvent event;
  event.kind = server::EventKind::kFeedback;
  event.at = server::from_milliseconds(now_ms);
  event.search_id = search_id;
  event.article = article;
  event.helpful = helpful;
  REQUIRE(log_->record(event) == server::Logged::kWritten);
}

void ReviewLog::write_to_person(const std::string& search_id) {
  server::LoggedEvent event;
  event.kind = server::EventKind::kContact;
  event.at = server::from_milliseconds(now_ms);
  event.search_id = search_id;
  event.text = "Please help.";
  REQUIRE(log_->record(event) == server::Logged::kWritten);
}

void read_on(server::review::Ledger& ledger, ReviewLog& log) {
  server::Database database = server::open_log_for_reading(log.file());
  while (ledger.read(database, 1'000, [&] { return log.log().take_changed(); })) {
  }
}

ReviewedCentre::ReviewedCentre(const std::vector<SmallArticle>& articles) {
  write_index(index_folder_.path(), articles);
  index_ = std::make_unique<server::LiveIndex>(index_folder_.path(), languages());
  restart();
}

void ReviewedCentre::publish(const std::vector<SmallArticle>& articles) {
  const std::string former = index_->generation();
  write_index(index_folder_.path(), articles);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (index_->generation() == former && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  REQUIRE(index_->generation() != former);
}

void ReviewedCentre::restart() {
  review_.reset();
  review_ = std::make_unique<server::review::Review>(log(), *index_, languages(),
                                                     [this] { return server::from_milliseconds(now_ms); });
}

std::vector<server::review::Gap> ReviewedCentre::gaps(const server::review::Filter& filter) {
  review_->catch_up();
  return review_->gaps(filter);
}

server::review::Gap ReviewedCentre::gap(const std::string& label) {
  for (server::review::Gap& gap : gaps())
    if (gap.label == label) return gap;
  FAIL("no gap is called " << label);
  return {};
}

}  // namespace firstline::tests
