// SPDX-License-Identifier: GPL-3.0-or-later
// Pages from templates outside the program. Home of kainjow-mustache.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>

#include "server/words.h"

namespace firstline::server {

/// Read once, then only rendered; any thread.
class Templates {
 public:
  /// Reads pages/*.html and partials/*.html, and puts the words of each language in place of {{t.KEY}}: done
  /// in each answer, that took a third of a results page's time. Fails, naming the file, when one is broken
  /// or names an unknown partial or word.
  Templates(const std::filesystem::path& folder, const Dictionary& dictionary);
  Templates(Templates&&) noexcept;
  ~Templates();

  /// `name`: "home" for pages/home.html; `lang`: one of the dictionary's tags. Values are escaped by the
  /// template; empty strings count as absent.
  std::string render(const std::string& name, const std::string& lang, const nlohmann::json& values) const;

 private:
  struct Page;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Page>> pages_;  // by language and name
};

}  // namespace firstline::server
