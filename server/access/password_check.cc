// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/password_check.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/logging.h"
#include "base/secrets.h"

namespace firstline::server {
namespace {

/// Under load a sign-in gets about a tenth of what a search gets (nice(7)).
constexpr int kGiveWay = 10;

/// Of a password that nobody has kept.
const std::string kNobodysHash =
    "$argon2id$v=19$m=65536,t=2,p=1$KpZ0cV1rM2uQeT8sXyB4Nw$mT3vQ0bYHc5dLr9uKx2WnEoS7pGfAi6ZjV1tUq8RlCk";

}  // namespace

struct PasswordCheck::Job {
  const std::string& hash;
  const std::string& password;
  PasswordAnswer answer = PasswordAnswer::kBusy;
  bool finished = false;
};

PasswordCheck::PasswordCheck(std::size_t most_waiting)
    : most_waiting_(most_waiting), worker_([this] { work(); }) {}

PasswordCheck::~PasswordCheck() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  worker_.join();
}

PasswordAnswer PasswordCheck::check(const std::string& hash, const std::string& password, bool known) {
  Job job{hash.empty() ? kNobodysHash : hash, password};
  std::unique_lock lock(mutex_);
  std::deque<Job*>& queue = known ? known_ : strangers_;
  if (queue.size() >= most_waiting_ || stopping_) return PasswordAnswer::kBusy;
  queue.push_back(&job);
  wake_.notify_one();
  done_.wait(lock, [&job] { return job.finished; });
  return hash.empty() && job.answer == PasswordAnswer::kRight ? PasswordAnswer::kWrong : job.answer;
}

void PasswordCheck::work() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kGiveWay);  // Linux: of this thread only
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !known_.empty() || !strangers_.empty(); });
    std::deque<Job*>& queue = known_.empty() ? strangers_ : known_;
    if (queue.empty()) return;
    Job& job = *queue.front();
    queue.pop_front();
    const bool work = !stopping_;
    lock.unlock();
    try {
      if (work)
        job.answer =
            base::password_matches(job.hash, job.password) ? PasswordAnswer::kRight : PasswordAnswer::kWrong;
    } catch (const std::exception& error) {
      base::log_error(error.what());
    }
    lock.lock();
    job.finished = true;
    done_.notify_all();
  }
}

}  // namespace firstline::server
