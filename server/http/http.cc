// SPDX-License-Identifier: GPL-3.0-or-later
// cpp-httplib gets one whole request at a time, from memory, and writes its response into memory. From it are
// kept: Range headers (its pattern for them takes 5 MB of stack, and overlapping ones any memory), the
// Content-Type (it reads forms its own way), and long paths, which its routes, being patterns, recurse over.
#include "server/http/http.h"

#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/failure.h"
#include "base/logging.h"
#include "server/counting/bots.h"
#include "server/http/connection.h"
#include "server/http/event_loop.h"
#include "server/http/host.h"
#include "server/http/sockets.h"
#include "server/http/target.h"
#include "server/http/worker_queue.h"
#include "server/parameters.h"

namespace firstline::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBacklog =
    4096;  // the library asks for 5: a burst of visitors would wait seconds for their SYN to be resent
constexpr std::size_t kRequestsPerConnection = 100'000;  // only told to clients
constexpr std::size_t kLongestPostPath = 100;            // matching a pattern takes stack for each letter
constexpr int kHeavyThreads = 4;  // for each at work: others may wait for their clients' next request
constexpr std::size_t kOtherDescriptors = 64;  // index, log, standard streams
constexpr auto kStay =
    std::chrono::milliseconds(2);  // the next request often follows at once: no change of thread

/// Stands for a request that was refused unread, so that the library writes this response, too.
constexpr std::string_view kRefusedRequest = "GET / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n";

constexpr const char* kRetryAfter = "2";  // seconds, of 503s

/// What goes past the library, about the request that this thread answers.
struct Exchange {
  int refused = 0;           ///< by its framing: the status
  std::string path;          ///< of a refused one
  std::string content_type;  ///< kept from the library
  bool last = false;         ///< the library could not read it: nothing more on this connection
};
thread_local Exchange exchange;

/// Lets lines that begin with "range" begin with "rang_".
void hide_ranges(std::string& request) {
  constexpr std::string_view kName = "range";
  const std::size_t head = std::min(request.find("\r\n\r\n"), request.size());
  for (std::size_t line = request.find('\n'); line < head; line = request.find('\n', line + 1)) {
    std::size_t matches = 0;
    while (matches < kName.size() && (request[line + 1 + matches] | 0x20) == kName[matches]) ++matches;
    if (matches == kName.size()) request[line + matches] = '_';
  }
}

/// A query may hold question marks; the library takes one in the whole target.
void hide_question_marks(std::string& request) {
  const std::size_t end = std::min(request.find('\r'), request.size());
  const std::size_t first = std::min(request.find('?'), end);
  for (std::size_t at = request.rfind('?', end); at != std::string::npos && at > first;
       at = request.rfind('?', at - 1))
    request.replace(at, 1, "%3F");
}

class MemoryStream : public httplib::Stream {
 public:
  MemoryStream(std::string request, const Connection& from) : in_(std::move(request)), from_(from) {}

  std::string take_response() { return std::move(out_); }

  bool is_readable() const override { return begin_ < in_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* bytes, std::size_t count) override {
    const std::size_t taken = std::min(count, in_.size() - begin_);
    std::memcpy(bytes, in_.data() + begin_, taken);
    begin_ += taken;
    return static_cast<ssize_t>(taken);
  }
  ssize_t write(const char* bytes, std::size_t count) override {
    out_.append(bytes, count);
    return static_cast<ssize_t>(count);
  }
  void get_remote_ip_and_port(std::string& ip, int&) const override { ip = from_.address(); }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return from_.fd(); }

 private:
  const std::string in_;
  const Connection& from_;
  std::size_t begin_ = 0;
  std::string out_;
};

/// The library's view of our threads: its jobs only put a new connection on the event loop.
class TaskQueue : public httplib::TaskQueue {
 public:
  /// `ending`: set when nobody is accepted any more, for whatever reason.
  TaskQueue(EventLoop& loop, WorkerQueue& workers, WorkerQueue& heavy, std::atomic<bool>& ending)
      : loop_(loop), workers_(workers), heavy_(heavy), ending_(ending) {}
  void enqueue(std::function<void()> job) override { job(); }
  void shutdown() override {
    ending_ = true;
    loop_.finish();
    workers_.shut_down();
    heavy_.shut_down();
    loop_.shut_down();
  }

 private:
  EventLoop& loop_;
  WorkerQueue& workers_;
  WorkerQueue& heavy_;
  std::atomic<bool>& ending_;
};

/// The path in a request that may be anything; empty when there is none.
std::string path_of(std::string_view request) {
  constexpr std::size_t kLongestMethod = 8;
  const std::size_t begin = request.find(' ') + 1;
  if (begin == 0 || begin > kLongestMethod) return "";
  const std::size_t end = std::min(request.find_first_of(" \r\n", begin), request.size());
  const std::optional<Target> target = read_target(request.substr(begin, end - begin));
  return target && target->path.starts_with('/') ? target->path : "";
}

/// Each proxy on the way may have added a line of its own.
std::string all_lines(const httplib::Request& request, const std::string& name) {
  std::string all;
  const auto [begin, end] = request.headers.equal_range(name);
  for (auto line = begin; line != end; ++line) all += (all.empty() ? "" : ", ") + line->second;
  return all;
}

std::string purpose_of(const httplib::Request& request) {
  for (const char* name : {"Sec-Purpose", "Purpose", "X-Purpose"})
    if (request.has_header(name)) return request.get_header_value(name);
  return "";
}

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.method == "HEAD" ? "GET" : from.method;
  if (const std::optional<Target> target = read_target(from.target)) {
    request.host = target->host;
    request.path = target->path;
    request.parameters = parse_query_string(target->query);
  }
  if (request.host.empty()) request.host = from.get_header_value("Host");
  request.accept_language = from.get_header_value("Accept-Language");
  request.remote_address = from.remote_addr;
  request.head = from.method == "HEAD";
  request.forwarded_for = all_lines(from, "X-Forwarded-For");
  request.by_tls = from.get_header_value("X-Forwarded-Proto") == "https";
  request.user_agent = from.get_header_value("User-Agent");
  request.cookies = from.get_header_value("Cookie");
  request.untracked = from.get_header_value("DNT") == "1" || from.get_header_value("Sec-GPC") == "1";
  request.prefetched = is_prefetch(purpose_of(from), from.get_header_value("X-Moz"));
  request.authorization = from.get_header_value("Authorization");
  request.origin = from.get_header_value("Origin");
  request.sec_fetch_site = from.get_header_value("Sec-Fetch-Site");
  request.csrf_token = from.get_header_value("X-CSRF-Token");
  request.if_none_match = from.get_header_value("If-None-Match");
  request.content_type = exchange.content_type;
  request.body = from.body;
  return request;
}

void give(Response&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  if (from.status != 304) to.set_content(std::move(from.body), from.content_type);
}

}  // namespace

class HttpServer::Impl : public httplib::Server {
 public:
  Impl(const HttpLimits& limits, HttpServer::Handler handle, HttpServer::Refuse refuse,
       HttpServer::IsHeavy is_heavy)
      : limits_(limits),
        handle_(std::move(handle)),
        refuse_(std::move(refuse)),
        is_heavy_(std::move(is_heavy)) {
    set_tcp_nodelay(true);
    // Only told to clients here; connections keep the times themselves.
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits.keep_alive_time).count());
    set_keep_alive_max_count(kRequestsPerConnection);
    set_payload_max_length(limits.request.body_bytes);
    // Not SO_REUSEPORT, the default: a second server would share the port in silence.
    set_socket_options([](socket_t fd) {
      const int on = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    new_task_queue = [this] {
      workers_ = std::make_unique<WorkerQueue>(limits_.threads, limits_.threads, limits_.queue);
      heavy_ = std::make_unique<WorkerQueue>(limits_.heavy * kHeavyThreads, limits_.heavy, limits_.queue);
      loop_ = std::make_unique<EventLoop>(
          most_idle(), limits_.held_bytes,
          [this](const ConnectionPtr& connection) {
            WorkerQueue& workers = workers_for(*connection);
            return workers.push([this, connection, &workers] { serve_connection(connection, workers); },
                                connection->is_newcomer());
          },
          [this](int status, const Connection& connection) { return refusal(status, connection); });
      return new TaskQueue(*loop_, *workers_, *heavy_, ending_);
    };
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (exchange.refused != 0) {
        Request plain;
        plain.path = exchange.path;
        give(refuse_(exchange.refused, plain), response);
        return HandlerResponse::Handled;
      }
      // Only a POST's body is read, and that after this: the library then looks for a pattern that fits its
      // path.
      if (request.method == "POST" && request.path.size() <= kLongestPostPath)
        return HandlerResponse::Unhandled;
      answer(request, response);
      return HandlerResponse::Handled;
    });
    Post(".*",
         [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); });
    set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (!response.body.empty()) return;
      exchange.last = true;
      give(refuse_(response.status, to_request(request)), response);
    });
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      response.headers.erase("Accept-Ranges");
      if (response.status == 304) response.headers.erase("Content-Length");  // that of the 200, or none
      if (!is_last()) return;
      response.headers.erase("Keep-Alive");
      response.headers.erase("Connection");
      response.set_header("Connection", "close");
    });
  }

  int bind(const std::string& host, int port) {
    errno = 0;
    const int taken = port == 0 ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
    if (taken <= 0)
      throw base::Failure("listening on", host + ":" + std::to_string(port),
                          errno != 0 ? std::strerror(errno) : "there is no such address");
    ::listen(svr_sock_, kBacklog);
    return taken;
  }

  void serve_until_stopped() {
    errno = 0;
    if (!listen_after_bind() && !stopping_)
      throw base::Failure("accepting connections", "the listening socket", std::strerror(errno));
  }

  /// Also before serve(): the library's own stop() does nothing until it accepts.
  void stop_serving() {
    stopping_ = true;
    ::shutdown(svr_sock_, SHUT_RDWR);
  }

 private:
  void answer(const httplib::Request& request, httplib::Response& response) {
    const Request plain = to_request(request);
    try {
      give(handle_(plain), response);
    } catch (const std::exception& error) {
      base::log_error(fmt::format("answering {} {}: {}", plain.method, plain.path, error.what()));
      give(refuse_(500, plain), response);
    }
  }

  /// The response to a request that the library doesn't get to see.
  std::string refusal(int status, const Connection& connection) const {
    Request plain;
    plain.path = path_of(connection.request());
    const Response response = refuse_(status, plain);
    std::string text =
        fmt::format("HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
                    status, status == 503 ? "Service Unavailable" : "Request Timeout", response.content_type,
                    response.body.size());
    if (status == 503) text += fmt::format("Retry-After: {}\r\n", kRetryAfter);
    for (const auto& [name, value] : response.headers) text += fmt::format("{}: {}\r\n", name, value);
    text += "\r\n";
    return connection.request().starts_with("HEAD ") ? text : text + response.body;
  }

  /// What the descriptors allow besides those of connections that are served or wait for a thread; where that
  /// is little, a part of them.
  std::size_t most_idle() const {
    const std::size_t others = static_cast<std::size_t>(limits_.threads + limits_.heavy * kHeavyThreads) +
                               2 * limits_.queue + kOtherDescriptors;
    const std::size_t all = raise_descriptor_limit();
    return std::min(limits_.idle, std::max(all / 4, all > others ? all - others : 0));
  }

  bool process_and_close_socket(socket_t fd) override {
    loop_->add(std::make_shared<Connection>(fd, limits_));
    return true;
  }

  WorkerQueue& workers_for(const Connection& connection) {
    const bool is_heavy = is_heavy_ && connection.refused() == 0 && is_heavy_(path_of(connection.request()));
    return is_heavy ? *heavy_ : *workers_;
  }

  void serve_connection(const ConnectionPtr& connection, WorkerQueue& workers) {
    do answer_one(*connection);
    while (stays(*connection, workers));
    loop_->add(connection);
  }

  /// Whether the next request is here, or comes at once, and nobody else waits for this thread.
  bool stays(Connection& connection, WorkerQueue& workers) {
    if (workers.waiting() > 0) return false;
    Connection::Need need = connection.advance();
    if (need == Connection::Need::kInput && connection.is_idle()) {
      workers.pause();
      const bool came = wait_for(connection.fd(), POLLIN, Clock::now() + kStay);
      if (!came || !workers.resume()) return false;
      need = connection.advance();
    }
    return need == Connection::Need::kWorker && workers.waiting() == 0 &&
           &workers_for(connection) == &workers;
  }

  void answer_one(Connection& connection) {
    exchange = {};
    exchange.refused = connection.refused();
    const bool too_late = Clock::now() - connection.whole_since() > limits_.queue_time;
    if (too_late) return connection.answer(refusal(503, connection), true);
    if (exchange.refused != 0) exchange.path = path_of(connection.request());
    std::string request(exchange.refused != 0 ? kRefusedRequest : connection.request());
    hide_ranges(request);
    hide_question_marks(request);
    MemoryStream stream(std::move(request), connection);
    bool closed = false;
    const bool processed = process_request(stream, stopping_, closed, [](httplib::Request& parsed) {
      // The library's Brotli runs at its slowest setting, 20 ms for a page.
      const bool gzip = parsed.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
      parsed.headers.erase("Accept-Encoding");
      if (gzip) parsed.headers.emplace("Accept-Encoding", "gzip");
      // It refuses forms of more than 8 KiB, 900 Thai letters, and reads multipart ones with patterns.
      exchange.content_type = parsed.get_header_value("Content-Type");
      parsed.headers.erase("Content-Type");
      parsed.headers.erase("Expect");  // was answered when the body was awaited
      // It knows "close" in small letters only.
      if (lower_case(all_lines(parsed, "Connection")).find("close") != std::string::npos)
        exchange.last = true;
    });
    connection.answer(stream.take_response(), !processed || closed || is_last());
  }

  /// Of what can't be read, nobody knows where the next request would begin.
  bool is_last() const { return exchange.refused != 0 || exchange.last || stopping_ || ending_; }

  const HttpLimits limits_;
  const HttpServer::Handler handle_;
  const HttpServer::Refuse refuse_;
  const HttpServer::IsHeavy is_heavy_;
  std::unique_ptr<WorkerQueue> workers_;
  std::unique_ptr<WorkerQueue> heavy_;
  std::unique_ptr<EventLoop> loop_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> ending_ = false;
};

HttpServer::HttpServer(const HttpLimits& limits, Handler handle, Refuse refuse, IsHeavy is_heavy)
    : impl_(std::make_unique<Impl>(limits, std::move(handle), std::move(refuse), std::move(is_heavy))) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind(const std::string& host, int port) {
  return impl_->bind(host, port);
}

void HttpServer::serve() {
  impl_->serve_until_stopped();
}

void HttpServer::stop() {
  impl_->stop_serving();
}

}  // namespace firstline::server
