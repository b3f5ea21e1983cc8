// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that goes when the test ends.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace firstline::tests {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Writes a file below the folder, its parents too.
  std::filesystem::path write(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

/// The repository, which tests run in, and the folder that this test and the programs were built into.
std::filesystem::path source_folder();
std::filesystem::path build_folder();

std::string read_text(const std::filesystem::path& path);

}  // namespace firstline::tests
