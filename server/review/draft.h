// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of an article that closes a gap: front matter as doc/writing-articles.md wants it, and the
// customers' own questions for whoever writes it.
#pragma once

#include <string>

#include "server/review/gaps.h"

namespace firstline::server::review {

/// What the draft takes from elsewhere than the gap.
struct DraftHints {
  std::string category;         ///< guessed; empty: the writer chooses
  std::string translation_key;  ///< of the article that it translates; empty: it translates none
};

/// Markdown that `firstline-index --check` accepts as it stands, and that is not published before the writer
/// takes `draft: true` out. The questions stand in a comment, which no page shows.
std::string make_draft(const Gap& gap, const DraftHints& hints);

/// "refund-sim-card.md" for "Refund SIM card?": letters of any script, digits and hyphens. Of a label without
/// any: "article.md".
std::string draft_file_name(const std::string& label);

/// Content-Disposition of a download: the name in ASCII for old programs, and as it is (RFC 6266, RFC 8187).
std::string attachment(const std::string& file_name);

}  // namespace firstline::server::review
