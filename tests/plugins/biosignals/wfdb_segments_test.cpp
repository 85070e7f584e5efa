// SPDX-License-Identifier: Apache-2.0
// Records of several segments: fixed and variable layouts, gaps.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

namespace {

NamedBytes segment(const std::string &name, const std::string &signals, std::size_t frames, unsigned count) {
  return {name + ".hea", name + " " + std::to_string(count) + " 100 " + std::to_string(frames) + "\n" + signals};
}

std::vector<NamedBytes> fixed(const std::string &master) {
  return {{"m.hea", master},
          segment("a", "a.dat 16 1 16 0 1 3 0 I\n", 2, 1),
          {"a.dat", wfdb_bytes(16, {1, 2})},
          segment("b", "b.dat 212 10 12 0 30 120 0 I\n", 3, 1),
          {"b.dat", wfdb_bytes(212, {30, 40, 50})}};
}

}  // namespace

TEST_CASE("segments follow each other, each with its own format and gain; null segments are NaN") {
  const auto files = fixed("m/4 1 100 8\na 2\n~ 2\nb 3\n~ 1\n");
  const Outcome listed = PluginBench(biosignals_entry).list("wfdb", files);
  REQUIRE(listed.items.size() == 1);
  CHECK(listed.items[0].files.size() == 5);
  CHECK(listed.items[0].summary == "1 channel at 100 Hz, 0.08 s, 4 segments");
  CHECK(listed.refused.empty());
  const Outcome o = read_wfdb(files);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const HeldSignal &s = o.signal("signal");
  REQUIRE(s.c().samples == 8);
  const double nan = std::nan("");
  const double expected[] = {1, 2, nan, nan, 3, 4, 5, nan};
  for (std::size_t i = 0; i < 8; ++i) {
    INFO(i);
    CHECK((s.value(0, i) == expected[i] || (std::isnan(s.value(0, i)) && std::isnan(expected[i]))));
  }
}

TEST_CASE("a variable layout puts signals in their channels by description; absent ones are NaN") {
  const std::vector<NamedBytes> files{
      {"m.hea", "m/3 2 100 4\nm_layout 0\na 2\nb 2\n"},
      {"m_layout.hea", "m_layout 2 100 0\n~ 0 1/mV 16 0 0 0 0 II\n~ 0 1/mmHg 16 0 0 0 0 ABP\n"},
      segment("a", "a.dat 16 10/mmHg 16 0 900 1810 0 ABP\na.dat 16 100/mV 16 0 5 12 0 II\n", 2, 2),
      {"a.dat", wfdb_bytes(16, {900, 5, 910, 7})},
      segment("b", "b.dat 16 1/mV 16 0 3 7 0 II\n", 2, 1),
      {"b.dat", wfdb_bytes(16, {3, 4})}};
  const Outcome o = read_wfdb(files);
  INFO(o.message << (o.refused.empty() ? "" : o.refused.begin()->second));
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const HeldSignal &s = o.signal("signal");
  CHECK(s.channel(0) == "II");
  CHECK(s.channel(1) == "ABP");
  CHECK(s.unit(1) == "mm[Hg]");
  CHECK(s.value(0, 0) == 0.05);
  CHECK(s.value(1, 1) == 91);
  CHECK(s.value(0, 3) == 4);
  CHECK(std::isnan(s.value(1, 2)));
  CHECK(std::isnan(s.value(1, 3)));
}

TEST_CASE("a segment that is missing, repeated or of another rate refuses the record, and what is whole stays") {
  auto files = fixed("m/2 1 100 5\na 2\nc 3\n");
  Outcome o = PluginBench(biosignals_entry).list("wfdb", files);
  CHECK(o.refused.at(0).find("segment 2 of 2 is missing") != std::string::npos);
  CHECK(o.items.size() == 2);  // a and b, by themselves
  CHECK(PluginBench(biosignals_entry).list("wfdb", fixed("m/2 1 100 4\na 2\na 2\n")).refused.count(0) == 1);
  CHECK(PluginBench(biosignals_entry).list("wfdb", fixed("m/2 1 100 4\na 2\nm 2\n")).refused.count(0) == 1);
  CHECK(PluginBench(biosignals_entry).list("wfdb", fixed("m/2 1 50 5\na 2\nb 3\n")).refused.at(0).find("rate") !=
        std::string::npos);
}

TEST_CASE("a segment that is cut off leaves NaN behind, and is told") {
  auto files = fixed("m/2 1 100 5\na 2\nb 3\n");
  files[4].bytes.resize(3);  // two of three samples
  const Outcome o = read_wfdb(files);
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("segment 2 is cut off") != std::string::npos);
  CHECK(o.signal("signal").value(0, 3) == 4);
  CHECK(std::isnan(o.signal("signal").value(0, 4)));
}

TEST_CASE("a gap of any length that a header may claim asks for no memory") {
  const auto files = fixed("m/3 1 100 0\na 2\n~ 1099511627776\nb 3\n");
  const Outcome o = PluginBench(biosignals_entry).output_limit(0).list("wfdb", files);
  CHECK(o.refused.at(0).find("gaps") != std::string::npos);
}
