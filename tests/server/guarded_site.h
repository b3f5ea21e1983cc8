// SPDX-License-Identifier: GPL-3.0-or-later
// The small site with a lead, a viewer and a clock that the test sets.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/secrets.h"
#include "server/access/gate.h"
#include "server/routes.h"
#include "tests/server/small_site.h"

namespace firstline::tests {

inline constexpr const char* kPassword = "correct horse";

class GuardedSite {
 public:
  /// ann is a lead, vic a viewer with a token; or nobody is there.
  explicit GuardedSite(bool has_users = true)
      : file_(has_users ? folder_
                              .write("users", "ann lead " + hash() + "\nvic viewer " + hash() +
                                                  " token:" + base::secret_hash(token) + "\n")
                              .string()
                        : std::string()) {}

  server::Request request(const std::string& method, const std::string& path,
                          const std::string& query = "") const {
    server::Request request = SmallSite::request(method, path, query);
    request.host = "help.example.com";
    for (const auto& [name, value] : cookies)
      request.cookies += (request.cookies.empty() ? "" : "; ") + name + "=" + value;
    return request;
  }
  server::Request form(const std::string& path, const std::string& body) const {
    server::Request request = this->request("POST", path);
    request.content_type = "application/x-www-form-urlencoded";
    request.body = body;
    return request;
  }
  /// Sends it, and keeps its cookies as a browser does.
  server::Response send(const server::Request& request) {
    server::Response response = server::answer_request(site, request);
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t equals = value.find('=');
      const std::string text = value.substr(equals + 1, value.find(';') - equals - 1);
      if (text.empty())
        cookies.erase(value.substr(0, equals));
      else
        cookies[value.substr(0, equals)] = text;
    }
    return response;
  }
  /// The hidden field of the sign-in form, which brings its cookie.
  std::string form_token() {
    const std::string page = send(request("GET", server::kSignInPath)).body;
    const std::string mark = "name=\"form_token\" value=\"";
    const std::size_t at = page.find(mark);
    return at == std::string::npos
               ? ""
               : page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
  }
  server::Response sign_in(const std::string& name, const std::string& password,
                           const std::string& more = "") {
    return send(form(server::kSignInPath,
                     "form_token=" + form_token() + "&name=" + name + "&password=" + password + more));
  }

  const std::string token = base::random_secret();
  std::map<std::string, std::string> cookies;
  std::chrono::system_clock::time_point now{std::chrono::milliseconds(1'790'000'000'000)};

 private:
  /// Made once: it takes a tenth of a second.
  static const std::string& hash() {
    static const std::string hash = base::hash_password(kPassword);
    return hash;
  }
  static server::AddressRanges proxy() {
    std::string wrong;
    return server::AddressRanges::parse("10.0.0.1", wrong).value();
  }
  TemporaryFolder folder_;
  SmallSite small_;
  std::string file_;

 public:
  server::Callers callers{proxy(), server::DeclaredBots::load_shipped()};
  server::Access access{file_, [this] { return now; }};
  server::Site site{small_.site().index,
                    small_.site().log,
                    small_.site().metrics,
                    small_.site().templates,
                    small_.site().dictionary,
                    small_.site().assets,
                    callers,
                    access,
                    [this] { return now; }};
};

}  // namespace firstline::tests
