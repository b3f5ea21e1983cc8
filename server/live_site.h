// SPDX-License-Identifier: GPL-3.0-or-later
// The site as it is served now. Follows the folder of templates and the file of settings as LiveIndex follows
// the index: what changes there is read as a whole and takes the old one's place; a request that was begun is
// finished with the old one. What can't be read is told in the log, and the old one stays.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "base/current.h"
#include "base/repeating.h"
#include "server/look.h"
#include "server/options.h"
#include "server/site.h"

namespace firstline::server {

/// Any thread.
class LiveSite {
 public:
  using ReadSettings = std::function<Settings()>;      ///< may fail
  using Apply = std::function<void(const Settings&)>;  ///< may fail, then with nothing applied
  using Make = std::function<std::shared_ptr<const Site>(std::shared_ptr<const Look>, const Settings&)>;

  /// Fails when the templates can't be read. `options` were applied already.
  LiveSite(std::filesystem::path templates, const Options& options, ReadSettings read_settings, Apply apply,
           Make make);

  std::shared_ptr<const Site> now() const { return site_.get(); }
  /// Reads templates and settings anew, changed or not.
  void reload();

 private:
  void follow();
  void load_look_again();
  void load_settings_again();

  const std::filesystem::path templates_;
  const std::filesystem::path config_;
  const ReadSettings read_settings_;
  const Apply apply_;
  const Make make_;
  std::mutex mutex_;  // of what follows: one reads at a time
  std::string templates_seen_;
  std::string config_seen_;
  Settings settings_;
  std::shared_ptr<const Look> look_;
  base::Current<Site> site_;
  base::Repeating follower_;
};

}  // namespace firstline::server
