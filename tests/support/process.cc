// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/process.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;

fs::path proc(pid_t process) {
  return fs::path("/proc") / std::to_string(process);
}

fs::directory_iterator open_files(pid_t process) {
  std::error_code gone;
  return fs::directory_iterator(proc(process) / "fd", gone);
}

}  // namespace

ProcessMemory memory_of(pid_t process) {
  constexpr double kKilobytes = 1024;
  std::ifstream status(proc(process) / "status");
  ProcessMemory memory;
  for (std::string line; std::getline(status, line);) {
    const std::size_t colon = line.find(':');
    const std::string key = line.substr(0, colon);
    const auto value = [&] { return std::atof(line.c_str() + colon + 1) / kKilobytes; };
    if (key == "VmHWM") memory.peak_mb = value();
    if (key == "VmRSS") memory.resident_mb = value();
    if (key == "RssAnon") memory.anonymous_mb = value();
  }
  return memory;
}

std::size_t descriptors_of(pid_t process) {
  return static_cast<std::size_t>(std::distance(open_files(process), fs::directory_iterator()));
}

std::size_t entries_held(pid_t process, const fs::path& folder) {
  const std::string below = fs::weakly_canonical(folder).string() + "/";
  std::set<std::string> names;
  const auto note = [&](const std::string& path) {
    if (path.rfind(below, 0) == 0)
      names.insert(path.substr(below.size(), path.find_first_of("/ ", below.size()) - below.size()));
  };
  for (const fs::directory_entry& file : open_files(process)) {
    std::error_code gone;
    note(fs::read_symlink(file.path(), gone).string());
  }
  std::ifstream maps(proc(process) / "maps");
  for (std::string line; std::getline(maps, line);)
    if (const std::size_t path = line.find('/'); path != std::string::npos) note(line.substr(path));
  return names.size();
}

}  // namespace firstline::tests
