// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/stemmer.h"

#include <libstemmer.h>

#include "base/failure.h"

namespace firstline::language {

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const {
  sb_stemmer_delete(stemmer);
}

Stemmer::Stemmer(const std::string& algorithm) {
  if (algorithm.empty()) return;
  stemmer_.reset(sb_stemmer_new(algorithm.c_str(), "UTF_8"));
  if (!stemmer_) throw base::Failure("loading the stemmer", algorithm, "libstemmer does not have it");
}

bool Stemmer::exists(const std::string& algorithm) {
  for (const char** name = sb_stemmer_list(); *name != nullptr; ++name)
    if (algorithm == *name) return true;
  return false;
}

std::string Stemmer::version() {
  // libstemmer does not tell its version; the list of its algorithms changes with each release that matters
  // to us.
  std::string names;
  for (const char** name = sb_stemmer_list(); *name != nullptr; ++name) names += *name, names += ' ';
  return names;
}

void Stemmer::stem(std::string& word) const {
  if (!stemmer_) return;
  const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) return;  // out of memory: the word itself is a fair stem
  word.assign(reinterpret_cast<const char*>(stem),
              static_cast<std::size_t>(sb_stemmer_length(stemmer_.get())));
}

}  // namespace firstline::language
