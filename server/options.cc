// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/options.h"

#include <charconv>
#include <iostream>

#include "base/command_line.h"

namespace firstline::server {

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
                         "Answers customers' questions from an index that firstline-index made.");
  line.option("index", options.index, "folder that holds the index", true);
  line.option("log", options.log, "SQLite file that keeps the searches; made when it is not there", true);
  line.option("listen", listen, "HOST:PORT; port 0 picks a free one");
  line.option("templates", options.templates,
              "folder of page templates; default: the one that ships with the program");
  line.option("threads", options.threads, "requests served at once", 1, 1000);
  if (const auto code = line.parse(argc, argv)) return code;
  const std::optional<Address> address = parse_address(listen);
  if (!address || options.log.find("://") != std::string::npos) {
    std::cerr << "firstline-server: "
              << (address ? "--log " + options.log + ": only files are supported"
                          : "--listen " + listen + ": expected HOST:PORT")
              << " (see --help)\n";
    return 2;
  }
  options.host = address->host;
  options.port = address->port;
  options.verbosity = line.verbosity();
  return std::nullopt;
}

}  // namespace firstline::server
