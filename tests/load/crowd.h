// SPDX-License-Identifier: GPL-3.0-or-later
// Many connections to one server on one thread: epoll and sockets that never block.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline::load {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

inline Clock::duration seconds(double count) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
}
inline double seconds_between(Time from, Time to) {
  return std::chrono::duration<double>(to - from).count();
}

/// Where a client comes from, so that the server takes it for one of its own: 127.group.x.y, which Linux lets
/// anybody use. Host byte order.
std::uint32_t address(std::uint8_t group, std::size_t number);
/// "127.4.0.1"
std::string address_text(std::uint32_t address);

class Visitor;

class Crowd {
 public:
  explicit Crowd(int port);
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  /// Serves its visitors on the calling thread until `done`, which is asked every few milliseconds.
  void run_until(const std::function<bool()>& done);
  int port() const { return port_; }

 private:
  friend class Visitor;
  struct Slot {
    Visitor* visitor = nullptr;
    std::uint32_t turn = 0;  // a descriptor's number comes back: tells an event of the connection before it
  };
  struct Alarm {
    Time time;
    Visitor* visitor;
    bool operator<(const Alarm& other) const { return time > other.time; }  // soonest on top
  };

  void watch(Visitor& visitor, int fd, std::uint32_t events);
  void change(int fd, std::uint32_t events);
  void forget(int fd);
  void ring_alarms();

  const int port_;
  int epoll_ = -1;
  std::vector<Slot> slots_;  // by descriptor
  std::priority_queue<Alarm> alarms_;
};

/// One client, with at most one connection at a time. Must live as long as its crowd runs; all calls are made
/// by the crowd's thread.
class Visitor {
 public:
  explicit Visitor(Crowd& crowd) : crowd_(crowd) {}
  virtual ~Visitor();
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

 protected:
  virtual void on_connected() {}
  virtual void on_bytes(std::string_view /*bytes*/) {}
  /// Whether on_sent() is to be called as often as the other side takes bytes.
  virtual bool has_more() const { return false; }
  /// All that was to be sent has gone, and has_more().
  virtual void on_sent() {}
  /// By the other side, or it could not be reached. Not after one's own disconnect().
  virtual void on_closed() {}
  virtual void on_time() {}

  /// `receive_buffer`: bytes, 0 for the system's choice.
  void connect(std::uint32_t from, int receive_buffer = 0);
  /// What doesn't go at once is kept, and goes later.
  void send(std::string_view bytes);
  /// At first, yes. One who doesn't read learns of the other side's close only when nothing is unread.
  void read_answers(bool yes, int receive_buffer = 0);
  enum class Leave { kPolitely, kByReset };
  void disconnect(Leave leave = Leave::kPolitely);
  /// One alarm at a time; a later call replaces it.
  void wake_at(Time time);

  bool is_connected() const { return state_ == State::kConnected; }
  bool is_away() const { return state_ == State::kAway; }
  Crowd& crowd() const { return crowd_; }

 private:
  friend class Crowd;
  enum class State { kAway, kConnecting, kConnected };

  void handle(std::uint32_t events);
  void finish_connecting();
  void receive();
  void flush();
  void lose();
  void update_events();

  Crowd& crowd_;
  int fd_ = -1;
  State state_ = State::kAway;
  bool reading_ = true;
  bool deaf_ = false;  // the other side takes no more bytes
  std::uint32_t events_ = 0;
  std::string out_;
  Time alarm_{};
};

}  // namespace firstline::load
