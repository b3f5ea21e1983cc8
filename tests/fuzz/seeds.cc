// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every kept file of every target once, without a fuzzer: what was found stays found, and the targets
// stay alive. A run that doesn't hold ends the program; the file is named before.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <set>

#include "tests/fuzz/target.h"
#include "tests/support/temporary_folder.h"

namespace firstline::fuzz {
namespace {

namespace fs = std::filesystem;

/// As -timeout=10 of tests/fuzz/run.sh, with room for sanitizers and busy machines.
constexpr auto kMostTime = std::chrono::seconds(60);

std::string running;  // the file, for whoever reads why it ended

void tell(int signal) {
  std::fprintf(stderr, "ended by signal %d in %s\n", signal, running.c_str());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(folder))
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// False when it took too long, or threw.
bool run(const Target& target, const fs::path& file) {
  running = file.string();
  const std::string bytes = tests::read_text(file);
  const auto begin = std::chrono::steady_clock::now();
  try {
    target.run(bytes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", running.c_str(), error.what());
    return false;
  }
  if (std::chrono::steady_clock::now() - begin < kMostTime) return true;
  std::fprintf(stderr, "%s: took too long\n", running.c_str());
  return false;
}

int run_all(const fs::path& corpus) {
  int failures = 0;
  std::set<std::string> names;
  for (const Target* target : targets()) {
    names.insert(target->name);
    const std::vector<fs::path> files = files_below(corpus / target->name);
    for (const fs::path& file : files) failures += run(*target, file) ? 0 : 1;
    std::printf("%-20s %zu files\n", target->name, files.size());
    if (!files.empty()) continue;
    std::fprintf(stderr, "%s: there is no seed for it\n", target->name);
    ++failures;
  }
  for (const fs::path& folder : files_below(corpus))
    if (!names.contains(folder.filename().string())) {
      std::fprintf(stderr, "%s: there is no such target\n", folder.c_str());
      ++failures;
    }
  return failures;
}

}  // namespace
}  // namespace firstline::fuzz

int main() {
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
    std::signal(signal, firstline::fuzz::tell);
  const int failures = firstline::fuzz::run_all(firstline::tests::source_folder() / "tests/fuzz/corpus");
  std::printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
