// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of articles and an index beside it, for runs of the real firstline-index.
#pragma once

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

class HelpFolder {
 public:
  /// Two good articles, en/bill and th/bill; nothing is indexed yet.
  HelpFolder();

  std::filesystem::path articles() const { return folder_ / "articles"; }
  std::filesystem::path index() const { return folder_ / "index"; }
  /// What a file of the articles is called in problems.
  std::string shown(const std::string& name) const { return (articles() / name).string(); }

  /// Writes a file below the articles, e.g. "en/bill.md".
  void write(const std::string& name, const std::string& text) const;
  void remove(const std::string& name) const;

  /// Runs firstline-index on the folder.
  ProgramResult run(std::vector<std::string> more_arguments = {}) const;

  /// Content of DIR/current: changes with every publication. Empty when nothing was published.
  std::string live_name() const;
  /// The stored HTML of a live article; empty when there is none.
  std::string live_html(const std::string& id) const;
  /// How many articles are live, by the manifest.
  std::size_t live_articles() const;

 private:
  TemporaryFolder folder_;
};

/// An article that nothing is wrong with.
std::string good_article(const std::string& text);

/// The last line of a text.
std::string last_line(const std::string& text);

/// "1 read, 0 added, 1 changed, 0 removed, 0 unchanged, 0 problems" of the summary line.
std::string counts(const ProgramResult& result);

/// A folder's files and their content, to see that nothing was changed.
std::string snapshot(const std::filesystem::path& folder);

}  // namespace firstline::tests
