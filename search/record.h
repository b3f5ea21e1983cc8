// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and strings to bytes and back: little-endian, lengths first. What the article store's records are
// made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace firstline::search {

class RecordWriter {
 public:
  void number(std::uint64_t value);  ///< 1-10 bytes, small numbers short
  void text(std::string_view value);
  void bytes(std::string_view value) { record_ += value; }
  const std::string& record() const { return record_; }

 private:
  std::string record_;
};

/// Never reads past the end: a damaged record is a Failure, not a crash.
class RecordReader {
 public:
  explicit RecordReader(std::string_view record) : rest_(record) {}
  std::uint64_t number();
  std::string_view text();
  std::string_view bytes(std::uint64_t count);
  /// What was not read yet.
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace firstline::search
