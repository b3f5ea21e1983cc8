// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/users_file.h"

#include <chrono>
#include <filesystem>

#include "base/failure.h"
#include "base/file.h"
#include "base/logging.h"

namespace firstline::server {
namespace {

namespace fs = std::filesystem;

constexpr auto kBetweenLooks = std::chrono::seconds(1);

void warn_of_readers(const std::string& path) {
  std::error_code ignored;
  const fs::perms all = fs::status(path, ignored).permissions();
  if (!ignored && (all & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    base::log_warning(fmt::format("others than its owner may open {}: chmod 600 is safer", path));
}

}  // namespace

UsersFile::UsersFile(std::string path) : path_(std::move(path)), users_(std::make_shared<const Users>()) {
  if (path_.empty()) return;
  look();
  if (was_there_)
    warn_of_readers(path_);
  else
    base::log_warning(
        fmt::format("{} is not there yet, so nobody may see the review; make it with: "
                    "firstline-server user add NAME --users {}",
                    path_, path_));
  const auto look_again = [this] {
    follow();
    return kBetweenLooks;
  };
  follower_.emplace(look_again, kBetweenLooks);
}

std::shared_ptr<const Users> UsersFile::users() const {
  const std::lock_guard lock(mutex_);
  return users_;
}

void UsersFile::follow() {
  try {
    look();
    last_error_.clear();
  } catch (const std::exception& error) {
    if (error.what() != last_error_)
      base::log_error(fmt::format("{}; the users stay as they were", error.what()));
    last_error_ = error.what();
  }
}

void UsersFile::look() {
  std::error_code unknown;
  if (!was_there_ && !fs::exists(path_, unknown) && !unknown) return;
  const std::string text = base::read_file(path_, kLargestUsersFile);
  if (was_there_ && text == text_) return;
  auto users = std::make_shared<const Users>(Users::parse(text, path_));
  if (was_there_) base::log_info(fmt::format("the users changed: {} now", users->all().size()));
  was_there_ = true;
  text_ = text;
  const std::lock_guard lock(mutex_);
  users_ = std::move(users);
}

}  // namespace firstline::server
