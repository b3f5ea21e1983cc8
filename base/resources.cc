// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/resources.h"

#include <array>
#include <system_error>

#include "base/failure.h"

namespace firstline::base {

std::filesystem::path find_resource(std::string_view name) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = program.parent_path();
  const std::array<std::filesystem::path, 5> places = {
      std::filesystem::path("."), beside, beside.parent_path(), beside.parent_path().parent_path(),
      beside.parent_path() / "share" / "firstline"};
  for (const std::filesystem::path& place : places) {
    const std::filesystem::path candidate = place / name;
    if (std::filesystem::is_directory(candidate, error)) return candidate;
  }
  throw Failure(
      "looking for the folder", name,
      "not in the working directory, beside the program (" + beside.string() + ") or where it was installed");
}

}  // namespace firstline::base
