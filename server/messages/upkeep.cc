// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/messages/upkeep.h"

#include "server/log/entry.h"

namespace firstline::server {

MessageUpkeep::MessageUpkeep(Messages& messages, int days, Clock clock)
    : days_(days), repeating_([this, &messages, clock = std::move(clock)]() -> base::Repeating::Duration {
        const Time now = clock();
        messages.forget(milliseconds(now - std::chrono::days(days_)),
                        milliseconds(now - std::chrono::days(kMostMessageDays)));
        return std::chrono::hours(1);
      }) {}

}  // namespace firstline::server
