// SPDX-License-Identifier: Apache-2.0
// Headers to JSON and back, and what is refused on the way back.
#include <catch2/catch.hpp>
#include <core/data/facts.hpp>
#include <core/data/object.hpp>
#include <core/data/signal.hpp>

using namespace gantry::core;
using nlohmann::json;

namespace {

VolumeHeader full_header() {
  VolumeHeader h;
  h.dtype = DType::i16;
  h.shape = {4, 3, 2, 3, 2};
  h.dims = 5;
  h.geometry = {{1.5, -2, 0.1}, {0.5, 0.7, 3}, {0, 1, 0, -1, 0, 0, 0, 0, 1}, {{0, 0, 0}, {0, 0, 3.1}}, "1.2.840.1",
                true,           true};
  h.axis = Axis{"diffusion", {{"b", "s/mm2", {0, 500, 1000}}, {"gx", "1", {0, 1, 0}}}};
  h.channels = {"magnitude", "phase"};
  h.segments = {{1, "grey matter", "SCT:389080008", 0xFF8800}, {-2, "air", "", 0}};
  h.labels = true;
  h.unit = "[hnsf'U]";
  h.quantity = "attenuation";
  h.modality = "CT";
  return h;
}

}  // namespace

TEST_CASE("every member of a volume's header survives JSON and its text", "[data]") {
  const VolumeHeader h = full_header();
  const json text = json::parse(canonical(to_json(h)));
  const auto back = volume_header(text);
  REQUIRE(back);
  CHECK(back.value() == h);
  CHECK(h.byte_size() == 4 * 3 * 2 * 3 * 2 * 2);
  const auto bare = volume_header(to_json(VolumeHeader{}));
  REQUIRE(bare);
  CHECK(bare.value() == VolumeHeader{});
}

TEST_CASE("every dtype has a name and a number that lead back to it", "[data]") {
  const std::vector<std::size_t> bytes{1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 8, 16, 3, 4};
  for (std::uint32_t n = 1; n <= bytes.size(); ++n) {
    const auto type = dtype_by_number(n);
    REQUIRE(type);
    CHECK(dtype_by_name(name(*type)) == type);
    CHECK(byte_size(*type) == bytes[n - 1]);
  }
  CHECK_FALSE(dtype_by_number(0));
  CHECK_FALSE(dtype_by_number(15));
  CHECK_FALSE(dtype_by_name("f16"));
}

TEST_CASE("a hostile volume header is refused, and the words name the member", "[data]") {
  struct Case {
    const char *pointer;
    json value;
    const char *named;
  };
  const json big = std::uint64_t{1} << 63;
  const std::vector<Case> cases{
      {"/kind", "signal", "kind"},
      {"/kind", 5, "kind"},
      {"/dtype", "f16", "dtype"},
      {"/dtype", nullptr, "dtype"},
      {"/shape", json::array({big, big, big}), "shape"},
      {"/shape", json::array({1U << 31, 1U << 31, 4}), "shape"},
      {"/shape", json::array({1, 2, 3, 4, 5, 6}), "shape"},
      {"/shape", json::array({4}), "shape"},
      {"/shape", json::array({4, -3, 2}), "shape"},
      {"/shape", json::array({4, 0, 2}), "shape"},
      {"/shape", json::array({4, 1.5, 2}), "shape"},
      {"/shape", json::array({4, "3", 2}), "shape"},
      {"/shape", {{"0", 4}}, "shape"},
      {"/geometry", nullptr, "geometry"},
      {"/geometry", json::array(), "geometry"},
      {"/geometry/origin", json::array({0, 0, nullptr}), "origin"},
      {"/geometry/origin", json::array({0, 0, "NaN"}), "origin"},
      {"/geometry/origin", json::array({0, 0, std::numeric_limits<double>::quiet_NaN()}), "origin"},
      {"/geometry/origin", json::array({0, 0, std::numeric_limits<double>::infinity()}), "origin"},
      {"/geometry/origin", json::array({0, 0}), "origin"},
      {"/geometry/spacing", json::array({1, 1, 0}), "spacing"},
      {"/geometry/spacing", json::array({1, -1, 1}), "spacing"},
      {"/geometry/direction", json::array({1, 0, 0}), "direction"},
      {"/geometry/slice_positions", json::array({json::array({0, 0, 0})}), "slice_positions"},
      {"/geometry/slice_positions", json::array({json::array({0, 0}), json::array({0, 0})}), "slice_positions"},
      {"/geometry/frame_of_reference", 7, "frame_of_reference"},
      {"/geometry/assumed", 1, "assumed"},
      {"/geometry/sheared", "yes", "sheared"},
      {"/axis", "TE", "axis"},
      {"/axis/name", 1, "name"},
      {"/axis/columns", {{"b", 1}}, "columns"},
      {"/axis/columns/0", 1, "name"},
      {"/axis/columns/0/values", json::array({0, 500}), "values"},
      {"/axis/columns/0/values", json::array({0, 500, nullptr}), "values"},
      {"/channels", json::array({"one"}), "channels"},
      {"/channels", json::array({1, 2}), "channels"},
      {"/segments", 1, "segments"},
      {"/segments/0/value", 1.5, "value"},
      {"/segments/0/name", nullptr, "name"},
      {"/segments/0/colour", 0x1000000, "colour"},
      {"/segments/0/colour", -1, "colour"},
      {"/labels", "true", "labels"},
      {"/unit", 3, "unit"},
      {"/quantity", json::array(), "quantity"},
      {"/modality", nullptr, "modality"},
  };
  for (const auto &c : cases) {
    json header = to_json(full_header());
    header[json::json_pointer(c.pointer)] = c.value;
    const auto result = volume_header(header);
    INFO(c.pointer << " = " << c.value.dump());
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "data.header");
    CHECK(result.error().message.find(c.named) != std::string::npos);
  }
  for (const auto &nothing : {json(), json(1), json::array(), json::object()}) {
    REQUIRE_FALSE(volume_header(nothing));
    REQUIRE_FALSE(signal_header(nothing));
  }
}

TEST_CASE("a signal's header survives JSON, and hostile ones are refused by member", "[data]") {
  SignalHeader h{
      .dtype = DType::i16, .samples = 3600, .rate = 360, .channels = {{"II", "mV"}, {"V5", "mV"}}, .events = {}};
  h.events = {{1.5, 0.25, -1, "N", "normal beat"}, {2, 0, 1, "V", ""}};
  const auto back = signal_header(json::parse(canonical(to_json(h))));
  REQUIRE(back);
  CHECK(back.value() == h);
  CHECK(h.byte_size() == 3600 * 2 * 2);
  SignalHeader timed = h;
  timed.rate = 0;
  CHECK(signal_header(to_json(timed)).value() == timed);
  CHECK(timed.byte_size() == 3600 * 8 + 3600 * 2 * 2);

  const std::vector<std::tuple<const char *, json, const char *>> cases{{"/dtype", "u8", "dtype"},
                                                                        {"/samples", -1, "samples"},
                                                                        {"/samples", 1e300, "samples"},
                                                                        {"/samples", std::uint64_t{1} << 63, "samples"},
                                                                        {"/rate", 0, "rate"},
                                                                        {"/rate", nullptr, "rate"},
                                                                        {"/channels", json::array(), "channels"},
                                                                        {"/channels/0/name", 1, "name"},
                                                                        {"/events/0/channel", 2, "channel"},
                                                                        {"/events/0/onset", nullptr, "onset"},
                                                                        {"/events", 1, "events"}};
  for (const auto &[pointer, wrong, named] : cases) {
    json header = to_json(h);
    header[json::json_pointer(pointer)] = wrong;
    const auto result = signal_header(header);
    INFO(pointer << " = " << wrong.dump());
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "data.header");
    CHECK(result.error().message.find(named) != std::string::npos);
  }
}

TEST_CASE("data says in half a line what it is") {
  CHECK(facts(to_json(full_header())) ==
        "CT, attenuation, [hnsf'U], 4×3×2, 0.5 × 0.7 × 3 mm, place unknown, sheared, 3 × diffusion, 2 segments");
  VolumeHeader photograph;
  photograph.shape = {5, 4, 1, 1, 1};
  photograph.geometry.assumed = true;
  CHECK(facts(to_json(photograph)) == "5×4, spacing unknown");
  VolumeHeader slice;
  slice.dtype = DType::u16;
  slice.shape = {512, 256, 1, 1, 1};
  slice.modality = "MR";
  slice.geometry.spacing = {0.703125, 0.703125, 5};
  CHECK(facts(to_json(slice)) == "MR, 512×256, 0.703 × 0.703 mm");
  const SignalHeader ecg{
      .samples = 650000, .rate = 360, .channels = {{"MLII", "mV"}, {"V5", "mV"}}, .events = {{1, 0, -1, "N", ""}}};
  CHECK(facts(to_json(ecg)) == "2 channels, 650000 samples, 360 Hz, 1806 s, 1 event");
  CHECK(facts(json::array()).empty());
  CHECK(facts({{"kind", "volume"}}).empty());
}
