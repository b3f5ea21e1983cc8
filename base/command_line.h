// SPDX-License-Identifier: GPL-3.0-or-later
// What both programs' command lines have in common: --help, --version, --config FILE (TOML, every flag is a
// key, a flag wins over the file), --quiet, --verbose, and errors that name the nearest known flag. Home of
// CLI11.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/logging.h"

namespace firstline::base {

class CommandLine {
 public:
  CommandLine(const std::string& program, const std::string& description);
  ~CommandLine();

  /// A word without a flag. Must be given.
  void positional(const std::string& name, std::string& target, const std::string& help);
  /// `--name VALUE`. The target's content is the default.
  void option(const std::string& name, std::string& target, const std::string& help, bool required = false);
  void option(const std::string& name, int& target, const std::string& help, int least, int most);
  /// A number with a fraction; nothing when it isn't given.
  void option(const std::string& name, std::optional<double>& target, const std::string& help, double least,
              double most);
  /// `--name`.
  void flag(const std::string& name, bool& target, const std::string& help);
  /// `--name ONE|OTHER`; another value is an error that lists them.
  void choice(const std::string& name, std::string& target, const std::vector<std::string>& values,
              const std::string& help);

  /// Fills the targets. An exit code (0 after --help and --version, 2 after an error, both already printed)
  /// when the program has nothing more to do.
  std::optional<int> parse(int argc, const char* const* argv);

  Verbosity verbosity() const;
  /// What --config named; empty: nothing.
  std::string config_file() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace firstline::base
