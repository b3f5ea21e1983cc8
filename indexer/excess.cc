// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/excess.h"

#include <algorithm>

namespace firstline::indexer {
namespace {

/// Rows that are too short are filled up: a wide head over many lines makes cells by the billion.
constexpr std::size_t kMostTableCells = 1'000'000;
constexpr std::size_t kMostTableColumns = 1000;

/// In one line. A row's cells cost their number squared, also of those beyond the table's columns.
constexpr std::size_t kMostCellBorders = 10'000;

/// Each use of a reference copies its address and title.
constexpr std::size_t kMostReferenceBytes = std::size_t{64} << 20U;

/// Every line is compared with each list and quote that is open.
constexpr std::size_t kMostNesting = 50'000'000;

/// After "<?" the rest of the paragraph is searched for "?>", every time.
constexpr int kMostOpenInstructions = 1000;

/// Longer than any browser's address line. Two loops of the autolink extension are quadratic in an address's
/// length.
constexpr std::size_t kLongestAddressBytes = 4096;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t>") == std::string_view::npos;
}

std::size_t count_of(std::string_view text, char wanted) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), wanted));
}

/// Columns of a line such as |---|:-:|, which makes a table of the line above; 0 for another line.
std::size_t table_columns(std::string_view line) {
  if (line.find_first_not_of(" \t>|:-") != std::string_view::npos || line.find('-') == std::string_view::npos)
    return 0;
  return count_of(line, '|') + 1;
}

/// How many lists and quotes a line may open at once.
std::size_t nesting(std::string_view line) {
  const std::string_view start = line.substr(0, line.find_first_not_of(" \t>-+*.)0123456789"));
  return static_cast<std::size_t>(std::count_if(start.begin(), start.end(), [](char c) {
    return c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')';
  }));
}

class Scan {
 public:
  explicit Scan(std::string_view body)
      : lines_(count_of(body, '\n') + count_of(body, '\r') + 1), uses_(count_of(body, ']')) {
    while (!body.empty() && !found_) {
      const std::size_t end = body.find_first_of("\r\n");
      const std::string_view line = body.substr(0, end);
      look_at(line);
      if (end == std::string_view::npos) break;
      const bool two = body[end] == '\r' && end + 1 < body.size() && body[end + 1] == '\n';
      body.remove_prefix(end + (two ? 2 : 1));
      ++line_;
    }
  }

  std::optional<Excess> found() const { return found_; }

 private:
  void look_at(std::string_view line) {
    if (is_blank(line)) {
      columns_ = 0;
      definition_bytes_ = 0;
      in_definition_ = false;
      open_instructions_ = 0;
    }
    if (nesting(line) * lines_ > kMostNesting) report("too many lists or quotes stand inside one another");
    count_cells(line);
    count_reference_bytes(line);
    count_instructions(line);
  }

  void count_cells(std::string_view line) {
    columns_ = std::max(columns_, table_columns(line));
    cells_ += columns_;
    if (cells_ > kMostTableCells || columns_ > kMostTableColumns || count_of(line, '|') > kMostCellBorders)
      report("this table has too many cells");
  }

  void count_reference_bytes(std::string_view line) {
    while (!line.empty()) {
      const std::size_t next = line.find("]:");
      if (in_definition_) definition_bytes_ += std::min(next, line.size()) + 1;
      if (definition_bytes_ * uses_ > kMostReferenceBytes)
        report("this link's address or title is too long for the number of its uses");
      if (next == std::string_view::npos) return;
      in_definition_ = true;
      definition_bytes_ = 0;
      line.remove_prefix(next + 2);
    }
  }

  void count_instructions(std::string_view line) {
    for (std::size_t at = line.find('?'); at != std::string_view::npos; at = line.find('?', at + 1)) {
      if (at + 1 < line.size() && line[at + 1] == '>') open_instructions_ = 0;
      if (at > 0 && line[at - 1] == '<' && ++open_instructions_ > kMostOpenInstructions)
        report("too many \"<?\" stand here without a \"?>\"");
    }
  }

  void report(std::string message) {
    if (!found_) found_ = Excess{line_, std::move(message)};
  }

  const std::size_t lines_;
  const std::size_t uses_;  // at most: every one ends in ']'
  int line_ = 1;
  std::size_t columns_ = 0;  // of the table that we may be in
  std::size_t cells_ = 0;
  bool in_definition_ = false;
  std::size_t definition_bytes_ = 0;
  int open_instructions_ = 0;
  std::optional<Excess> found_;
};

}  // namespace

std::optional<Excess> find_excess(std::string_view body) {
  return Scan(body).found();
}

bool has_endless_address(std::string_view body) {
  for (const std::string_view start : {"www.", "://"})
    for (std::size_t at = body.find(start); at != std::string_view::npos;) {
      const std::size_t end = std::min(body.find_first_of(" \t\r\n<", at), body.size());
      if (end - at > kLongestAddressBytes) return true;
      at = body.find(start, end);  // what stands inside is shorter
    }
  return false;
}

}  // namespace firstline::indexer
