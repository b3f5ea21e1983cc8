// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "server/pages/review_words.h"

namespace firstline::server::review {
namespace {

constexpr std::size_t kGaps = 10;
constexpr std::size_t kArticles = 5;
constexpr std::size_t kOverdue = 10;
constexpr std::size_t kLabelCharacters = 80;

std::string share_line(const char* label, std::uint64_t part, std::uint64_t whole, std::uint64_t part_before,
                       std::uint64_t whole_before) {
  std::string line = fmt::format("- {}: **{}**", label, percent(part, whole));
  if (whole > 0 && whole_before > 0)
    line += fmt::format(" ({:+.1f} points)", 100 * (share(part, whole) - share(part_before, whole_before)));
  return line + "\n";
}

std::string figures_text(const Figures& now, const Figures& before) {
  std::string text = fmt::format("- Searches: **{}**", grouped_digits(now.searches));
  if (before.searches > 0)
    text += fmt::format(" ({:+.0f} %)",
                        100 * (static_cast<double>(now.searches) / static_cast<double>(before.searches) - 1));
  text += "\n";
  text += share_line("Answered", now.answered_yes, now.searches, before.answered_yes, before.searches);
  text += share_line("Opened an article", now.clicked, now.searches, before.clicked, before.searches);
  const auto rank = [](const Figures& figures) {
    return static_cast<double>(figures.rank_sum) /
           static_cast<double>(std::max<std::uint64_t>(figures.ranked, 1));
  };
  if (now.ranked > 0) {
    text += fmt::format("- Mean place opened: **{:.1f}**", rank(now));
    if (before.ranked > 0) text += fmt::format(" ({:+.1f})", rank(now) - rank(before));
    text += "\n";
  }
  text += share_line("Hand-offs avoided (searches without a message to a person)",
                     now.searches - now.asked_person, now.searches, before.searches - before.asked_person,
                     before.searches);
  text += share_line("Found helpful", now.helpful, now.helpful + now.unhelpful, before.helpful,
                     before.helpful + before.unhelpful);
  return text;
}

using TitleOf = std::function<std::string(const std::string&)>;

std::string title_text(const std::string& id, const TitleOf& title_of) {
  return id.empty() ? "" : markdown_text(title_of(id), kLabelCharacters);
}

bool is_to_do(const Gap& gap) {
  return gap.work.status == Status::kOpen || gap.work.status == Status::kPlanned;
}

std::string label_of(const Gap& gap) {
  return gap.label.empty() ? "(searches that were deleted)" : markdown_text(gap.label, kLabelCharacters);
}

std::string gap_text(const Gap& gap, const TitleOf& title_of) {
  const std::string article = title_text(gap.article, title_of);
  std::string text = fmt::format("**{}** ({}): {}, {}. {} → {}.", label_of(gap), gap.lang,
                                 counted(gap.searches, "search", "searches"),
                                 counted(gap.asked_person, "message", "messages"), cause_title(gap.cause),
                                 cause_action(gap.cause, article));
  if (gap.proposes_closing)
    text += fmt::format(" Now answered by “{}” at place {}: close it?", title_text(gap.now.id, title_of),
                        gap.now.rank);
  if (!gap.work.owner.empty())
    text += fmt::format(" {}: {}.", status_title(gap.work.status), markdown_text(gap.work.owner, 40));
  return text + "\n";
}

}  // namespace

std::string markdown_text(const std::string& text, std::size_t most_characters) {
  std::string line = shortened(text, most_characters);
  std::string safe;
  for (const char c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      safe += ' ';
      continue;
    }
    if (std::string_view("\\`*_{}[]<>#|~!&").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
    // "@channel" calls people, and an address becomes a link: a mark that nobody sees stands between.
    if (c == '@' || c == ':') safe += "\xE2\x81\xA0";
  }
  return safe;
}

std::string report_text(const Review& review, const ReportTimes& times, const TitleOf& title_of) {
  Filter filter;
  filter.since_ms = times.since_ms;
  filter.until_ms = times.now_ms;
  Filter before = filter;
  before.until_ms = times.since_ms;
  before.since_ms = times.since_ms - (times.now_ms - times.since_ms);
  const std::vector<Gap> gaps = review.gaps(filter);

  std::string text = fmt::format("# Search, {} to {}\n\n", day_text(times.since_ms), day_text(times.now_ms));
  text += figures_text(review.report(filter).all, review.report(before).all);

  text += "\n## What to write next\n\n";
  std::size_t number = 0;
  for (const Gap& gap : gaps)
    if (is_to_do(gap) && gap.searches > 0 && number < kGaps)
      text += fmt::format("{}. {}", ++number, gap_text(gap, title_of));
  if (number == 0) text += "Nothing: every search found an answer.\n";

  const auto section = [&](const char* title, std::size_t most, auto wanted, auto line) {
    std::string lines;
    std::size_t count = 0;
    for (const Gap& gap : gaps)
      if (wanted(gap) && count++ < most) lines += "- " + line(gap) + "\n";
    if (count > most) lines += fmt::format("- and {} more\n", count - most);
    if (!lines.empty()) text += fmt::format("\n## {}\n\n{}", title, lines);
  };
  section(
      "Closed", kOverdue,
      [&times](const Gap& gap) { return !is_to_do(gap) && gap.work.decided_ms >= times.since_ms; },
      [&title_of](const Gap& gap) {
        const std::string how = gap.work.status == Status::kIgnored
                                    ? "ignored: " + markdown_text(gap.work.reason, kLabelCharacters)
                                    : "answered by “" + title_text(gap.work.article, title_of) + "”";
        return "**" + label_of(gap) + "** " + how;
      });
  section(
      "Overdue", kOverdue, [](const Gap& gap) { return gap.overdue && gap.work.version > 0; },
      [&times](const Gap& gap) {
        const std::int64_t days = (times.now_ms - gap.due_ms) / kDayMs;
        return fmt::format(
            "**{}** was due {}{}{}", label_of(gap), day_text(gap.due_ms),
            days > 0 ? ", " + counted(static_cast<std::uint64_t>(days), "day", "days") + " ago" : "",
            gap.work.owner.empty() ? ", nobody is on it" : ", " + markdown_text(gap.work.owner, 40));
      });
  const auto untouched = std::count_if(gaps.begin(), gaps.end(),
                                       [](const Gap& gap) { return gap.overdue && gap.work.version == 0; });
  if (untouched > 0)
    text += fmt::format("\nOver the agreed time, and nobody has looked at them yet: {}.\n",
                        counted(static_cast<std::uint64_t>(untouched), "gap", "gaps"));

  std::string articles;
  std::size_t count = 0;
  for (const ArticleFigures& article : review.articles(filter)) {
    if (article.unhelpful + article.asked_person == 0 || count++ == kArticles) break;
    articles += fmt::format("- “{}”: {} said no, {} yes; {} asked a person after it\n",
                            title_text(article.id, title_of), grouped_digits(article.unhelpful),
                            grouped_digits(article.helpful), grouped_digits(article.asked_person));
  }
  if (!articles.empty()) text += "\n## Articles that don’t help\n\n" + articles;
  return text;
}

}  // namespace firstline::server::review
