// SPDX-License-Identifier: GPL-3.0-or-later
// Whole-file reads, durable writes and copies. Every error is a Failure that names the path.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace firstline::base {

/// The bytes of a regular file. Fails when it is larger than `limit_bytes`.
std::string read_file(const std::filesystem::path& path, std::size_t limit_bytes = std::size_t{1} << 30);

/// Writes beside `path`, flushes to the disk, then renames over it: a reader sees the old file or the new
/// one.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

/// The same for a file that holds secrets: only its owner may read a new one; an old one's owner, group and
/// mode stay, as far as one may give files away. Follows a symbolic link.
void replace_private_file(const std::filesystem::path& path, std::string_view bytes);

/// Copies one regular file with the kernel's help (shared blocks where the file system can).
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Asks the disk to keep the file, or the directory's list of names.
void flush_to_disk(const std::filesystem::path& path);

/// Flushes every file below a directory, then the directory itself.
void flush_tree_to_disk(const std::filesystem::path& directory);

}  // namespace firstline::base
