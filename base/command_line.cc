// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/nearest.h"

namespace firstline::base {

struct CommandLine::State {
  CLI::App app;
  bool quiet = false;
  bool verbose = false;

  /// "--index" for every flag, for "did you mean".
  std::vector<std::string> flag_names() const {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
  }

  std::string unknown_flag_message(std::string flag) const {
    flag = flag.substr(0, flag.find('='));
    std::string message = (flag.rfind('-', 0) == 0 ? "unknown flag " : "unexpected argument ") + flag;
    const std::string dashed = flag.rfind('-', 0) == 0 ? flag : "--" + flag;
    if (const auto nearest = nearest_name(dashed, flag_names()))
      message += "; did you mean " + *nearest + "?";
    return message;
  }
};

CommandLine::CommandLine(const std::string& program, const std::string& description)
    : state_(std::make_unique<State>()) {
  CLI::App& app = state_->app;
  app.name(program);
  app.description(description);
  app.set_help_flag("--help", "print this and exit");
  app.set_version_flag("--version", program + " " FIRSTLINE_VERSION, "print the version and exit");
  app.set_config("--config", "", "TOML file: every flag is a key; a flag wins over the file");
  app.allow_config_extras(CLI::config_extras_mode::capture);
  app.add_flag("--quiet", state_->quiet, "say errors only");
  app.add_flag("--verbose", state_->verbose, "say more");
  app.allow_extras();
}

CommandLine::~CommandLine() = default;

void CommandLine::positional(const std::string& name, std::string& target, const std::string& help) {
  state_->app.add_option(name, target, help)->required();
}

void CommandLine::option(const std::string& name, std::string& target, const std::string& help,
                         bool required) {
  CLI::Option* option = state_->app.add_option("--" + name, target, help)->capture_default_str();
  if (required) option->required();
}

void CommandLine::option(const std::string& name, int& target, const std::string& help, int least, int most) {
  state_->app.add_option("--" + name, target, help)->capture_default_str()->check(CLI::Range(least, most));
}

void CommandLine::option(const std::string& name, std::optional<double>& target, const std::string& help,
                         double least, double most) {
  // CLI11's own check writes six digits behind the point, and lets "nan" through.
  const auto in_range = [least, most](const std::string& text) {
    double value = 0;
    return CLI::detail::lexical_cast(text, value) && value >= least && value <= most
               ? std::string()
               : fmt::format("'{}' is not a number from {:g} to {:g}", text, least, most);
  };
  state_->app.add_option("--" + name, target, help)->check(in_range);
}

void CommandLine::flag(const std::string& name, bool& target, const std::string& help) {
  state_->app.add_flag("--" + name, target, help);
}

void CommandLine::choice(const std::string& name, std::string& target, const std::vector<std::string>& values,
                         const std::string& help) {
  state_->app.add_option("--" + name, target, help)->capture_default_str()->check(CLI::IsMember(values));
}

std::optional<int> CommandLine::parse(int argc, const char* const* argv) {
  CLI::App& app = state_->app;
  std::string error;
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    app.exit(success);
    return 0;
  } catch (const CLI::ParseError& failure) {
    error = failure.what();
  }
  // An unknown flag first: what else is wrong often follows from it.
  if (const std::vector<std::string> unknown = app.remaining(); !unknown.empty())
    error = state_->unknown_flag_message(unknown.front());
  else if (error.empty() && state_->quiet && state_->verbose)
    error = "--quiet and --verbose exclude each other";
  if (error.empty()) return std::nullopt;
  std::cerr << app.get_name() << ": " << error << " (see --help)\n";
  return 2;
}

Verbosity CommandLine::verbosity() const {
  return state_->quiet ? Verbosity::kQuiet : state_->verbose ? Verbosity::kVerbose : Verbosity::kNormal;
}

std::string CommandLine::config_file() const {
  const CLI::Option* config = state_->app.get_config_ptr();
  return config->count() == 0 ? "" : config->as<std::string>();
}

}  // namespace firstline::base
