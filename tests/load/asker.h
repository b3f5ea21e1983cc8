// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that behave: they ask, and wait for the answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/load/crowd.h"
#include "tests/load/response_reader.h"

namespace firstline::load {

/// "GET target HTTP/1.1" and its headers.
std::string request(int port, const std::string& target);
/// The same of a customer behind a proxy, who keeps a session.
std::string request_of(std::uint32_t customer, int port, const std::string& target);

/// The proxy that askers come through, each request for another customer, so that no limit per customer is
/// what is measured. The server must be told to trust it.
inline constexpr std::uint32_t kProxy = 127U << 24U | 4U << 16U | 1U;

/// What became of requests.
struct Answers {
  std::map<int, std::size_t> by_status;
  std::vector<double> ok_us;      ///< from the request to the last byte of a 200
  std::size_t lost = 0;           ///< closed, or broken, before the answer was whole
  std::size_t late = 0;           ///< not answered in time
  std::size_t bare_refusals = 0;  ///< 503 and 429 without Retry-After
  double slowest_refusal_s = 0;   ///< of the 503s

  void add(const Response& response, double seconds);
  std::size_t total() const;
  std::size_t failed() const { return total() - count(200); }
  std::size_t count(int status) const;
  /// "9123 × 200, 12 × 503, 1 lost"
  std::string text() const;
};

/// One keep-alive connection that asks again as soon as it is answered; connects anew when it is closed.
class Asker : public Visitor {
 public:
  using Inspect = std::function<void(std::size_t asker, const Response&)>;

  /// Asks `targets` in turn, beginning with the one of number `number`, which must live as long. Answers are
  /// counted in `answers`, those to requests made before `counted_from` aren't timed.
  Asker(Crowd& crowd, const std::vector<std::string>& targets, std::size_t number, Answers& answers,
        Time counted_from = {}, Inspect inspect = nullptr);
  void start();
  /// Asks no more; says nothing on its open connection.
  void stop();
  /// Neither asks nor waits: idle, or away.
  bool is_quiet() const { return !waiting_; }
  bool is_open() const { return is_connected(); }
  /// From the last answer to the server's close, after stop(); 0 before that.
  double idle_life_s() const { return idle_life_s_; }
  std::size_t answered() const { return answered_; }

 protected:
  void on_connected() override;
  void on_bytes(std::string_view bytes) override;
  void on_closed() override;
  void on_time() override;

 private:
  void ask();
  void come_again();
  void give_up(std::size_t& count);
  void take(const Response& response);

  const std::vector<std::string>& targets_;
  const std::size_t number_;
  Answers& answers_;
  const Time counted_from_;
  const Inspect inspect_;
  ResponseReader reader_;
  std::size_t asked_ = 0;
  std::size_t answered_ = 0;
  bool stopped_ = false;
  bool waiting_ = false;
  Time begun_{};  // of the request
  Time quiet_{};  // since the last answer
  double idle_life_s_ = 0;
};

/// A number of them on one crowd.
std::vector<std::unique_ptr<Asker>> make_askers(Crowd& crowd, const std::vector<std::string>& targets,
                                                std::size_t count, Answers& answers, Time counted_from = {},
                                                const Asker::Inspect& inspect = nullptr);

/// People who come one after the other, at a steady pace whatever becomes of those before them: each opens a
/// connection, asks one thing, and leaves with the answer. Timed from the first step to the last byte.
class NewCustomers : public Visitor {
 public:
  NewCustomers(Crowd& crowd, const std::string& target, double a_second, Answers& answers);
  ~NewCustomers() override;
  void start();
  /// Nobody else comes.
  void stop() { stopped_ = true; }
  std::size_t came() const { return customers_.size(); }
  bool all_left() const;

 protected:
  void on_time() override;

 private:
  class Customer;
  const std::string target_;
  const Clock::duration pace_;
  Answers& answers_;
  bool stopped_ = false;
  Time next_{};
  std::vector<std::unique_ptr<Customer>> customers_;
};

}  // namespace firstline::load
