// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/failure.h"

namespace firstline::base {
namespace {

std::string reason() {
  return std::generic_category().message(errno);
}

/// Closes on every way out.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, const char* doing, mode_t mode = 0644)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (fd_ < 0) throw Failure(doing, path.string(), reason());
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw Failure("writing", path.string(), reason());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  const Descriptor file(path, O_RDONLY, "reading");
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw Failure("reading", path.string(), reason());
  if (!S_ISREG(info.st_mode)) throw Failure("reading", path.string(), "not a regular file");
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > limit_bytes)
    throw Failure("reading", path.string(), "larger than " + std::to_string(limit_bytes) + " bytes");
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Failure("reading", path.string(), reason());
    if (got == 0) break;  // it shrank while we read
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

void replace_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path temporary = path;
  temporary += ".new";
  {
    const Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC, "writing");
    write_all(file.get(), bytes, temporary);
    if (::fsync(file.get()) != 0) throw Failure("writing", temporary.string(), reason());
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) throw Failure("renaming", path.string(), reason());
  flush_to_disk(path.parent_path());
}

void replace_private_file(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  const std::filesystem::path real =
      std::filesystem::is_symlink(path, ignored) ? std::filesystem::canonical(path) : path;
  const std::filesystem::path temporary = real.string() + ".new";
  {
    std::filesystem::remove(temporary, ignored);  // others may have it open
    const Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL, "writing", 0600);
    struct stat old {};
    if (::stat(real.c_str(), &old) == 0) {
      // Who can't give it away keeps it, and then gives nobody new a right to it.
      const bool given = (old.st_uid == ::geteuid() && old.st_gid == ::getegid()) ||
                         ::fchown(file.get(), old.st_uid, old.st_gid) == 0;
      if (given && ::fchmod(file.get(), old.st_mode & 07777U) != 0)
        throw Failure("writing", temporary.string(), reason());
    }
    write_all(file.get(), bytes, temporary);
    if (::fsync(file.get()) != 0) throw Failure("writing", temporary.string(), reason());
  }
  if (::rename(temporary.c_str(), real.c_str()) != 0) throw Failure("renaming", real.string(), reason());
  flush_to_disk(real.parent_path());
}

void copy_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Descriptor source(from, O_RDONLY, "copying");
  const Descriptor target(to, O_WRONLY | O_CREAT | O_TRUNC, "copying");
  for (;;) {
    const ssize_t copied =
        ::copy_file_range(source.get(), nullptr, target.get(), nullptr, std::size_t{1} << 30, 0);
    if (copied == 0) return;
    if (copied > 0 || errno == EINTR) continue;
    break;
  }
  // Some file systems can't: fall back to plain reading and writing, from the start.
  if (::lseek(source.get(), 0, SEEK_SET) < 0 || ::lseek(target.get(), 0, SEEK_SET) < 0)
    throw Failure("copying", from.string(), reason());
  std::string block(std::size_t{1} << 20, '\0');
  for (;;) {
    const ssize_t got = ::read(source.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Failure("copying", from.string(), reason());
    if (got == 0) return;
    write_all(target.get(), std::string_view(block).substr(0, static_cast<std::size_t>(got)), to);
  }
}

void flush_to_disk(const std::filesystem::path& path) {
  const Descriptor file(path.empty() ? std::filesystem::path(".") : path, O_RDONLY, "flushing");
  // Some file systems have no way to flush a directory; its names are then as safe as they can be.
  if (::fsync(file.get()) != 0 && errno != EINVAL) throw Failure("flushing", path.string(), reason());
}

void flush_tree_to_disk(const std::filesystem::path& directory) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
    if (entry.is_regular_file() || entry.is_directory()) flush_to_disk(entry.path());
  flush_to_disk(directory);
}

}  // namespace firstline::base
