// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/suggest.h"

#include <catch2/catch.hpp>

#include "language/words.h"
#include "tests/search/index.h"

using namespace firstline;
using tests::article;
using tests::SmallIndex;

namespace {

using Titles = std::vector<std::string>;

Titles texts(const std::vector<search::Suggestion>& suggestions) {
  Titles list;
  for (const search::Suggestion& suggestion : suggestions) list.push_back(suggestion.text);
  return list;
}

Titles titles(SmallIndex& index, const std::string& typed, const std::string& lang = "en") {
  return texts(index.searcher().suggest(typed, lang, 8));
}

/// Articles of one language, by their titles.
std::vector<search::Article> articles(const std::string& lang, const Titles& list) {
  std::vector<search::Article> made;
  for (std::size_t i = 0; i < list.size(); ++i)
    made.push_back(article(lang + "/" + std::to_string(i), lang, list[i], "x"));
  return made;
}

std::vector<search::Article> some() {
  return {article("en/a", "en", "Reset your password", "x"),
          article("en/b", "en", "How do I reset the box?", "x"), article("en/c", "en", "Restart", "x"),
          article("vi/a", "vi", "Đổi mật khẩu", "x"),
          article("en/d", "en", "Internationalisation of telephones", "x")};
}

/// Questions of others, the most asked first.
class Queries {
 public:
  Queries(const std::string& lang, Titles asked) : asked_(std::move(asked)) {
    language::WordReader reader(*tests::languages());
    std::vector<search::CompletionText> list;
    for (const std::string& query : asked_)
      words_.push_back(search::completion_words(reader.read(query, tests::languages()->rules_for(lang))));
    for (std::size_t i = 0; i < asked_.size(); ++i)
      list.push_back({asked_[i], "", static_cast<double>(asked_.size() - i), words_[i]});
    completions_.emplace(lang, search::Completions(list));
  }
  const search::CompletionsByLanguage* get() const { return &completions_; }

 private:
  Titles asked_, words_;
  search::CompletionsByLanguage completions_;
};

}  // namespace

TEST_CASE("Titles are completed from the start of their words, the nearest first") {
  SmallIndex index(some());
  CHECK(titles(index, "res") == Titles{"Restart", "Reset your password", "How do I reset the box?"});
  CHECK(titles(index, "reset p") == Titles{"Reset your password"});
  CHECK(titles(index, "RESET PASS") == Titles{"Reset your password"});
  CHECK(titles(index, "").empty());
  CHECK(titles(index, "?! ...").empty());
  CHECK(titles(index, "zzz").empty());
}

TEST_CASE("Titles that begin with the typed words come first, then weight counts, then shortness") {
  std::vector<search::Article> made =
      articles("en", {"Pay by card", "Card payments and what to do when one fails", "Card payments abroad",
                      "A card for payments", "Card for friends: payments"});
  made[1].weight = 2;
  made[0].weight = 5;
  SmallIndex index(made);
  CHECK(titles(index, "card pay") == Titles{"Card payments and what to do when one fails",
                                            "Card payments abroad", "Card for friends: payments",
                                            "Pay by card", "A card for payments"});
}

TEST_CASE("Whole words come before words that only begin alike") {
  SmallIndex index(articles("en", {"Appliances in stores", "App and what store it is in"}));
  CHECK(titles(index, "app sto") == Titles{"App and what store it is in", "Appliances in stores"});
}

TEST_CASE("Long words are told apart by their last letters") {
  SmallIndex index(some());
  CHECK(titles(index, "internationali").size() == 1);
  CHECK(titles(index, "internationalisatiom").size() == 1);  // one slip
  CHECK(titles(index, "internationalxyz").empty());
}

TEST_CASE("Marks may be left out while typing, and count when they are typed") {
  SmallIndex index(articles("vi", {"Đổi mật khẩu", "Ống kính bị mất", "Mặt hàng"}));
  CHECK(titles(index, "doi mat kh", "vi") == Titles{"Đổi mật khẩu"});
  CHECK(titles(index, "mat", "vi").size() == 3);
  CHECK(titles(index, "mất", "vi").front() == "Ống kính bị mất");
  SmallIndex spanish(articles("es", {"¿Cómo añado un número?"}));
  CHECK(titles(spanish, "como anado un num", "es").size() == 1);
}

TEST_CASE("Cyrillic and Latin letters find each other in Serbian") {
  SmallIndex index(articles("sr", {"Заборављена лозинка", "Promena lozinke"}));
  CHECK(titles(index, "lozin", "sr").size() == 2);
  CHECK(titles(index, "лозин", "sr").size() == 2);
  CHECK(titles(index, "zaboravlj", "sr") == Titles{"Заборављена лозинка"});
}

TEST_CASE("A slip costs no suggestion: added, left out, replaced or swapped, also in the unfinished word") {
  SmallIndex index(some());
  for (const char* typed : {"resset your", "rset your", "resat your", "rseet your", "reset yuor passw",
                            "reset your pasw", "reset your apssw", "eset your", "your passwordd"}) {
    INFO(typed);
    CHECK(titles(index, typed) == Titles{"Reset your password"});
  }
  CHECK(titles(index, "internetionalisaton") == Titles{"Internationalisation of telephones"});  // two
  CHECK(titles(index, "pxsxwxrd").empty());                                                     // three
  CHECK(titles(index, "psaswrd").empty());  // two in a word of seven
  CHECK(titles(index, "rst").empty());      // one in a word of three
}

TEST_CASE("What is as typed comes before what is misspelt, and enough of it keeps that out") {
  SmallIndex few(articles("en", {"Form", "Farm insurance"}));
  CHECK(titles(few, "farm") == Titles{"Farm insurance", "Form"});
  SmallIndex enough(articles("en", {"Form", "Farm insurance", "Farm visits", "Our farm"}));
  CHECK(titles(enough, "farm").size() == 3);
}

TEST_CASE("A space too many or too few is a slip") {
  SmallIndex index(articles("en", {"Wi-Fi is slow", "Voicemail"}));
  CHECK(titles(index, "wifi") == Titles{"Wi-Fi is slow"});
  CHECK(titles(index, "voice mail") == Titles{"Voicemail"});
}

TEST_CASE("A word that no title has doesn't hide the title that has the others") {
  SmallIndex index(some());
  CHECK(titles(index, "please reset passw").front() == "Reset your password");
  CHECK(titles(index, "reset password onlin").front() == "Reset your password");
  CHECK(titles(index, "how do i xyzzy").empty());  // words that say nothing are not enough
}

TEST_CASE("Titles without spaces are found wherever the typed words end") {
  SmallIndex thai(articles("th", {"ลืมรหัสผ่าน", "ยกเลิกสัญญาต้องทำอย่างไร", "วิธีเปลี่ยนรหัสผ่านใหม่"}));
  CHECK(titles(thai, "รหัสผ่", "th").size() == 2);
  CHECK(titles(thai, "หัสผ่าน", "th").size() == 2);  // from inside a word
  CHECK(titles(thai, "ยกเลิกส", "th") == Titles{"ยกเลิกสัญญาต้องทำอย่างไร"});
  CHECK(titles(thai, "เปลี่ยน รหัส", "th") == Titles{"วิธีเปลี่ยนรหัสผ่านใหม่"});
  CHECK(titles(thai, "เปลียนรหัสผ่าน", "th").front() == "วิธีเปลี่ยนรหัสผ่านใหม่");  // a mark left out
  SmallIndex chinese(articles("zh", {"取消尚未发货的订单", "退款多久到账", "优惠券的使用和退还"}));
  CHECK(titles(chinese, "退", "zh") == Titles{"退款多久到账", "优惠券的使用和退还"});
  CHECK(titles(chinese, "货的订", "zh") == Titles{"取消尚未发货的订单"});
  CHECK(titles(chinese, "消尚", "zh") == Titles{"取消尚未发货的订单"});
  SmallIndex orders(articles("zh", {"取消订单", "订单尚未发货"}));
  CHECK(titles(orders, "消订", "zh") == Titles{"取消订单"});  // and not all that have its second half
}

TEST_CASE("One letter gives the best of many titles, whatever their number") {
  std::vector<search::Article> made;
  for (int i = 0; i < 300; ++i)
    made.push_back(article("en/" + std::to_string(i), "en", "Zebra number " + std::to_string(i), "x"));
  made.push_back(article("en/z", "en", "Zoo", "x"));
  made.push_back(article("en/heavy", "en", "Zeppelins that weigh more", "x"));
  made.back().weight = 3;
  SmallIndex index(made);
  const Titles best = titles(index, "z");
  REQUIRE(best.size() == 8);
  CHECK(best[0] == "Zeppelins that weigh more");
  CHECK(best[1] == "Zoo");
}

TEST_CASE("Articles of one title are one suggestion") {
  SmallIndex index(articles("en", {"Overview", "Overview", "Overview of bills"}));
  CHECK(titles(index, "over") == Titles{"Overview", "Overview of bills"});
}

TEST_CASE("Another language answers only where the asked one has nothing") {
  SmallIndex index({article("en/a", "en", "Router", "x"), article("vi/a", "vi", "Modem", "x"),
                    article("vi/b", "vi", "Router mới", "x")});
  CHECK(titles(index, "rout", "en") == Titles{"Router"});
  CHECK(titles(index, "mod", "en") == Titles{"Modem"});
  CHECK(titles(index, "modwm", "en").empty());
  CHECK(titles(index, "rout", "").size() == 2);
}

TEST_CASE("Questions of others come after titles that match as well, before those that match less") {
  SmallIndex index(articles("en", {"Pay your bill", "How to pay", "Refunds"}));
  const Queries queries("en", {"pay online", "pay your BILL!", "pay abroad", "refund for a delayed train"});
  const auto ask = [&](const std::string& typed) {
    return index.searcher().suggest(typed, "en", 8, queries.get());
  };
  CHECK(texts(ask("pay")) == Titles{"Pay your bill", "pay online", "pay abroad", "How to pay"});
  const std::vector<search::Suggestion> train = ask("trian");
  REQUIRE(train.size() == 1);
  CHECK(train[0].kind == search::SuggestionKind::kQuery);
  CHECK(train[0].text == "refund for a delayed train");
  CHECK(train[0].id.empty());
  CHECK(train[0].lang == "en");
  CHECK(ask("pay")[0].kind == search::SuggestionKind::kArticle);
}

TEST_CASE("Input that makes no sense is answered") {
  SmallIndex index(some());
  std::string words;
  for (int i = 0; i < 200; ++i) words += "reset ";
  CHECK(titles(index, words) == titles(index, "reset reset"));
  CHECK(titles(index, std::string(1000, 'r')).empty());
  std::string marks;
  for (int i = 0; i < 500; ++i) marks += "\xCC\x81";  // accents on nothing
  CHECK(titles(index, marks).empty());
  CHECK(titles(index, std::string("re\0set", 6)).size() <= 8);
  SmallIndex empty({});
  CHECK(titles(empty, "a").empty());
}
