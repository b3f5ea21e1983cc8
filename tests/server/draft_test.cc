// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/draft.h"

#include <catch2/catch.hpp>

#include "language/utf8.h"

namespace firstline::server::review {
namespace {

using Catch::Contains;
using Catch::StartsWith;

Gap gap_of(const std::vector<std::string>& texts) {
  Gap gap;
  gap.id = "0123456789abcdef";
  gap.label = texts.empty() ? "" : texts.front();
  gap.lang = "en";
  for (const std::string& text : texts) gap.queries.push_back({text, "q", 3, {}, {}, {}, {}});
  gap.texts = texts.size();
  return gap;
}

/// What stands between the front matter and the end of the comment.
std::string comment_of(const std::string& draft) {
  const std::size_t begin = draft.find("<!--");
  return draft.substr(begin, draft.find("-->", begin) + 3 - begin);
}

}  // namespace

TEST_CASE("A draft holds front matter, what customers asked, and a place for the answer") {
  const std::string draft = make_draft(gap_of({"refund sim card", "money back sim"}), {"Billing", ""});
  CHECK_THAT(draft, StartsWith("---\ntitle: \"refund sim card\""));
  CHECK_THAT(draft, Contains("\nlang: \"en\"\n"));
  CHECK_THAT(draft, Contains("\ncategory: \"Billing\"  # a guess\n"));
  CHECK_THAT(draft, Contains("\nkeywords: [\"money back sim\"]"));
  CHECK_THAT(draft, Contains("\ndraft: true"));
  CHECK_THAT(comment_of(draft), Contains("- refund sim card (3)\n- money back sim (3)\n"));
  CHECK(draft.find("## What to do") > draft.find("-->"));
  CHECK_THAT(make_draft(gap_of({"x"}), {}), Contains("# category: which one?"));
  CHECK_THAT(make_draft(gap_of({"x"}), {"", "account/x"}), Contains("\ntranslation_key: \"account/x\"\n"));
}

TEST_CASE("What customers typed can't leave its place in a draft") {
  const std::string draft =
      make_draft(gap_of({"a \"quoted\"\n--- \\ title: x", "--> <script>alert(1)</script>", "a----->b"}), {});
  CHECK_THAT(draft, StartsWith("---\ntitle: \"a \\\"quoted\\\" --- \\\\ title: x\""));
  const std::string comment = comment_of(draft);
  CHECK_THAT(comment, Contains("0123456789abcdef"));  // it ends where it should
  CHECK(comment.find("--", 4) == comment.size() - 3);
}

TEST_CASE("A draft of nothing, and of very much, is still one") {
  CHECK_THAT(make_draft(gap_of({}), {}), StartsWith("---\ntitle: \"Untitled\""));
  const std::string draft = make_draft(gap_of(std::vector<std::string>(900, std::string(2'000, 'x'))), {});
  CHECK(draft.size() < 60'000);
  CHECK_THAT(draft, Contains("- and 850 more\n"));
}

TEST_CASE("A draft's file is named for its label, in any script") {
  CHECK(draft_file_name("Refund SIM card?") == "refund-sim-card.md");
  CHECK(draft_file_name("  ../../etc/passwd ") == "etc-passwd.md");
  CHECK(draft_file_name("😀 …") == "article.md");
  CHECK(draft_file_name("") == "article.md");
  CHECK(draft_file_name("ขอ esim") == "ขอ-esim.md");
  const std::string name = draft_file_name(std::string(300, 'x') + "ไทย");
  CHECK(name.size() <= 63);
  CHECK_FALSE(language::find_invalid_utf8(draft_file_name("ขอขอขอขอขอขอขอขอขอขอขอขอขอขอขอขอขอขอขอ")));
}

TEST_CASE("A download's name comes in ASCII and as it is") {
  CHECK(attachment("refund.md") == "attachment; filename=\"refund.md\"; filename*=UTF-8''refund.md");
  CHECK(attachment("ขอ-esim.md") ==
        "attachment; filename=\"esim.md\"; filename*=UTF-8''%E0%B8%82%E0%B8%AD-esim.md");
  CHECK_THAT(attachment("ขอ.md"), StartsWith("attachment; filename=\"article.md\";"));
}

}  // namespace firstline::server::review
