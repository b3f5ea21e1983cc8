// SPDX-License-Identifier: GPL-3.0-or-later
// The gate before the review: each page under /review and each address under /api/v1/review/ asks let_in()
// first.
//
//   auto gate = let_in(site, request, Role::kViewer);
//   if (auto* refused = std::get_if<Response>(&gate)) return std::move(*refused);
//   const SignedIn& user = std::get<SignedIn>(gate);
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "server/access/access.h"
#include "server/http/http.h"
#include "server/site.h"

namespace firstline::server {

/// Sent to /review and /api/v1/review only.
inline constexpr const char* kReviewCookie = "firstline_review";
/// The field of forms, or the header X-CSRF-Token, that holds SignedIn::csrf_token.
inline constexpr const char* kCsrfField = "csrf_token";
inline constexpr const char* kSignInPath = "/review/sign-in";
inline constexpr const char* kSignOutPath = "/review/sign-out";

/// `needed`: kViewer to look, kLead to change. Anything but GET also needs the session's CSRF token and, as
/// far as the browser says where a request comes from, our own origin; a bearer token needs neither. Refuses
/// with
/// - 404 when there is no user, or 403 and how to make one when the request is of this machine;
/// - 401 without a sign-in (for a page 303 to the sign-in, which leads back);
/// - 403 for a viewer who wants to change something, or a request that may be another site's.
/// Each is a problem document below /api/, a page elsewhere.
std::variant<SignedIn, Response> let_in(const Site& site, const Request& request, Role needed);

/// Whether the path is behind the gate, or the gate itself: nothing of it may be cached.
bool is_behind_gate(std::string_view path);

/// Whether the client runs on this machine, as far as proxies say.
bool is_of_this_machine(const Site& site, const Request& request);

/// Whether a browser says that the request comes from another site (Sec-Fetch-Site, else Origin).
bool is_of_another_site(const Request& request);

/// `next` when it is a path under /review of printable ASCII that leads nowhere else; else "/review".
std::string safe_next(const std::string& next);

/// The answer to nobody, while there are no users: see let_in().
Response refuse_without_users(const Site& site, const Request& request);

}  // namespace firstline::server
