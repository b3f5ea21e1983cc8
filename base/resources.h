// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the folders that ship with the programs (templates, language data).
#pragma once

#include <filesystem>
#include <string_view>

namespace firstline::base {

/// The folder `name` ("templates", "language/data"): below the working directory, beside or above the
/// program, or in ../share/firstline of where it was installed; the first that exists. Fails when there is
/// none.
std::filesystem::path find_resource(std::string_view name);

}  // namespace firstline::base
