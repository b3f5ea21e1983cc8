// SPDX-License-Identifier: GPL-3.0-or-later
// The browsers, apps and programs that ask, and where they are.
#pragma once

#include "tests/replay/dice.h"
#include "tests/replay/month.h"

namespace firstline::replay {

/// One person's device; its channel and session are for a visit to set. Three in twenty share one of sixty
/// addresses, as customers of mobile networks do. All addresses are of ranges that nobody has: those for
/// measuring (RFC 2544) and for documents (RFC 3849, RFC 5737).
Client draw_device(Dice& dice);

/// The page, the widget in other pages, My Lumena, or the chat, whose back end asks for all its customers.
std::string draw_channel(Dice& dice);
/// The device on a channel, for one visit; the chat hides it behind its own address.
Client on_channel(const Client& device, const std::string& channel, const std::string& app_session,
                  Dice& dice);

/// A client's own random mark.
std::string draw_session(Dice& dice);

/// Forty of them sit behind one address, all with the same browser.
Client office_client();
Client staff_client(std::size_t number);
Client declared_robot(std::size_t number);
Client scraper(Dice& dice);
Client monitor();

}  // namespace firstline::replay
