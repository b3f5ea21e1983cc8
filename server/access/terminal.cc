// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/terminal.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "base/failure.h"

namespace firstline::server {
namespace {

constexpr char kCtrlC = 3;

/// Shows nothing of what is typed, until it goes. Ctrl-C ends the line, not the program: that would leave the
/// terminal silent.
class SilentTerminal {
 public:
  SilentTerminal() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = kCtrlC;
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

/// Byte by byte: nothing of the next line is taken.
bool read_line(std::string& line) {
  for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1;) {
    if (c == '\n') return true;
    line += c;
    if (c == kCtrlC) return true;
  }
  return !line.empty();
}

}  // namespace

bool has_terminal() {
  return ::isatty(STDIN_FILENO) == 1;
}

std::string read_secret_line(const std::string& prompt) {
  std::string line;
  bool is_there = false;
  if (has_terminal()) {
    const SilentTerminal silent;
    std::cerr << prompt << std::flush;
    is_there = read_line(line);
    std::cerr << '\n';
    if (!line.empty() && line.back() == kCtrlC) throw base::Failure("reading", "the password", "cancelled");
  } else {
    is_there = read_line(line);
  }
  if (!is_there) throw base::Failure("reading", "the password", "standard input has no line");
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace firstline::server
