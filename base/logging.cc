// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

namespace firstline::base {
namespace {

/// One message, one line: a line break in outside text can't forge a second entry.
std::string one_line(std::string_view message) {
  std::string clean(message);
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return clean;
}

void say(spdlog::level::level_enum level, std::string_view message) {
  if (spdlog::should_log(level)) spdlog::log(level, "{}", one_line(message));
}

spdlog::level::level_enum level_of(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::kQuiet:
      return spdlog::level::err;
    case Verbosity::kNormal:
      return spdlog::level::info;
    case Verbosity::kVerbose:
      break;
  }
  return spdlog::level::debug;
}

}  // namespace

void start_logging(Verbosity verbosity, bool with_time) {
  auto logger =
      std::make_shared<spdlog::logger>("firstline", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern(with_time ? "%Y-%m-%dT%H:%M:%S.%e%z %l %v" : "%v");
  logger->set_level(level_of(verbosity));
  logger->flush_on(spdlog::level::debug);
  spdlog::set_default_logger(std::move(logger));
}

void set_verbosity(Verbosity verbosity) {
  spdlog::default_logger_raw()->set_level(level_of(verbosity));
}

void log_debug(std::string_view message) {
  say(spdlog::level::debug, message);
}
void log_info(std::string_view message) {
  say(spdlog::level::info, message);
}
void log_warning(std::string_view message) {
  say(spdlog::level::warn, message);
}
void log_error(std::string_view message) {
  say(spdlog::level::err, message);
}

}  // namespace firstline::base
