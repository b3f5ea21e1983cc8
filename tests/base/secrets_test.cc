// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secrets.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/file.h"
#include "tests/support/temporary_folder.h"

namespace firstline::base {

TEST_CASE("A password fits its own hash only, and no two hashes are alike") {
  const std::string hash = hash_password("tri žute kuće");
  CHECK(is_password_hash(hash));
  CHECK(password_matches(hash, "tri žute kuće"));
  CHECK_FALSE(password_matches(hash, "tri žute kuce"));
  CHECK_FALSE(password_matches(hash, ""));
  CHECK_FALSE(password_matches("no hash", "tri žute kuće"));
  CHECK(hash_password("tri žute kuće") != hash);
}

TEST_CASE("A hash of other memory or passes is none of ours") {
  const std::string hash = hash_password("x");
  for (const auto& [from, to] : {std::pair{"m=65536", "m=99999"},
                                 {"t=2", "t=9"},
                                 {"p=1", "p=2"},
                                 {"argon2id", "argon2i"},
                                 {"v=19", "v=16"}}) {
    std::string other = hash;
    other.replace(other.find(from), std::string(from).size(), to);
    CAPTURE(other);
    CHECK_FALSE(is_password_hash(other));
  }
  CHECK_FALSE(is_password_hash(hash + "x"));
  CHECK_FALSE(is_password_hash(hash.substr(0, hash.size() - 1)));
  CHECK_FALSE(is_password_hash(hash.substr(0, hash.size() - 1) + "$"));
  CHECK_FALSE(is_password_hash(""));
}

TEST_CASE("Secrets are long, all different, and known by their hash") {
  const std::string secret = random_secret();
  CHECK(secret.size() == 43);
  CHECK(random_secret() != secret);
  CHECK(is_secret_hash(secret_hash(secret)));
  CHECK(secret_hash(secret) == secret_hash(secret));
  CHECK(secret_hash(secret) != secret_hash(secret + "x"));
  // The BLAKE2b reference's answer for "abc", 256 bits.
  CHECK(secret_hash("abc") == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  CHECK_FALSE(is_secret_hash(secret));
  CHECK_FALSE(is_secret_hash(""));
}

TEST_CASE("Comparing tells same from different, of any length") {
  CHECK(same_secret("", ""));
  CHECK(same_secret("abc", "abc"));
  CHECK_FALSE(same_secret("abc", "abd"));
  CHECK_FALSE(same_secret("abc", "ab"));
  CHECK_FALSE(same_secret("", "a"));
}

TEST_CASE("A signature is of one text and one key") {
  const SigningKey key, other;
  CHECK(key.sign("a").size() == 22);
  CHECK(key.sign("a") == key.sign("a"));
  CHECK(key.sign("a") != key.sign("b"));
  CHECK(key.sign("a") != other.sign("a"));
}

TEST_CASE("A file of secrets is its owner's alone, and keeps the mode that people gave it") {
  const tests::TemporaryFolder folder;
  const std::filesystem::path file = folder / "secrets";
  const auto mode = [&file] {
    struct stat info {};
    ::stat(file.c_str(), &info);
    return info.st_mode & 0777U;
  };
  folder.write("secrets.new", "left by a crash, for all to read");
  replace_private_file(file, "one");
  CHECK(mode() == 0600);
  ::chmod(file.c_str(), 0640);
  replace_private_file(file, "two");
  CHECK(mode() == 0640);
  CHECK(tests::read_text(file) == "two");
  CHECK_FALSE(std::filesystem::exists(folder / "secrets.new"));
  std::filesystem::create_symlink(file, folder / "link");
  replace_private_file(folder / "link", "three");
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(tests::read_text(file) == "three");
}

}  // namespace firstline::base
