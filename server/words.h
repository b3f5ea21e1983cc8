// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the interface, per language (templates/words/TAG.json): changing them needs no compiler.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace firstline::server {

using Placeholders = std::initializer_list<std::pair<const char*, std::string>>;

/// Whether a language may do without the key: plural forms differ.
bool is_plural_form(const std::string& key);

/// One language's words. A word that it lacks is the fallback language's.
class Words {
 public:
  Words(std::string tag, std::map<std::string, std::string> texts)
      : tag_(std::move(tag)), texts_(std::move(texts)) {}

  const std::string& tag() const { return tag_; }
  const std::map<std::string, std::string>& all() const { return texts_; }

  /// The text of a key; the key itself when nobody knows it. "{name}" is replaced.
  std::string text(const std::string& key, Placeholders values = {}) const;
  bool has(const std::string& key) const { return texts_.count(key) != 0; }
  /// The form of key_one, key_few, key_other that the number takes, with {count} filled in.
  std::string counted(const std::string& key, std::uint64_t count) const;
  /// "2026-09-14" as the language writes dates; empty for what is no date.
  std::string date(const std::string& iso) const;

 private:
  std::string tag_;
  std::map<std::string, std::string> texts_;
};

/// All languages of the interface.
class Dictionary {
 public:
  /// Reads words/*.json. Fails, naming the file, when one can't be read or English is missing. Words that a
  /// language lacks are taken from English and told in `missing` ("sr: error_404_text").
  static Dictionary load(const std::filesystem::path& folder, std::vector<std::string>& missing);

  /// The words of a tag, else of its primary subtag, else English.
  const Words& words_for(const std::string& tag) const;
  bool has(const std::string& tag) const { return languages_.count(tag) != 0; }
  const std::map<std::string, Words>& all() const { return languages_; }

 private:
  std::map<std::string, Words> languages_;
};

}  // namespace firstline::server
