// SPDX-License-Identifier: GPL-3.0-or-later
// The file of messages to a person: written for customers, read by leads.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "server/log/database.h"
#include "server/messages/message.h"

namespace firstline::server {

/// What became of a message.
enum class Stored { kNew, kKnown, kTrouble };

/// Any thread; one at a time works on the file. It is made, with mode 0600, when it is not there; each
/// message is on the disk before the customer is thanked, and what is deleted is overwritten. A file that
/// can't be written is told in the server's messages once, and tried again every second.
class Messages {
 public:
  explicit Messages(std::string file);
  ~Messages();

  /// kKnown: the same text came in the same form already. Its number is set when it is new.
  Stored add(Message& message);

  // All of these fail with DatabaseError.
  MessageList list(const MessageFilter& filter);
  std::optional<Message> find(std::int64_t number);
  /// False: there is no such message. Setting what is so already changes nothing.
  bool set_answered(std::int64_t number, bool answered, const std::string& who, std::int64_t now_ms);
  /// Nothing of it is left in the file. False: there is no such message.
  bool remove(std::int64_t number);

  /// Deletes messages answered before the one time, and those that came before the other. Trouble is told,
  /// not thrown.
  void forget(std::int64_t answered_before_ms, std::int64_t came_before_ms);

  /// How many wait for an answer; 0 when the file can't be read.
  std::uint64_t open_count();
  /// Empty when messages can be written, else why not. Tries it.
  std::string trouble();

  /// Since the server's start: messages that could not be stored, and those of simple robots.
  std::uint64_t refused() const { return refused_; }
  std::uint64_t robots() const { return robots_; }
  void count_robot() { ++robots_; }
  const std::string& file() const { return file_; }

 private:
  template <typename Work>
  auto with_file(Work work);
  void open();

  const std::string file_;
  std::mutex mutex_;  // of what follows
  std::unique_ptr<Database> database_;
  std::pair<std::uint64_t, std::uint64_t> identity_;  // of the file that is open
  std::chrono::steady_clock::time_point next_try_;
  std::string trouble_;

  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> robots_ = 0;
};

}  // namespace firstline::server
