// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/xml.h"

#include <string_view>

namespace firstline::tests {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-' ||
         c == '_' || c == '.';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  XmlElement document() {
    check_characters();
    constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    if (text_.substr(0, kDeclaration.size()) == kDeclaration) at_ = kDeclaration.size();
    skip_blanks();
    XmlElement root = element();
    skip_blanks();
    if (at_ != text_.size()) fail("something follows the root element");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error("byte " + std::to_string(at_) + ": " + why + " in " + std::string(text_));
  }

  /// XML 1.0, 2.2: no control character but tab and line breaks, no U+FFFE or U+FFFF.
  void check_characters() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') fail("a control character");
      const std::string_view three = text_.substr(at_, 3);
      if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") fail("a code point that is no character");
      if (byte >= 0x80) at_ += sequence_bytes(byte) - 1;
    }
    at_ = 0;
  }

  std::size_t sequence_bytes(unsigned char first) const {
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at_ + bytes > text_.size()) fail("no valid UTF-8");
    for (std::size_t i = 1; i < bytes; ++i)
      if ((static_cast<unsigned char>(text_[at_ + i]) & 0xC0U) != 0x80U) fail("no valid UTF-8");
    return bytes;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view token) {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  void need(std::string_view token) {
    if (!take(token)) fail("expected '" + std::string(token) + "'");
  }
  bool skip_blanks() {
    const std::size_t before = at_;
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') ++at_;
    return at_ > before;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (is_name_character(peek())) ++at_;
    if (at_ == begin) fail("expected a name");
    return std::string(text_.substr(begin, at_ - begin));
  }

  /// Text up to one of `ends`, with its references replaced.
  std::string text_until(std::string_view ends) {
    std::string out;
    while (at_ < text_.size() && ends.find(peek()) == std::string_view::npos) {
      if (peek() == '<') fail("a bare <");
      if (text_.substr(at_, 3) == "]]>") fail("a bare ]]>");
      out += peek() == '&' ? reference() : text_[at_++];
    }
    return out;
  }

  char reference() {
    for (const auto& [token, c] :
         {std::pair{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}})
      if (take(token)) return c;
    fail("an unknown reference");
  }

  XmlElement element() {
    need("<");
    XmlElement out;
    out.name = name();
    while (skip_blanks() && is_name_character(peek())) {
      const std::string key = name();
      need("=\"");
      if (!out.attributes.emplace(key, text_until("\"")).second) fail("the attribute " + key + " twice");
      need("\"");
    }
    if (take("/>")) return out;
    need(">");
    for (;;) {
      out.text += text_until("<");
      if (take("</")) break;
      out.children.push_back(element());
    }
    if (name() != out.name) fail("the end of another element than " + out.name);
    skip_blanks();
    need(">");
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<XmlElement> XmlElement::all(const std::string& wanted) const {
  std::vector<XmlElement> found;
  for (const XmlElement& child : children)
    if (child.name == wanted) found.push_back(child);
  return found;
}

const XmlElement& XmlElement::one(const std::string& wanted) const {
  const XmlElement* found = nullptr;
  for (const XmlElement& child : children) {
    if (child.name != wanted) continue;
    if (found != nullptr) throw std::runtime_error("more than one " + wanted + " in " + name);
    found = &child;
  }
  if (found == nullptr) throw std::runtime_error("no " + wanted + " in " + name);
  return *found;
}

XmlElement parse_xml(const std::string& text) {
  return Reader(text).document();
}

}  // namespace firstline::tests
