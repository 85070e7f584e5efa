// SPDX-License-Identifier: Apache-2.0
// Volumes of one space become one series, in their order; anything else is refused by its place.
#include <core/import/join.hpp>
#include <tests/core/plugins/bundles.hpp>

using namespace gantry::tests;

TEST_CASE("volumes are joined in their order, along the named axis", "[import]") {
  const Axis axis{"echo", {{"TE", "ms", {4.3, 8.7}}}};
  const auto joined = value(join_volumes({bytes_volume({1, 2}), bytes_volume({3, 4})}, axis));
  const auto header = value(volume_header(joined->header));
  CHECK(header.shape == std::array<std::uint64_t, 5>{2, 1, 1, 2, 1});
  CHECK(header.axis == axis);
  CHECK(as_doubles(*joined) == std::vector<double>{1, 2, 3, 4});
}

TEST_CASE("what does not fit is refused, and named by its place", "[import]") {
  const Axis two{"echo", {{"TE", "ms", {1, 2}}}};
  CHECK(error(join_volumes({}, two)).code == "join.none");
  CHECK(error(join_volumes({bytes_volume({1})}, two)).parameter == "TE");
  const auto shape = error(join_volumes({bytes_volume({1, 2}), bytes_volume({3})}, two));
  CHECK(shape.code == "join.shape");
  CHECK(shape.message.find("volume 2") != std::string::npos);
  VolumeHeader h;
  h.dtype = DType::u8;
  h.shape = {2, 1, 1, 1, 1};
  h.geometry.origin[1] = 1;
  const std::vector<std::byte> bytes(2);
  CHECK(error(join_volumes({bytes_volume({1, 2}), value(make_volume(h, bytes))}, two)).code == "join.space");
  h.geometry.origin[1] = 0;
  h.dtype = DType::i8;
  CHECK(error(join_volumes({bytes_volume({1, 2}), value(make_volume(h, bytes))}, two)).code == "join.shape");
  h.dtype = DType::u8;
  h.shape = {1, 1, 1, 2, 1};
  h.dims = 4;
  CHECK(error(join_volumes({value(make_volume(h, bytes)), value(make_volume(h, bytes))}, two)).code == "join.shape");
  CHECK(error(join_volumes({value(make_record("s", {})), bytes_volume({1})}, two)).code == "data.header");
}

TEST_CASE("an axis is typed with its unit and values, with either decimal sign", "[import]") {
  const AxisColumn te = value(axis_column("TE[ms]=4.3,8.7,13"));
  CHECK(te.name == "TE");
  CHECK(te.unit == "ms");
  CHECK(te.values == std::vector<double>{4.3, 8.7, 13});
  CHECK(value(axis_column("TE[ms]=4,3; 8,7")).values == std::vector<double>{4.3, 8.7});
  CHECK(value(axis_column("phase=1,2")).unit == "1");
  CHECK(value(axis_column("FA")).unit == "deg");
  CHECK(value(axis_column("FA")).values.empty());
  for (const char *wrong : {"", "echo", "=1,2", "TE[ms]=", "TE[ms]=1,two"})
    CHECK(axis_column(wrong).error().code == "usage");
}

TEST_CASE("values that were not typed come from the headers; the volume that doesn't say one is named", "[import]") {
  const auto header = [](double angle) {
    return nlohmann::json{{{"key", "FlipAngle"}, {"value", angle}, {"unit", "deg"}}};
  };
  const Axis asked{"FA", {value(axis_column("FA")), value(axis_column("phase=1,2"))}};
  const Axis axis = value(acquired_axis(asked, {header(3), header(15)}));
  CHECK(axis.columns[0].values == std::vector<double>{3, 15});
  CHECK(axis.columns[1].values == std::vector<double>{1, 2});
  const auto unsaid = acquired_axis(asked, {header(3), nlohmann::json::array()});
  CHECK(unsaid.error().code == "join.unsaid");
  CHECK(unsaid.error().message.find("volume 2") != std::string::npos);
}
