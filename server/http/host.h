// SPDX-License-Identifier: GPL-3.0-or-later
// What a Host header may hold.
#pragma once

#include <string>
#include <string_view>

namespace firstline::server {

/// Whether it is a name or address with, perhaps, a port: "help.example.com:8080", "[::1]:80". Nothing that
/// means something in a header, a URL or markup fits.
bool is_host(std::string_view text);

/// Of ASCII letters, as hosts are compared.
std::string lower_case(std::string_view text);

}  // namespace firstline::server
