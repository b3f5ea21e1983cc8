// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/similar_words.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace firstline::search {
namespace {

constexpr unsigned kMostEdits = 2;

/// Of a row of the table of distances only the places near the diagonal can be small enough.
constexpr std::size_t kBand = 2 * kMostEdits + 1;

/// Distances of one start of a word to the starts of what was typed: place i is that of the start with
/// i - kMostEdits letters more.
using Row = std::array<unsigned, kBand>;

constexpr unsigned kFar = kMostEdits + 1;

/// Walks the sorted words as the tree of their starts: rows of a start that two words share are made once,
/// and a start that is too far from all that was typed is left with all its words.
class Walk {
 public:
  Walk(const Completions& completions, std::u32string_view typed, unsigned most)
      : completions_(completions), typed_(typed), most_(most) {
    rows_.resize(typed.size() + kMostEdits + 2);
    nearest_.resize(rows_.size());
    for (std::size_t i = 0; i < kBand; ++i) {
      const std::size_t letters = i - kMostEdits;  // below zero it is very large
      rows_[0][i] = letters <= typed.size() ? std::min<unsigned>(static_cast<unsigned>(letters), kFar) : kFar;
    }
    nearest_[0] = distance_to_typed(0);
  }

  std::vector<SimilarWords> run() {
    const auto count = static_cast<std::uint32_t>(completions_.word_count());
    for (std::uint32_t word = 0; word < count;) {
      const std::size_t depth = descend(word);
      // All words that share the start that was left, or that is this whole word and so far the same.
      std::uint32_t end = word + 1;
      if (left_) {
        while (end < count && completions_.shared(end) >= depth) ++end;
      }
      if (nearest_[depth] <= most_) add({word, end}, nearest_[depth]);
      word = end;
    }
    return std::move(found_);
  }

 private:
  /// Makes the rows of a word that the word before doesn't share, until the word ends or is left; how many
  /// letters deep that is.
  std::size_t descend(std::uint32_t word) {
    const std::u32string_view letters = completions_.letters(word);
    std::size_t depth = std::min<std::size_t>(completions_.shared(word), made_);
    left_ = false;
    while (depth < letters.size()) {
      ++depth;
      if (!make_row(letters, depth)) {
        left_ = true;
        break;
      }
    }
    made_ = depth;
    return depth;
  }

  /// Whether longer starts may be nearer.
  bool make_row(std::u32string_view letters, std::size_t depth) {
    const Row& above = rows_[depth - 1];
    Row& row = rows_[depth];
    unsigned least = kFar;
    for (std::size_t i = 0; i < kBand; ++i) {
      const std::size_t typed = depth + i - kMostEdits;  // letters of it; below zero it is very large
      row[i] = kFar;
      if (typed > typed_.size()) continue;
      unsigned edits = typed == 0 ? static_cast<unsigned>(std::min<std::size_t>(depth, kFar)) : kFar;
      if (i + 1 < kBand) edits = std::min(edits, above[i + 1] + 1);  // a letter was left out
      if (i > 0) edits = std::min(edits, row[i - 1] + 1);            // one was added
      if (typed > 0) {
        const bool same = letters[depth - 1] == typed_[typed - 1];
        edits = std::min(edits, above[i] + (same ? 0U : 1U));
        if (depth > 1 && typed > 1 && letters[depth - 1] == typed_[typed - 2] &&
            letters[depth - 2] == typed_[typed - 1])
          edits = std::min(edits, rows_[depth - 2][i] + 1);
      }
      row[i] = std::min(edits, kFar);
      least = std::min(least, row[i]);
    }
    nearest_[depth] = std::min(nearest_[depth - 1], distance_to_typed(depth));
    // A swap can reach over one row: the row before must be too far too, which it is when it has `most`.
    return least <= most_ && depth + 1 < rows_.size() && nearest_[depth] > 0;
  }

  /// Of the start that deep to all that was typed.
  unsigned distance_to_typed(std::size_t depth) const {
    const std::size_t place = typed_.size() + kMostEdits - depth;  // below zero it is very large
    return place < kBand ? rows_[depth][place] : kFar;
  }

  void add(WordRange words, unsigned edits) {
    if (!found_.empty() && found_.back().words.end == words.first && found_.back().edits == edits)
      found_.back().words.end = words.end;
    else
      found_.push_back({words, edits});
  }

  const Completions& completions_;
  const std::u32string_view typed_;
  const unsigned most_;
  std::vector<Row> rows_;          // by letters of the word's start
  std::vector<unsigned> nearest_;  // of this start and all shorter ones to what was typed
  std::size_t made_ = 0;           // rows that belong to the last word
  bool left_ = false;
  std::vector<SimilarWords> found_;
};

}  // namespace

std::vector<SimilarWords> similar_words(const Completions& completions, std::u32string_view typed,
                                        unsigned most) {
  assert(most <= kMostEdits);
  return Walk(completions, typed, most).run();
}

unsigned edits_to_part(std::u32string_view typed, std::u32string_view text, unsigned most) {
  std::array<std::vector<unsigned>, 3> rows;  // by letters of the text; a part may begin anywhere
  for (std::vector<unsigned>& row : rows) row.assign(text.size() + 1, 0);
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    const std::vector<unsigned>& above = rows[(i - 1) % 3];
    const std::vector<unsigned>& two_above = rows[(i + 1) % 3];
    std::vector<unsigned>& row = rows[i % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= text.size(); ++j) {
      row[j] =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (typed[i - 1] == text[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && typed[i - 1] == text[j - 2] && typed[i - 2] == text[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  const std::vector<unsigned>& last = rows[typed.size() % 3];
  return std::min(*std::min_element(last.begin(), last.end()), most + 1);
}

}  // namespace firstline::search
