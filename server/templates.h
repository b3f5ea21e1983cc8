// SPDX-License-Identifier: GPL-3.0-or-later
// Pages from templates outside the program. Home of kainjow-mustache.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace firstline::server {

/// Read once, then only rendered; any thread.
class Templates {
 public:
  /// Reads pages/*.html and partials/*.html. Fails, naming the file, when one is broken or names an unknown
  /// partial.
  explicit Templates(const std::filesystem::path& folder);
  ~Templates();

  /// `name`: "home" for pages/home.html. Values are escaped by the template; empty strings count as absent.
  std::string render(const std::string& name, const nlohmann::json& values) const;

 private:
  struct Page;
  std::map<std::string, std::unique_ptr<Page>> pages_;
};

}  // namespace firstline::server
