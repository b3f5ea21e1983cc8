// SPDX-License-Identifier: GPL-3.0-or-later
// The help centre that is put under load: articles in a temporary folder, indexed by the real
// firstline-index, served by the real firstline-server.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace firstline::load {

class Centre {
 public:
  /// A copy of the articles below `corpus`, published. `server_arguments`: more of them.
  Centre(const std::filesystem::path& corpus, std::vector<std::string> server_arguments);

  /// Writes a file of the articles' folder, without publishing it.
  void write(const std::string& name, const std::string& text) const;
  void append(const std::string& name, const std::string& text) const;
  /// Runs firstline-index; throws when it does not end well.
  void publish() const;
  std::filesystem::path index() const { return folder_ / "index"; }
  const tests::TemporaryFolder& folder() const { return folder_; }

  /// A server of its own, with a log of its own, that trusts the askers' proxy.
  std::unique_ptr<tests::RunningServer> serve(const std::string& name,
                                              const std::vector<std::string>& more_arguments = {}) const;

  /// "/api/v1/search?q=…" for each article's title: questions that have an answer, no two alike.
  const std::vector<std::string>& searches() const { return searches_; }

 private:
  tests::TemporaryFolder folder_;
  std::vector<std::string> server_arguments_;
  std::vector<std::string> searches_;
};

}  // namespace firstline::load
