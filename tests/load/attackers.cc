// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/attackers.h"

#include <algorithm>

#include "tests/load/asker.h"
#include "tests/load/response_reader.h"
#include "tests/load/sanitized.h"

namespace firstline::load {
namespace {

/// Not sooner after the last try, or the harness would measure how fast loopback makes connections.
constexpr double kLeastLife = 0.1;
constexpr std::size_t kBlock = 1024;      // bytes of an endless header or body that go at once
constexpr std::uint8_t kFirstGroup = 16;  // 127.16.x.y and on: one group of addresses a kind

}  // namespace

/// Comes, does what its kind does, is closed, comes again.
class Attacker : public Visitor {
 public:
  Attacker(Crowd& crowd, Kind& kind, const bool& pressing, std::uint32_t from, std::string text)
      : Visitor(crowd), kind_(kind), pressing_(pressing), from_(from), text_(std::move(text)) {}

  void start() {
    reader_.clear();
    begun_ = Clock::now();
    connect(from_, receive_buffer());
  }
  /// Somebody whom the server must still close. One whose connection never came about isn't.
  bool is_open() const { return is_connected(); }
  /// Should have been closed by now.
  bool is_overdue() const { return Clock::now() > since_ + seconds(kind_.limit_s + kGrace); }
  void leave() {
    if (is_connected()) ++kind_.left_open;
    disconnect();
  }

 protected:
  /// The connection is there.
  virtual void attack() {}
  virtual void go_on() {}
  virtual void on_answer(const Response&) {}
  virtual int receive_buffer() const { return 0; }

  /// The server's limit runs from now.
  void count_from_now() { since_ = Clock::now(); }
  void disappear() {
    disconnect(Leave::kByReset);
    come_again();
  }
  bool pressing() const { return pressing_; }
  const std::string& text() const { return text_; }
  Kind& kind() { return kind_; }

  void on_connected() override {
    ++kind_.connections;
    count_from_now();
    attack();
  }

  void on_bytes(std::string_view bytes) override {
    reader_.feed(bytes, [this](const Response& response) {
      ++kind_.statuses[response.status];
      on_answer(response);
    });
  }

  void on_closed() override {
    if (since_ == Time()) {
      ++kind_.refused;
    } else {
      ++kind_.closed;
      kind_.longest_s = std::max(kind_.longest_s, seconds_between(since_, Clock::now()));
    }
    come_again();
  }

  void on_time() override {
    if (is_connected()) return go_on();
    if (is_away() && pressing_) start();
  }

 private:
  void come_again() {
    since_ = {};
    if (pressing_) wake_at(std::max(Clock::now(), begun_ + seconds(kLeastLife)));
  }

  Kind& kind_;
  const bool& pressing_;
  const std::uint32_t from_;
  const std::string text_;
  ResponseReader reader_;
  Time begun_{};  // to connect
  Time since_{};
};

namespace {

class Silent : public Attacker {
  using Attacker::Attacker;
};

/// Asks once, and keeps the connection.
class Lingering : public Attacker {
  using Attacker::Attacker;
  void attack() override { send(text()); }
  void on_answer(const Response&) override { count_from_now(); }
};

/// The text byte by byte.
class Dripping : public Attacker {
  using Attacker::Attacker;
  void attack() override {
    sent_ = 0;
    go_on();
  }
  void go_on() override {
    if (sent_ < text().size()) send({&text()[sent_++], 1});
    wake_at(Clock::now() + seconds(1));
  }
  std::size_t sent_ = 0;
};

/// The text, and then the same block for ever, as fast as the server takes it.
class Endless : public Attacker {
 public:
  Endless(Crowd& crowd, Kind& kind, const bool& pressing, std::uint32_t from, const std::string& text,
          std::string block)
      : Attacker(crowd, kind, pressing, from, text), block_(std::move(block)) {}

 private:
  void attack() override { send(text() + block_); }
  bool has_more() const override { return true; }
  void on_sent() override { send(block_); }
  const std::string block_;
};

class EndlessHeaders : public Endless {
 public:
  EndlessHeaders(Crowd& crowd, Kind& kind, const bool& pressing, std::uint32_t from, const std::string& text)
      : Endless(crowd, kind, pressing, from, text, "X-1: " + std::string(kBlock, 'a') + "\r\n") {}
};

class EndlessLine : public Endless {
 public:
  EndlessLine(Crowd& crowd, Kind& kind, const bool& pressing, std::uint32_t from, const std::string& text)
      : Endless(crowd, kind, pressing, from, text + "X-1: ", std::string(kBlock, 'a')) {}
};

class EndlessBody : public Endless {
 public:
  EndlessBody(Crowd& crowd, Kind& kind, const bool& pressing, std::uint32_t from, const std::string& text)
      : Endless(crowd, kind, pressing, from, text, "400\r\n" + std::string(kBlock, 'a') + "\r\n") {}
};

/// A chunk of one byte, now and then: no limit of size ends it.
class SlowBody : public Attacker {
  using Attacker::Attacker;
  void attack() override {
    send(text());
    go_on();
  }
  void go_on() override {
    send("1\r\na\r\n");
    wake_at(Clock::now() + seconds(1));
  }
};

/// Asks for more than all buffers hold, and reads nothing. What the other side did shows only when the
/// buffers are emptied, so that happens when the limit is over: a server that had closed has said so then.
class Unreading : public Attacker {
  using Attacker::Attacker;
  static constexpr int kSmallBuffer = 4096;
  static constexpr int kLargeBuffer = 1 << 20;
  static constexpr std::size_t kTimes = 400;

  int receive_buffer() const override { return kSmallBuffer; }
  void attack() override {
    looked_ = false;
    read_answers(false);
    for (std::size_t i = 0; i < kTimes; ++i) send(text());
    wake_at(Clock::now() + seconds(kind().limit_s));
  }
  void go_on() override {
    if (looked_) {  // it waited for us: still there
      ++kind().left_open;
      return disappear();
    }
    looked_ = true;
    read_answers(true, kLargeBuffer);
    wake_at(Clock::now() + seconds(kGrace));
  }
  bool looked_ = false;
};

/// Hundreds of requests at once; again when all are answered, but a second after the first at the earliest.
class Pipelining : public Attacker {
  using Attacker::Attacker;
  static constexpr std::size_t kTimes = kSanitized ? 20 : 200;

  void attack() override {
    answered_ = 0;
    sent_at_ = Clock::now();
    std::string all;
    for (std::size_t i = 0; i < kTimes; ++i) all += text();
    send(all);
  }
  void on_answer(const Response&) override {
    count_from_now();
    if (++answered_ == kTimes && pressing()) wake_at(std::max(Clock::now(), sent_at_ + seconds(1)));
  }
  void go_on() override {
    if (pressing()) attack();
  }
  std::size_t answered_ = 0;
  Time sent_at_{};
};

/// Half a request, then gone.
class Resetting : public Attacker {
  using Attacker::Attacker;
  void attack() override {
    send(text());
    disappear();
  }
};

/// Says twice how long its body is, each time another length.
class TwoLengths : public Attacker {
  using Attacker::Attacker;
  void attack() override { send(text()); }
  void on_answer(const Response&) override { count_from_now(); }
};

}  // namespace

template <class Type>
void Attack::add(const std::string& name, std::size_t count, double limit_s, const std::string& text) {
  kinds_.push_back(std::make_unique<Kind>());
  Kind& kind = *kinds_.back();
  kind.name = name;
  kind.limit_s = limit_s;
  kind.attackers = count;
  const auto group = static_cast<std::uint8_t>(kFirstGroup + kinds_.size());
  for (std::size_t i = 0; i < count; ++i)
    attackers_.push_back(std::make_unique<Type>(crowd_, kind, pressing_, address(group, i), text));
}

Attack::Attack(Crowd& crowd, const std::string& search, const std::string& page, double filling_s)
    : crowd_(crowd) {
  const std::string whole = request(crowd.port(), search);
  const std::string open = whole.substr(0, whole.size() - 2);  // a header more may follow
  const std::string post =
      "POST /api/v1/feedback HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(crowd.port()) +
      "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  add<Silent>("idle from the first", 250, kRequestTime, "");
  add<Lingering>("idle after an answer", 250, kKeepAliveTime, whole);
  add<Dripping>("drip a byte a second", 500, kRequestTime, open + "X-1: " + std::string(kBlock, 'a'));
  add<EndlessHeaders>("headers without end", 50, kRequestTime, open);
  add<EndlessLine>("one header line without end", 50, kRequestTime, open);
  add<EndlessBody>("chunked body without end", 25, kRequestTime, post + "\r\n");
  add<SlowBody>("chunked body, a byte a second", 25, kRequestTime, post + "\r\n");
  add<Unreading>("ask and never read", 50, kWriteTime + filling_s, request(crowd.port(), page));
  add<Pipelining>("200 requests at once", 50, kKeepAliveTime, whole);
  add<Resetting>("reset at once", 20, 0, whole.substr(0, whole.size() / 2));
  add<TwoLengths>("two lengths of one body", 20, kKeepAliveTime,
                  post + "Content-Length: 4\r\n\r\n0\r\n\r\n" + request(crowd.port(), "/healthz"));
}

Attack::~Attack() = default;

void Attack::start() {
  for (const auto& attacker : attackers_) attacker->start();
}

void Attack::stop() {
  pressing_ = false;
}

bool Attack::all_closed() const {
  return std::none_of(attackers_.begin(), attackers_.end(),
                      [](const auto& attacker) { return attacker->is_open(); });
}

bool Attack::all_due() const {
  return std::none_of(attackers_.begin(), attackers_.end(),
                      [](const auto& attacker) { return attacker->is_open() && !attacker->is_overdue(); });
}

void Attack::finish() {
  for (const auto& attacker : attackers_) attacker->leave();
}

std::string statuses_text(const Kind& kind) {
  std::string text;
  for (const auto& [status, count] : kind.statuses)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " × " + std::to_string(status);
  return text.empty() ? "no answer" : text;
}

}  // namespace firstline::load
