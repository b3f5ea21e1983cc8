// SPDX-License-Identifier: GPL-3.0-or-later
// What leads propose to writers: words that an article lacks, spellings that mean the same. A plain-text file
// that a writer reads, merges and empties; the server only adds to it.
#pragma once

#include <mutex>
#include <string>

namespace firstline::server::review {

enum class ProposalKind {
  kKeywords,  ///< a `keywords:` line for an article
  kSynonym,   ///< a line for synonyms.txt
};

struct Proposal {
  ProposalKind kind = ProposalKind::kKeywords;
  std::string day;  ///< "2026-09-14"
  std::string who;
  std::string gap;      ///< id
  std::string label;    ///< of the gap
  std::string article;  ///< of keywords: whose
  std::string wording;  ///< "money back, chargeback" or "refnd => refund"
};

/// The line that a writer copies: `keywords: [money back, chargeback]` or `refnd => refund`. Empty when the
/// wording makes none: no word, or of a synonym not two sides.
std::string proposed_line(ProposalKind kind, const std::string& wording);

enum class Proposed {
  kAdded,
  kKnown,    ///< the file has it already: the same line for the same gap
  kNoLine,   ///< see proposed_line()
  kTrouble,  ///< the file can't be written
};

/// Any thread.
class Proposals {
 public:
  explicit Proposals(std::string file) : file_(std::move(file)) {}
  Proposed add(const Proposal& proposal);
  const std::string& file() const { return file_; }

 private:
  const std::string file_;
  std::mutex mutex_;  // one reads and adds at a time
};

}  // namespace firstline::server::review
