// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of the programs, to standard error. Home of spdlog.
#pragma once

#include <fmt/format.h>

#include <string_view>

namespace firstline::base {

enum class Verbosity { kQuiet, kNormal, kVerbose };

/// Before other threads log. Sets what is said: quiet = errors only, normal = also information and warnings,
/// verbose = all. `with_time` puts the date, time and level before each message (for a program that stays).
void start_logging(Verbosity verbosity, bool with_time);
/// More or less is said from now on. Any thread, as the functions below.
void set_verbosity(Verbosity verbosity);

void log_debug(std::string_view message);
void log_info(std::string_view message);
void log_warning(std::string_view message);
void log_error(std::string_view message);

}  // namespace firstline::base
