// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a month to a server over HTTP, one event after the other, and sets its clock before each.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/replay/month.h"
#include "tests/support/http_client.h"

namespace firstline::replay {

/// The file that a server started with `--clock FILE` tells the time by: milliseconds since 1970 as 8 bytes,
/// little-endian.
class ClockFile {
 public:
  explicit ClockFile(std::filesystem::path file);
  ~ClockFile();
  ClockFile(const ClockFile&) = delete;
  ClockFile& operator=(const ClockFile&) = delete;

  void set(std::int64_t at_ms);
  const std::filesystem::path& path() const { return file_; }

 private:
  std::filesystem::path file_;
  int descriptor_;
};

/// A result as it was shown.
struct Shown {
  std::string id;
  std::string url;           ///< of a page's link, without its fragment; empty from the API
  std::size_t position = 0;  ///< from 1
};
/// What a client learns from an answer.
struct Answered {
  std::string search_id;  ///< empty: a page that shows no result
  std::vector<Shown> results;
};
Answered read_page(const std::string& html);
Answered read_json(const std::string& json);

/// What the log must hold besides the searches.
struct Done {
  std::size_t clicks = 0, votes = 0, messages = 0;
  std::size_t robots_clicks = 0, looks_ahead = 0;  ///< these not
};

class Player {
 public:
  Player(const Month& month, int port, ClockFile& clock);

  /// The events from `begin` to before `end`. Fails when an answer isn't a success.
  void play(std::size_t begin, std::size_t end);

  const Done& done() const { return done_; }
  /// What the server called each search; empty where its page doesn't tell.
  std::vector<std::string> search_ids() const;

 private:
  void search(const Search& search, Answered& answered);
  void click(const Event& event, const Search& search, Answered& answered);
  void look_ahead(const Search& search, const Answered& answered);
  void vote(const Event& event, const Search& search);
  void write(const Event& event, const Search& search, const Answered& answered);

  tests::HttpResponse get(std::size_t client, const std::string& target, const std::string& more = "");
  void post(std::size_t client, const std::string& target, const std::string& json);
  tests::HttpResponse send(std::size_t client, const std::string& start, const std::string& more,
                           const std::string& body);

  const Month& month_;
  int port_;
  ClockFile& clock_;
  std::vector<std::unique_ptr<tests::HttpClient>> connections_;
  std::vector<std::string> cookies_;                // of each client
  std::vector<Answered> answered_;                  // to each search
  std::map<std::size_t, std::string> last_opened_;  // article, of each search
  Done done_;
};

}  // namespace firstline::replay
