// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/limits.h"

#include <httplib.h>
#include <xapian.h>

#include <cctype>
#include <thread>

namespace firstline::bench {
namespace {

/// ASCII words, lower case, stemmed as scriptindex stems them.
std::vector<std::string> terms_of(const std::string& query) {
  static const Xapian::Stem stem("english");
  std::vector<std::string> terms;
  std::string word;
  for (const char c : query + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      word += static_cast<char>(std::tolower(byte));
    } else if (!word.empty()) {
      terms.push_back("Z" + stem(word));
      word.clear();
    }
  }
  return terms;
}

}  // namespace

Timing raw_xapian(const std::filesystem::path& database, const std::vector<std::string>& queries,
                  double seconds, std::size_t first) {
  constexpr Xapian::doccount kTop = 10;
  const Xapian::Database opened(database.string());
  return repeat(
      [&](std::size_t i) {
        const std::vector<std::string> terms = terms_of(queries[i % queries.size()]);
        Xapian::Enquire enquire(opened);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
        enquire.get_mset(0, kTop);
      },
      seconds, first);
}

struct HelloServer::State {
  httplib::Server server;
  int port = 0;
  std::thread thread;
};

HelloServer::HelloServer() : state_(std::make_unique<State>()) {
  constexpr std::size_t kThreads = 16;
  httplib::Server& server = state_->server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(10'000'000);
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.Get("/", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("hello", "text/plain");
  });
  state_->port = server.bind_to_any_port("127.0.0.1");
  state_->thread = std::thread([this] { state_->server.listen_after_bind(); });
}

HelloServer::~HelloServer() {
  state_->server.stop();
  state_->thread.join();
}

int HelloServer::port() const {
  return state_->port;
}

}  // namespace firstline::bench
