// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/sources.h"

#include <string_view>

#include "base/failure.h"
#include "base/file.h"
#include "search/generation.h"
#include "search/record.h"

namespace firstline::indexer {
namespace {

using search::RecordReader;
using search::RecordWriter;

/// First in the file; another one means another layout, and everything is read anew.
constexpr std::string_view kLayout = "firstline sources 1";

void put_source(const Source& source, RecordWriter& out) {
  out.text(source.hash);
  out.text(source.id);
  out.number(source.published ? 1 : 0);
  out.number(source.broken ? 1 : 0);
  out.number(source.aliases.size());
  for (const std::string& alias : source.aliases) out.text(alias);
  out.number(source.links.size());
  for (const ArticleLink& link : source.links) {
    out.text(link.target);
    out.number(static_cast<std::uint64_t>(link.line));
    out.number(static_cast<std::uint64_t>(link.column));
  }
  out.number(source.problems.size());
  for (const base::Problem& problem : source.problems) {
    out.number(static_cast<std::uint64_t>(problem.line));
    out.number(static_cast<std::uint64_t>(problem.column));
    out.number(problem.severity == base::Severity::kError ? 1 : 0);
    out.text(problem.rule);
    out.text(problem.message);
  }
}

Source get_source(const std::string& path, RecordReader& in) {
  Source source;
  source.hash = in.text();
  source.id = in.text();
  source.published = in.number() != 0;
  source.broken = in.number() != 0;
  for (std::uint64_t count = in.number(); count > 0; --count) source.aliases.emplace_back(in.text());
  for (std::uint64_t count = in.number(); count > 0; --count) {
    ArticleLink link;
    link.target = in.text();
    link.line = static_cast<int>(in.number());
    link.column = static_cast<int>(in.number());
    source.links.push_back(std::move(link));
  }
  for (std::uint64_t count = in.number(); count > 0; --count) {
    base::Problem problem;
    problem.path = path;
    problem.line = static_cast<int>(in.number());
    problem.column = static_cast<int>(in.number());
    problem.severity = in.number() != 0 ? base::Severity::kError : base::Severity::kWarning;
    problem.rule = in.text();
    problem.message = in.text();
    source.problems.push_back(std::move(problem));
  }
  return source;
}

}  // namespace

Sources load_sources(const std::filesystem::path& generation) {
  try {
    const std::string bytes = base::read_file(generation / search::kSourcesFile);
    RecordReader in(bytes);
    if (in.text() != kLayout) return {};
    Sources sources;
    for (std::uint64_t count = in.number(); count > 0; --count) {
      std::string path(in.text());
      Source source = get_source(path, in);
      sources.emplace_hint(sources.end(), std::move(path), std::move(source));
    }
    return sources;
  } catch (const base::Failure&) {
    return {};
  }
}

void save_sources(const std::filesystem::path& generation, const Sources& sources) {
  RecordWriter out;
  out.text(kLayout);
  out.number(sources.size());
  for (const auto& [path, source] : sources) {
    out.text(path);
    put_source(source, out);
  }
  base::replace_file(generation / search::kSourcesFile, out.record());
}

}  // namespace firstline::indexer
