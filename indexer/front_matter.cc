// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "base/nearest.h"
#include "language/rules.h"
#include "language/slug.h"
#include "language/utf8.h"

namespace firstline::indexer {
namespace {

using base::Severity;

constexpr int kFirstYamlLine = 2;  // the line after the opening ---
constexpr std::size_t kLargestYamlBytes = std::size_t{64} << 10U;
constexpr std::size_t kLongestValueBytes =
    2000;  // of a title, a keyword …: more is a slip, and would bloat each hit
constexpr double kLargestWeight = 100;

const std::vector<std::string> kKeys = {"title",    "description", "lang",     "category",
                                        "tags",     "aliases",     "keywords", "draft",
                                        "audience", "updated",     "weight",   "translation_key"};
const std::vector<std::string> kNoticeKeys = {"title", "lang",     "words",       "from",
                                              "until", "articles", "next_update", "draft"};

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
    line.remove_suffix(1);
  return line;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

bool is_date(const std::string& text) {
  // 2026-09-14, perhaps with a time behind it.
  static constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i)
    if (kShape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-') return false;
  const int month = std::stoi(text.substr(5, 2));
  const int day = std::stoi(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
         (text.size() == kShape.size() || text[10] == 'T' || text[10] == ' ');
}

/// Reads values and reports those of the wrong kind.
class KeyReader {
 public:
  KeyReader(std::string_view yaml, const std::string& path, std::vector<base::Problem>& problems)
      : yaml_(yaml), path_(path), problems_(problems) {}

  /// A message is one line, whatever key or value it names.
  void report(const YAML::Mark& mark, Severity severity, const char* rule, std::string message) {
    std::replace_if(message.begin(), message.end(), is_control, ' ');
    problems_.push_back({path_, mark.is_null() ? kFirstYamlLine : mark.line + kFirstYamlLine,
                         mark.is_null() ? 1 : column_of(mark), severity, rule, std::move(message)});
  }

  std::optional<std::string> text(const std::string& key, const YAML::Node& value) {
    if (value.IsNull()) return std::nullopt;
    if (!value.IsScalar()) {
      report(value.Mark(), Severity::kError, "wrong-type",
             "'" + key + "' takes one value, not a list or map");
      return std::nullopt;
    }
    if (value.Scalar().size() > kLongestValueBytes) {
      report(value.Mark(), Severity::kError, "too-long",
             "'" + key + "' is longer than " + std::to_string(kLongestValueBytes) + " bytes");
      return std::nullopt;
    }
    std::string line = value.Scalar();
    std::replace_if(line.begin(), line.end(), is_control, ' ');
    return line;
  }

  std::vector<std::string> list(const std::string& key, const YAML::Node& value) {
    std::vector<std::string> items;
    if (value.IsScalar()) {
      if (auto item = text(key, value)) items.push_back(*item);
    } else if (value.IsSequence()) {
      for (const YAML::Node& item : value)
        if (auto one = text(key, item)) items.push_back(*one);
    } else if (!value.IsNull()) {
      report(value.Mark(), Severity::kError, "wrong-type", "'" + key + "' takes a list");
    }
    return items;
  }

  std::vector<PlacedText> placed_list(const std::string& key, const YAML::Node& value) {
    std::vector<PlacedText> items;
    if (!value.IsSequence()) {
      for (std::string& item : list(key, value)) items.push_back(placed(std::move(item), value));
      return items;
    }
    for (const YAML::Node& item : value)
      if (auto one = text(key, item)) items.push_back(placed(std::move(*one), item));
    return items;
  }

  PlacedText placed(std::string text, const YAML::Node& value) const {
    return {std::move(text), value.Mark().line + kFirstYamlLine, column_of(value.Mark())};
  }

  /// A wrong one is an error: a notice that goes on because its end can't be read misleads.
  std::optional<base::IsoTime> time(const std::string& key, const YAML::Node& value) {
    const std::optional<std::string> written = text(key, value);
    if (!written) return std::nullopt;
    std::optional<base::IsoTime> time = base::parse_iso_time(*written);
    if (!time)
      report(
          value.Mark(), Severity::kError, "bad-date",
          "'" + *written +
              "' is not a date such as 2026-09-14, or a time with its zone such as 2026-09-14T14:00+02:00");
    return time;
  }

  bool flag(const std::string& key, const YAML::Node& value) {
    bool on = false;
    if (!value.IsNull() && !YAML::convert<bool>::decode(value, on))
      report(value.Mark(), Severity::kError, "wrong-type", "'" + key + "' takes true or false");
    return on;
  }

 private:
  /// yaml-cpp counts columns in bytes.
  int column_of(const YAML::Mark& mark) const {
    std::string_view rest = yaml_;
    for (int line = 0; line < mark.line && !rest.empty(); ++line) next_line(rest);
    return static_cast<int>(
               language::count_characters(rest.substr(0, static_cast<std::size_t>(mark.column)))) +
           1;
  }

  std::string_view yaml_;
  const std::string& path_;
  std::vector<base::Problem>& problems_;
};

std::optional<std::string> read_language(const YAML::Node& value, KeyReader& reader) {
  std::optional<std::string> lang = reader.text("lang", value);
  if (!lang) return lang;
  if (!language::is_language_tag(*lang)) {
    reader.report(value.Mark(), Severity::kError, "bad-language",
                  "'" + *lang + "' is not a language tag such as th or sr-Latn");
    lang.reset();
  } else if (!language::is_known_language(*lang)) {
    reader.report(value.Mark(), Severity::kWarning, "unknown-language",
                  "no language has the tag '" + *lang + "'");
  }
  return lang;
}

void read_key(const std::string& key, const YAML::Node& value, KeyReader& reader, FrontMatter& front) {
  if (key == "title") {
    front.title = reader.text(key, value);
  } else if (key == "description") {
    front.description = reader.text(key, value);
  } else if (key == "category") {
    front.category = reader.text(key, value);
  } else if (key == "translation_key") {
    front.translation_key = reader.text(key, value);
  } else if (key == "tags") {
    front.tags = reader.list(key, value);
  } else if (key == "aliases") {
    front.aliases = reader.list(key, value);
  } else if (key == "keywords") {
    front.keywords = reader.list(key, value);
  } else if (key == "draft") {
    front.draft = reader.flag(key, value);
  } else if (key == "lang") {
    front.lang = read_language(value, reader);
  } else if (key == "updated") {
    front.updated = reader.text(key, value);
    if (front.updated && !is_date(*front.updated)) {
      reader.report(value.Mark(), Severity::kWarning, "bad-date",
                    "'" + *front.updated + "' is not a date such as 2026-09-14; it is left out");
      front.updated.reset();
    }
  } else if (key == "audience") {
    const std::string audience = reader.text(key, value).value_or("public");
    front.agents_only = audience == "agents";
    if (audience == "public" || front.agents_only) return;
    // A slip of "agents" must not show the article to customers; another word means somebody else's scheme.
    if (base::nearest_name(audience, {"agents"}))
      reader.report(value.Mark(), Severity::kError, "bad-audience",
                    "'audience' is public or agents; did you mean agents?");
    else
      reader.report(value.Mark(), Severity::kWarning, "bad-audience",
                    "'audience' is public or agents; '" + audience + "' counts as public");
  } else if (key == "weight") {
    if (value.IsNull()) return;
    if (!YAML::convert<double>::decode(value, front.weight) ||
        !(front.weight > 0 && front.weight <= kLargestWeight)) {
      reader.report(value.Mark(), Severity::kWarning, "bad-weight",
                    "'weight' takes a number above 0, up to 100; it is left out");
      front.weight = 1.0;
    }
  }
}

void read_notice_key(const std::string& key, const YAML::Node& name, const YAML::Node& value,
                     KeyReader& reader, NoticeFrontMatter& front) {
  if (key == "title") {
    front.title = reader.text(key, value);
  } else if (key == "lang") {
    front.lang = read_language(value, reader);
  } else if (key == "words") {
    front.words_place = reader.placed("", name);
    front.words = reader.placed_list(key, value);
  } else if (key == "articles") {
    front.articles = reader.placed_list(key, value);
  } else if (key == "from") {
    front.from = reader.time(key, value);
  } else if (key == "until") {
    front.until_place = reader.placed("", value);
    front.until = reader.time(key, value);
  } else if (key == "next_update") {
    front.next_update = reader.time(key, value);
  } else if (key == "draft") {
    front.draft = reader.flag(key, value);
  }
}

/// Calls `use(key, its node, value)` for each key that is known and stands there once.
template <typename Use>
void read_keys(std::string_view yaml, const std::vector<std::string>& keys, KeyReader& reader, Use use) {
  if (yaml.size() > kLargestYamlBytes) {
    reader.report(YAML::Mark::null_mark(), Severity::kError, "too-long",
                  "the front matter is longer than 64 KiB");
    return;
  }
  try {
    // Without a line that ends it, yaml-cpp takes a quote that nothing closes as one that ends with the text,
    // and all keys below it (audience!) as part of it.
    const YAML::Node root = YAML::Load(std::string(yaml) + "\n...\n");
    if (root.IsNull()) return;
    if (!root.IsMap()) {
      reader.report(root.Mark(), Severity::kError, "front-matter-not-map",
                    "the front matter must be lines of \"key: value\"");
      return;
    }
    std::set<std::string> seen;
    for (const auto& entry : root) {
      const YAML::Mark mark = entry.first.Mark();
      if (!entry.first.IsScalar()) {
        reader.report(mark, Severity::kError, "wrong-type", "a key must be a plain word");
        continue;
      }
      const std::string key = entry.first.Scalar();
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        std::string message = "unknown key '" + key + "'";
        if (const auto nearest = base::nearest_name(key, keys))
          message += "; did you mean '" + *nearest + "'?";
        reader.report(mark, Severity::kWarning, "unknown-key", message);
      } else if (!seen.insert(key).second) {
        reader.report(mark, Severity::kError, "repeated-key", "'" + key + "' stands here twice");
      } else {
        use(key, entry.first, entry.second);
      }
    }
  } catch (const YAML::Exception& error) {
    // yaml-cpp may name the first byte of a character.
    const std::string_view reason = std::string_view(error.msg).substr(
        0, language::find_invalid_utf8(error.msg).value_or(std::string::npos));
    reader.report(error.mark, Severity::kError, "front-matter-syntax",
                  "the front matter is not valid YAML: " + std::string(reason));
  }
}

}  // namespace

SplitSource split_source(std::string_view source) {
  SplitSource split;
  split.body = source;
  std::string_view rest = source;
  if (next_line(rest) != "---") return split;
  const std::string_view yaml_start = rest;
  for (int line = kFirstYamlLine; !rest.empty(); ++line) {
    const std::string_view before = rest;
    const std::string_view text = next_line(rest);
    if (text != "---" && text != "...") continue;
    split.front_matter = yaml_start.substr(0, static_cast<std::size_t>(before.data() - yaml_start.data()));
    split.body = rest;
    split.body_line = line + 1;
    return split;
  }
  split.unclosed = true;
  return split;
}

FrontMatter read_front_matter(std::string_view yaml, const std::string& path,
                              std::vector<base::Problem>& problems) {
  FrontMatter front;
  KeyReader reader(yaml, path, problems);
  read_keys(yaml, kKeys, reader, [&](const std::string& key, const YAML::Node&, const YAML::Node& value) {
    read_key(key, value, reader, front);
  });
  return front;
}

NoticeFrontMatter read_notice_front_matter(std::string_view yaml, const std::string& path,
                                           std::vector<base::Problem>& problems) {
  NoticeFrontMatter front;
  KeyReader reader(yaml, path, problems);
  read_keys(yaml, kNoticeKeys, reader,
            [&](const std::string& key, const YAML::Node& name, const YAML::Node& value) {
              read_notice_key(key, name, value, reader, front);
            });
  return front;
}

}  // namespace firstline::indexer
