// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/worker/control_page.hpp>
#include <cstring>
#include <limits>

using namespace gantry::core;

TEST_CASE("progress and activity go through the page; what a stranger writes there stays within bounds") {
  auto block = ControlPage::create().value();
  auto *page = ControlPage::in(block);
  CHECK(page->progress() == 0);
  page->beat(0.5, "smoothing");
  CHECK(page->progress() == Approx(0.5));
  CHECK(page->activity() == "smoothing");
  CHECK(page->heartbeat.load() == 1);
  page->beat(std::numeric_limits<double>::quiet_NaN(), std::string(1000, 'x'));
  CHECK(page->progress() == Approx(0.5));
  CHECK(page->activity() == std::string(255, 'x'));
  page->beat(7, "");
  CHECK(page->progress() == 1);

  std::memset(block.writable(), 0xFF, ControlPage::bytes);
  CHECK(page->progress() == 1);
  CHECK(page->activity().empty());  // it seems to be in the middle of writing
  page->version.store(2);
  CHECK(page->activity() == std::string(256, '?'));
  page->reset();
  CHECK(page->progress() == 0);
  CHECK(page->cancel.load() == 0);
  CHECK(page->activity().empty());
}

TEST_CASE("plain text keeps UTF-8 and replaces what is none or would move a terminal's cursor") {
  CHECK(plain_text("Größe µm² T2*\n", 100) == "Größe µm² T2*\n");
  CHECK(plain_text("a\x1b[31mb\x7f", 100) == "a?[31mb?");
  CHECK(plain_text("\xC0\xAF\xED\xA0\x80\xF5", 100) == "??????");  // overlong, surrogate, beyond the last plane
  CHECK(plain_text("\xE2\x82", 100) == "??");                      // cut short
  CHECK(plain_text("ééé", 5) == "éé");                             // never in the middle of a character
}
