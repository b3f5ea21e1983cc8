// SPDX-License-Identifier: GPL-3.0-or-later
// The stem of one word. Home of libstemmer (Snowball 2.2: it knows Hindi, Serbian and Greek, which Xapian
// lacks).
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace firstline::language {

/// One thread at a time.
class Stemmer {
 public:
  /// `algorithm` as libstemmer names it; empty leaves words as they are.
  explicit Stemmer(const std::string& algorithm);

  /// Whether libstemmer has it.
  static bool exists(const std::string& algorithm);
  /// Which libstemmer the words went through: part of the index's fingerprint.
  static std::string version();

  /// Replaces a casefolded word in UTF-8 by its stem.
  void stem(std::string& word) const;

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

}  // namespace firstline::language
