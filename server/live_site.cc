// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live_site.h"

#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "base/logging.h"

namespace firstline::server {
namespace {

/// Looking at some forty files takes 0.1 ms.
constexpr auto kBetweenLooks = std::chrono::seconds(1);

/// Changes when the file does; "-" when it is not there.
std::string state_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return "-";
  return fmt::format("{}:{}:{}:{}.{}", file.string(), status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

/// The same for all files below the folder.
std::string state_below(const std::filesystem::path& folder) {
  std::vector<std::string> states;
  std::error_code error;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder, error);
       !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error))
    states.push_back(state_of(entry->path()));
  std::sort(states.begin(), states.end());
  return fmt::format("{}", fmt::join(states, "\n"));
}

}  // namespace

LiveSite::LiveSite(std::filesystem::path templates, const Options& options, ReadSettings read_settings,
                   Apply apply, Make make)
    : templates_(std::move(templates)),
      config_(options.config),
      read_settings_(std::move(read_settings)),
      apply_(std::move(apply)),
      make_(std::move(make)),
      templates_seen_(state_below(templates_)),
      config_seen_(state_of(config_)),
      settings_(options),
      look_(load_look(templates_)),
      site_(make_(look_, settings_)),
      follower_(
          [this] {
            follow();
            return kBetweenLooks;
          },
          kBetweenLooks) {}

void LiveSite::follow() {
  const std::lock_guard lock(mutex_);
  if (const std::string state = state_below(templates_); state != templates_seen_) {
    templates_seen_ = state;
    load_look_again();
  }
  if (config_.empty()) return;
  if (const std::string state = state_of(config_); state != config_seen_) {
    config_seen_ = state;
    load_settings_again();
  }
}

void LiveSite::reload() {
  const std::lock_guard lock(mutex_);
  templates_seen_ = state_below(templates_);
  load_look_again();
  if (config_.empty()) return;
  config_seen_ = state_of(config_);
  load_settings_again();
}

void LiveSite::load_look_again() {
  try {
    look_ = load_look(templates_);
    site_.set(make_(look_, settings_));
    base::log_info("serving the templates of " + templates_.string() + " as they are now");
  } catch (const std::exception& error) {
    base::log_error(std::string(error.what()) + "; the templates stay as they were");
  }
}

void LiveSite::load_settings_again() {
  try {
    const Settings settings = read_settings_();
    if (settings == settings_) return;
    apply_(settings);
    settings_ = settings;
    site_.set(make_(look_, settings_));
    base::log_info("the settings of " + config_.string() + " are in effect");
  } catch (const std::exception& error) {
    base::log_error(std::string(error.what()) + "; the settings stay as they were");
  }
}

}  // namespace firstline::server
