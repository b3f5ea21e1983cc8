// SPDX-License-Identifier: GPL-3.0-or-later
// `--watch`: waits for a saved change.
#pragma once

#include <filesystem>
#include <functional>

namespace firstline::indexer {

/// Calls `changed` whenever a file below the folder was added, saved, renamed or removed, or `asked` says so,
/// within half a second, until `stopped` says so. Looks at sizes and change times, 5 times a second: needs no
/// kernel limit on watches, and works on network folders.
void watch_folder(const std::filesystem::path& folder, const std::function<bool()>& stopped,
                  const std::function<bool()>& asked, const std::function<void()>& changed);

}  // namespace firstline::indexer
