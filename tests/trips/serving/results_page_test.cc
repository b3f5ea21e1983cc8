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

TEST_CASE("A better spelling is offered as a link") {
  REQUIRE(search(shared_port(), "reset pasword", "&lang=en").at("correction") == "reset password");
  CHECK_THAT(page("reset pasword", "&lang=en"),
             Contains("Did you mean <a href=\"/search?lang=en&amp;q=reset%20password\">reset password</a>?"));
  CHECK_THAT(page("reset pasword", "&lang=en&category=Account+%26+sign-in"),
             Contains("q=reset%20password&amp;category=Account%20%26%20sign-in\">reset password</a>?"));
  CHECK_THAT(page("reset password", "&lang=en"), !Contains("Did you mean"));
}

TEST_CASE("Words that nothing was found for are named") {
  CHECK_THAT(page("password xyzzyplugh", "&lang=en"), Contains("Nothing was found for “xyzzyplugh”."));
  CHECK_THAT(page("password xyzzyplugh <b>quuxify</b>", "&lang=en"),
             Contains("xyzzyplugh") && Contains("quuxify") && !Contains("<b>"));
  CHECK_THAT(page("reset password", "&lang=en"), !Contains("Nothing was found for"));
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
