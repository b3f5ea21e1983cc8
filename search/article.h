// SPDX-License-Identifier: GPL-3.0-or-later
// An article as the indexer read it and as the index gives it back.
#pragma once

#include <string>
#include <vector>

namespace firstline::search {

/// From one heading to the next. The first section of an article stands before its first heading.
struct Section {
  std::string anchor;   ///< the heading's id in the article's HTML; empty for the first section
  std::string heading;  ///< plain text; empty for the first section
  int level = 0;        ///< 1-6; 0 for the first section
  std::string text;     ///< plain text without the heading; blocks parted by '\n'
};

struct Article {
  std::string id;               ///< path below the articles folder without ".md"
  std::string lang;             ///< BCP 47
  std::string translation_key;  ///< the same for all translations of one article
  std::string title;
  std::string description;
  std::string category;
  std::string updated;  ///< as the writer gave it (ISO 8601 date), or empty
  double weight = 1.0;  ///< the score is multiplied by it
  std::vector<std::string> keywords;
  std::vector<std::string> tags;
  std::vector<std::string> aliases;  ///< old ids
  std::vector<Section> sections;
  std::string html;  ///< the body: safe, headings with their anchors, no title
};

}  // namespace firstline::search
