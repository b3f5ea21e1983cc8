// SPDX-License-Identifier: GPL-3.0-or-later
// The parsed document is walked twice: once to mend it (raw HTML out, links resolved, headings named) and
// once to gather plain text by section. cmark renders headings without ids, so each gets a marker as its
// first child, in control characters that no source holds, and the rendered `<h2>` + marker becomes `<h2
// id=…>`.
#include "indexer/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>

#include "base/failure.h"
#include "indexer/excess.h"
#include "indexer/source_text.h"
#include "language/slug.h"
#include "language/utf8.h"

namespace firstline::indexer {
namespace {

int options(MarkdownStyle style) {
  return CMARK_OPT_VALIDATE_UTF8 | (style.has_ids ? CMARK_OPT_FOOTNOTES : 0);
}
constexpr char kMarkerBegin = '\x01';
constexpr char kMarkerEnd = '\x02';

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Document = std::unique_ptr<cmark_node, FreeNode>;

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

using Parser = std::unique_ptr<cmark_parser, FreeParser>;

Parser make_parser(bool autolinks, MarkdownStyle style) {
  static const bool registered = [] {
    cmark_gfm_core_extensions_ensure_registered();
    return true;
  }();
  (void)registered;
  Parser parser(cmark_parser_new(options(style)));
  for (const char* name : {"table", "strikethrough", "tasklist", "autolink"}) {
    if (name == std::string_view("autolink") && !autolinks) continue;
    cmark_syntax_extension* extension = cmark_find_syntax_extension(name);
    if (extension == nullptr)
      throw base::Failure("loading the Markdown extension", name, "cmark-gfm does not have it");
    cmark_parser_attach_syntax_extension(parser.get(), extension);
  }
  return parser;
}

/// Calls `use(node, entering)` along the tree. The node may be unlinked when it is entered for the only time.
template <typename Use>
void walk(cmark_node* root, Use use) {
  const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> iterator(cmark_iter_new(root), cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    use(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
}

const char* literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? "" : text;
}

bool is_type(cmark_node* node, const char* name) {
  return std::string_view(cmark_node_get_type_string(node)) == name;
}

bool is_block(cmark_node* node) {
  return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;  // table rows too
}

/// Appends the plain text of everything below a node: words as read, blocks parted by line feeds.
void append_text(cmark_node* root, std::string& text) {
  const auto end_block = [&] {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    if (!text.empty() && text.back() != '\n') text += '\n';
  };
  walk(root, [&](cmark_node* node, bool entering) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        text += literal(node);
        return;
      case CMARK_NODE_CODE_BLOCK:
        end_block();
        text += literal(node);
        end_block();
        return;
      case CMARK_NODE_SOFTBREAK:
        text += ' ';
        return;
      case CMARK_NODE_LINEBREAK:
        text += '\n';
        return;
      default:
        break;
    }
    if (entering) return;
    if (is_type(node, "table_cell"))
      text += ' ';
    else if (node != root && is_block(node))
      end_block();
  });
  end_block();
  if (!text.empty()) text.pop_back();
}

std::string text_of(cmark_node* node) {
  std::string text;
  append_text(node, text);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// GitHub's numbering: the second "Price" is price-1.
class Anchors {
 public:
  std::string name(const std::string& heading) {
    std::string base = language::slug(heading);
    if (base.empty()) base = "section";
    std::string name = base;
    for (int& number = numbers_[base]; !used_.insert(name).second;)
      name = base + "-" + std::to_string(++number);
    return name;
  }

 private:
  std::set<std::string> used_;
  std::map<std::string, int>
      numbers_;  // the last one given: thousands of like headings must not be counted anew
};

void drop_raw_html(cmark_node* document) {
  std::vector<cmark_node*> raw;
  walk(document, [&](cmark_node* node, bool) {
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) raw.push_back(node);
  });
  for (cmark_node* node : raw) cmark_node_free(node);  // unlinks it first
}

/// What entities alone can write, and no look at the source finds: blanks for control characters ("&#1;"), as
/// for those of the source, and U+FFFD for "&#xFFFE;" and "&#xFFFF;", of which cmark makes one byte that is
/// no UTF-8. Whether there was any.
bool mend_entities(std::string& text) {
  bool found = blank_controls(text);
  constexpr const char* kNoUtf8 = "\xFE\xFF";
  for (std::size_t at = text.find_first_of(kNoUtf8); at != std::string::npos;
       at = text.find_first_of(kNoUtf8, at)) {
    text.replace(at, 1, "\uFFFD");
    found = true;
  }
  return found;
}

void mend_texts(cmark_node* document) {
  using Get = const char* (*)(cmark_node*);
  using Set = int (*)(cmark_node*, const char*);
  constexpr std::array<std::pair<Get, Set>, 4> kTexts = {
      {{cmark_node_get_literal, cmark_node_set_literal},
       {cmark_node_get_title, cmark_node_set_title},
       {cmark_node_get_url, cmark_node_set_url},
       {cmark_node_get_fence_info, cmark_node_set_fence_info}}};
  walk(document, [&](cmark_node* node, bool entering) {
    if (!entering) return;
    for (const auto& [get, set] : kTexts) {
      const char* text = get(node);
      if (text == nullptr) continue;
      if (std::string mended = text; mend_entities(mended)) set(node, mended.c_str());
    }
  });
}

bool is_relative(std::string_view url) {
  if (url.empty() || url.front() == '/' || url.front() == '#' || url.front() == '?') return false;
  const std::size_t end = url.find_first_of(":/?#");
  return end == std::string_view::npos || url[end] != ':';  // no scheme
}

/// cmark counts columns in bytes. Asked in the order of the text, each line is counted through once.
class Columns {
 public:
  explicit Columns(std::string_view text) {
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(end + 1);
    }
    lines_.push_back(text);
  }

  int in_characters(int line, int column) {
    if (line < 1 || static_cast<std::size_t>(line) > lines_.size()) return column;
    const std::string_view text = lines_[static_cast<std::size_t>(line) - 1];
    const std::size_t bytes = std::min(static_cast<std::size_t>(column) - 1, text.size());
    if (line != line_ || bytes < bytes_) line_ = line, bytes_ = 0, characters_ = 0;
    characters_ += language::count_characters(text.substr(bytes_, bytes - bytes_));
    bytes_ = bytes;
    return static_cast<int>(characters_) + 1;
  }

 private:
  std::vector<std::string_view> lines_;
  int line_ = 0;
  std::size_t bytes_ = 0;
  std::size_t characters_ = 0;
};

void resolve_links(cmark_node* document, std::string_view body, const ResolveLink& resolve,
                   std::vector<RelativeLink>& links) {
  Columns columns(body);
  int line = 1;
  int column = 1;
  walk(document, [&](cmark_node* node, bool entering) {
    if (!entering) return;
    if (cmark_node_get_start_line(node) > 0) {
      line = cmark_node_get_start_line(node);
      column = std::max(1, cmark_node_get_start_column(node));
    }
    if (cmark_node_get_type(node) != CMARK_NODE_LINK) return;
    const char* url = cmark_node_get_url(node);
    if (url == nullptr || !is_relative(url)) return;
    const std::string target = url;
    if (const std::string resolved = resolve(target); !resolved.empty()) {
      links.push_back({target, line, columns.in_characters(line, column)});
      cmark_node_set_url(node, resolved.c_str());
    }
  });
}

/// Puts the marker in front of a heading's text.
void mark_heading(cmark_node* heading, const std::string& anchor) {
  cmark_node* marker = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
  const std::string text = kMarkerBegin + anchor + kMarkerEnd;
  cmark_node_set_on_enter(marker, text.c_str());
  cmark_node_prepend_child(heading, marker);
}

/// `<h2>` + marker to `<h2 id="…">`. Anchors hold no character that HTML escapes.
std::string place_anchors(const std::string& html) {
  std::string out;
  out.reserve(html.size());
  std::size_t done = 0;
  for (std::size_t begin = html.find(kMarkerBegin); begin != std::string::npos;
       begin = html.find(kMarkerBegin, done)) {
    const std::size_t end = html.find(kMarkerEnd, begin);
    out.append(html, done, begin - done - 1);  // up to the '>' before the marker
    out.append(" id=\"").append(html, begin + 1, end - begin - 1).append("\">");
    done = end + 1;
  }
  return out.append(html, done);
}

constexpr int kTopLevel = 2;  // the page's title is its only h1
constexpr int kDeepestLevel = 6;

/// Those in quotes and lists too, which begin no section.
void lower_headings(cmark_node* document, MarkdownStyle style) {
  walk(document, [&](cmark_node* node, bool entering) {
    if (!entering || cmark_node_get_type(node) != CMARK_NODE_HEADING) return;
    const int level = std::max(kTopLevel, cmark_node_get_heading_level(node));
    cmark_node_set_heading_level(node, std::min(level - kTopLevel + style.top_level, kDeepestLevel));
  });
}

void gather_sections(cmark_node* document, MarkdownStyle style, Anchors& anchors,
                     std::vector<search::Section>& sections) {
  sections.emplace_back();
  for (cmark_node* node = cmark_node_first_child(document); node != nullptr; node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING) {
      search::Section section;
      section.heading = text_of(node);
      section.anchor = anchors.name(section.heading);
      section.level = std::max(kTopLevel, cmark_node_get_heading_level(node));
      if (style.has_ids) mark_heading(node, section.anchor);
      sections.push_back(std::move(section));
    } else {
      std::string& text = sections.back().text;
      if (!text.empty()) text += '\n';
      append_text(node, text);
      while (!text.empty() && text.back() == '\n') text.pop_back();
    }
  }
}

}  // namespace

Markdown read_markdown(const std::string& body, const std::string& title, const ResolveLink& resolve,
                       MarkdownStyle style) {
  const Parser parser = make_parser(!has_endless_address(body), style);
  cmark_parser_feed(parser.get(), body.data(), body.size());
  const Document document(cmark_parser_finish(parser.get()));

  Markdown result;
  drop_raw_html(document.get());
  mend_texts(document.get());
  for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr;
       node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) != CMARK_NODE_HEADING) continue;
    result.first_heading = text_of(node);
    const bool at_top = node == cmark_node_first_child(document.get());
    if (title.empty() ||
        (at_top && cmark_node_get_heading_level(node) == 1 && result.first_heading == title)) {
      cmark_node_free(node);
      result.first_heading_dropped = true;
    }
    break;
  }
  resolve_links(document.get(), body, resolve, result.links);
  Anchors anchors;
  gather_sections(document.get(), style, anchors, result.sections);
  lower_headings(document.get(), style);

  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(document.get(), options(style), cmark_parser_get_syntax_extensions(parser.get())),
      std::free);
  result.html = place_anchors(html.get());
  return result;
}

}  // namespace firstline::indexer
