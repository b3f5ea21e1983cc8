// SPDX-License-Identifier: GPL-3.0-or-later
// GitHub-flavoured Markdown to sections and safe HTML. Home of cmark-gfm.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "search/article.h"

namespace firstline::indexer {

/// A link to another file of the articles, as written.
struct RelativeLink {
  std::string target;  ///< e.g. "../billing/refunds.md#how-long"
  int line = 1;        ///< in the body, from 1
  int column = 1;      ///< in characters
};

struct Markdown {
  std::string first_heading;  ///< plain text of the body's first top-level heading, or empty
  bool first_heading_dropped = false;
  std::vector<search::Section> sections;
  std::string html;
  std::vector<RelativeLink> links;
};

/// Tells where a relative link leads: its URL, or an empty string to leave it as it is.
using ResolveLink = std::function<std::string(const std::string& target)>;

/// How the HTML is to fit into its page.
struct MarkdownStyle {
  int top_level = 2;    ///< of `##`, and of `#`; deeper headings follow
  bool has_ids = true;  ///< headings have anchors, and there are footnotes: not where texts share a page
};

/// `title`: a first heading that repeats it (or, when it is empty, any first heading) is the title, and is
/// dropped from HTML and sections. Raw HTML is dropped. Anchors are GitHub's, in any script; repeated ones
/// are numbered. `body`: valid UTF-8 without control characters but tab and line feed.
Markdown read_markdown(const std::string& body, const std::string& title, const ResolveLink& resolve,
                       MarkdownStyle style = {});

}  // namespace firstline::indexer
