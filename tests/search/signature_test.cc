// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/signature.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "base/failure.h"
#include "search/record.h"
#include "tests/search/index.h"

using namespace firstline;
using search::SignatureHash;

namespace {

std::vector<SignatureHash> random_hashes(std::size_t many, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<SignatureHash> hashes(many);
  for (SignatureHash& hash : hashes) hash = static_cast<SignatureHash>(random());
  return hashes;
}

std::vector<SignatureHash> sorted(std::vector<SignatureHash> hashes) {
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

std::size_t count_found(std::string_view signature, const std::vector<SignatureHash>& wanted) {
  std::vector<std::uint8_t> found;
  search::match_signature(signature, wanted, found);
  REQUIRE(found.size() == wanted.size());
  return found.size() - static_cast<std::size_t>(std::count(found.begin(), found.end(), 0));
}

/// The runs of a text's words, as hashes.
std::set<SignatureHash> runs_of(const std::string& text, const std::string& lang) {
  language::WordReader reader(*tests::languages());
  const language::LanguageRules& rules = tests::languages()->rules_for(lang);
  std::vector<const language::Forms*> forms;
  for (const language::Word& word : reader.read(text, rules)) forms.push_back(word.forms);
  std::set<SignatureHash> hashes;
  for (const search::LetterRun& run : search::letter_runs(forms, rules)) {
    CHECK(run.first_word <= run.last_word);
    CHECK(run.last_word < forms.size());
    hashes.insert(run.hash);
  }
  return hashes;
}

std::size_t count_shared(const std::set<SignatureHash>& a, const std::set<SignatureHash>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](SignatureHash hash) { return b.count(hash) != 0; }));
}

}  // namespace

TEST_CASE("All that was packed is found, and of the rest no more than one in 64") {
  for (const std::size_t many : {1U, 2U, 63U, 64U, 1000U, 8192U}) {
    const std::vector<SignatureHash> held = random_hashes(many, 7);
    const std::string signature = search::pack_signature(held);
    INFO(many << " hashes, " << signature.size() << " bytes");
    CHECK(count_found(signature, sorted(held)) == many);
    CHECK(signature.size() <= many * 8 / 5 + 12);
    // 64,000 others: about 1,000 by chance, and six times the spread of such a count more is no chance.
    CHECK(count_found(signature, sorted(random_hashes(64'000, 8))) <= 1000 + 6 * 32);
  }
}

TEST_CASE("The first and the last hash there can be are found") {
  const std::vector<SignatureHash> held = {0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF};
  CHECK(count_found(search::pack_signature(held), held) == held.size());
}

TEST_CASE("Hashes are packed in any order, and how often each is held is told up to three") {
  constexpr SignatureHash kOnce = 1U << 28U;
  constexpr SignatureHash kTwice = 2U << 28U;
  constexpr SignatureHash kOften = 9U << 28U;
  const std::string signature =
      search::pack_signature({kOften, kTwice, kOften, kOnce, kTwice, kOften, kOften});
  CHECK(signature == search::pack_signature({kOnce, kTwice, kTwice, kOften, kOften, kOften, kOften}));
  std::vector<std::uint8_t> found;
  search::match_signature(signature, {kOnce, kTwice, 5U << 28U, kOften}, found);
  CHECK(found == std::vector<std::uint8_t>{1, 2, 0, search::kMostRepeats});
}

TEST_CASE("Of more than 8,192 hashes the lowest are kept, and what is kept is found as surely") {
  const std::vector<SignatureHash> held = sorted(random_hashes(20'000, 9));
  const std::string signature = search::pack_signature(held);
  const std::vector<SignatureHash> kept(held.begin(), held.begin() + 8192);
  const std::vector<SignatureHash> left_out(held.begin() + 8192, held.end());
  CHECK(count_found(signature, kept) == kept.size());
  CHECK(count_found(signature, left_out) == 0);
  // Others below the bound, of which about 26,000 of 64,000 are: again one in 64.
  CHECK(count_found(signature, sorted(random_hashes(64'000, 10))) <= 410 + 6 * 21);
  CHECK(signature.size() < 8192 * 8 / 5);
}

TEST_CASE("An empty signature holds nothing, and no question asks for nothing") {
  CHECK(count_found(search::pack_signature({}), {0, 1, 2}) == 0);
  CHECK(count_found(search::pack_signature({1, 2, 3}), {}) == 0);
}

TEST_CASE("Damaged signatures neither crash nor hang") {
  const std::vector<SignatureHash> wanted = sorted(random_hashes(200, 11));
  const std::string whole = search::pack_signature(random_hashes(300, 12));
  const auto ask = [&](const std::string& signature) {
    std::vector<std::uint8_t> found;
    try {
      search::match_signature(signature, wanted, found);
    } catch (const base::Failure&) {  // only the numbers before the slots can be missing
    }
  };
  for (std::size_t keep = 0; keep < whole.size(); ++keep) ask(whole.substr(0, keep));
  for (std::size_t byte = 0; byte < whole.size(); ++byte)
    for (const int flip : {0x01, 0x7F, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[byte] = static_cast<char>(damaged[byte] ^ flip);
      ask(damaged);
    }
  for (const std::uint64_t huge : {std::uint64_t{1} << 32U, std::uint64_t{1} << 58U, ~std::uint64_t{0}})
    for (const std::uint64_t other : {std::uint64_t{0}, std::uint64_t{1}, huge}) {
      search::RecordWriter count_is_huge;
      count_is_huge.number(huge);
      count_is_huge.number(other);
      count_is_huge.number(huge);
      ask(count_is_huge.record());
      ask(count_is_huge.record() + std::string(1000, '\xff'));
      search::RecordWriter bound_is_huge;
      bound_is_huge.number(3);
      bound_is_huge.number(huge);
      bound_is_huge.number(other);
      ask(bound_is_huge.record());
    }
  SUCCEED();
}

TEST_CASE("An inflected word shares runs with the other forms; runs don't cross spaces") {
  CHECK(count_shared(runs_of("refunded", "en"), runs_of("refunding", "en")) == 3);  // refu, efun, fund
  CHECK(runs_of("pay", "en").empty());
  CHECK(runs_of("pay me now", "en").empty());
  CHECK(runs_of("Überweisung", "de") == runs_of("uberweisung", "de"));
}

TEST_CASE("Where words aren't parted by spaces, runs cross them, however they were cut") {
  CHECK(runs_of("คืนเงิน", "th") == runs_of("คืน เงิน", "th"));
  CHECK(runs_of("退款政策", "zh").size() == 3);  // 退款, 款政, 政策
  CHECK(runs_of("退款政策", "zh") == runs_of("退 款 政 策", "zh"));
  CHECK(count_shared(runs_of("申请退款", "zh"), runs_of("退款政策", "zh")) == 1);
  CHECK(runs_of("退", "zh").empty());
}

TEST_CASE("A pair is two words in their order") {
  language::WordReader reader(*tests::languages());
  const language::LanguageRules& rules = tests::languages()->rules_for("en");
  const language::Forms sim = reader.forms_of("SIM", rules);
  const language::Forms card = reader.forms_of("cards", rules);
  CHECK(search::pair_hash(sim, card) ==
        search::pair_hash(reader.forms_of("sim", rules), reader.forms_of("card", rules)));
  CHECK(search::pair_hash(sim, card) != search::pair_hash(card, sim));
}
