// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/replay/review_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/failure.h"
#include "base/file.h"
#include "base/secrets.h"
#include "tests/support/http_client.h"

namespace firstline::replay {
namespace {

using nlohmann::json;
using SteadyClock = std::chrono::steady_clock;

constexpr const char* kApi = "/api/v1/review/";
/// Grouping a month's questions rests for some seconds between two times.
constexpr auto kPatience = std::chrono::minutes(3);
constexpr std::size_t kAtOnce = 1'000;  // as many searches as the API gives

double seconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : "";
}

}  // namespace

std::string make_viewer(const std::filesystem::path& users) {
  const std::string token = base::random_secret();
  base::replace_private_file(
      users, fmt::format("judge viewer {} token:{}\n", base::hash_password(base::random_secret()),
                         base::secret_hash(token)));
  return token;
}

ReviewReader::ReviewReader(int port, const std::string& token)
    : port_(port), header_("Authorization: Bearer " + token + "\r\n") {}

std::string ReviewReader::get(const std::string& target) const {
  const tests::HttpResponse response = tests::get(port_, target, header_);
  if (response.status != 200)
    throw base::Failure("asking the review", target, "it answered " + std::to_string(response.status));
  return response.body;
}

std::string ReviewReader::generation() const {
  return text_of(json::parse(get(std::string(kApi) + "unanswered")).at("generation"));
}

double ReviewReader::wait(std::size_t searches, const std::string& former) const {
  const auto begin = SteadyClock::now();
  for (;;) {
    const json listed = json::parse(get(std::string(kApi) + "searches?since=all&left_out=1&limit=1"));
    const json gaps = json::parse(get(std::string(kApi) + "unanswered"));
    if (listed.at("total").get<std::size_t>() == searches && gaps.at("up_to_date").get<bool>() &&
        text_of(gaps.at("generation")) != former)
      return seconds_since(begin);
    if (SteadyClock::now() - begin > kPatience)
      throw base::Failure("waiting for the review", "", "it does not come to an end");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

Reviewed ReviewReader::read(std::size_t searches) const {
  Reviewed reviewed;
  reviewed.searches.resize(searches);
  for (std::size_t offset = 0; offset < searches; offset += kAtOnce) {
    const json listed = json::parse(
        get(fmt::format("{}searches?since=all&left_out=1&limit={}&offset={}", kApi, kAtOnce, offset)));
    for (const json& row : listed.at("searches")) {
      // The log numbers its rows as they come, which is the month's order.
      const auto number = row.at("number").get<std::size_t>();
      if (number == 0 || number > searches)
        throw base::Failure("reading the review", std::to_string(number), "there is no such search");
      reviewed.searches[number - 1] = {text_of(row.at("group")), text_of(row.at("counted")) == "yes",
                                       row.at("unanswered").get<bool>()};
    }
  }
  const json gaps = json::parse(get(std::string(kApi) + "unanswered"));
  for (const json& gap : gaps.at("groups"))
    reviewed.gaps[text_of(gap.at("id"))] = {
        text_of(gap.at("label")), text_of(gap.at("cause")), text_of(gap.at("now").at("answered")) == "yes",
        text_of(gap.at("now").at("id")), gap.at("proposes_closing").get<bool>()};
  return reviewed;
}

std::vector<Figure> ReviewReader::page_times() const {
  constexpr int kTries = 3;
  const json gaps = json::parse(get(std::string(kApi) + "unanswered")).at("groups");
  const json articles = json::parse(get(std::string(kApi) + "articles")).at("articles");
  std::vector<std::pair<std::string, std::string>> pages = {{"the gaps", "/review?since=all"},
                                                            {"the figures", "/review/figures?since=all"},
                                                            {"the articles", "/review/articles?since=all"},
                                                            {"the searches", "/review/searches?since=all"}};
  if (!gaps.empty())
    pages.emplace_back("one gap", "/review/gaps/" + text_of(gaps.front().at("id")) + "?since=all");
  if (!articles.empty())
    pages.emplace_back("one article",
                       "/review/articles/" + text_of(articles.front().at("id")) + "?since=all");
  pages.emplace_back("the gaps for programs", std::string(kApi) + "unanswered");
  std::vector<Figure> figures;
  for (const auto& [name, target] : pages) {
    double slowest = 0;
    for (int i = 0; i < kTries; ++i) {
      const auto begin = SteadyClock::now();
      get(target);
      slowest = std::max(slowest, seconds_since(begin));
    }
    figures.push_back({"the review's page of " + name, "", fmt::format("{:.0f} ms", 1000 * slowest)});
  }
  return figures;
}

}  // namespace firstline::replay
