// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/options.h"

#include <charconv>
#include <iostream>
#include <string_view>

#include "base/command_line.h"
#include "base/split.h"
#include "language/rules.h"
#include "language/utf8.h"
#include "server/http/host.h"
#include "server/site_address.h"

namespace firstline::server {
namespace {

void add_thresholds(base::CommandLine& line, Thresholds& thresholds) {
  line.option("weak-from", thresholds.weak_from,
              "confidence, 0 to 1, from which an answer is weak; below it there is none", 0, 1);
  line.option("yes-from", thresholds.yes_from, "confidence, 0 to 1, from which an answer is one", 0, 1);
}

}  // namespace

std::shared_ptr<const search::ConfidenceModel> load_confidence(const Thresholds& thresholds) {
  search::ConfidenceModel model = search::ConfidenceModel::load_shipped();
  model.set_thresholds(thresholds.weak_from, thresholds.yes_from);
  return std::make_shared<const search::ConfidenceModel>(std::move(model));
}

std::optional<Address> parse_address(const std::string& text) {
  constexpr int kLargestPort = 65535;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  Address address;
  address.host = text.substr(0, colon);
  if (address.host.front() == '[' && address.host.back() == ']')
    address.host = address.host.substr(1, address.host.size() - 2);
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (error != std::errc() || stop != end || address.port < 0 || address.port > kLargestPort ||
      address.host.empty())
    return std::nullopt;
  return address;
}

std::optional<int> parse_options(int argc, const char* const* argv, Options& options) {
  std::string listen = "127.0.0.1:8080";
  base::CommandLine line("firstline-server",
                         "Answers customers' questions from an index that firstline-index made.\n"
                         "firstline-server explain --help: why an answer is what it is.\n"
                         "firstline-server log --help: the search log, exported, imported, forgotten.\n"
                         "firstline-server user --help: who may see the review.\n"
                         "firstline-server report --help: the week in a few lines.");
  line.option("index", options.index, "folder that holds the index", true);
  line.option("log", options.log, "SQLite file that keeps the searches; made when it is not there", true);
  line.option("listen", listen, "HOST:PORT; port 0 picks a free one");
  line.option("url", options.url,
              "the site's public address, as https://help.example.com; default: as each request names it");
  line.option("templates", options.templates,
              "folder of page templates; default: the one that ships with the program");
  line.option("threads", options.threads, "requests served at once", 1, 1000);
  line.option("searches", options.searches, "searches at once; default: as many as there are cores", 0, 1000);
  std::string proxies;
  line.option("trusted-proxy", proxies,
              "addresses or ranges, as 10.0.0.0/8, parted by commas, of the proxies in front, whose "
              "X-Forwarded-For is believed");
  std::string hosts;
  line.option("hosts", hosts,
              "names, parted by commas, that requests may be meant for, as help.example.com; default: any");
  constexpr int kHighestRate = 1'000'000;
  line.option("search-rate", options.rates[static_cast<std::size_t>(Metered::kSearch)],
              "searches and suggestions a minute from one address; 0: any number", 0, kHighestRate);
  line.option("post-rate", options.rates[static_cast<std::size_t>(Metered::kPost)],
              "clicks, votes and messages a minute from one address; 0: any number", 0, kHighestRate);
  line.option("sign-in-rate", options.rates[static_cast<std::size_t>(Metered::kSignIn)],
              "tries to sign in a minute from one address; 0: any number", 0, kHighestRate);
  constexpr int kMostDays = 36'500;
  line.option("retention-days", options.retention_days, "searches are deleted from the log after so many", 1,
              kMostDays);
  constexpr int kMostHours = 24 * 365;
  line.option("answer-hours", options.answer_hours,
              "a gap is overdue so many hours after a second customer asked", 1, kMostHours);
  line.option("messages", options.messages,
              "SQLite file of customers' messages to a person; default: the log's name + .messages.db");
  line.option("message-days", options.message_days,
              "messages are deleted so many days after they were answered", 1, kMostDays);
  line.option("users", options.users,
              "file of the people who may see the review; `firstline-server user` makes it");
  line.option(
      "proposals", options.proposals,
      "text file that the review's proposals to writers go to; default: the log's name + .proposals.txt");
  line.option("clock", options.clock,
              "file of 8 bytes, milliseconds since 1970 (little-endian), to tell the time by; for replays");
  add_thresholds(line, options.thresholds);
  if (const auto code = line.parse(argc, argv)) return code;
  std::string wrong;
  const std::optional<AddressRanges> ranges = AddressRanges::parse(proxies, wrong);
  if (!ranges) {
    std::cerr << "firstline-server: --trusted-proxy " << wrong
              << ": expected an address or a range, as 10.0.0.0/8 (see --help)\n";
    return 2;
  }
  options.trusted_proxies = *ranges;
  for (std::string host : base::split_filled(hosts, ", ")) {
    if (!is_host(host)) {
      std::cerr << "firstline-server: --hosts " << host
                << ": expected a name, as help.example.com (see --help)\n";
      return 2;
    }
    options.hosts.insert(lower_case(host));
  }
  const std::optional<Address> address = parse_address(listen);
  if (!address || options.log.find("://") != std::string::npos) {
    std::cerr << "firstline-server: "
              << (address ? "--log " + options.log + ": only files are supported"
                          : "--listen " + listen + ": expected HOST:PORT")
              << " (see --help)\n";
    return 2;
  }
  if (!options.url.empty()) {
    const std::optional<std::string> url = parse_site_address(options.url);
    if (!url) {
      std::cerr
          << "firstline-server: --url " << options.url
          << ": expected http://HOST or https://HOST, perhaps with a port, without a path (see --help)\n";
      return 2;
    }
    options.url = *url;
  }
  if (options.proposals.empty()) options.proposals = options.log + ".proposals.txt";
  if (options.messages.empty()) options.messages = options.log + ".messages.db";
  if (options.messages == options.log) {
    std::cerr << "firstline-server: --messages " << options.messages
              << ": messages need a file of their own (see --help)\n";
    return 2;
  }
  options.host = address->host;
  options.port = address->port;
  options.verbosity = line.verbosity();
  options.config = line.config_file();
  return std::nullopt;
}

bool asks_to_explain(int argc, const char* const* argv) {
  return argc > 1 && std::string_view(argv[1]) == "explain";
}

std::optional<int> parse_explain_options(int argc, const char* const* argv, ExplainOptions& options) {
  base::CommandLine line("firstline-server explain",
                         "Tells how a question is read, where each result's score comes from, and how sure "
                         "the engine is. Nothing is logged.");
  line.positional("question", options.question, "as a customer types it, in quotes");
  line.option("index", options.index, "folder that holds the index", true);
  line.option("lang", options.lang, "preferred language; default: the letters tell");
  line.option("id", options.id, "the one article to explain, wherever it stands; default: the first results");
  line.choice("format", options.format, {"text", "json"}, "how to print it");
  add_thresholds(line, options.thresholds);
  if (const auto code = line.parse(argc - 1, argv + 1)) return code;
  const bool valid = !language::find_invalid_utf8(options.question);
  if (valid && (options.lang.empty() || language::is_language_tag(options.lang))) return std::nullopt;
  std::cerr << "firstline-server explain: "
            << (valid ? "--lang " + options.lang + ": expected a language tag, like en or sr-Latn"
                      : std::string("the question is not valid UTF-8"))
            << " (see --help)\n";
  return 2;
}

}  // namespace firstline::server
