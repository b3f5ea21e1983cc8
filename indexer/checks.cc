// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/checks.h"

#include <map>
#include <set>

#include "base/nearest.h"

namespace firstline::indexer {
namespace {

using base::Severity;

/// Whoever has more wrong references than this has another trouble than slips of the pen, and each hint costs
/// a comparison with every article of a folder.
constexpr int kMostHints = 50;

std::string folder_of(const std::string& id) {
  return id.substr(0, id.rfind('/') + 1);
}

/// The articles that can be referred to.
class KnownIds {
 public:
  explicit KnownIds(const Sources& sources) {
    for (const auto& [path, source] : sources)
      if (source.published) ids_.insert(source.id);
  }

  bool has(const std::string& id) const { return ids_.count(id) != 0; }

  std::string missing(const std::string& id) {
    std::string message = "no article '" + id + "'";
    if (hints_++ < kMostHints) {
      const std::string folder = folder_of(id);
      std::vector<std::string> names;  // of the same folder
      for (auto known = ids_.lower_bound(folder); known != ids_.end() && known->rfind(folder, 0) == 0;
           ++known)
        names.push_back(known->substr(folder.size()));
      if (const auto nearest = base::nearest_name(id.substr(folder.size()), names))
        message += "; did you mean '" + folder + *nearest + "'?";
    }
    return message;
  }

 private:
  std::set<std::string> ids_;
  int hints_ = 0;
};

}  // namespace

void check_references(const Sources& sources, std::vector<base::Problem>& problems) {
  KnownIds ids(sources);
  std::map<std::string, std::string> alias_owner;
  for (const auto& [path, source] : sources) {
    for (const ArticleLink& link : source.links)
      if (!ids.has(link.target))
        problems.push_back(
            {path, link.line, link.column, Severity::kWarning, "broken-link", ids.missing(link.target)});
    for (const std::string& alias : source.aliases) {
      if (ids.has(alias))
        problems.push_back({path, 1, 1, Severity::kWarning, "alias-clash",
                            "the old id '" + alias + "' is that of a live article"});
      else if (const auto [owner, is_new] = alias_owner.emplace(alias, path); !is_new)
        problems.push_back({path, 1, 1, Severity::kWarning, "alias-clash",
                            "the old id '" + alias + "' is also given in " + owner->second});
    }
  }
}

void check_pins(const std::vector<search::Pin>& pins, const Sources& sources, const std::string& path,
                std::vector<base::Problem>& problems) {
  KnownIds ids(sources);
  for (const search::Pin& pin : pins)
    if (!ids.has(pin.id))
      problems.push_back({path, pin.line, 1, Severity::kWarning, "pin-target", ids.missing(pin.id)});
}

void check_notices(const std::vector<Reference>& references, const Sources& sources,
                   std::vector<base::Problem>& problems) {
  if (references.empty()) return;
  KnownIds ids(sources);
  for (const Reference& reference : references)
    if (!ids.has(reference.id))
      problems.push_back({reference.path, reference.line, reference.column, Severity::kWarning,
                          reference.rule, ids.missing(reference.id)});
}

}  // namespace firstline::indexer
