// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's two doors into the one target that it is linked with.
#include <cstdint>
#include <string>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// The program's own limit becomes libFuzzer's, unless the caller names another. What a target makes once,
/// like an index, is made here, where no time limit is.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  static std::string limit = "-max_len=" + std::to_string(firstline::fuzz::targets().front()->most_bytes);
  static std::vector<char*> all;
  all.assign(*arguments, *arguments + *count);
  all.insert(all.begin() + 1, limit.data());
  *count = static_cast<int>(all.size());
  all.push_back(nullptr);
  *arguments = all.data();
  firstline::fuzz::targets().front()->run({});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  firstline::fuzz::targets().front()->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
