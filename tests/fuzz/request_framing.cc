// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request ends among the bytes of a connection, whatever pieces they come in. The first byte says
// where they are cut.
#include <algorithm>
#include <tuple>

#include "server/http/framing.h"
#include "tests/fuzz/target.h"

namespace firstline::fuzz {
namespace {

using server::Framing;

const server::RequestLimits kLimits;
constexpr std::size_t kMostBytes = 128 << 10;  // more than a head and a body may have

std::tuple<Framing::State, std::size_t, int> read(std::string_view bytes, std::size_t piece) {
  Framing framing(kLimits);
  Framing::State state = Framing::State::kMore;
  std::size_t seen = 0;
  do {
    seen = std::min(bytes.size(), seen + piece);
    state = framing.look(bytes.substr(0, seen));
  } while (state == Framing::State::kMore && seen < bytes.size());
  return {state, state == Framing::State::kWhole ? framing.size() : 0, framing.status()};
}

void run(std::string_view bytes) {
  const std::size_t piece = bytes.empty() ? 1 : 1 + static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(std::min<std::size_t>(1, bytes.size()));
  const auto [state, size, status] = read(bytes, std::max<std::size_t>(1, bytes.size()));
  expect(read(bytes, piece) == std::tuple(state, size, status),
         "it doesn't matter in which pieces bytes come");
  if (state == Framing::State::kRefused) {
    constexpr int kRefusals[] = {400, 413, 414, 415, 431, 501, 505};
    expect(std::count(std::begin(kRefusals), std::end(kRefusals), status) == 1, "a refusal has its status");
  }
  if (state == Framing::State::kMore)
    expect(bytes.size() <= kMostBytes, "what goes on for longer than allowed is refused");
  if (state != Framing::State::kWhole) return;
  expect(size <= bytes.size(), "a request ends within its bytes");
  const std::string_view request = bytes.substr(0, size);
  const std::size_t head = request.find("\r\n\r\n");
  expect(head != std::string_view::npos && head + 4 <= kLimits.head_bytes, "a head ends, within its limit");
  expect(request.find('\0') >= head, "no head holds a NUL");
  // What follows belongs to the next one, whatever it is.
  expect(read(request, request.size()) == std::tuple(state, size, status), "a request is read alone as well");
  expect(read(std::string(request) + "GET / HTTP/1.1\r\n", kMostBytes) == std::tuple(state, size, status),
         "what follows a request changes nothing of it");
}

const Target target("request_framing", kMostBytes, run);

}  // namespace
}  // namespace firstline::fuzz
