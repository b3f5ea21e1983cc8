// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real programs. A child never outlives the object that started it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace firstline::tests {

struct ProgramResult {
  int exit_code = -1;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

/// Runs one of our programs ("firstline-index") from the repository's root and waits, a minute at the most.
ProgramResult run_program(const std::string& name, const std::vector<std::string>& arguments);

/// A program that stays.
class RunningProgram {
 public:
  RunningProgram(const std::string& name, const std::vector<std::string>& arguments);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// The first line of its standard output that begins with `start`; throws after `patience`.
  std::string wait_for_line(const std::string& start,
                            std::chrono::seconds patience = std::chrono::seconds(30));
  void send_signal(int signal) const;
  /// Waits for its end. Its output so far is in the result.
  ProgramResult wait(std::chrono::seconds patience = std::chrono::seconds(60));
  /// What it wrote so far.
  std::string out() const;
  std::string err() const;
  pid_t id() const { return child_; }

 private:
  pid_t child_ = -1;
  bool ended_ = false;
  std::filesystem::path out_file_, err_file_;
};

/// firstline-server on a free port of its own, ready to answer.
class RunningServer : public RunningProgram {
 public:
  RunningServer(const std::filesystem::path& index, const std::filesystem::path& log,
                std::vector<std::string> more_arguments = {});
  int port() const { return port_; }

 private:
  int port_ = 0;
};

}  // namespace firstline::tests
