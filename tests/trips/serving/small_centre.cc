// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/trips/serving/small_centre.h"

#include <algorithm>
#include <stdexcept>

namespace firstline::tests {
namespace {

struct File {
  const char* id;
  const char* text;
};

constexpr File kArticles[] = {
    {"en/account/reset-password", R"(---
title: Reset your password
description: Choose a new password in two minutes.
category: Account & sign-in
updated: 2026-09-14
aliases: [en/faq/password]
---

A forgotten password is replaced with a new one.

## By email

We send a link to your e-mail address. It is valid for 30 minutes. Use <angle brackets> & "quotes" if you like: `a < b`.

## By text message

We send a code to your telephone. Type it within ten minutes.

### The code doesn't arrive

Ask for another code after one minute.
)"},
    {"en/billing/refunds", R"(---
title: Get a refund
category: Billing
keywords: [chargeback]
---

You get your refund within five days, to the card that you paid with.

## How long does a refund take?

Five working days.
)"},
    {"en/mobile/roaming", R"(---
title: Use your phone abroad
category: Mobile
---

Roaming is free in neighbouring countries. See [refunds](../billing/refunds.md).
)"},
    {"en/internal/escalation", R"(---
title: Escalate an angry quokka
audience: agents
---

Only agents may read about the quokka.
)"},
    {"en/drafts/platypus", R"(---
title: A platypus to come
draft: true
---

Nobody reads about the platypus yet.
)"},
    {"th/account/reset-password", R"(---
title: ลืมรหัสผ่าน
category: บัญชี
updated: 2026-09-14
---

ตั้งรหัสผ่านใหม่ได้ในสองนาที

## ทางอีเมล

เราจะส่งลิงก์ไปที่อีเมลของคุณ แล้วตั้งรหัสผ่านใหม่ได้ทันที
)"},
    {"sr/account/reset-password", R"(---
title: Заборављена лозинка
category: Налог
---

Нова лозинка се поставља за два минута.

## Преко имејла

Шаљемо везу на вашу адресу. Лозинка мора имати десет знакова.
)"},
    {"vi/account/reset-password", R"(---
title: Quên mật khẩu
category: Tài khoản
---

Đặt lại mật khẩu trong hai phút.

## Qua email

Chúng tôi gửi một liên kết đến email của bạn để đặt mật khẩu mới.
)"},
    {"vi/internet/line", R"(---
title: Kiểm tra đường truyền
category: Internet
---

Kiểm tra đường truyền trước khi gọi cho chúng tôi.
)"},
    {"vi/people/manager", R"(---
title: Quản lý của chúng tôi
category: Giới thiệu
---

Ông Dương chịu trách nhiệm về chất lượng.
)"},
    {"hi/account/reset-password", R"(---
title: पासवर्ड भूल गए
category: खाता
---

नया पासवर्ड दो मिनट में बनाइए।

## ई-मेल से

हम आपके ई-मेल पर एक लिंक भेजते हैं, जिससे नया पासवर्ड बनता है।
)"},
};

constexpr int kTips = 14;  // more than a page of results

}  // namespace

SmallCentre::SmallCentre() {
  for (const File& file : kArticles) write(file.id, file.text);
  for (int i = 1; i <= kTips; ++i) {
    const std::string number = std::to_string(i);
    write("en/tips/tip-" + number,
          "---\ntitle: Tip number " + number + "\ncategory: Tips\n---\n\nThis tip is about thrift.\n");
  }
  folder_.write("articles/synonyms.txt", "moneyback => refund\n");
  folder_.write("articles/pins.txt", "talk about thrift => en/mobile/roaming\n");
  publish();
}

void SmallCentre::write(const std::string& id, const std::string& text) const {
  folder_.write("articles/" + id + ".md", text);
}

void SmallCentre::publish() const {
  index_folder(articles(), index());
}

int shared_port() {
  static const SmallCentre centre;
  static const RunningServer server(centre.index(), centre.log());
  return server.port();
}

void index_folder(const std::filesystem::path& articles, const std::filesystem::path& index) {
  const ProgramResult result = run_program("firstline-index", {articles.string(), "--index", index.string()});
  if (result.exit_code != 0)
    throw std::runtime_error("firstline-index ended with " + std::to_string(result.exit_code) + ": " +
                             result.out + result.err);
}

std::string search_path(const std::string& query, const std::string& more) {
  return "/api/v1/search?q=" + percent_encoded(query) + more;
}

nlohmann::json search(int port, const std::string& query, const std::string& more) {
  const HttpResponse response = get(port, search_path(query, more));
  if (response.status != 200)
    throw std::runtime_error(std::to_string(response.status) + ": " + response.body);
  return nlohmann::json::parse(response.body);
}

std::vector<std::string> ids(const nlohmann::json& answer) {
  std::vector<std::string> ids;
  for (const nlohmann::json& result : answer.at("results")) ids.push_back(result.at("id").get<std::string>());
  return ids;
}

bool has_id(const nlohmann::json& answer, const std::string& id) {
  const std::vector<std::string> all = ids(answer);
  return std::find(all.begin(), all.end(), id) != all.end();
}

nlohmann::json result_of(const nlohmann::json& answer, const std::string& id) {
  for (const nlohmann::json& result : answer.at("results"))
    if (result.at("id") == id) return result;
  throw std::runtime_error("no result " + id + " in " + answer.dump());
}

}  // namespace firstline::tests
