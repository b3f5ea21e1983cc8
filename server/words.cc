// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/words.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/failure.h"
#include "base/file.h"
#include "language/plural.h"

namespace firstline::server {
namespace {

constexpr const char* kFallback = "en";
constexpr const char* kYearOffset = "year_offset";

/// Of up to four digits.
std::optional<int> whole_number(const std::string& text) {
  constexpr int kMost = 9'999;
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < -kMost || number > kMost) return std::nullopt;
  return number;
}

}  // namespace

bool is_plural_form(const std::string& key) {
  for (const std::string suffix : {"_zero", "_one", "_two", "_few", "_many"})
    if (key.size() > suffix.size() && key.compare(key.size() - suffix.size(), suffix.size(), suffix) == 0)
      return true;
  return false;
}

std::string Words::text(const std::string& key, Placeholders values) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return key;
  const std::string& pattern = found->second;
  if (values.size() == 0) return pattern;
  // One pass, so that braces in a customer's words stay as they are.
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    bool replaced = false;
    if (pattern[i] == '{')
      for (const auto& [name, value] : values) {
        const std::string placeholder = std::string("{") + name + "}";
        if (pattern.compare(i, placeholder.size(), placeholder) != 0) continue;
        out += value;
        i += placeholder.size();
        replaced = true;
        break;
      }
    if (!replaced) out += pattern[i++];
  }
  return out;
}

std::string Words::counted(const std::string& key, std::uint64_t count) const {
  const std::string form = key + "_" + language::plural_category(tag_, count);
  return text(has(form) ? form : key + "_other", {{"count", std::to_string(count)}});
}

std::string Words::date(const std::string& iso) const {
  static constexpr std::string_view kShape = "dddd-dd-dd";
  if (iso.size() < kShape.size()) return "";
  for (std::size_t i = 0; i < kShape.size(); ++i)
    if (kShape[i] == 'd' ? iso[i] < '0' || iso[i] > '9' : iso[i] != '-') return "";
  const std::string month = "month_" + std::to_string(std::stoi(iso.substr(5, 2)));
  if (!has(month)) return "";
  // The Buddhist era is 543 years ahead.
  const int offset = has(kYearOffset) ? whole_number(text(kYearOffset)).value_or(0) : 0;
  return text("date_format", {{"day", std::to_string(std::stoi(iso.substr(8, 2)))},
                              {"month", text(month)},
                              {"year", std::to_string(std::stoi(iso.substr(0, 4)) + offset)}});
}

Dictionary Dictionary::load(const std::filesystem::path& folder, std::vector<std::string>& missing) {
  if (!std::filesystem::is_directory(folder))
    throw base::Failure("reading the interface's words", folder.string(), "no such folder");
  std::map<std::string, std::map<std::string, std::string>> read;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    try {
      read[entry.path().stem().string()] =
          nlohmann::json::parse(base::read_file(entry.path())).get<std::map<std::string, std::string>>();
    } catch (const nlohmann::json::exception& error) {
      throw base::Failure("reading the interface's words", entry.path().string(), error.what());
    }
  }
  for (const auto& [tag, texts] : read)
    if (const auto offset = texts.find(kYearOffset); offset != texts.end() && !whole_number(offset->second))
      throw base::Failure("reading the interface's words", (folder / (tag + ".json")).string(),
                          std::string(kYearOffset) + " is no whole number");
  const auto fallback = read.find(kFallback);
  if (fallback == read.end())
    throw base::Failure("reading the interface's words", folder.string(), "there is no en.json");
  Dictionary dictionary;
  for (auto& [tag, texts] : read) {
    for (const auto& [key, text] : fallback->second)
      if (texts.emplace(key, text).second && !is_plural_form(key)) missing.push_back(tag + ": " + key);
    dictionary.languages_.emplace(tag, Words(tag, texts));
  }
  return dictionary;
}

const Words& Dictionary::words_for(const std::string& tag) const {
  for (const std::string& name : {tag, tag.substr(0, tag.find('-')), std::string(kFallback)})
    if (const auto found = languages_.find(name); found != languages_.end()) return found->second;
  return languages_.at(kFallback);
}

}  // namespace firstline::server
