// SPDX-License-Identifier: GPL-3.0-or-later
// A form as browsers send it with enctype="multipart/form-data": the header's value on the first line, the
// body behind.
#include "server/multipart.h"

#include "server/parameters.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;  // server/http/http.h: of a body

/// The form that a browser would send; nothing when the boundary stands in a field.
std::optional<std::string> written(const server::FormFields& fields, const std::string& boundary) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (name.find_first_of("\"\r\n") != std::string::npos ||
        (value + name).find(boundary) != std::string::npos)
      return std::nullopt;
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
            "\r\n";
  }
  return body + "--" + boundary + "--\r\n";
}

void run(std::string_view bytes) {
  const std::string_view content_type = take_line(bytes);
  const auto fields = server::parse_multipart(content_type, bytes);
  if (!fields) return;
  expect(server::is_multipart(content_type), "only multipart/form-data is read as such", content_type);
  expect(fields->size() <= server::kMostFormFields, "a form has at most so many fields");
  std::size_t all = 0;
  for (const auto& [name, value] : *fields) {
    expect(bytes.find(value) != std::string_view::npos, "a value stands in the body as it is", value);
    all += name.size() + value.size();
  }
  expect(all <= bytes.size(), "the fields are no more than the body");

  constexpr std::size_t kLongestHead = 2'000;  // of a part, and what stands around the name
  constexpr std::size_t kAround = 100;
  for (const auto& [name, value] : *fields)
    if (name.size() + kAround > kLongestHead) return;
  const std::string boundary = "----fuzz1f";
  const auto body = written(*fields, boundary);
  if (!body) return;
  const auto again = server::parse_multipart("multipart/form-data; boundary=" + boundary, *body);
  expect(again.has_value(), "a form of its fields can be read", *body);
  expect(*again == *fields, "a form of its fields says the same", *body);
}

const Target target("multipart", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
