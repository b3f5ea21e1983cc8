// SPDX-License-Identifier: GPL-3.0-or-later
// How the site looks: all that stands in the folder of templates.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "server/templates.h"
#include "server/words.h"

namespace firstline::server {

/// A file that goes to browsers as it is.
struct Asset {
  std::string content_type;
  std::string bytes;
  std::string url;  ///< "/assets/style.css?v=…": changes with the content, so browsers may keep it
};

/// Never changes; any thread.
struct Look {
  Dictionary dictionary;
  Templates templates;
  std::map<std::string, Asset> assets;  ///< by file name
};

/// Reads words/, pages/, partials/ and assets/, and Chart.js where it is installed: the review does without.
/// Fails, naming the file, when something can't be read; missing words are warnings in the log.
std::shared_ptr<const Look> load_look(const std::filesystem::path& folder);

}  // namespace firstline::server
