// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/options.h"

#include <iostream>

#include "base/command_line.h"

namespace firstline::indexer {

std::optional<int> parse_options(int argc, const char* const* argv, Options& options) {
  std::string articles;
  std::string index;
  std::string format = "text";
  base::CommandLine line(
      "firstline-index",
      "Turns a folder of Markdown help articles into an index that firstline-server serves.");
  line.positional("ARTICLES", articles, "folder of *.md files");
  line.option("index", index, "folder that holds the index; made when it is not there");
  line.option("default-language", options.default_language, "language of articles that don't name one");
  line.flag("rebuild", options.rebuild, "read everything anew instead of what changed");
  line.flag("check", options.check, "report problems, write nothing");
  line.flag("strict", options.strict, "publish nothing when there is any problem");
  line.flag("watch", options.watch, "go on, and republish within a second of a saved change");
  line.choice("format", format, {"text", "json"}, "how problems and the summary are printed");
  if (const auto code = line.parse(argc, argv)) return code;
  if (index.empty() && !options.check) {
    std::cerr << "firstline-index: --index DIR is required (see --help)\n";
    return 2;
  }
  options.articles = articles;
  options.index = index;
  options.json = format == "json";
  options.verbosity = line.verbosity();
  return std::nullopt;
}

}  // namespace firstline::indexer
