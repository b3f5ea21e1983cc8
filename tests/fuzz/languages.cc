// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/languages.h"

#include "tests/support/temporary_folder.h"

namespace firstline::fuzz {

std::shared_ptr<const language::Languages> shared_languages() {
  static const auto all = std::make_shared<const language::Languages>(
      language::Languages::load(tests::source_folder() / "language/data"));
  return all;
}

const language::Languages& languages() {
  return *shared_languages();
}

}  // namespace firstline::fuzz
