// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace firstline::tests {
namespace {

namespace fs = std::filesystem;

constexpr auto kBetweenLooks = std::chrono::milliseconds(5);

fs::path output_file(const char* kind) {
  static std::atomic<int> next = 0;
  return fs::temp_directory_path() /
         ("firstline-" + std::to_string(::getpid()) + "-" + std::to_string(++next) + "." + kind);
}

std::vector<std::string> server_arguments(const fs::path& index, const fs::path& log,
                                          std::vector<std::string> more) {
  std::vector<std::string> arguments = {"--index",    index.string(), "--log",
                                        log.string(), "--listen",     "127.0.0.1:0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

RunningProgram::RunningProgram(const std::string& name, const std::vector<std::string>& arguments)
    : out_file_(output_file("out")), err_file_(output_file("err")) {
  const std::string program = (build_folder() / name).string();
  const std::string folder = source_folder().string();
  std::vector<const char*> argv = {program.c_str()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  argv.push_back(nullptr);
  const int out = ::open(out_file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int err = ::open(err_file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  child_ = ::fork();
  if (child_ == 0) {
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    ::execv(program.c_str(), const_cast<char* const*>(argv.data()));
    ::_exit(127);
  }
  ::close(out);
  ::close(err);
  if (child_ < 0) throw std::runtime_error("can't start " + program);
}

RunningProgram::~RunningProgram() {
  if (!ended_) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  std::error_code ignored;
  fs::remove(out_file_, ignored);
  fs::remove(err_file_, ignored);
}

std::string RunningProgram::wait_for_line(const std::string& start, std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    std::istringstream lines(out());
    for (std::string line; std::getline(lines, line);)
      if (line.rfind(start, 0) == 0 && !lines.eof()) return line;
    int status = 0;
    if (::waitpid(child_, &status, WNOHANG) == child_) {
      ended_ = true;
      throw std::runtime_error("the program ended before it said '" + start + "': " + err());
    }
    if (std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("no line '" + start + "': " + out() + err());
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

void RunningProgram::send_signal(int signal) const {
  ::kill(child_, signal);
}

ProgramResult RunningProgram::wait(std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (!ended_) {
    if (::waitpid(child_, &status, WNOHANG) == child_) {
      ended_ = true;
    } else if (std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("the program does not end: " + out() + err());
    } else {
      std::this_thread::sleep_for(kBetweenLooks);
    }
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out(), err()};
}

std::string RunningProgram::out() const {
  return read_text(out_file_);
}

std::string RunningProgram::err() const {
  return read_text(err_file_);
}

ProgramResult run_program(const std::string& name, const std::vector<std::string>& arguments) {
  return RunningProgram(name, arguments).wait();
}

RunningServer::RunningServer(const fs::path& index, const fs::path& log, std::vector<std::string> more)
    : RunningProgram("firstline-server", server_arguments(index, log, std::move(more))) {
  const std::string line = wait_for_line("listening on http://");
  port_ = std::atoi(line.substr(line.rfind(':') + 1).c_str());
}

}  // namespace firstline::tests
