// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <core/ui/ids.hpp>

using namespace gantry::core;

TEST_CASE("A path names a widget within all that surrounds it") {
  IdStack ids;
  CHECK(ids.path("run") == "run");
  CHECK(ids.enter("form") == "form");
  CHECK(ids.enter("image") == "form/image");
  CHECK(ids.path("level") == "form/image/level");
  ids.leave();
  CHECK(ids.path("level") == "form/level");
  ids.leave();
  ids.leave();  // of nothing
  CHECK(ids.path("level") == "level");
  CHECK(ids.depth() == 0);
}

TEST_CASE("No two widgets of a drawing share a path") {
  IdStack ids;
  CHECK(ids.path("run") == "run");
  CHECK(ids.path("run") == "run#2");
  CHECK(ids.enter("run") == "run#3");
  CHECK(ids.path("run") == "run#3/run");
  ids.clear();
  CHECK(ids.path("run") == "run");
}

TEST_CASE("Anything makes an id, and what is one stays as it is") {
  CHECK(is_id("image-1.a_B"));
  CHECK(clean_id("image-1.a_B") == "image-1.a_B");
  CHECK_FALSE(is_id(""));
  CHECK_FALSE(is_id("a/b"));
  CHECK_FALSE(is_id(std::string(max_id_bytes + 1, 'a')));
  CHECK(clean_id("") == "_");
  CHECK(clean_id("a/b é") == "a_b___");
  CHECK(is_id(clean_id(std::string(1000, '#'))));
}
