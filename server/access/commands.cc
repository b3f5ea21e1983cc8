// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/commands.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include "base/command_line.h"
#include "base/failure.h"
#include "base/file.h"
#include "base/secrets.h"
#include "language/utf8.h"
#include "server/access/terminal.h"
#include "server/access/users.h"

namespace firstline::server {
namespace {

namespace fs = std::filesystem;

/// Begins each token, so that programs that look for leaked secrets know one.
constexpr const char* kTokenStart = "firstline_";

/// A mistake in how the command was called.
struct Mistake {
  std::string text;
};

/// One command at a time changes a users file. The lock is the folder's: the file itself is replaced.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : fd_(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ < 0)
      throw base::Failure("opening the folder of the users file", folder.string(), "no such folder");
    ::flock(fd_, LOCK_EX);
  }
  ~FolderLock() { ::close(fd_); }
  FolderLock(const FolderLock&) = delete;

 private:
  int fd_;
};

struct Arguments {
  std::string name;
  std::string file;
  std::string role = "lead";
};

Users read_users(const std::string& file, bool may_be_missing) {
  if (may_be_missing && !fs::exists(file)) return {};
  return Users::parse(base::read_file(file, kLargestUsersFile), file);
}

const User& existing(const Users& users, const Arguments& arguments) {
  const User* user = users.find(arguments.name);
  if (user == nullptr) throw Mistake{fmt::format("{} has no user {}", arguments.file, arguments.name)};
  return *user;
}

std::string ask_password() {
  const std::string typed =
      read_secret_line(fmt::format("Password, {} characters or more: ", kShortestPassword));
  const auto password = composed_password(typed);
  if (!password)
    throw Mistake{fmt::format("a password is valid UTF-8 of at most {} bytes", kLongestPassword)};
  if (language::count_characters(*password) < kShortestPassword)
    throw Mistake{fmt::format("a password has at least {} characters", kShortestPassword)};
  if (has_terminal() && read_secret_line("The same again: ") != typed)
    throw Mistake{"the two passwords differ; nothing was changed"};
  return *password;
}

/// Reads the users, lets `change` change them and writes them, alone.
template <typename Change>
void change_users(const Arguments& arguments, bool may_be_missing, Change change) {
  const FolderLock lock(fs::path(arguments.file).parent_path());
  Users users = read_users(arguments.file, may_be_missing);
  change(users);
  base::replace_private_file(arguments.file, users.text());
}

void add(const Arguments& arguments) {
  const auto refuse_known = [&arguments](const Users& users) {
    if (users.find(arguments.name) != nullptr)
      throw Mistake{fmt::format("{} is there already; see: firstline-server user password", arguments.name)};
    if (users.all().size() >= kMostUsers) throw Mistake{fmt::format("more than {} users", kMostUsers)};
  };
  refuse_known(read_users(arguments.file, true));  // before anything is typed
  User user;
  user.name = arguments.name;
  user.role = *role_of(arguments.role);
  user.password_hash = base::hash_password(ask_password());
  change_users(arguments, true, [&](Users& users) {
    refuse_known(users);
    users.put(user);
  });
  std::cout << fmt::format("{} may sign in as {}\n", user.name, role_name(user.role));
}

void change_password(const Arguments& arguments) {
  existing(read_users(arguments.file, false), arguments);
  const std::string hash = base::hash_password(ask_password());
  change_users(arguments, false, [&](Users& users) {
    User user = existing(users, arguments);
    user.password_hash = hash;
    users.put(user);
  });
  std::cout << fmt::format("{} has a new password; whoever was signed in under it is signed out\n",
                           arguments.name);
}

void remove(const Arguments& arguments) {
  change_users(arguments, false, [&](Users& users) {
    existing(users, arguments);
    users.remove(arguments.name);
  });
  std::cout << fmt::format("{} is removed, with all sessions and tokens\n", arguments.name);
}

void list(const Arguments& arguments) {
  const Users users = read_users(arguments.file, false);
  for (const User* user : users.all())
    std::cout << fmt::format("{}\t{}\t{} token{}\n", user->name, role_name(user->role),
                             user->token_hashes.size(), user->token_hashes.size() == 1 ? "" : "s");
}

void add_token(const Arguments& arguments) {
  const std::string token = kTokenStart + base::random_secret();
  change_users(arguments, false, [&](Users& users) {
    User user = existing(users, arguments);
    if (user.token_hashes.size() >= kMostTokens)
      throw Mistake{fmt::format("{} has {} tokens already; see: firstline-server user untoken", user.name,
                                kMostTokens)};
    user.token_hashes.push_back(base::secret_hash(token));
    users.put(user);
  });
  std::cerr << "Keep this token well: it is shown this once only.\n";
  std::cout << token << '\n';
}

void remove_tokens(const Arguments& arguments) {
  std::size_t count = 0;
  change_users(arguments, false, [&](Users& users) {
    User user = existing(users, arguments);
    count = user.token_hashes.size();
    user.token_hashes.clear();
    users.put(user);
  });
  std::cout << fmt::format("{} token{} of {} removed\n", count, count == 1 ? "" : "s", arguments.name);
}

struct Command {
  std::string_view name;
  const char* help;
  void (*run)(const Arguments&);
};

constexpr Command kCommands[] = {
    {"add", "Makes a user. Asks for a password, twice; from a pipe it reads one line.", add},
    {"password", "Gives a user another password, which ends the sessions under the old one.",
     change_password},
    {"remove", "Removes a user, with all sessions and tokens.", remove},
    {"list", "Prints each user's name, role and how many tokens there are.", list},
    {"token", "Prints a new token for programs: Authorization: Bearer TOKEN. Only its hash is kept.",
     add_token},
    {"untoken", "Removes all tokens of a user.", remove_tokens},
};

int run(const Command& command, int argc, const char* const* argv) {
  const std::string program = "firstline-server user " + std::string(command.name);
  Arguments arguments;
  base::CommandLine line(program, command.help);
  const bool needs_name = command.name != "list";
  if (needs_name) line.positional("name", arguments.name, "1 to 64 letters, digits, '.', '-', '_' and '@'");
  line.option("users", arguments.file, "the users file; `user add` makes it when it is not there", true);
  if (command.name == "add")
    line.choice("role", arguments.role, {"lead", "viewer"},
                "a lead may change things, a viewer look at them");
  if (const auto code = line.parse(argc, argv)) return *code;
  try {
    if (needs_name && !is_user_name(arguments.name))
      throw Mistake{
          fmt::format("a name is 1 to {} letters (a to z), digits, '.', '-', '_' and '@'", kLongestUserName)};
    command.run(arguments);
  } catch (const Mistake& mistake) {
    std::cerr << program << ": " << mistake.text << '\n';
    return 2;
  }
  std::cout.flush();
  if (!std::cout) throw base::Failure("writing", "standard output", "it was closed, or the disk is full");
  return 0;
}

}  // namespace

bool asks_for_user(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "user";
}

int run_user_command(int argc, const char* const* argv) {
  const std::string_view asked = argc > 2 ? argv[2] : "";
  for (const Command& command : kCommands)
    if (command.name == asked) return run(command, argc - 2, argv + 2);
  const bool asks_help = asked == "--help" || asked == "-h";
  std::ostream& out = asks_help ? std::cout : std::cerr;
  for (const Command& command : kCommands)
    out << fmt::format("firstline-server user {:<8} {:<5} --users FILE   {}\n", command.name,
                       command.name == "list" ? "" : "NAME", command.help);
  return asks_help ? 0 : 2;
}

}  // namespace firstline::server
