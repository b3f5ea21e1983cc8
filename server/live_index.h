// SPDX-License-Identifier: GPL-3.0-or-later
// The index that is served now. Follows what firstline-index publishes: every generation is opened as a whole
// new index, beside the old one, which ends when its last answer is sent.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/repeating.h"
#include "language/rules.h"
#include "search/searcher.h"

namespace firstline::server {

class LiveIndex {
 public:
  /// Opens the live generation. Fails, saying which program to run, when there is none or it is of another
  /// format. Without a `confidence` each generation reads the shipped one.
  LiveIndex(std::filesystem::path index, std::shared_ptr<const language::Languages> languages,
            std::shared_ptr<const search::ConfidenceModel> confidence = nullptr);

  /// A searcher of the newest generation, this thread's until it is given back.
  class Lease {
   public:
    search::Searcher* operator->() const { return searcher_.get(); }
    search::Searcher& operator*() const { return *searcher_; }
    const std::string& generation() const;
    ~Lease();
    Lease(Lease&&) noexcept;

   private:
    friend class LiveIndex;
    struct Served;
    Lease(std::shared_ptr<Served> served, std::unique_ptr<search::Searcher> searcher);
    std::shared_ptr<Served> served_;
    std::unique_ptr<search::Searcher> searcher_;
  };
  Lease borrow();

  /// How sure an answer is, is judged by these from now on.
  void judge_by(std::shared_ptr<const search::ConfidenceModel> confidence);

  /// The generation that is served.
  std::string generation() const;

 private:
  void follow();
  void open_newest(bool again = false);

  const std::filesystem::path index_;
  const std::shared_ptr<const language::Languages> languages_;
  mutable std::mutex mutex_;
  std::shared_ptr<const search::ConfidenceModel> confidence_;
  std::shared_ptr<Lease::Served> served_;
  std::string last_error_;  // of the follower
  std::optional<base::Repeating> follower_;
};

}  // namespace firstline::server
