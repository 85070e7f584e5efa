// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <sstream>

#include "window.hpp"

using namespace gantry::tests;

TEST_CASE("Typing 20 characters a second into a panel that takes 300 ms for each drawing loses none, in order") {
  Window window("good_panels", "slow");
  REQUIRE(window.until([&] { return window.has("name"); }));
  const std::string sentence = "ejection fraction 57 %";
  for (std::size_t n = 1; n <= sentence.size(); ++n) {
    window.type("name", sentence.substr(0, n));
    window.draw();
    // Never taken out of the user's hands by a frame that does not know of it yet.
    CHECK(window.text("name") == "text field name \"Name\" = \"" + sentence.substr(0, n) + "\"\n");
    std::this_thread::sleep_for(50ms);
  }
  REQUIRE(window.until_settled());
  window.draw();
  CHECK(window.text("name") == "text field name \"Name\" = \"" + sentence + "\"\n");
  CHECK(window.text("seen") == "text seen \"" + sentence + "\"\n");

  // What the panel saw: each text the beginning of the next, the last one whole.
  std::istringstream seen(window.client().saved());
  std::string before, text;
  int texts = 0;
  while (std::getline(seen, text)) {
    CHECK(text.starts_with(before));
    CHECK(text.size() > before.size());
    before = text;
    ++texts;
  }
  CHECK(before == sentence);
  CHECK(texts > 1);
}

TEST_CASE("Each press reaches a panel, however fast they follow each other") {
  Window window("good_panels", "counter");
  REQUIRE(window.until([&] { return window.has("more"); }));
  for (int i = 0; i < 20; ++i) window.press("more");
  REQUIRE(window.until_settled());
  window.draw();
  CHECK(window.text("count") == "text count \"20\"\n");
}
