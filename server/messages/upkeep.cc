// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/messages/upkeep.h"

#include "server/log/entry.h"

namespace firstline::server {

MessageUpkeep::MessageUpkeep(Messages& messages, int days, Clock clock)
    : repeating_([&messages, days, clock = std::move(clock)]() -> base::Repeating::Duration {
        const Time now = clock();
        messages.forget(milliseconds(now - std::chrono::days(days)),
                        milliseconds(now - std::chrono::days(kMostMessageDays)));
        return std::chrono::hours(1);
      }) {}

}  // namespace firstline::server
