// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/proposals.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.h"

namespace firstline::server::review {
namespace {

using tests::read_text;
using tests::TemporaryFolder;

constexpr auto kKeywords = ProposalKind::kKeywords;
constexpr auto kSynonym = ProposalKind::kSynonym;

Proposal proposal(ProposalKind kind, const std::string& wording) {
  return {kind, "2026-09-14", "ann", "0123456789abcdef", "money back", "en/billing/refunds", wording};
}

}  // namespace

TEST_CASE("A proposal is a line that a writer copies, with where it comes from") {
  const TemporaryFolder folder;
  const std::string file = folder / "proposals.txt";
  Proposals proposals(file);
  CHECK(proposals.add(proposal(kKeywords, "money back, chargeback")) == Proposed::kAdded);
  CHECK(proposals.add(proposal(kSynonym, "refnd=>refund")) == Proposed::kAdded);
  CHECK(read_text(file) ==
        "# 2026-09-14 ann: gap 0123456789abcdef for en/billing/refunds, \"money back\"\n"
        "keywords: [money back, chargeback]\n\n"
        "# 2026-09-14 ann: gap 0123456789abcdef for synonyms.txt, \"money back\"\n"
        "refnd => refund\n\n");
}

TEST_CASE("The same is proposed once for each gap, also after a restart") {
  const TemporaryFolder folder;
  const std::string file = folder / "proposals.txt";
  Proposal first = proposal(kKeywords, "money back");
  CHECK(Proposals(file).add(first) == Proposed::kAdded);
  CHECK(Proposals(file).add(first) == Proposed::kKnown);
  CHECK(Proposals(file).add(proposal(kKeywords, " money back ,")) == Proposed::kKnown);
  first.gap = "fedcba9876543210";
  CHECK(Proposals(file).add(first) == Proposed::kAdded);
}

TEST_CASE("Whatever is typed stays on its line, and is a list that YAML reads") {
  CHECK(proposed_line(kKeywords, "a\nb: [c], true, 12, \"x\"") ==
        "keywords: [\"a b: [c]\", \"true\", \"12\", \"\\\"x\\\"\"]");
  CHECK(proposed_line(kKeywords, " , ,") == "");
  CHECK(proposed_line(kSynonym, "refnd =>") == "");
  CHECK(proposed_line(kSynonym, "refund") == "");
  CHECK(proposed_line(kSynonym, "# a => b") == "");
  CHECK(proposed_line(kSynonym, "invoice, bill") == "invoice, bill");
  CHECK(proposed_line(kSynonym, "") == "");
}

TEST_CASE("A file that can't be written is said, and an open last line is closed first") {
  const TemporaryFolder folder;
  CHECK(Proposals(folder / "no/such/folder.txt").add(proposal(kKeywords, "x")) == Proposed::kTrouble);
  CHECK(Proposals(folder / "x.txt").add(proposal(kKeywords, " ")) == Proposed::kNoLine);
  const std::string file = folder.write("open.txt", "keywords: [x]").string();
  CHECK(Proposals(file).add(proposal(kKeywords, "y")) == Proposed::kAdded);
  CHECK(read_text(file).find("[x]\n# 2026-09-14") != std::string::npos);
}

}  // namespace firstline::server::review
