// SPDX-License-Identifier: GPL-3.0-or-later
// A file of tables. Home of SQLite; nothing here knows what is in the tables.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace firstline::server {

/// What SQLite says went wrong, in its words: locked, full, damaged, no such file.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One statement, prepared once and run many times. Gone before its Database.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  ~Statement();

  /// Binds the values in order; text isn't copied and must stay until the statement has run. Then step()
  /// gives the rows.
  template <typename... Values>
  Statement& with(const Values&... values) {
    close();
    int place = 0;
    (bind(++place, values), ...);
    return *this;
  }
  /// Runs a statement that gives no rows. How many rows it changed.
  template <typename... Values>
  int run(const Values&... values) {
    return with(values...).finish();
  }

  /// The next row. False: there is none left, and nothing is held open any more.
  bool step();
  /// Before the last row was seen: nothing is held open any more.
  void close();
  std::int64_t number(int column) const;  ///< columns from 0; 0 for NULL
  double real(int column) const;
  std::string text(int column) const;  ///< empty for NULL
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Impl;
  explicit Statement(std::unique_ptr<Impl> impl);
  int finish();
  template <std::integral Number>
  void bind(int place, Number value) {
    bind_number(place, static_cast<std::int64_t>(value));
  }
  void bind(int place, double value);
  void bind(int place, const std::string& text) { bind_text(place, text); }
  void bind(int place, std::string_view) = delete;  // SQLite wants an end mark
  void bind(int place, const char*) = delete;
  void bind_number(int place, std::int64_t value);
  void bind_text(int place, const std::string& text);

  std::unique_ptr<Impl> impl_;
};

/// One connection. One thread at a time. Everything fails with DatabaseError.
class Database {
 public:
  enum class Access { kRead, kWrite, kCreate };

  /// `patience_ms`: how long to wait for another program that holds the file.
  Database(const std::string& file, Access access, int patience_ms);
  Database(Database&&) noexcept;
  ~Database();

  Statement prepare(const std::string& sql);
  /// One or more statements without values.
  void execute(const std::string& sql);
  /// The one number a statement gives.
  std::int64_t number(const std::string& sql);
  /// Of the row added last.
  std::int64_t last_row() const;

  /// All that follows, or nothing: undone unless commit() was called.
  class Transaction {
   public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    void commit();

   private:
    Database& database_;
    bool done_ = false;
  };

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace firstline::server
