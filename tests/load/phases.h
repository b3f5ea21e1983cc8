// SPDX-License-Identifier: GPL-3.0-or-later
// What the server is put through. Each phase starts a server of its own and adds its lines to the table.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "tests/load/centre.h"
#include "tests/load/table.h"

namespace firstline::load {

/// Descriptors that a server may have open more than at its start: each of sixteen searchers keeps the files
/// of its generation.
inline constexpr double kMoreDescriptors = 6 * 16;

/// Everybody at once for `duration_s`: hundreds who mean harm, sixteen who ask as fast as they can, and new
/// customers who want one answer. Calls `over` when the pressure ends and only closings are waited for.
void attack_phase(const Centre& centre, double duration_s, double idle_s, const std::function<void()>& over,
                  Table& table);

/// The index is published again and again while sixteen ask as fast as they can: each answer must be whole
/// and of one generation. Writes articles of its own into the centre.
void publications_phase(const Centre& centre, std::size_t publications, Table& table);

/// 256 connections that stay and ask.
void keep_alive_phase(const Centre& centre, double duration_s, Table& table);

/// A copy of `templates` is changed, and the server told by SIGHUP, again and again, while sixteen read
/// pages.
void templates_phase(const Centre& centre, const std::filesystem::path& templates, std::size_t reloads,
                     Table& table);

}  // namespace firstline::load
