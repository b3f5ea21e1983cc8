// SPDX-License-Identifier: GPL-3.0-or-later
// A strict reader of small XML 1.0 documents: what a feed reader would refuse, it refuses. No document types,
// no processing instructions, no CDATA; names keep their prefix ("xhtml:link").
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace firstline::tests {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  ///< of its own, between its children
  std::vector<XmlElement> children;

  /// The children of that name.
  std::vector<XmlElement> all(const std::string& name) const;
  /// The only child of that name; throws when there is none or there are more.
  const XmlElement& one(const std::string& name) const;
};

/// Throws std::runtime_error, saying where and why, when it isn't well-formed UTF-8 XML.
XmlElement parse_xml(const std::string& text);

}  // namespace firstline::tests
