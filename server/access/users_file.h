// SPDX-License-Identifier: GPL-3.0-or-later
// The users file as the server follows it: read again every second, since it is small.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/repeating.h"
#include "server/access/users.h"

namespace firstline::server {

/// Any thread.
class UsersFile {
 public:
  /// Empty `path`: nobody, for ever. A file that is not there yet holds nobody; it is followed all the same.
  /// Fails when the file can't be read or is broken. When that happens later, the former users stay, and the
  /// log says why.
  explicit UsersFile(std::string path);
  UsersFile(const UsersFile&) = delete;

  std::shared_ptr<const Users> users() const;
  const std::string& path() const { return path_; }

 private:
  void follow();
  void look();

  const std::string path_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Users> users_;
  // Of the thread that looks.
  std::string text_;        // as last read well
  std::string last_error_;  // said once
  bool was_there_ = false;
  std::optional<base::Repeating> follower_;  // nothing: nobody is to follow
};

}  // namespace firstline::server
