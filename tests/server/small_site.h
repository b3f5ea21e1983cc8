// SPDX-License-Identifier: GPL-3.0-or-later
// A help centre of two articles, asked without a socket.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/parameters.h"
#include "server/site.h"
#include "tests/support/temporary_folder.h"

namespace firstline::tests {

class SmallSite {
 public:
  SmallSite();
  /// Of a browser at one address.
  static server::Request request(const std::string& method, const std::string& path,
                                 const std::string& query = "");
  server::Response answer(const server::Request& request);
  server::Response get(const std::string& path, const std::string& query = "");
  server::Response post(const std::string& path, const std::string& body);
  server::Response post(const std::string& path, const nlohmann::json& body);
  const server::Site& site() const { return site_; }
  std::string log_file() const { return folder_ / "log.db"; }

 private:
  TemporaryFolder folder_;
  server::LiveIndex index_;
  server::SearchLog log_;
  server::Callers callers_{{}, server::DeclaredBots::load_shipped()};
  server::Access access_{"", [this] { return site_.clock(); }};
  server::Metrics metrics_;
  std::vector<std::string> missing_;
  server::Dictionary dictionary_ = server::Dictionary::load(source_folder() / "templates/words", missing_);
  server::Templates templates_{source_folder() / "templates", dictionary_};
  std::map<std::string, server::Asset> assets_ = {
      {"style.css", {"text/css", "body {}", "/assets/style.css?v=1"}},
      {"icon.svg", {"image/svg+xml", "<svg/>", "/assets/icon.svg?v=2"}}};
  server::Site site_{
      index_, log_, metrics_, templates_, dictionary_, assets_, callers_, access_, [] {
        return std::chrono::system_clock::time_point(std::chrono::milliseconds(1'790'000'000'000));
      }};
};

/// The first value of a header; empty when it is absent.
std::string header(const server::Response& response, const std::string& name);

}  // namespace firstline::tests
