// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/look.h"

#include <vector>

#include "base/failure.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/logging.h"

namespace firstline::server {
namespace {

/// Where Debian's libjs-chart.js puts the one script that isn't ours; its name changed over the versions.
constexpr const char* kChartFolder = "/usr/share/javascript/chart.js";
constexpr const char* kChartFiles[] = {"chart.min.js", "chart.umd.min.js", "chart.umd.js",
                                       "chart.js",     "Chart.min.js",     "Chart.js"};

Asset make_asset(const std::string& name, const std::string& type, const std::filesystem::path& file) {
  Asset asset{type, base::read_file(file), ""};
  constexpr std::size_t kHashDigits = 12;
  asset.url = "/assets/" + name + "?v=" + base::content_hash(asset.bytes).substr(0, kHashDigits);
  return asset;
}

std::map<std::string, Asset> load_assets(const std::filesystem::path& folder) {
  const std::map<std::string, std::string> types = {{".css", "text/css; charset=utf-8"},
                                                    {".js", "text/javascript; charset=utf-8"},
                                                    {".svg", "image/svg+xml"}};
  if (!std::filesystem::is_directory(folder))
    throw base::Failure("reading the templates", folder.string(), "no such folder");
  std::map<std::string, Asset> assets;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto type = types.find(entry.path().extension().string());
    if (type == types.end()) continue;
    const std::string name = entry.path().filename().string();
    assets.emplace(name, make_asset(name, type->second, entry.path()));
  }
  for (const char* name : kChartFiles) {
    const std::filesystem::path file = std::filesystem::path(kChartFolder) / name;
    if (!std::filesystem::is_regular_file(file)) continue;
    assets.emplace("chart.js", make_asset("chart.js", types.at(".js"), file));
    break;
  }
  for (const char* needed : {"style.css", "icon.svg"})
    if (assets.count(needed) == 0)
      throw base::Failure("reading the templates", folder.string(), std::string("there is no ") + needed);
  return assets;
}

}  // namespace

std::shared_ptr<const Look> load_look(const std::filesystem::path& folder) {
  std::vector<std::string> missing;
  Dictionary dictionary = Dictionary::load(folder / "words", missing);
  Templates templates(folder, dictionary);
  for (const std::string& word : missing) base::log_warning("no word in " + word + "; English stands in");
  return std::make_shared<const Look>(
      Look{std::move(dictionary), std::move(templates), load_assets(folder / "assets")});
}

}  // namespace firstline::server
