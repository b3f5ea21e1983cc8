// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/clock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <memory>

#include "base/failure.h"

namespace firstline::server {

Clock clock_of_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat found {};
  const bool long_enough = descriptor >= 0 && ::fstat(descriptor, &found) == 0 &&
                           found.st_size >= static_cast<off_t>(sizeof(std::int64_t));
  void* const bytes =
      long_enough ? ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, descriptor, 0) : MAP_FAILED;
  if (descriptor >= 0) ::close(descriptor);
  if (bytes == MAP_FAILED)
    throw base::Failure("reading the clock", file, "it must hold 8 bytes: milliseconds since 1970");
  const std::shared_ptr<std::int64_t> now(static_cast<std::int64_t*>(bytes), [](std::int64_t* mapped) {
    ::munmap(mapped, sizeof(std::int64_t));
  });
  return [now] {
    const std::int64_t at_ms = std::atomic_ref<std::int64_t>(*now).load(std::memory_order_relaxed);
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(at_ms));
  };
}

}  // namespace firstline::server
