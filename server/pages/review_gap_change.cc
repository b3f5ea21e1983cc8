// SPDX-License-Identifier: GPL-3.0-or-later
// POST to "/review/gaps/ID", and to merge, split and propose below it: what leads do. Each leads back to a
// page (303), so that a reload does nothing twice.
#include <algorithm>

#include "language/utf8.h"
#include "search/links.h"
#include "server/log/transfer.h"
#include "server/pages/pages.h"
#include "server/pages/review_gap.h"
#include "server/pages/review_words.h"
#include "server/parameters.h"
#include "server/review/proposals.h"

namespace firstline::server {
namespace {

using review::Changed;
using review::Gap;

constexpr std::string_view kPath = "/review/gaps/";
constexpr std::size_t kLongestLabel = 200;  // bytes, as the two below
constexpr std::size_t kLongestReason = 1'000;
constexpr std::size_t kLongestId = 1'000;

constexpr const char* kTrouble =
    "The search log’s file can’t be written right now, so nothing was saved. Please try again in a moment.";
constexpr const char* kNeverTouched = "Others changed this gap meanwhile. Please look at it again.";

/// One page address with "done=…", which says so there.
Response go_to_gap(const std::string& id, const ReviewView& view, const char* done) {
  return Response::see_other(
      review_url(std::string(kPath) + search::percent_encode(id), view, {{"done", done}}));
}

WorkForm read_form(const FormFields& fields) {
  WorkForm form;
  form.label = typed_text(fields, "label", kLongestLabel * 4);
  form.status = typed_text(fields, "status", 20);
  form.owner = typed_text(fields, "owner", review::kLongestOwner * 4);
  form.due = typed_text(fields, "due", 40);
  form.note = typed_text(fields, "note", review::kLongestNote * 3);
  form.reason = typed_text(fields, "reason", kLongestReason * 3);
  form.article = typed_text(fields, "article", kLongestId);
  const std::string version = typed_text(fields, "version", 20);
  if (version.empty() || version.find_first_not_of("0123456789") != std::string::npos || version.size() > 18)
    throw BadRequest(400, "'version' is no number");
  form.version = std::stoll(version);
  return form;
}

/// Others' changes since the version that the lead saw: the newest entries of the history.
std::vector<review::HistoryEntry> changes_since(const ReviewRequest& in, const Gap& gap,
                                                std::int64_t version) {
  std::vector<review::HistoryEntry> entries = in.review.history(gap.id);
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(gap.work.version - version, 1));
  if (entries.size() > count)
    entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(count));
  return entries;
}

Response save(const ReviewRequest& in, const Gap& gap, ReviewView& view, const FormFields& fields) {
  WorkForm form = read_form(fields);
  review::Change change;
  try {
    change = change_of(in, form);
  } catch (const BadRequest& bad) {
    return gap_page(in, gap, view, form, bad.status(), bad.what());
  }
  if (form.label == gap.label) change.label.reset();  // not renamed
  switch (in.review.change(gap.id, form.version, change, in.user.name)) {
    case Changed::kDone:
      return go_to_gap(gap.id, view, "saved");
    case Changed::kTrouble:
      return gap_page(in, gap, view, form, 503, kTrouble);
    case Changed::kNoSuchGap:
      throw BadRequest(404, "There is no such gap any more: its searches were deleted, or it was merged");
    case Changed::kConflict:
      break;
  }
  const Gap fresh = find_gap(in, gap.id, view);
  const std::vector<review::HistoryEntry> changes = changes_since(in, fresh, form.version);
  form.version = fresh.work.version;  // who saves again has seen what the others did
  return gap_page(
      in, fresh, view, form, 409,
      "Somebody else changed this gap while you had it open, so yours was not saved. What you typed "
      "is still below: look at what changed, then save again.",
      changes);
}

Response merge(const ReviewRequest& in, const Gap& gap, const ReviewView& view, const FormFields& fields) {
  const std::string other = typed_text(fields, "other", 100);
  if (other.empty() || other == gap.id)
    return gap_page(in, gap, view, form_of(gap), 400, "Choose another gap to merge with.");
  switch (in.review.merge({gap.id, other}, in.user.name)) {
    case Changed::kDone:
      return go_to_gap(gap.id, view, "merged");
    case Changed::kTrouble:
      return gap_page(in, gap, view, form_of(gap), 503, kTrouble);
    case Changed::kConflict:
      return gap_page(in, gap, view, form_of(gap), 409, kNeverTouched);
    case Changed::kNoSuchGap:
      break;
  }
  throw BadRequest(404, "One of the two gaps isn’t there any more");
}

Response split(const ReviewRequest& in, const Gap& gap, const ReviewView& view, const FormFields& fields) {
  std::vector<std::string> questions;
  for (const auto& [name, value] : fields)
    if (name == "question" && std::find(questions.begin(), questions.end(), value) == questions.end())
      questions.push_back(value);
  std::vector<std::string> all;
  for (const review::GapQuery& query : gap.queries)
    if (std::find(all.begin(), all.end(), query.question) == all.end()) all.push_back(query.question);
  if (questions.empty())
    return gap_page(in, gap, view, form_of(gap), 400, "Tick what is to become a gap of its own.");
  if (questions.size() >= all.size())
    return gap_page(
        in, gap, view, form_of(gap), 400,
        "Something must stay: tick only what doesn’t belong here. Texts of the same words in another "
        "order or form go together.");
  std::string made;
  switch (in.review.split(gap.id, questions, in.user.name, made)) {
    case Changed::kDone:
      return go_to_gap(made, view, "split");
    case Changed::kTrouble:
      return gap_page(in, gap, view, form_of(gap), 503, kTrouble);
    case Changed::kConflict:
      return gap_page(in, gap, view, form_of(gap), 409, kNeverTouched);
    case Changed::kNoSuchGap:
      break;
  }
  throw BadRequest(404, "One of these questions isn’t in this gap any more");
}

Response propose(const ReviewRequest& in, const Gap& gap, const ReviewView& view, const FormFields& fields) {
  if (in.site.proposals == nullptr) throw BadRequest(404, "There is no file for proposals");
  review::Proposal proposal;
  const bool keywords = form_field(fields, "kind") == "keywords";
  proposal.kind = keywords ? review::ProposalKind::kKeywords : review::ProposalKind::kSynonym;
  proposal.day = day_text(now_ms(in.site));
  proposal.who = in.user.name;
  proposal.gap = gap.id;
  proposal.label = gap.label;
  proposal.article = gap.article;
  proposal.wording = typed_text(fields, "wording", 2'000);
  if (keywords && gap.article.empty()) throw BadRequest(400, "There is no article to propose keywords for");
  switch (in.site.proposals->add(proposal)) {
    case review::Proposed::kKnown:
      return go_to_gap(gap.id, view, "known");
    case review::Proposed::kTrouble:
      return gap_page(in, gap, view, form_of(gap), 503,
                      "The file of proposals can’t be written, so nothing was proposed.");
    case review::Proposed::kNoLine:
      return gap_page(in, gap, view, form_of(gap), 400,
                      keywords ? "Type at least one keyword." : "A synonym needs two sides: typed => meant.");
    case review::Proposed::kAdded:
      break;
  }
  const std::string line = review::proposed_line(proposal.kind, proposal.wording);
  in.review.note_done(
      gap.id, in.user.name,
      keywords ? "proposed for " + gap.article + ": " + line : "proposed for synonyms.txt: " + line);
  return go_to_gap(gap.id, view, "proposed");
}

Response make_change(const ReviewRequest& in) {
  ReviewView view = read_view(in, {"all", "all"});
  const GapPath path = read_gap_path(in.request, kPath);
  const FormFields fields = posted_form(in.request);
  const Gap gap = find_gap(in, path.id, view);
  if (path.below.empty()) return save(in, gap, view, fields);
  if (path.below == "merge") return merge(in, gap, view, fields);
  if (path.below == "split") return split(in, gap, view, fields);
  if (path.below == "propose") return propose(in, gap, view, fields);
  throw BadRequest(404, "there is no such page");
}

}  // namespace

review::Change change_of(const ReviewRequest& in, const WorkForm& form) {
  const auto too_long = [](const std::string& text, std::size_t most, const char* what) {
    if (text.size() > most)
      throw BadRequest(400, std::string(what) + " is too long: " + std::to_string(text.size()) +
                                " bytes, and " + std::to_string(most) + " fit.");
  };
  too_long(form.owner, review::kLongestOwner, "The owner");
  too_long(form.note, review::kLongestNote, "The note");
  too_long(form.reason, kLongestReason, "The reason");
  review::Change change;
  change.status = review::find_status(form.status);
  if (!change.status) throw BadRequest(400, "The status is none of open, planned, answered and ignored.");
  if (*change.status == review::Status::kIgnored && form.reason.empty())
    throw BadRequest(400, "Say why it is ignored: the next one to look will ask.");
  if (*change.status == review::Status::kAnswered && form.article.empty())
    throw BadRequest(400, "Say which article answers it: then searches tell whether it does.");
  if (!form.article.empty() && !in.site.index.borrow()->article(form.article))
    throw BadRequest(400, "There is no published article “" + shortened(form.article, 100) +
                              "”. Its id is its path without .md, such as en/billing/refunds.");
  change.due_ms = 0;
  if (!form.due.empty()) {
    const auto due = parse_since(form.due, in.site.clock());
    if (!due || form.due.find_first_of("dh") != std::string::npos)
      throw BadRequest(400, "The due day is no date like 2026-09-14.");
    // A day is over at its end.
    change.due_ms = milliseconds(*due) + (form.due.find('T') == std::string::npos ? review::kDayMs - 1 : 0);
  }
  if (!form.label.empty()) change.label = std::string(language::cut_utf8(form.label, kLongestLabel));
  change.owner = form.owner;
  change.note = form.note;
  change.reason = form.reason;
  change.article = form.article;
  return change;
}

Response review_gap_change(const Site& site, const Request& request) {
  return with_review(site, request, Role::kLead, make_change);
}

}  // namespace firstline::server
