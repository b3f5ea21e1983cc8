// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch.h"

#include <sys/stat.h>

#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <tuple>

namespace firstline::indexer {
namespace {

namespace fs = std::filesystem;

constexpr auto kBetweenLooks = std::chrono::milliseconds(200);

using Stamp = std::tuple<ino_t, off_t, time_t, long>;  // the change time can't be set back by a program
using Snapshot = std::map<std::string, Stamp>;

Snapshot look(const fs::path& folder) {
  Snapshot snapshot;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    struct stat info {};
    if (::stat(entry->path().c_str(), &info) == 0)
      snapshot[entry->path().string()] = {info.st_ino, S_ISDIR(info.st_mode) ? 0 : info.st_size,
                                          info.st_ctim.tv_sec, info.st_ctim.tv_nsec};
  }
  return snapshot;
}

}  // namespace

void watch_folder(const fs::path& folder, const std::function<bool()>& stopped,
                  const std::function<bool()>& asked, const std::function<void()>& changed) {
  Snapshot before = look(folder);
  changed();  // what was saved before the first look
  while (!stopped()) {
    std::this_thread::sleep_for(kBetweenLooks);
    Snapshot now = look(folder);
    if (!asked() && now == before) continue;
    before = std::move(now);
    changed();
  }
}

}  // namespace firstline::indexer
