// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace firstline::tests {
namespace {

constexpr int kPatienceMs = 30'000;

}  // namespace

HttpClient::HttpClient(int port) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd_);
    throw std::runtime_error("can't connect to port " + std::to_string(port));
  }
}

HttpClient::~HttpClient() {
  ::close(fd_);
}

bool HttpClient::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

bool HttpClient::fill() {
  pollfd waiting{fd_, POLLIN, 0};
  if (::poll(&waiting, 1, kPatienceMs) <= 0) return false;
  std::array<char, 65536> block;
  const ssize_t count = ::recv(fd_, block.data(), block.size(), 0);
  if (count <= 0) return false;
  in_.append(block.data(), static_cast<std::size_t>(count));
  return true;
}

HttpResponse HttpClient::read_response(bool head) {
  HttpResponse response;
  std::size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return response;
  std::istringstream lines(in_.substr(0, end));
  in_.erase(0, end + 4);
  std::string line;
  std::getline(lines, line);
  response.status = line.size() > 12 ? std::atoi(line.c_str() + 9) : 0;
  while (std::getline(lines, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    response.headers[name] = line.substr(colon + 2);
  }
  const auto length = response.headers.find("content-length");
  if (head || length == response.headers.end()) return response;
  const std::size_t bytes = std::stoul(length->second);
  while (in_.size() < bytes)
    if (!fill()) break;
  response.body = in_.substr(0, bytes);
  in_.erase(0, bytes);
  return response;
}

HttpResponse HttpClient::get(const std::string& target, const std::string& headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  return read_response();
}

bool HttpClient::closed_within(std::chrono::milliseconds time) {
  pollfd waiting{fd_, POLLIN, 0};
  const auto deadline = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (::poll(&waiting, 1, static_cast<int>(left.count()) + 1) <= 0) return false;
    std::array<char, 65536> block;
    if (::recv(fd_, block.data(), block.size(), 0) <= 0) return true;
  }
  return false;
}

HttpResponse get(int port, const std::string& target, const std::string& headers) {
  return HttpClient(port).get(target, headers);
}

std::string percent_encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return out;
}

}  // namespace firstline::tests
