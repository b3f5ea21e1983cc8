// SPDX-License-Identifier: GPL-3.0-or-later
// Forms as browsers send them with enctype="multipart/form-data" (RFC 7578): texts of any script come as they
// are, where application/x-www-form-urlencoded takes nine bytes for a Thai letter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline::server {

/// More fields than this make no form of ours.
inline constexpr std::size_t kMostFormFields = 100;

/// Whether a Content-Type says so; its case doesn't count.
bool is_multipart(std::string_view content_type);

/// The fields in order, files left out. Nothing when the body isn't of that form, ends too early or has more
/// than kMostFormFields. Takes time in proportion to the body.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_multipart(std::string_view content_type,
                                                                                std::string_view body);

}  // namespace firstline::server
