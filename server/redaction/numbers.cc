// SPDX-License-Identifier: GPL-3.0-or-later
// Which numbers are a person's. What customers ask about is taken out of a chain of digits first; what is
// left between is judged by its length and the shape of its groups.
#include <algorithm>
#include <array>

#include "language/normalise.h"
#include "server/redaction/chain.h"

namespace firstline::server {
namespace {

constexpr std::size_t kLeastPrivate = 7;   // digits; fewer name too many
constexpr std::size_t kLongestPhone = 15;  // digits (ITU-T E.164)

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return sum % 10 == 0;
}

/// Not the numbers of telephones (IMEI) and of SIMs (ICCID), which pass too.
bool is_card(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19 || !passes_luhn(digits)) return false;
  if (digits.size() == 15) return digits.starts_with("34") || digits.starts_with("37");
  return digits.size() < 18 || !digits.starts_with("89");
}

/// Judges groups `first` to before `last` of a chain.
class Judgement {
 public:
  Judgement(const FoldedText& text, const NumberChain& chain, std::size_t first, std::size_t last)
      : text_(text),
        s_(text.view()),
        chain_(chain),
        first_(first),
        last_(last),
        digits_(chain.count_digits(first, last)) {}

  /// The placeholder for them; empty when they may stay.
  std::string_view placeholder() const {
    if (digits_ < kLeastPrivate) return {};
    if (holds_card()) return "[card]";
    const std::size_t zero = trunk_zero();
    if (last_ == first_ + 1) return of_one_group(zero == first_);
    const std::string_view grouped = digits_ <= kLongestPhone ? "[phone]" : "[number]";
    if (zero < last_) return grouped;
    if (is_series() || is_lettered_code()) return {};
    if (digits_ >= 10 || holds_long_part() || is_short_phone()) return grouped;
    return follows_phone_word() ? grouped : std::string_view();
  }

 private:
  std::string_view of_one_group(bool trunk) const {
    if (is_microsofts_article() || (digits_ <= 9 && !trunk && chain_.has_unit(first_, last_))) return {};
    const bool abroad = s_.substr(chain_.begin(first_), 2) == "00";
    const bool indian = digits_ == 10 && s_[chain_.begin(first_)] >= '6';
    return indian || (trunk && digits_ >= 9 && digits_ <= (abroad ? kLongestPhone : 11)) ? "[phone]"
                                                                                         : "[number]";
  }

  /// 4-4-4-4 and a rest (Visa, Mastercard, DinaCard, NAPAS, RuPay), 4-6-5 (American Express), 4-6-4 (Diners
  /// Club), 8-8, or one group.
  bool holds_card() const {
    const auto size = [this](std::size_t i) { return i < last_ ? chain_.size(i) : 0; };
    for (std::size_t i = first_; i < last_; ++i) {
      const bool fours = size(i) == 4 && size(i + 1) == 4 && size(i + 2) == 4;
      const bool three = size(i) == 4 && size(i + 1) == 6 && (size(i + 2) == 4 || size(i + 2) == 5);
      const bool halves = size(i) == 8 && size(i + 1) == 8;
      std::array<std::size_t, 2> counts = {three ? 3U : halves ? 2U : 1U, 0};
      if (fours && size(i + 3) >= 1 && size(i + 3) <= 4) counts[0] = 4;
      if (fours && size(i + 3) == 4 && size(i + 4) >= 1 && size(i + 4) <= 3) counts[1] = 5;
      for (const std::size_t count : counts)
        if (count > 0 && chain_.count_digits(i, i + count) <= 19 && is_card(chain_.digits(i, i + count)))
          return true;
    }
    return false;
  }

  /// The group from which on a number is dialled within the country (0..., also 00...); `last_` when none is.
  std::size_t trunk_zero() const {
    std::size_t digits = 0;
    std::size_t found = last_;
    for (std::size_t i = last_; i-- > first_;) {
      digits += chain_.size(i);
      const bool codes = i + 2 == last_ && chain_.size(i) == 4 && chain_.size(i + 1) == 4;  // "0021 0022"
      const bool alone = i == first_ && chain_.size(i) == 1 && s_[chain_.begin(i)] == '0' && digits >= 9;
      if (alone || (chain_.leads_zero(i) && digits >= 8 && !codes)) found = i;
    }
    const bool spaced_date = digits == 8 && chain_.is_year(last_ - 1);
    const bool days = chain_.size(first_) == 2 && rises();
    return last_ > first_ + 1 && (spaced_date || days) ? last_ : found;
  }

  /// Numbers counted up in small steps: "01 02 03 04", "36 40 44 48", "5021 5022 5023".
  bool rises() const {
    const int most = chain_.leads_zero(first_) ? 31 : 100;  // days of a month
    for (std::size_t i = first_ + 1; i < last_; ++i) {
      const int step = chain_.value(i) - chain_.value(i - 1);
      if (step <= 0 || (step > 1 && chain_.size(i) != chain_.size(i - 1))) return false;
    }
    return chain_.value(last_ - 1) - chain_.value(first_) <= most;
  }

  /// Numbers that only stand beside each other: years, "100 200 500", "128 256 512 1024 GB".
  bool is_series() const {
    bool tight = false;
    std::size_t years = 0;
    bool round = true;
    bool more = true;
    for (std::size_t i = first_; i < last_; ++i) {
      tight = tight || (i > first_ && is_tight(chain_.joint(i)));
      years += chain_.is_year(i) ? 1U : 0U;
      round = round && chain_.size(i) <= 4 && !chain_.leads_zero(i) && chain_.value(i) % 50 == 0;
      more = more && chain_.size(i) <= 5 && (i == first_ || chain_.value(i) > chain_.value(i - 1));
    }
    const bool mostly_years = !tight && years >= 2 && digits_ < 16 && digits_ - 4 * years < 4;
    return mostly_years || round || (!tight && rises()) || (more && chain_.has_unit(first_, last_));
  }

  /// "M7111-5059": no telephone number follows a letter so.
  bool is_lettered_code() const {
    const std::size_t begin = chain_.begin(first_);
    return last_ == first_ + 2 && chain_.size(first_) == 4 && chain_.size(first_ + 1) == 4 && begin > 0 &&
           is_ascii_letter(s_[begin - 1]);
  }

  /// Whether 7 digits stand without a space, as in "(415) 555-2671".
  bool holds_long_part() const {
    std::size_t digits = 0;
    for (std::size_t i = first_; i < last_; ++i) {
      digits = (i > first_ && is_tight(chain_.joint(i)) ? digits : 0) + chain_.size(i);
      if (digits >= kLeastPrivate) return true;
    }
    return false;
  }

  /// Nine digits with spaces as in the mobile numbers of Thailand, Vietnam and Serbia without their 0.
  bool is_short_phone() const {
    if (digits_ != 9 || chain_.size(first_ + 1) != 3) return false;
    const std::size_t groups = last_ - first_;
    if (chain_.size(first_) == 3) return groups == 3;
    const char begin = s_[chain_.begin(first_)];
    if (chain_.size(first_) != 2 || (begin != '6' && begin != '8' && begin != '9')) return false;
    return groups == 4 ? chain_.size(first_ + 2) == 2 : groups == 3;
  }

  /// "KB5034441": an update that many ask about.
  bool is_microsofts_article() const {
    const std::size_t begin = chain_.begin(first_);
    if (digits_ != 7 || begin < 2 || (begin > 2 && is_ascii_letter(s_[begin - 3]))) return false;
    return s_.substr(begin - 2, 2) == "KB" || s_.substr(begin - 2, 2) == "kb";
  }

  /// Whether a word for telephones stands before, with no other number between.
  bool follows_phone_word() const {
    constexpr std::size_t kFarthest = 40;  // characters
    constexpr std::array<std::string_view, 24> kWords = {
        " tel ",       " tel.",   " tel:", " telefon",  " telephone", " phone", " cell",     " mobil",
        " call ",      " viber ", " zalo", " whatsapp", " pozov",     " позов", " тел",      " моб",
        " điện thoại", " sđt",    " gọi",  "โทร",       "เบอร์",       "फोन",    "फ\u093Cोन", "मोबाइल"};
    const std::size_t end = chain_.begin(first_);
    std::size_t begin = end;
    while (begin > 0 && begin + kFarthest > end && !is_digit(s_[begin - 1]) && s_[begin - 1] != '\n' &&
           s_[begin - 1] != kGone)
      --begin;
    const std::string before = " " + language::casefold(text_.written(begin, end)) + " ";
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return before.find(word) != before.npos; });
  }

  const FoldedText& text_;
  const std::string_view s_;
  const NumberChain& chain_;
  const std::size_t first_;
  const std::size_t last_;
  const std::size_t digits_;
};

/// With the '+' and the bracket that belong to it.
void take(FoldedText& text, std::size_t begin, std::size_t end, std::string_view placeholder) {
  const std::string_view s = text.view();
  const std::string_view number = s.substr(begin, end - begin);
  const bool closes = number.find(')') < number.find('(');
  if (begin > 0 && s[begin - 1] == '+') --begin;
  if (closes && begin > 0 && s[begin - 1] == '(') --begin;
  if (begin > 0 && s[begin - 1] == '+') --begin;  // "+(84) ..."
  text.take(begin, end, placeholder);
}

/// "+84...", "+ 84...", "(+84)..."; not "Disney+ 2024".
bool leads_plus(std::string_view s, std::size_t at) {
  if (at > 0 && s[at - 1] == ' ') --at;
  if (at == 0 || s[at - 1] != '+') return false;
  return at == 1 || !is_ascii_word(s[at - 2]);
}

void redact_chain(FoldedText& text, const NumberChain& chain) {
  const auto judge = [&](std::size_t first, std::size_t last) {
    if (first >= last) return false;
    const std::string_view placeholder = Judgement(text, chain, first, last).placeholder();
    const bool card = placeholder == "[card]";
    if (card) last = chain.count();  // its expiry and code
    if (!placeholder.empty()) take(text, chain.begin(first), chain.end(last - 1), placeholder);
    return card;
  };
  if (leads_plus(text.view(), chain.begin(0))) {
    take(text, chain.begin(0), chain.end(chain.count() - 1), "[phone]");
    return;
  }
  std::size_t first = 0;
  for (std::size_t i = 0; i < chain.count();) {
    const bool zero = chain.leads_zero(first) && chain.joint(first) != ',';  // not of "8,00,000"
    const std::size_t harmless = is_tight(chain.joint(i)) ? 0 : chain.harmless(i, first);
    if (harmless > 0 || (chain.joint(i) == ',' && !zero)) {
      if (judge(first, i)) return;
      first = i + harmless;
    }
    i += std::max<std::size_t>(harmless, 1);
  }
  judge(first, chain.count());
}

}  // namespace

void redact_numbers(FoldedText& text) {
  const std::string_view s = text.view();
  for (std::size_t at = 0; at < s.size(); ++at) {
    if (!is_digit(s[at])) continue;
    if (const std::size_t end = hex_literal_end(s, at); end > at) {
      at = end - 1;
      continue;
    }
    const NumberChain chain(text, at);
    at = chain.end(chain.count() - 1) - 1;
    if (chain.count_digits(0, chain.count()) >= kLeastPrivate) redact_chain(text, chain);
  }
}

}  // namespace firstline::server
