// SPDX-License-Identifier: GPL-3.0-or-later
// The YAML between the `---` lines on top of an article. Home of yaml-cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "base/problem.h"

namespace firstline::indexer {

/// What a writer may say about an article; absent keys are empty.
struct FrontMatter {
  std::optional<std::string> title, description, lang, category, updated, translation_key;
  std::vector<std::string> tags, aliases, keywords;
  bool draft = false;
  bool agents_only = false;
  double weight = 1.0;
};

/// One text of a list, and where it stands: line of the file and column in characters, from 1.
struct PlacedText {
  std::string text;
  int line = 1;
  int column = 1;
};

/// What a writer may say about a notice (search/notices.h); absent keys are empty.
struct NoticeFrontMatter {
  std::optional<std::string> title, lang;
  std::optional<base::IsoTime> from, until, next_update;
  PlacedText until_place;  ///< where `until` stands, if it does
  PlacedText words_place;  ///< where `words` stand, else where the front matter begins
  std::vector<PlacedText> words, articles;
  bool draft = false;
};

/// An article's file, cut in two.
struct SplitSource {
  std::string_view front_matter;  ///< between the lines; empty when there is none
  std::string_view body;
  int body_line = 1;      ///< line of the file on which the body starts
  bool unclosed = false;  ///< it begins with `---`, which no second `---` ends
};
SplitSource split_source(std::string_view source);

/// Reads the keys. What is wrong goes to `problems` under `path`; an error there means the article is broken.
FrontMatter read_front_matter(std::string_view yaml, const std::string& path,
                              std::vector<base::Problem>& problems);
NoticeFrontMatter read_notice_front_matter(std::string_view yaml, const std::string& path,
                                           std::vector<base::Problem>& problems);

}  // namespace firstline::indexer
