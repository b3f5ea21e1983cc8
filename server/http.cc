// SPDX-License-Identifier: GPL-3.0-or-later
// cpp-httplib parses requests and writes responses; everything around that is ours. Per connection, its
// process_and_close_socket() is replaced by a loop over a GuardedStream, which
//   - gives each request one deadline, from its first byte to its last (the library's timeouts start anew at
//   each
//     read, so a byte a second would hold a thread for ever),
//   - counts all bytes of a request, framing included (the library forgets its limits for chunked bodies and
//   reads
//     endless header lines),
//   - hides Range headers (the library's pattern for them takes 5 MB of stack, and overlapping ones any
//   memory),
//   - gathers a response and sends it in one go,
//   - waits with poll(), which knows no largest descriptor.
// Between requests a connection holds no thread: IdleConnections keeps it until its client says something.
// Only short paths reach the library's routes: they are patterns, and patterns recurse over long ones.
#include "server/http.h"

#include <httplib.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/failure.h"
#include "base/logging.h"
#include "search/links.h"
#include "server/counting/bots.h"
#include "server/idle_connections.h"
#include "server/parameters.h"
#include "server/sockets.h"
#include "server/worker_queue.h"

namespace firstline::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBlock = 16 << 10;
constexpr std::size_t kSendBlock = 256 << 10;
constexpr std::size_t kStartBytes = 64;
constexpr int kBacklog =
    4096;  // the library asks for 5: a burst of visitors would wait seconds for their SYN to be resent
constexpr std::size_t kRequestsPerConnection = 100'000;  // only told to clients
constexpr std::size_t kLongestPostPath = 100;            // matching a pattern takes stack for each letter
constexpr std::size_t kOtherDescriptors = 64;            // index, log, standard streams
constexpr auto kStay =
    std::chrono::milliseconds(2);  // the next request often follows at once: no change of thread

/// What the library tells only in passing, for the connection that this thread serves.
struct Exchange {
  int status = 0;
  bool unread_body = false;
  std::string start;         ///< the request's first bytes: of too long a line the library keeps nothing
  std::string content_type;  ///< kept from the library, which would read forms its own way
};
thread_local Exchange exchange;

class GuardedStream : public httplib::Stream {
 public:
  GuardedStream(socket_t fd, const HttpLimits& limits) : fd_(fd), limits_(limits) {}

  /// Waits for the first byte of a request. False: no more requests on this connection.
  bool await_request(Clock::time_point until) {
    if (begin_ < end_) return true;  // a pipelined one
    return wait_for(fd_, POLLIN, until) && fill();
  }
  /// Whether the start of another request is here already.
  bool has_more() const { return begin_ < end_; }
  /// The client closed the connection.
  bool ended() const { return ended_; }

  void start_request() {
    deadline_ = Clock::now() + limits_.request_time;
    left_bytes_ = limits_.head_bytes + limits_.body_bytes;
  }

  /// Sends what was gathered.
  bool finish_response() {
    const auto deadline = Clock::now() + limits_.write_time;
    std::size_t sent = 0;
    while (sent < out_.size()) {
      const ssize_t count = ::send(fd_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count > 0) {
        sent += static_cast<std::size_t>(count);
      } else if (errno != EINTR && (errno != EAGAIN || !wait_for(fd_, POLLOUT, deadline))) {
        return false;
      }
    }
    out_.clear();
    return true;
  }

  bool is_readable() const override { return begin_ < end_ || wait_for(fd_, POLLIN, deadline_); }
  bool is_writable() const override { return true; }

  ssize_t read(char* bytes, std::size_t count) override {
    if (begin_ == end_ && (!wait_for(fd_, POLLIN, deadline_) || !fill())) return -1;
    if (left_bytes_ == 0 || Clock::now() >= deadline_) return -1;
    const std::size_t taken = std::min({count, end_ - begin_, left_bytes_});
    std::memcpy(bytes, in_.data() + begin_, taken);
    begin_ += taken;
    left_bytes_ -= taken;
    if (exchange.start.size() < kStartBytes) exchange.start.append(bytes, taken);
    for (std::size_t i = 0; i < taken; ++i) hide_range(bytes[i]);
    return static_cast<ssize_t>(taken);
  }

  ssize_t write(const char* bytes, std::size_t count) override {
    out_.append(bytes, count);
    if (out_.size() > kSendBlock && !finish_response()) return -1;
    return static_cast<ssize_t>(count);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    name_of(&::getpeername, ip, port);
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override { name_of(&::getsockname, ip, port); }
  socket_t socket() const override { return fd_; }

 private:
  template <typename Ask>
  void name_of(Ask ask, std::string& ip, int& port) const {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> service{};
    if (ask(fd_, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
        ::getnameinfo(reinterpret_cast<sockaddr*>(&address), length, host.data(), host.size(), service.data(),
                      service.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
      return;
    ip = host.data();
    port = std::atoi(service.data());
  }

  /// Lets a line that begins with "range" begin with "rang_".
  void hide_range(char& byte) {
    static constexpr std::string_view kName = "range";
    const bool matches = in_name_ < kName.size() && (byte | 0x20) == kName[in_name_];
    in_name_ = byte == '\n' ? 0 : matches ? in_name_ + 1 : kName.size();
    if (matches && in_name_ == kName.size()) byte = '_';
  }

  bool fill() {
    ssize_t count = 0;
    do count = ::recv(fd_, in_.data(), in_.size(), 0);
    while (count < 0 && errno == EINTR);
    begin_ = 0;
    end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    ended_ = count <= 0;
    return count > 0;
  }

  socket_t fd_;
  const HttpLimits& limits_;
  std::array<char, kReadBlock> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string out_;
  Clock::time_point deadline_;
  std::size_t left_bytes_ = 0;
  std::size_t in_name_ = 0;  // how much of "range" the line holds so far
  bool ended_ = false;
};

/// The library's view of our threads: its jobs only put a new connection among the idle ones.
class TaskQueue : public httplib::TaskQueue {
 public:
  TaskQueue(IdleConnections& idle, WorkerQueue& workers) : idle_(idle), workers_(workers) {}
  void enqueue(std::function<void()> job) override { job(); }
  void shutdown() override {
    idle_.shut_down();
    workers_.shut_down();
  }

 private:
  IdleConnections& idle_;
  WorkerQueue& workers_;
};

/// The path in a request line that may be cut.
std::string path_of_line(const std::string& line) {
  const std::size_t begin = std::min(line.find(' '), line.size() - 1) + 1;
  return search::percent_decode(line.substr(begin, line.find_first_of(" ?\r\n", begin) - begin));
}

std::string purpose_of(const httplib::Request& request) {
  for (const char* name : {"Sec-Purpose", "Purpose", "X-Purpose"})
    if (request.has_header(name)) return request.get_header_value(name);
  return "";
}

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.method == "HEAD" ? "GET" : from.method;
  const std::size_t question = from.target.find('?');
  request.path = search::percent_decode(from.target.substr(0, question));
  if (question != std::string::npos)
    request.parameters =
        parse_query_string(from.target.substr(question + 1, from.target.find('#') - question - 1));
  request.accept_language = from.get_header_value("Accept-Language");
  request.remote_address = from.remote_addr;
  request.head = from.method == "HEAD";
  request.forwarded_for = from.get_header_value("X-Forwarded-For");
  request.by_tls = from.get_header_value("X-Forwarded-Proto") == "https";
  request.user_agent = from.get_header_value("User-Agent");
  request.cookies = from.get_header_value("Cookie");
  request.untracked = from.get_header_value("DNT") == "1" || from.get_header_value("Sec-GPC") == "1";
  request.prefetched = is_prefetch(purpose_of(from), from.get_header_value("X-Moz"));
  request.authorization = from.get_header_value("Authorization");
  request.host = from.get_header_value("Host");
  request.origin = from.get_header_value("Origin");
  request.sec_fetch_site = from.get_header_value("Sec-Fetch-Site");
  request.csrf_token = from.get_header_value("X-CSRF-Token");
  request.if_none_match = from.get_header_value("If-None-Match");
  request.content_type = exchange.content_type;
  request.body = from.body;
  if (from.target.empty() && !exchange.start.empty()) request.path = path_of_line(exchange.start);
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
  Impl(const HttpLimits& limits, HttpServer::Handler handle, HttpServer::Refuse refuse)
      : limits_(limits), handle_(std::move(handle)), refuse_(std::move(refuse)) {
    set_tcp_nodelay(true);
    // Only told to clients here; the loop below keeps the times itself.
    set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(limits.keep_alive_time).count());
    set_keep_alive_max_count(kRequestsPerConnection);
    set_payload_max_length(limits.body_bytes);
    // Not SO_REUSEPORT, the default: a second server would share the port in silence.
    set_socket_options([](socket_t fd) {
      const int on = 1;
      ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    new_task_queue = [this] {
      workers_ = std::make_unique<WorkerQueue>(limits_.threads, limits_.queue);
      idle_ = std::make_unique<IdleConnections>(most_idle(), [this](int fd) {
        if (!workers_->push([this, fd] { serve_connection(fd); })) turn_away(fd);
      });
      return new TaskQueue(*idle_, *workers_);
    };
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      // Only a POST's body is read, and that after this: the library then looks for a pattern that fits its
      // path.
      if (request.method == "POST" && request.path.size() <= kLongestPostPath)
        return HandlerResponse::Unhandled;
      exchange.unread_body = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
      answer(request, response);
      return HandlerResponse::Handled;
    });
    Post(".*",
         [this](const httplib::Request& request, httplib::Response& response) { answer(request, response); });
    set_error_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (response.body.empty()) give(refuse_(response.status, to_request(request)), response);
    });
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      exchange.status = response.status;
      response.headers.erase("Accept-Ranges");
      if (response.status == 304) response.headers.erase("Content-Length");  // that of the 200, or none
      if (!closes_after_response()) return;
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

  /// What the descriptors allow besides those of connections that are served or wait for a thread.
  std::size_t most_idle() const {
    const std::size_t others = static_cast<std::size_t>(limits_.threads) + limits_.queue + kOtherDescriptors;
    const std::size_t all = raise_descriptor_limit();
    return std::max<std::size_t>(1, std::min(limits_.idle, all > others ? all - others : 1));
  }

  bool process_and_close_socket(socket_t fd) override {
    idle_->add(fd, Clock::now() + limits_.request_time);
    return true;
  }

  /// Serves what has come; then the connection is idle again, or closed.
  void serve_connection(socket_t fd) {
    GuardedStream stream(fd, limits_);
    while (stream.await_request(Clock::now() + kStay)) {
      if (!serve_request(stream)) return close_gently(fd);
      if (workers_->waiting() > 0 && !stream.has_more()) break;
    }
    if (stream.ended())
      ::close(fd);
    else
      idle_->add(fd, Clock::now() + limits_.keep_alive_time);
  }

  /// False: nothing more on this connection.
  bool serve_request(GuardedStream& stream) {
    stream.start_request();
    exchange = {};
    bool closed = false;
    const bool processed = process_request(stream, stopping_, closed, [](httplib::Request& request) {
      // The library's Brotli runs at its slowest setting, 20 ms for a page.
      const bool gzip = request.get_header_value("Accept-Encoding").find("gzip") != std::string::npos;
      request.headers.erase("Accept-Encoding");
      if (gzip) request.headers.emplace("Accept-Encoding", "gzip");
      // It refuses forms of more than 8 KiB, 900 Thai letters, and reads multipart ones with patterns.
      exchange.content_type = request.get_header_value("Content-Type");
      request.headers.erase("Content-Type");
    });
    return stream.finish_response() && processed && !closed && !closes_after_response();
  }

  /// After an error, or with a body that nobody read, the next bytes may be anything.
  bool closes_after_response() const { return exchange.status >= 400 || exchange.unread_body || stopping_; }

  static void turn_away(socket_t fd) {
    static const std::string busy = [] {
      const std::string body = R"({"type":"about:blank","title":"Service Unavailable","status":503})";
      return fmt::format(
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n"
          "Content-Type: application/problem+json\r\nContent-Length: {}\r\n\r\n{}",
          body.size(), body);
    }();
    std::array<char, kReadBlock> request;
    ::recv(fd, request.data(), request.size(), MSG_DONTWAIT);
    ::send(fd, busy.data(), busy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(fd);
  }

  const HttpLimits limits_;
  const HttpServer::Handler handle_;
  const HttpServer::Refuse refuse_;
  std::unique_ptr<WorkerQueue> workers_;
  std::unique_ptr<IdleConnections> idle_;
  std::atomic<bool> stopping_ = false;
};

HttpServer::HttpServer(const HttpLimits& limits, Handler handle, Refuse refuse)
    : impl_(std::make_unique<Impl>(limits, std::move(handle), std::move(refuse))) {}

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
