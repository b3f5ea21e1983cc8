// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/record.h"

#include "base/failure.h"

namespace firstline::search {

void fail_damaged(std::string_view subject) {
  throw base::Failure("reading", subject, "it is damaged; run firstline-index with --rebuild");
}

void RecordWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) record_ += static_cast<char>(value | 0x80U);
  record_ += static_cast<char>(value);
}

void RecordWriter::text(std::string_view value) {
  number(value.size());
  record_ += value;
}

std::uint64_t RecordReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) fail_damaged(subject_);
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  fail_damaged(subject_);
}

std::string_view RecordReader::text() {
  return bytes(number());
}

std::string_view RecordReader::bytes(std::uint64_t count) {
  if (count > rest_.size()) fail_damaged(subject_);
  const std::string_view value = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return value;
}

}  // namespace firstline::search
