// SPDX-License-Identifier: Apache-2.0
// Every format of signal(5), written bit by bit by the test; header(5)'s fields.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace gantry::test;

namespace {

struct Format {
  unsigned number;
  int bits;
};
constexpr Format formats[] = {{16, 16},  {24, 24},  {32, 32},  {61, 16}, {80, 8},
                              {160, 16}, {212, 12}, {310, 10}, {311, 10}};

// Both ends, zero, neighbours of zero, and anything between; an odd number of them, so that the last packet is short.
std::vector<std::int32_t> numbers(const Format &f, std::size_t count) {
  const std::int64_t highest = (std::int64_t{1} << (f.bits - 1)) - 1;
  std::vector<std::int32_t> out{0, 1, -1, static_cast<std::int32_t>(highest), static_cast<std::int32_t>(-highest)};
  std::mt19937_64 random(f.number);
  while (out.size() < count) {
    out.push_back(static_cast<std::int32_t>(
        static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * highest + 1)) - highest));
  }
  return out;
}

std::string header(const std::string &format, std::size_t samples, const std::string &more) {
  return "r 1 100 " + std::to_string(samples) + "\nr.dat " + format + " " + more + "\n";
}

}  // namespace

TEST_CASE("every format gives back what was stored, negative numbers and both ends too") {
  for (const Format &f : formats) {
    for (const std::size_t count : {5u, 6u, 7u, 8u, 9u, 10u, 11u, 100003u}) {
      INFO("format " << f.number << ", " << count << " samples");
      const auto stored = numbers(f, count);
      const std::string hea = header(std::to_string(f.number), count,
                                     "4(2)/uV 12 0 0 " + std::to_string(wfdb_checksum(stored)) + " 0 lead");
      const Outcome o = read_wfdb({{"r.dat", wfdb_bytes(f.number, stored)}, {"r.hea", hea}});
      INFO(o.message);
      REQUIRE(o.status == GANTRY_OK);
      CHECK(o.warnings.empty());
      const HeldSignal &s = o.signal("signal");
      REQUIRE(s.c().samples == count);
      CHECK(s.unit(0) == "uV");
      bool same = true;
      for (std::size_t i = 0; i < count; ++i) same = same && s.value(0, i) == (static_cast<double>(stored[i]) - 2) / 4;
      CHECK(same);
    }
  }
}

TEST_CASE("the lowest number of a format is no sample: NaN") {
  for (const Format &f : formats) {
    INFO("format " << f.number);
    const auto lowest = static_cast<std::int32_t>(-(std::int64_t{1} << (f.bits - 1)));
    const std::vector<std::int32_t> stored{5, lowest, -5, lowest};
    const std::string hea =
        header(std::to_string(f.number), 4, "1/mV 12 0 5 " + std::to_string(wfdb_checksum(stored)) + " 0 lead");
    const Outcome o = read_wfdb({{"r.dat", wfdb_bytes(f.number, stored)}, {"r.hea", hea}});
    REQUIRE(o.status == GANTRY_OK);
    CHECK(o.warnings.empty());
    CHECK(o.signal("signal").value(0, 0) == 5);
    CHECK(std::isnan(o.signal("signal").value(0, 1)));
    CHECK(o.signal("signal").value(0, 2) == -5);
    CHECK(std::isnan(o.signal("signal").value(0, 3)));
  }
}

TEST_CASE("format 8 sums differences from the initial value on, each signal by itself") {
  // a: 100 97 -31 96, b: -5 -5 -4 -5
  const std::string bytes{0, 0, -3, 0, -128, 1, 127, -1};
  const Outcome o = read_wfdb(
      {{"r.dat", bytes}, {"r.hea", "r 2 100 4\nr.dat 8 1/mV 12 0 100 262 0 a\nr.dat 8 1/mV 12 0 -5 -19 0 b\n"}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const HeldSignal &s = o.signal("signal");
  const double a[] = {100, 97, -31, 96}, b[] = {-5, -5, -4, -5};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(s.value(0, i) == a[i]);
    CHECK(s.value(1, i) == b[i]);
  }
}

TEST_CASE("several samples per frame make a signal of their own rate; skew and byte offset are followed") {
  // Frames of a, b, b; b is skewed by one frame.
  const std::vector<std::int32_t> stored{1, 10, 11, 2, 20, 21, 3, 30, 31};
  const std::string bytes = "prolog" + wfdb_bytes(16, stored);
  const Outcome o = read_wfdb(
      {{"r.dat", bytes},
       {"r.hea", "r 2 50/50(0) 3 10:11:12 13/04/2001\nr.dat 16+6 1 16 0 1 6 0 a\nr.dat 16x2:1+6 1 16 0 10 123 0 b\n"}});
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  REQUIRE(o.signals.at("signal").size() == 2);
  const HeldSignal &a = o.signals.at("signal")[0], &b = o.signals.at("signal")[1];
  CHECK(a.c().rate == 50);
  CHECK(b.c().rate == 100);
  CHECK(a.value(0, 2) == 3);
  REQUIRE(b.c().samples == 6);
  const double expected[] = {20, 21, 30, 31};
  for (std::size_t i = 0; i < 4; ++i) CHECK(b.value(0, i) == expected[i]);
  CHECK(std::isnan(b.value(0, 4)));
  CHECK(o.records.at("header").find("2001-04-13") != std::string::npos);
}

TEST_CASE("gain, baseline and unit have the defaults of header(5)") {
  const auto one = [](const std::string &more) {
    return read_wfdb({{"r.dat", wfdb_bytes(16, {1024, 1224})}, {"r.hea", header("16", 2, more)}});
  };
  CHECK(one("200 12 1024 1024 0 0 x").signal("signal").value(0, 1) == 1.0);  // baseline: the ADC zero
  CHECK(one("200(1000) 12 1024").signal("signal").value(0, 1) == 1.12);      // baseline given
  CHECK(one("100/mmHg 12 1024").signal("signal").unit(0) == "mm[Hg]");
  CHECK(one("200(24)/mmHg 12 1024").signal("signal").value(0, 0) == 5);
  const Outcome bare = one("");
  CHECK(bare.signal("signal").value(0, 0) == 1024 / 200.0);
  CHECK(bare.signal("signal").unit(0) == "mV");
  CHECK(bare.signal("signal").channel(0) == "signal 1");
  REQUIRE(bare.warnings.size() == 1);
  CHECK(bare.warnings[0].find("not calibrated") != std::string::npos);
}

TEST_CASE("a wrong checksum and a wrong first sample are warned about by the channel's name") {
  const auto dat = wfdb_bytes(212, {7, -7, 9});
  const Outcome sum = read_wfdb({{"r.dat", dat}, {"r.hea", header("212", 3, "200 12 0 7 8 0 MLII")}});
  REQUIRE(sum.status == GANTRY_OK);
  REQUIRE(sum.warnings.size() == 1);
  CHECK(sum.warnings[0].find("MLII") != std::string::npos);
  CHECK(sum.warnings[0].find("checksum") != std::string::npos);
  const Outcome first = read_wfdb({{"r.dat", dat}, {"r.hea", header("212", 3, "200 12 0 8 9 0 MLII")}});
  REQUIRE(first.warnings.size() == 1);
  CHECK(first.warnings[0].find("first sample") != std::string::npos);
}

TEST_CASE("a signal file that is cut off gives what it holds, and says so") {
  const std::vector<std::int32_t> stored{1, 2, 3, 4, 5, 6, 7, 8};
  const std::string whole = wfdb_bytes(16, stored);
  const Outcome o = read_wfdb({{"r.dat", whole.substr(0, 9)}, {"r.hea", header("16", 8, "1 16 0 1 36 0 x")}});
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.signal("signal").c().samples == 4);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("4 of 8") != std::string::npos);
  // Where the header gives no number of samples, the file does.
  const Outcome open = read_wfdb({{"r.dat", whole}, {"r.hea", "r 1\nr.dat 16 1 16 0 1 0 0 x\n"}});
  CHECK(open.signal("signal").c().samples == 8);
  CHECK(open.signal("signal").c().rate == 250);
  CHECK(open.warnings.empty());
}
