// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/framing.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "server/http/host.h"
#include "server/http/target.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLongestHeader = 8 << 10;  // the library's own limit of a line, its end included
constexpr std::size_t kLongestChunkLine = 256;   // a size with its extensions, which nobody sends
constexpr std::array<std::string_view, 9> kMethods = {"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                      "CONNECT", "OPTIONS", "TRACE", "PATCH"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

/// A tchar of RFC 9110: what names of methods and headers are made of.
bool is_token_char(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool equals_ignoring_case(std::string_view text, std::string_view small) {
  return std::equal(text.begin(), text.end(), small.begin(), small.end(),
                    [](char a, char b) { return lower(a) == b; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// Neither a control character nor, in a target, a blank.
bool is_visible(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '\x7f';
}

bool is_value_char(char c) {
  return is_visible(c) || c == ' ' || c == '\t';
}

template <typename Number>
bool read_number(std::string_view text, Number& number, int base) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  return error == std::errc() && stop == end;
}

}  // namespace

bool Framing::refuse(int status) {
  status_ = status;
  return false;
}

std::size_t Framing::longest_line() const {
  if (part_ != Part::kHead) return kLongestChunkLine;
  return at_ == 0 ? limits_->line_bytes
                  : std::min(kLongestHeader, limits_->head_bytes - std::min(at_, limits_->head_bytes));
}

Framing::State Framing::look(std::string_view bytes) {
  while (status_ == 0 && !whole_) {
    if (part_ == Part::kBody || part_ == Part::kChunk) {
      const std::size_t taken = std::min(left_, bytes.size() - at_);
      at_ += taken;
      left_ -= taken;
      if (left_ > 0) return State::kMore;
      if (part_ == Part::kBody)
        whole_ = true;
      else
        part_ = Part::kChunkEnd;
      continue;
    }
    searched_ = std::max(searched_, at_);
    const std::size_t end = bytes.find('\n', searched_);
    const std::size_t length = (end == std::string_view::npos ? bytes.size() : end + 1) - at_;
    if (length > longest_line()) {
      refuse(part_ != Part::kHead ? 400 : at_ == 0 ? 414 : 431);
      break;
    }
    if (end == std::string_view::npos) {
      searched_ = bytes.size();
      return State::kMore;
    }
    if (length < 2 || bytes[end - 1] != '\r') {
      refuse(400);
      break;
    }
    const std::string_view line = bytes.substr(at_, length - 2);
    const bool is_first = at_ == 0;
    at_ = end + 1;
    if (is_first)
      look_at_request_line(line);
    else
      look_at_line(line);
  }
  return whole_ ? State::kWhole : State::kRefused;
}

bool Framing::look_at_line(std::string_view line) {
  switch (part_) {
    case Part::kHead:
      return line.empty() ? end_head() : look_at_header(line);
    case Part::kChunkSize:
      return look_at_chunk_size(line);
    case Part::kChunkEnd:
      part_ = Part::kChunkSize;
      return line.empty() || refuse(400);
    case Part::kLastChunkEnd:  // trailers aren't taken
      whole_ = line.empty();
      return whole_ || refuse(400);
    case Part::kBody:
    case Part::kChunk:
      break;
  }
  return refuse(400);
}

bool Framing::look_at_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse(400);
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || target.empty() || !std::all_of(target.begin(), target.end(), is_visible))
    return refuse(400);
  constexpr std::string_view kName = "HTTP/";
  if (version.size() != kName.size() + 3 || !version.starts_with(kName) || !is_digit(version[5]) ||
      version[6] != '.' || !is_digit(version[7]))
    return refuse(400);
  if (version[5] != '1') return refuse(505);
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) return refuse(501);
  is_1_1_ = version[7] != '0';
  return read_target(target).has_value() || refuse(400);
}

bool Framing::look_at_header(std::string_view line) {
  if (++headers_ > limits_->headers) return refuse(431);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400);
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value_char)) return refuse(400);
  if (equals_ignoring_case(name, "host")) {
    ++hosts_;
    return is_host(value) || refuse(400);
  }
  if (equals_ignoring_case(name, "content-length")) {
    if (has_length_ || value.empty() || !std::all_of(value.begin(), value.end(), is_digit))
      return refuse(400);
    has_length_ = true;
    return (read_number(value, left_, 10) && left_ <= limits_->body_bytes) || refuse(413);
  }
  if (equals_ignoring_case(name, "transfer-encoding")) {
    if (chunked_ || !is_1_1_) return refuse(400);
    chunked_ = true;
    return equals_ignoring_case(value, "chunked") || refuse(501);
  }
  // The library would unpack it into memory, a thousandfold and more.
  if (equals_ignoring_case(name, "content-encoding"))
    return equals_ignoring_case(value, "identity") || refuse(415);
  if (equals_ignoring_case(name, "expect")) continue_ = equals_ignoring_case(value, "100-continue");
  return true;
}

bool Framing::end_head() {
  if (hosts_ > 1 || (hosts_ == 0 && is_1_1_) || (chunked_ && has_length_)) return refuse(400);
  part_ = chunked_ ? Part::kChunkSize : Part::kBody;
  return true;
}

bool Framing::look_at_chunk_size(std::string_view line) {
  const std::string_view digits = trimmed(line.substr(0, line.find(';')));
  std::size_t size = 0;
  if (digits.empty() || digits.front() == '-' || !read_number(digits, size, 16)) return refuse(400);
  // Tiny chunks with long lines before them would make 64 KiB sixteen megabytes.
  const std::size_t most = limits_->head_bytes + limits_->body_bytes;
  if (size > limits_->body_bytes - chunked_bytes_ || at_ + size > most) return refuse(413);
  chunked_bytes_ += size;
  left_ = size;
  part_ = size == 0 ? Part::kLastChunkEnd : Part::kChunk;
  return true;
}

}  // namespace firstline::server
