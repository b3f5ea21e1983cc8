// SPDX-License-Identifier: GPL-3.0-or-later
// How words are read, for the targets that need it: loaded once.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "language/rules.h"
#include "language/words.h"

namespace firstline::fuzz {

const language::Languages& languages();
std::shared_ptr<const language::Languages> shared_languages();

/// Something that remembers what it meets, made anew now and then: a fuzzer meets new words in every run.
template <typename Thing>
class Fresh {
 public:
  explicit Fresh(std::function<std::unique_ptr<Thing>()> make, int most_uses = 2'000)
      : make_(std::move(make)), most_uses_(most_uses) {}

  Thing& get() {
    if (++uses_ > most_uses_ || !thing_) {
      thing_.reset();
      thing_ = make_();
      uses_ = 1;
    }
    return *thing_;
  }

 private:
  const std::function<std::unique_ptr<Thing>()> make_;
  const int most_uses_;
  int uses_ = 0;
  std::unique_ptr<Thing> thing_;
};

}  // namespace firstline::fuzz
