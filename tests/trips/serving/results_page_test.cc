// SPDX-License-Identifier: GPL-3.0-or-later
// What the results page says besides its results: another spelling, words without a trace, another language.
#include <catch2/catch.hpp>

#include "tests/trips/serving/small_centre.h"

namespace firstline::tests {
namespace {

using Catch::Contains;

std::string page(const std::string& query, const std::string& more) {
  const HttpResponse response = get(shared_port(), "/search?q=" + percent_encoded(query) + more);
  REQUIRE(response.status == 200);
  return response.body;
}

}  // namespace

TEST_CASE("What was made of a slip is said and can be undone, and the right spelling is a link") {
  REQUIRE(search(shared_port(), "reset pasword", "&lang=en").at("correction") == "reset password");
  CHECK_THAT(
      page("reset pasword", "&lang=en"),
      Contains("No article mentions “pasword”, so we looked for “password”.") &&
          Contains("Did you mean <a href=\"/search?lang=en&amp;q=reset%20password\">reset password</a>?") &&
          Contains("href=\"/search?lang=en&amp;q=reset%20pasword&amp;exact=1\""));
  CHECK_THAT(page("reset pasword", "&lang=en&category=Account+%26+sign-in"),
             Contains("q=reset%20pasword&amp;category=Account%20%26%20sign-in&amp;exact=1\""));
  const std::string exactly = page("reset pasword", "&lang=en&exact=1");
  CHECK_THAT(exactly, Contains("No article has all of these words just as you typed them.") &&
                          Contains("href=\"/search?lang=en&amp;q=reset%20pasword\"") &&
                          !Contains("class=\"results\""));
  CHECK_THAT(page("reset password", "&lang=en"), !Contains("No article mentions") && !Contains("exact=1"));
}

TEST_CASE("Words that nothing was found for are named") {
  CHECK_THAT(page("password xyzzyplugh", "&lang=en"),
             Contains("No article mentions “xyzzyplugh”. These are about “password”."));
  CHECK_THAT(page("password xyzzyplugh <b>quuxify</b>", "&lang=en"),
             Contains("xyzzyplugh") && Contains("quuxify") && !Contains("<b>"));
  CHECK_THAT(page("reset password", "&lang=en"), !Contains("No article mentions"));
}

TEST_CASE("Answers in another language than the page's are announced in the page's") {
  CHECK_THAT(page("สองนาที", "&lang=en"), Contains("<p class=\"note\">These articles are in Thai.</p>"));
  CHECK_THAT(page("roaming", "&lang=vi"), Contains("Các bài viết này bằng tiếng Anh."));
  CHECK_THAT(page("roaming", "&lang=sr-Latn"), Contains("Ovi članci su na engleskom."));
  CHECK_THAT(page("reset password", "&lang=en"), !Contains("class=\"note\""));
  CHECK_THAT(page("lozinka", "&lang=sr-Latn"), !Contains("class=\"note\""));  // one language, two scripts
}

TEST_CASE("Where there may be no answer the page says so, and offers the nearest articles first") {
  const SmallCentre centre;
  const RunningServer strict(centre.index(), centre.log(), {"--weak-from", "1", "--yes-from", "1"});
  const auto ask = [&](const std::string& query) {
    return get(strict.port(), "/search?lang=en&q=" + percent_encoded(query)).body;
  };
  const std::string nearest = ask("xyzzyplugh code of a phone");
  CHECK_THAT(nearest, Contains("We may not have an answer to this yet") && Contains("come nearest"));
  CHECK(nearest.find("class=\"tips\"") != std::string::npos);
  CHECK(nearest.find("<ol class=\"results\"") < nearest.find("class=\"tips\""));
  const std::string nothing = ask("xyzzyplugh");
  CHECK_THAT(nothing, Contains("We may not have an answer to this yet") && Contains("class=\"tips\"") &&
                          !Contains("come nearest"));
}

}  // namespace firstline::tests
