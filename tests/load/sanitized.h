// SPDX-License-Identifier: GPL-3.0-or-later
// Whether all was built with a sanitizer: then a server takes ten times as long, and more memory.
#pragma once

namespace firstline::load {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace firstline::load
