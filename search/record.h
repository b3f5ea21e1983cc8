// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and strings to bytes and back: little-endian, lengths first. What the article store's records and
// the vocabulary are made of.
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

/// What Failures call the file that StoredArticle reads.
inline constexpr std::string_view kStoreSubject = "the article store";

/// Fails, and says which program to run. `subject`: the file, or what it is.
[[noreturn]] void fail_damaged(std::string_view subject);

/// Never reads past the end: a damaged record is a Failure, not a crash.
class RecordReader {
 public:
  /// `subject`: see fail_damaged(); it must outlive the reader.
  explicit RecordReader(std::string_view record, std::string_view subject = kStoreSubject)
      : rest_(record), subject_(subject) {}
  std::uint64_t number();
  std::string_view text();
  std::string_view bytes(std::uint64_t count);
  /// What was not read yet.
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::string_view subject_;
};

}  // namespace firstline::search
