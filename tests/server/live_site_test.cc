// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live_site.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/failure.h"
#include "base/file.h"
#include "server/routes.h"
#include "tests/server/small_site.h"
#include "tests/support/patience.h"

namespace firstline::server {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;
using tests::comes_true;

/// The shipped templates in a folder that tests may change, and a file of settings that holds the address.
class Followed {
 public:
  Followed() {
    std::filesystem::copy(tests::source_folder() / "templates", folder_ / "templates",
                          std::filesystem::copy_options::recursive);
    write(settings_file(), "https://one.example");
  }
  std::filesystem::path templates() const { return folder_ / "templates"; }
  std::filesystem::path home() const { return templates() / "pages/home.html"; }
  std::filesystem::path settings_file() const { return folder_ / "settings"; }
  /// As editors do: whole, by a rename.
  void write(const std::filesystem::path& file, const std::string& text) const {
    std::ofstream(folder_ / "new") << text;
    std::filesystem::rename(folder_ / "new", file);
  }
  Options options() const {
    Options options;
    options.config = settings_file().string();
    options.url = "https://one.example";
    return options;
  }
  Settings read_settings() const {
    Settings settings;
    settings.url = base::read_file(settings_file());
    if (settings.url.empty()) throw base::Failure("reading the settings", settings_file().string(), "empty");
    return settings;
  }
  std::unique_ptr<LiveSite> live() {
    return std::make_unique<LiveSite>(
        templates(), options(), [this] { return read_settings(); },
        [this](const Settings& settings) { applied_ = settings.url; },
        [this](std::shared_ptr<const Look> look, const Settings& settings) {
          const Site& all = small_.site();
          const Look& shown = *look;
          Site site{all.index,    all.log,     all.metrics, shown.templates, shown.dictionary,
                    shown.assets, all.callers, all.access,  all.clock};
          site.url = settings.url;
          site.look = std::move(look);
          return std::make_shared<const Site>(std::move(site));
        });
  }
  const std::string& applied() const { return applied_; }
  static std::string home_page(const Site& site) {
    return answer_request(site, tests::SmallSite::request("GET", "/")).body;
  }

 private:
  tests::TemporaryFolder folder_;
  tests::SmallSite small_;
  std::string applied_;
};

}  // namespace

TEST_CASE("A changed template is served within a moment; requests that have begun keep theirs") {
  Followed followed;
  const auto live = followed.live();
  const std::shared_ptr<const Site> begun = live->now();
  followed.write(followed.home(), "Welcome to the new page");
  CHECK(comes_true([&] { return Followed::home_page(*live->now()) == "Welcome to the new page"; }));
  CHECK_THAT(Followed::home_page(*begun), Contains("<!doctype html>"));
}

TEST_CASE("A template that can't be read changes nothing until it is mended") {
  Followed followed;
  const auto live = followed.live();
  const std::string before = Followed::home_page(*live->now());
  followed.write(followed.home(), "{{#broken}} never closed");
  live->reload();
  CHECK(Followed::home_page(*live->now()) == before);
  followed.write(followed.templates() / "words/en.json", "{no json");
  live->reload();
  CHECK(Followed::home_page(*live->now()) == before);
  std::filesystem::remove_all(followed.templates());
  live->reload();
  CHECK(Followed::home_page(*live->now()) == before);
  std::filesystem::copy(tests::source_folder() / "templates", followed.templates(),
                        std::filesystem::copy_options::recursive);
  followed.write(followed.home(), "Mended");
  live->reload();
  CHECK(Followed::home_page(*live->now()) == "Mended");
}

TEST_CASE("Changed settings are applied, and those that can't be read are not") {
  Followed followed;
  const auto live = followed.live();
  CHECK(live->now()->url == "https://one.example");
  followed.write(followed.settings_file(), "https://two.example");
  CHECK(comes_true([&] { return live->now()->url == "https://two.example"; }));
  CHECK(followed.applied() == "https://two.example");
  followed.write(followed.settings_file(), "");
  live->reload();
  std::filesystem::remove(followed.settings_file());
  live->reload();
  CHECK(live->now()->url == "https://two.example");
  CHECK(followed.applied() == "https://two.example");
}

TEST_CASE("What nobody uses any more is let go") {
  Followed followed;
  const auto live = followed.live();
  const std::weak_ptr<const Site> first = live->now();
  live->reload();
  CHECK(first.expired());
}

}  // namespace firstline::server
