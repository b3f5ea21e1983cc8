// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/open_index.h"

#include "base/failure.h"
#include "base/file.h"

namespace firstline::search {

std::shared_ptr<const OpenIndex> open_index(const std::filesystem::path& generation,
                                            std::shared_ptr<const language::Languages> languages) {
  auto index = std::make_shared<OpenIndex>();
  index->generation = generation;
  index->languages = std::move(languages);
  index->manifest = read_manifest(generation);
  if (index->manifest.fingerprint != index->languages->fingerprint())
    throw base::Failure("opening the index", generation.string(),
                        "it was made with other language rules; run this version's firstline-index on it");
  index->store = std::make_unique<ArticleStore>(generation / kStoreFile);
  std::vector<base::Problem> known;  // the indexer reported them
  if (std::filesystem::exists(generation / kSynonymsFile))
    index->synonyms = parse_synonyms(base::read_file(generation / kSynonymsFile), kSynonymsFile, known);
  if (std::filesystem::exists(generation / kPinsFile))
    index->pins = parse_pins(base::read_file(generation / kPinsFile), kPinsFile, known);
  index->catalogue = read_catalogue(generation / kTermsFolder, *index->store);
  return index;
}

}  // namespace firstline::search
