// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_tree.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/failure.h"
#include "language/utf8.h"

namespace firstline::indexer {
namespace {

namespace fs = std::filesystem;

using Identity = std::pair<dev_t, ino_t>;

constexpr std::string_view kExtension = ".md";

class Walk {
 public:
  Walk(const fs::path& root, std::vector<SourceFile>& files, std::vector<base::Problem>& problems)
      : root_(root), files_(files), problems_(problems) {}

  void visit_all(const fs::path& start) {
    start_ = start;
    visit_folder(start);
  }

 private:
  void visit_folder(const fs::path& folder) {
    struct stat info {};
    if (::stat(folder.c_str(), &info) != 0) return;
    const Identity identity{info.st_dev, info.st_ino};
    if (std::find(above_.begin(), above_.end(), identity) != above_.end()) {
      report(folder, base::Severity::kWarning, "link-loop",
             "this link leads back to a folder it stands in; it is not followed");
      return;
    }
    above_.push_back(identity);
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error))
      visit(*entry);
    if (error)
      report(folder, base::Severity::kError, "unreadable", "this folder can't be read: " + error.message());
    above_.pop_back();
  }

  void visit(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    if (name.front() == '.') return;
    std::error_code error;
    if (entry.is_directory(error)) {
      if (above_.size() == 1 && start_ == root_ && name == kNoticesFolder) return;
      visit_folder(entry.path());
    } else if (name.size() > kExtension.size() &&
               name.compare(name.size() - kExtension.size(), kExtension.size(), kExtension) == 0) {
      if (!entry.is_regular_file(error))
        report(entry.path(), base::Severity::kError, "unreadable",
               "this is not a file, or a link that leads nowhere");
      else
        add(entry.path());
    }
  }

  void add(const fs::path& path) {
    std::string id = path.lexically_relative(root_).generic_string();
    if (language::find_invalid_utf8(id)) {
      report(path, base::Severity::kError, "bad-name", "the file's name is not valid UTF-8");
      return;
    }
    id.resize(id.size() - kExtension.size());
    files_.push_back({path, path.generic_string(), language::to_nfc(id)});
  }

  void report(const fs::path& path, base::Severity severity, const char* rule, std::string message) {
    problems_.push_back({path.generic_string(), 1, 1, severity, rule, std::move(message)});
  }

  const fs::path& root_;
  fs::path start_;
  std::vector<SourceFile>& files_;
  std::vector<base::Problem>& problems_;
  std::vector<Identity> above_;  // the folders we stand in
};

/// The files below `start`, with their ids below `root`.
std::vector<SourceFile> find_below(const fs::path& root, const fs::path& start,
                                   std::vector<base::Problem>& problems) {
  std::vector<SourceFile> files;
  Walk(root, files, problems).visit_all(start);
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) {
    return a.id != b.id ? a.id < b.id : a.shown < b.shown;
  });
  return files;
}

/// "articles/" and "articles" are one.
fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

std::vector<SourceFile> find_sources(const fs::path& articles, std::vector<base::Problem>& problems) {
  std::error_code error;
  if (!fs::is_directory(articles, error))
    throw base::Failure("reading the articles", articles.string(),
                        fs::exists(articles, error) ? "not a folder" : "no such folder");
  const fs::path root = without_slash(articles);
  return find_below(root, root, problems);
}

std::vector<SourceFile> find_notices(const fs::path& articles, std::vector<base::Problem>& problems) {
  const fs::path root = without_slash(articles);
  std::error_code error;
  if (!fs::is_directory(root / kNoticesFolder, error)) return {};
  return find_below(root, root / kNoticesFolder, problems);
}

}  // namespace firstline::indexer
