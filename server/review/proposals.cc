// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/review/proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/logging.h"
#include "base/split.h"
#include "language/utf8.h"

namespace firstline::server::review {
namespace {

constexpr std::size_t kLongestLine = 2'000;  // bytes
constexpr std::size_t kLongestLabel = 120;   // bytes

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// Outside text on one line.
std::string one_line(const std::string& text, std::size_t most_bytes) {
  std::string line(language::cut_utf8(text, most_bytes));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return trimmed(line);
}

/// A word or phrase as an item of a YAML list: in quotes where YAML would read it as something else.
std::string list_item(const std::string& text) {
  const bool is_plain = text.find_first_of("\"'[]{}#&*!|>%@`:?-\\=~<") == std::string::npos &&
                        text.find_first_not_of("0123456789.+_ ") != std::string::npos && text != "true" &&
                        text != "false" && text != "null" && text != "yes" && text != "no" && text != "on" &&
                        text != "off";
  return is_plain ? text
                  : nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string keywords_line(const std::string& wording) {
  std::string list;
  for (const std::string& part : base::split_filled(wording, ",")) {
    const std::string word = trimmed(part);
    if (!word.empty()) list += (list.empty() ? "" : ", ") + list_item(word);
  }
  return list.empty() ? "" : "keywords: [" + list + "]";
}

std::string synonym_line(const std::string& wording) {
  // Both "a => b" and "a, b" need two sides; '#' would begin a comment.
  const std::size_t arrow = wording.find("=>");
  const bool one_way = arrow != std::string::npos;
  const std::size_t cut = one_way ? arrow : wording.find(',');
  if (cut == std::string::npos || wording.front() == '#') return "";
  const std::string left = trimmed(wording.substr(0, cut));
  const std::string right = trimmed(wording.substr(cut + (one_way ? 2 : 1)));
  if (left.empty() || right.empty() || right.find("=>") != std::string::npos) return "";
  return left + (one_way ? " => " : ", ") + right;
}

}  // namespace

std::string proposed_line(ProposalKind kind, const std::string& wording) {
  const std::string line = one_line(wording, kLongestLine);
  if (line.empty()) return "";
  return kind == ProposalKind::kKeywords ? keywords_line(line) : synonym_line(line);
}

Proposed Proposals::add(const Proposal& proposal) {
  const std::string line = proposed_line(proposal.kind, proposal.wording);
  if (line.empty()) return Proposed::kNoLine;
  const std::string where =
      proposal.kind == ProposalKind::kSynonym ? "synonyms.txt" : one_line(proposal.article, kLongestLine);
  const std::string mark = fmt::format(" gap {} for {}", proposal.gap, where);
  const std::lock_guard lock(mutex_);
  std::string before;
  char last = '\n';
  {
    std::ifstream file(file_);
    for (std::string text; std::getline(file, text); before = text) {
      if (text == line && before.find(mark) != std::string::npos) return Proposed::kKnown;
      last = file.eof() ? ' ' : '\n';
    }
  }
  std::ofstream file(file_, std::ios::app);
  if (last != '\n') file << '\n';  // somebody's editor left the last line open
  file << fmt::format("# {} {}:{}, {}\n{}\n\n", proposal.day, proposal.who, mark,
                      nlohmann::json(one_line(proposal.label, kLongestLabel))
                          .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                      line);
  file.flush();
  if (file) return Proposed::kAdded;
  base::log_error("writing the proposals: " + file_ + ": it can't be written");
  return Proposed::kTrouble;
}

}  // namespace firstline::server::review
