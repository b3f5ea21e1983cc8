// SPDX-License-Identifier: GPL-3.0-or-later
// A help centre of a few articles, indexed by the real firstline-index into a folder of its own: what the
// trips of a question are tested on.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/http_client.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

class SmallCentre {
 public:
  /// Writes the articles and publishes them.
  SmallCentre();

  std::filesystem::path articles() const { return folder_ / "articles"; }
  std::filesystem::path index() const { return folder_ / "index"; }
  std::filesystem::path log() const { return folder_ / "log.db"; }
  const TemporaryFolder& folder() const { return folder_; }

  /// Writes an article, without publishing it.
  void write(const std::string& id, const std::string& text) const;
  /// Runs firstline-index; throws when it does not end well.
  void publish() const;

 private:
  TemporaryFolder folder_;
};

/// One centre and server for all tests that only ask.
int shared_port();

/// The folder's articles as an index at `index`; throws when firstline-index does not end well.
void index_folder(const std::filesystem::path& articles, const std::filesystem::path& index);

/// "/api/v1/search?q=…" with further parameters as they are ("&lang=th").
std::string search_path(const std::string& query, const std::string& more = "");

/// The API's answer to a question; throws when it is not 200.
nlohmann::json search(int port, const std::string& query, const std::string& more = "");

/// The ids of the results, in order.
std::vector<std::string> ids(const nlohmann::json& answer);
bool has_id(const nlohmann::json& answer, const std::string& id);

/// The result of that article; throws when it is not there.
nlohmann::json result_of(const nlohmann::json& answer, const std::string& id);

}  // namespace firstline::tests
