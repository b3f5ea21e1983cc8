// SPDX-License-Identifier: GPL-3.0-or-later
// Who may see the review: the users file, one user a line. People may edit it; `firstline-server user` does.
//
//   # name  role  password  tokens
//   ann@example.com lead $argon2id$v=19$m=65536,t=2,p=1$… token:6f0c… token:b1…
//   tv viewer $argon2id$…
//
// Words are parted by blanks or tabs. '#' begins a line that is a comment. The file holds hashes only: of
// passwords slow ones (base/secrets.h), of tokens fast ones, since 256 random bits can't be found by trying.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::server {

enum class Role {
  kViewer,  ///< sees everything, changes nothing
  kLead,    ///< changes, too
};

/// "viewer" or "lead".
const char* role_name(Role role);
std::optional<Role> role_of(std::string_view name);

inline constexpr std::size_t kLongestUserName = 64;
inline constexpr std::size_t kShortestPassword = 10;    ///< in characters, composed (NFC)
inline constexpr std::size_t kLongestPassword = 1'000;  ///< in bytes
inline constexpr std::size_t kMostUsers = 1'000;
inline constexpr std::size_t kMostTokens = 10;             ///< of one user
inline constexpr std::size_t kLargestUsersFile = 4 << 20;  ///< in bytes

/// 1 to 64 letters (a–z, A–Z), digits, '.', '-', '_' and '@'.
bool is_user_name(std::string_view name);

struct User {
  std::string name;
  Role role = Role::kViewer;
  std::string password_hash;              ///< base::hash_password()
  std::vector<std::string> token_hashes;  ///< base::secret_hash()
};

/// The file's lines, so that a command changes one and leaves the rest as people wrote it.
class Users {
 public:
  /// `path` is for messages. Fails with all that is wrong, "users:3: …", when a line can't be read or a name
  /// comes twice.
  static Users parse(std::string_view text, const std::string& path);

  /// Null when there is none of that name.
  const User* find(std::string_view name) const;
  /// Null when nobody has that token. Takes the same time for each token.
  const User* find_by_token(std::string_view token) const;
  /// In the file's order.
  std::vector<const User*> all() const;
  bool empty() const { return count_ == 0; }

  /// Adds the user at the end, or changes the line of that name.
  void put(const User& user);
  /// False when there is none of that name.
  bool remove(std::string_view name);
  std::string text() const;

 private:
  struct Line {
    std::string text;  ///< as it stands in the file
    std::optional<User> user;
  };
  std::vector<Line> lines_;
  std::size_t count_ = 0;
};

/// Composes a password (NFC): what looks the same is the same, whichever keyboard it comes from. Nothing when
/// it is no valid UTF-8 or longer than kLongestPassword.
std::optional<std::string> composed_password(std::string_view password);

}  // namespace firstline::server
