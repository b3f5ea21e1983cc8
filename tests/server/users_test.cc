// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/users.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/failure.h"
#include "base/secrets.h"
#include "server/access/users_file.h"
#include "tests/support/patience.h"
#include "tests/support/temporary_folder.h"

namespace firstline::server {
namespace {

using namespace std::chrono_literals;
using Catch::Contains;
using tests::comes_true;

/// Made once: it takes a tenth of a second.
const std::string& hash() {
  static const std::string hash = base::hash_password("correct horse");
  return hash;
}

const std::string kToken(64, 'a');

std::string problem_of(const std::string& text) {
  try {
    Users::parse(text, "users");
    return "";
  } catch (const base::Failure& failure) {
    return failure.what();
  }
}

}  // namespace

TEST_CASE("A users file holds names, roles, hashes and tokens, as people lay it out") {
  const Users users =
      Users::parse("\xEF\xBB\xBF# who\r\n\r\n  ann@x.org\tlead  " + hash() + "  \r\n\t# tv\nTV-1 viewer " +
                       hash() + " token:" + kToken + " token:" + std::string(64, 'b'),
                   "users");
  REQUIRE(users.all().size() == 2);
  CHECK(users.find("ann@x.org")->role == Role::kLead);
  CHECK(users.find("ann@x.org")->password_hash == hash());
  CHECK(users.find("TV-1")->role == Role::kViewer);
  CHECK(users.find("TV-1")->token_hashes.size() == 2);
  CHECK(users.find("tv-1") == nullptr);
  CHECK(users.find("") == nullptr);
  CHECK(Users::parse("", "users").empty());
  CHECK(Users::parse("# nobody\n", "users").empty());
}

TEST_CASE("Each bad line is told with its number, without its hashes") {
  CHECK(problem_of("ann lead " + hash()) == "");
  CHECK_THAT(problem_of("# x\n\nann"), Contains("users: line 3: expected: ann ROLE PASSWORD-HASH"));
  CHECK_THAT(problem_of("a/b lead " + hash()), Contains("line 1: a name is 1 to 64 letters"));
  CHECK_THAT(problem_of(std::string(65, 'a') + " lead " + hash()), Contains("line 1: a name is"));
  CHECK_THAT(problem_of("žana lead " + hash()), Contains("line 1: a name is"));
  CHECK_THAT(problem_of("ann boss " + hash()), Contains("line 1: the role of ann"));
  CHECK_THAT(problem_of("ann lead correcthorse"),
             Contains("line 1: no password hash") && !Contains("correcthorse"));
  CHECK_THAT(problem_of("ann lead $2b$12$abcdefghijklmnopqrstuv"), Contains("line 1: no password hash"));
  CHECK_THAT(problem_of("ann lead " + hash() + " secret"), Contains("line 1: word 4") && !Contains("secret"));
  CHECK_THAT(problem_of("ann lead " + hash() + " token:AA"), Contains("line 1: word 4"));
  CHECK_THAT(problem_of("ann lead " + hash() + "\nbob\nann viewer " + hash()),
             Contains("line 2: expected") && Contains("; line 3: ann is there twice"));
  std::string tokens;
  for (std::size_t i = 0; i <= kMostTokens; ++i) tokens += " token:" + kToken;
  CHECK_THAT(problem_of("ann lead " + hash() + tokens), Contains("more than 10 tokens"));
  std::string many;
  for (int i = 0; i < 9; ++i) many += "?\n";
  CHECK_THAT(problem_of(many), Contains("line 5") && !Contains("line 6") && Contains("and 4 more"));
  CHECK_THAT(problem_of(std::string("a\0b lead ", 9) + hash()), Contains("line 1"));
}

TEST_CASE("Changing one user leaves what people wrote around it") {
  const std::string ann = "ann   lead\t" + hash(), tv = "tv viewer " + hash();
  Users users = Users::parse("# ours\n" + ann + "\n\n" + tv + "\n", "users");
  CHECK(users.text() == "# ours\n" + ann + "\n\n" + tv + "\n");
  User changed = *users.find("tv");
  changed.token_hashes = {kToken};
  users.put(changed);
  CHECK(users.text() == "# ours\n" + ann + "\n\n" + tv + " token:" + kToken + "\n");
  CHECK(users.remove("ann"));
  CHECK_FALSE(users.remove("ann"));
  CHECK(users.text() == "# ours\n\n" + tv + " token:" + kToken + "\n");
  CHECK(users.remove("tv"));
  CHECK(users.empty());
  Users fresh;
  fresh.put(changed);
  CHECK(fresh.text().starts_with("# name role "));
  CHECK(Users::parse(fresh.text(), "users").find("tv")->token_hashes == changed.token_hashes);
}

TEST_CASE("A token finds its user, and only the token itself does") {
  const std::string token = base::random_secret();
  const Users users = Users::parse(
      "ann lead " + hash() + "\ntv viewer " + hash() + " token:" + base::secret_hash(token), "users");
  REQUIRE(users.find_by_token(token) != nullptr);
  CHECK(users.find_by_token(token)->name == "tv");
  CHECK(users.find_by_token(token + "x") == nullptr);
  CHECK(users.find_by_token("") == nullptr);
  CHECK(users.find_by_token(base::secret_hash(token)) == nullptr);  // a stolen file opens nothing
}

TEST_CASE("A password is the same however its accents are typed") {
  CHECK(composed_password("cafe\u0301") == composed_password("caf\u00e9"));
  CHECK(composed_password("ส้มตำ 🥭"));
  CHECK_FALSE(composed_password("\xff"));
  CHECK_FALSE(composed_password(std::string(kLongestPassword + 1, 'x')));
}

TEST_CASE("The users file is followed; when it breaks or goes, the former users stay") {
  const tests::TemporaryFolder folder;
  const std::filesystem::path path = folder / "users";
  UsersFile file(path.string());
  CHECK(file.users()->empty());  // not there yet
  folder.write("users", "ann lead " + hash() + "\n");
  CHECK(comes_true([&] { return file.users()->find("ann") != nullptr; }, 5s));
  folder.write("users", "ann lead\n");
  std::this_thread::sleep_for(1500ms);
  CHECK(file.users()->find("ann") != nullptr);
  folder.write("users", "bob lead " + hash() + "\n");
  CHECK(comes_true([&] { return file.users()->find("bob") != nullptr; }, 5s));
  CHECK(file.users()->find("ann") == nullptr);
  std::filesystem::remove(path);
  std::this_thread::sleep_for(1500ms);
  CHECK(file.users()->find("bob") != nullptr);
}

TEST_CASE("Nobody is configured without a file, and a broken one or a folder is refused at the start") {
  CHECK(UsersFile("").users()->empty());
  const tests::TemporaryFolder folder;
  folder.write("users", "ann\n");
  CHECK_THROWS_WITH(UsersFile((folder / "users").string()), Contains("line 1"));
  CHECK_THROWS_WITH(UsersFile(folder.path().string()), Contains("not a regular file"));
}

}  // namespace firstline::server
