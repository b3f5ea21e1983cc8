// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/html.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

namespace firstline::fuzz {
namespace {

using Attributes = std::set<std::string_view>;
using Tags = std::map<std::string_view, Attributes>;

const Tags& article_tags() {
  static const Tags tags = {{"p", {}},
                            {"br", {}},
                            {"hr", {}},
                            {"em", {}},
                            {"strong", {}},
                            {"del", {}},
                            {"code", {"class"}},
                            {"pre", {}},
                            {"blockquote", {}},
                            {"ul", {}},
                            {"ol", {"start"}},
                            {"li", {"id"}},
                            {"h2", {"id"}},
                            {"h3", {"id"}},
                            {"h4", {"id"}},
                            {"h5", {"id"}},
                            {"h6", {"id"}},
                            {"a", {"href", "title", "id", "class", "aria-label"}},
                            {"img", {"src", "alt", "title"}},
                            {"table", {}},
                            {"thead", {}},
                            {"tbody", {}},
                            {"tr", {}},
                            {"th", {"align"}},
                            {"td", {"align"}},
                            {"input", {"type", "checked", "disabled"}},
                            {"sup", {"class"}},
                            {"section", {"class"}}};
  return tags;
}

const Tags& snippet_tags() {
  static const Tags tags = {{"mark", {}}};
  return tags;
}

bool is_void(std::string_view tag) {
  return tag == "br" || tag == "hr" || tag == "img" || tag == "input";
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What a browser makes of an attribute's value before it looks for a scheme: entities read, blanks and
/// control characters gone, in lower case.
std::string as_address(std::string_view value) {
  std::string address;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '&') {
      const std::size_t end = std::min(value.find(';', i), value.size());
      address +=
          value.substr(i, end - i) == "&amp" ? '&' : '?';  // the renderer writes no letter as an entity
      i = end;
    } else if (static_cast<unsigned char>(value[i]) > 0x20) {
      address += value[i] >= 'A' && value[i] <= 'Z' ? static_cast<char>(value[i] | 0x20) : value[i];
    }
  }
  return address;
}

bool leads_to_script(std::string_view value, bool picture) {
  const std::string address = as_address(value);
  for (const std::string_view scheme : {"javascript:", "vbscript:", "file:"})
    if (address.starts_with(scheme)) return true;
  if (!address.starts_with("data:")) return false;
  constexpr std::array<std::string_view, 4> kPictures = {"data:image/png", "data:image/gif",
                                                         "data:image/jpeg", "data:image/webp"};
  return !picture || std::none_of(kPictures.begin(), kPictures.end(),
                                  [&](std::string_view start) { return address.starts_with(start); });
}

class Reader {
 public:
  Reader(std::string_view html, const Tags& tags) : rest_(html), tags_(tags) {}

  std::string read() {
    while (wrong_.empty() && !rest_.empty()) {
      const char c = rest_.front();
      if (c == '<')
        read_tag();
      else if (c == '>')
        wrong_ = "a > that ends nothing";
      else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r')
        wrong_ = "a control character";
      else
        rest_.remove_prefix(1);
    }
    if (wrong_.empty() && !open_.empty()) wrong_ = "<" + open_.back() + "> is not closed";
    return wrong_;
  }

 private:
  void read_tag() {
    rest_.remove_prefix(1);
    const bool closing = rest_.starts_with('/');
    if (closing) rest_.remove_prefix(1);
    const std::string name = take_name();
    const auto tag = tags_.find(name);
    if (tag == tags_.end()) {
      wrong_ = "the tag <" + name + ">";
      return;
    }
    if (closing) {
      if (open_.empty() || open_.back() != name || !rest_.starts_with('>')) {
        wrong_ = "</" + name + "> closes nothing";
        return;
      }
      open_.pop_back();
      rest_.remove_prefix(1);
      return;
    }
    while (wrong_.empty() && rest_.starts_with(' ')) read_attribute(*tag);
    if (wrong_.empty() && !rest_.starts_with('>') && !rest_.starts_with("/>"))
      wrong_ = "<" + name + " has no end";
    if (!wrong_.empty()) return;
    rest_.remove_prefix(rest_.find('>') + 1);
    if (!is_void(name)) open_.push_back(name);
  }

  void read_attribute(const Tags::value_type& tag) {
    rest_.remove_prefix(1);
    if (rest_.starts_with("/>")) return;
    const std::string name = take_name();
    if (!tag.second.contains(name) && !name.starts_with("data-footnote")) {
      wrong_ = "the attribute " + name + " of <" + std::string(tag.first) + ">";
      return;
    }
    if (!rest_.starts_with("=\"")) return;  // "checked"
    rest_.remove_prefix(2);
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) {
      wrong_ = "a quote that is not closed";
      return;
    }
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    if (value.find_first_of("<>") != std::string_view::npos) wrong_ = "a < or > in an attribute";
    if ((name == "href" || name == "src") && leads_to_script(value, name == "src"))
      wrong_ = "a link to a script";
    if (name == "id" && !ids_.insert(std::string(value)).second) wrong_ = "an id that stands there twice";
  }

  std::string take_name() {
    std::size_t end = 0;
    while (end < rest_.size() &&
           (is_letter(rest_[end]) || rest_[end] == '-' || (rest_[end] >= '0' && rest_[end] <= '9')))
      ++end;
    std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return name;
  }

  std::string_view rest_;
  const Tags& tags_;
  std::vector<std::string> open_;
  std::set<std::string> ids_;
  std::string wrong_;
};

}  // namespace

std::string unsafe_html(std::string_view html) {
  return Reader(html, article_tags()).read();
}

std::string unsafe_snippet(std::string_view html) {
  if (html.find('"') != std::string_view::npos || html.find('\'') != std::string_view::npos)
    return "a bare quote";
  return Reader(html, snippet_tags()).read();
}

}  // namespace firstline::fuzz
