// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "server/http/http.h"

namespace firstline::server {

std::string Request::cookie(std::string_view name) const {
  for (std::size_t begin = 0; begin < cookies.size();) {
    const std::size_t end = std::min(cookies.find(';', begin), cookies.size());
    const std::string_view pair = std::string_view(cookies).substr(begin, end - begin);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
    begin = cookies.find_first_not_of(' ', end + 1);
  }
  return "";
}

Response Response::see_other(const std::string& url) {
  return {303, "text/plain; charset=utf-8", "", {{"Location", url}}};
}

const std::string* Request::parameter(const std::string& name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return &value;
  return nullptr;
}

}  // namespace firstline::server
