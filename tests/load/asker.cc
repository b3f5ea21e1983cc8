// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/asker.h"

#include <algorithm>

namespace firstline::load {
namespace {

constexpr double kPatience = 30;  // seconds that an asker waits for an answer
constexpr double kCustomersPatience = 10;
constexpr double kBeforeComingAgain = 0.02;
constexpr std::uint32_t kTenNetwork = 10U << 24U;  // 10.0.0.0/8: addresses of the proxy's customers
// Each asks less than once a second, and the server, which tells customers apart, needn't remember millions.
constexpr std::size_t kCustomers = 20'000;
constexpr std::size_t kApart = 1009;         // a prime: askers come for different ones
constexpr std::uint8_t kCustomersGroup = 3;  // 127.3.x.y

}  // namespace

std::string request(int port, const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n";
}

std::string request_of(std::uint32_t customer, int port, const std::string& target) {
  const std::string session = "customer-" + std::to_string(customer);
  const bool is_api =
      target.rfind("/api/", 0) == 0;  // sessions of apps are a parameter, of browsers a cookie
  std::string text = request(port, is_api ? target + "&session=" + session : target);
  text.resize(text.size() - 2);
  if (!is_api) text += "Cookie: firstline_session=" + session + "\r\n";
  return text + "X-Forwarded-For: " + address_text(kTenNetwork | customer) + "\r\n\r\n";
}

void Answers::add(const Response& response, double seconds) {
  ++by_status[response.status];
  if (response.status == 200) ok_us.push_back(seconds * 1e6);
  if (response.status == 503) slowest_refusal_s = std::max(slowest_refusal_s, seconds);
  if ((response.status == 503 || response.status == 429) && !response.retry_after) ++bare_refusals;
}

std::size_t Answers::total() const {
  std::size_t sum = lost + late;
  for (const auto& [status, number] : by_status) sum += number;
  return sum;
}

std::size_t Answers::count(int status) const {
  const auto found = by_status.find(status);
  return found == by_status.end() ? 0 : found->second;
}

std::string Answers::text() const {
  std::string text;
  const auto add = [&](std::size_t number, const std::string& what) {
    if (number > 0) text += (text.empty() ? "" : ", ") + std::to_string(number) + what;
  };
  for (const auto& [status, number] : by_status) add(number, " × " + std::to_string(status));
  add(lost, " lost");
  add(late, " late");
  return text.empty() ? "none" : text;
}

Asker::Asker(Crowd& crowd, const std::vector<std::string>& targets, std::size_t number, Answers& answers,
             Time counted_from, Inspect inspect)
    : Visitor(crowd),
      targets_(targets),
      number_(number),
      answers_(answers),
      counted_from_(counted_from),
      inspect_(std::move(inspect)),
      asked_(number) {}

void Asker::start() {
  reader_.clear();
  wake_at(Clock::now() + seconds(kPatience));
  connect(kProxy);
}

void Asker::stop() {
  stopped_ = true;
  if (!waiting_ && !is_connected()) disconnect();
}

void Asker::on_connected() {
  if (stopped_) return disconnect();
  ask();
}

void Asker::ask() {
  const auto customer = static_cast<std::uint32_t>((number_ * kApart + asked_) % kCustomers);
  waiting_ = true;
  begun_ = Clock::now();
  wake_at(begun_ + seconds(kPatience));
  send(request_of(customer, crowd().port(), targets_[asked_++ % targets_.size()]));
}

void Asker::on_bytes(std::string_view bytes) {
  const bool sound = reader_.feed(bytes, [this](const Response& response) { take(response); });
  if (sound || !is_connected()) return;
  give_up(answers_.lost);
}

void Asker::take(const Response& response) {
  if (!waiting_) return;  // nobody asked; what the server says before it closes an idle connection
  waiting_ = false;
  quiet_ = Clock::now();
  ++answered_;
  if (begun_ >= counted_from_) answers_.add(response, seconds_between(begun_, quiet_));
  if (inspect_) inspect_(number_, response);
  if (response.closes) {
    disconnect();
    reader_.clear();
    return come_again();
  }
  if (!stopped_) ask();
}

void Asker::on_closed() {
  if (waiting_) {
    waiting_ = false;
    ++answers_.lost;
  } else if (stopped_ && quiet_ != Time()) {
    idle_life_s_ = seconds_between(quiet_, Clock::now());
  }
  come_again();
}

void Asker::come_again() {
  if (!stopped_) wake_at(Clock::now() + seconds(kBeforeComingAgain));
}

void Asker::give_up(std::size_t& count) {
  waiting_ = false;
  ++count;
  disconnect();
  come_again();
}

void Asker::on_time() {
  if (waiting_ || !(is_away() || is_connected())) return give_up(answers_.late);
  if (is_away() && !stopped_) start();
}

std::vector<std::unique_ptr<Asker>> make_askers(Crowd& crowd, const std::vector<std::string>& targets,
                                                std::size_t count, Answers& answers, Time counted_from,
                                                const Asker::Inspect& inspect) {
  std::vector<std::unique_ptr<Asker>> askers;
  for (std::size_t i = 0; i < count; ++i) {
    askers.push_back(std::make_unique<Asker>(crowd, targets, i, answers, counted_from, inspect));
    askers.back()->start();
  }
  return askers;
}

class NewCustomers::Customer : public Visitor {
 public:
  Customer(Crowd& crowd, const std::string& target, Answers& answers)
      : Visitor(crowd), target_(target), answers_(answers) {}

  void come(std::uint32_t from) {
    begun_ = Clock::now();
    wake_at(begun_ + seconds(kCustomersPatience));
    connect(from);
  }
  bool is_there() const { return !is_away(); }

 protected:
  void on_connected() override { send(request(crowd().port(), target_)); }

  void on_bytes(std::string_view bytes) override {
    const bool sound = reader_.feed(bytes, [this](const Response& response) {
      if (is_away()) return;
      answers_.add(response, seconds_between(begun_, Clock::now()));
      disconnect();
    });
    if (sound || is_away()) return;
    ++answers_.lost;
    disconnect();
  }

  void on_closed() override { ++answers_.lost; }

  void on_time() override {
    if (is_away()) return;
    ++answers_.late;
    disconnect();
  }

 private:
  const std::string& target_;
  Answers& answers_;
  ResponseReader reader_;
  Time begun_{};
};

NewCustomers::NewCustomers(Crowd& crowd, const std::string& target, double a_second, Answers& answers)
    : Visitor(crowd), target_(target), pace_(seconds(1 / a_second)), answers_(answers) {}

NewCustomers::~NewCustomers() = default;

void NewCustomers::start() {
  next_ = Clock::now();
  on_time();
}

bool NewCustomers::all_left() const {
  return std::none_of(customers_.begin(), customers_.end(),
                      [](const auto& customer) { return customer->is_there(); });
}

void NewCustomers::on_time() {
  if (stopped_) return;
  customers_.push_back(std::make_unique<Customer>(crowd(), target_, answers_));
  customers_.back()->come(address(kCustomersGroup, customers_.size()));
  next_ += pace_;
  wake_at(next_);
}

}  // namespace firstline::load
