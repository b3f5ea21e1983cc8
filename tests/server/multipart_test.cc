// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/multipart.h"

#include <catch2/catch.hpp>

namespace firstline::server {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kType = "multipart/form-data; boundary=b";

std::string part(const std::string& head, const std::string& body) {
  return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n";
}

}  // namespace

TEST_CASE("Fields come in order, as they were typed; files are left out") {
  const std::string body = part("name=\"message\"", "one\r\ntwo & ไทย\r\n--not b") + part("name=email", "") +
                           part("name=\"f\"; filename=\"a;b.txt\"", "bytes") +
                           part("name=\"filename=\"", "odd") + "--b--\r\n";
  CHECK(parse_multipart(kType, body) ==
        Fields{{"message", "one\r\ntwo & ไทย\r\n--not b"}, {"email", ""}, {"filename=", "odd"}});
  CHECK(parse_multipart("Multipart/Form-Data; charset=utf-8; Boundary=\"b\"", "--b--") == Fields{});
}

TEST_CASE("What is no such form is refused") {
  const std::string whole = part("name=a", "x") + "--b--";
  CHECK(parse_multipart(kType, whole));
  for (const char* type : {"multipart/form-data", "multipart/form-data; boundary=", "text/plain; boundary=b",
                           "multipart/form-data; boundary=other"})
    CHECK_FALSE(parse_multipart(type, whole));
  CHECK_FALSE(parse_multipart("multipart/form-data; boundary=" + std::string(71, 'b'),
                              "--" + std::string(71, 'b') + "--"));
  CHECK_FALSE(parse_multipart(kType, ""));
  CHECK_FALSE(parse_multipart(kType, "before it " + whole));
  CHECK_FALSE(parse_multipart(kType, "--b\r\n\r\nno name\r\n--b--"));
  CHECK_FALSE(parse_multipart(kType, part("filename=x", "no name") + "--b--"));
  CHECK_FALSE(parse_multipart(kType, part("name=" + std::string(3'000, 'x'), "long head") + "--b--"));
  std::string many;
  for (std::size_t i = 0; i <= kMostFormFields; ++i) many += part("name=a", "x");
  CHECK_FALSE(parse_multipart(kType, many + "--b--"));
}

TEST_CASE("A form that ends anywhere else is refused, whatever is missing") {
  const std::string whole = part("name=a", "x") + part("name=\"b\"", "y") + "--b--";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length);
    CHECK_FALSE(parse_multipart(kType, whole.substr(0, length)));
  }
}

}  // namespace firstline::server
