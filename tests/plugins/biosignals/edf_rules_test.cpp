// SPDX-License-Identifier: Apache-2.0
// EDF, EDF+, BDF and BDF+ files by the rules of their descriptions, made by the test.
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace gantry::test;

namespace {

std::string start(const std::string &onset) { return "+" + onset + "\x14\x14" + std::string(1, '\0'); }

EdfMaker three_records() {
  EdfMaker edf;
  edf.channel("II", "mV", {1, 2, 3, 4, 5, 6}, 2);
  return edf;
}

}  // namespace

TEST_CASE("stored numbers become physical values, reversed and beyond the digital limits too") {
  EdfMaker edf;
  auto &c = edf.channel("T", "degC", {-32768, 32767, 0, 100, -100, 200}, 2);
  c.physical_minimum = "50";
  c.physical_maximum = "-50";
  c.digital_minimum = "-100";
  c.digital_maximum = "100";
  const Outcome o = read_edf(edf.bytes());
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());
  const HeldSignal &s = o.signal("signal");
  CHECK(s.unit(0) == "Cel");
  CHECK(s.c().rate == 2);
  const double expected[] = {16384, -16383.5, 0, -50, 50, -100};
  for (std::size_t i = 0; i < 6; ++i) CHECK(s.value(0, i) == expected[i]);
}

TEST_CASE("BDF holds 24 bits of either sign") {
  EdfMaker bdf;
  bdf.bdf = true;
  bdf.channel("A1", "uV", {8388607, -8388608, -1, 1, 65536, -65536}, 3);
  const std::string bytes = bdf.bytes();
  CHECK(PluginBench(biosignals_entry).sniff("edf", {"a.xyz", bytes}) == 100);
  const Outcome o = read_edf(bytes, "a.bdf");
  const double expected[] = {8388607, -8388608, -1, 1, 65536, -65536};
  for (std::size_t i = 0; i < 6; ++i) CHECK(o.signal("signal").value(0, i) == expected[i]);
}

TEST_CASE("a discontinuous recording gives every sample its time, and events count from its start") {
  EdfMaker edf = three_records();
  edf.reserved = "EDF+D";
  edf.annotations = {start("10.5"),
                     start("11.5") +
                         "+12\x15"
                         "0.25\x14"
                         "Apnea\x14"
                         "Turned\x14",
                     start("100")};
  const Outcome o = read_edf(edf.bytes());
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("1 gap") != std::string::npos);
  const HeldSignal &s = o.signal("signal");
  CHECK(s.c().rate == 0);
  const double times[] = {0, 0.5, 1, 1.5, 89.5, 90};
  for (std::size_t i = 0; i < 6; ++i) CHECK(s.c().times[i] == times[i]);
  REQUIRE(s.c().event_count == 2);
  CHECK(s.event(0).onset == 1.5);
  CHECK(s.event(0).duration == 0.25);
  CHECK(std::string(s.event(1).label) == "Turned");
}

TEST_CASE("records that follow each other have a rate, in EDF+D too; EDF+C with gaps is not believed") {
  EdfMaker edf = three_records();
  edf.reserved = "EDF+D";
  edf.annotations = {start("0"), start("1.0001"), start("1.9999")};
  Outcome o = read_edf(edf.bytes());
  CHECK(o.warnings.empty());
  CHECK(o.signal("signal").c().rate == 2);
  edf.reserved = "EDF+C";
  edf.annotations[2] = start("7");
  o = read_edf(edf.bytes());
  CHECK(o.warnings.size() == 2);
  CHECK(o.signal("signal").c().times[4] == 7);
  edf.reserved = "EDF+D";
  edf.annotations[1] = "";
  o = read_edf(edf.bytes());
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK(o.code == "edf.time");
}

TEST_CASE("an annotation may be about one channel; broken ones are counted, names in them are pointed out") {
  EdfMaker edf = three_records();
  edf.channel("ABP", "mmHg", {7, 8, 9}, 1);
  edf.reserved = "EDF+C";
  edf.patient = "1234567 F 02-MAR-1951 Jansen";
  edf.annotations = {start("0") +
                         "+0.5\x14"
                         "Artefact@@ABP\x14" +
                         std::string(1, '\0') +
                         "0.7\x14"
                         "no sign\x14",
                     start("1") +
                         "+1.5\x14"
                         "mrs jansen sits up\x14",
                     start("2")};
  const Outcome o = read_edf(edf.bytes());
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 2);
  CHECK(o.warnings[0].find("1 annotation could not be read") != std::string::npos);
  CHECK(o.warnings[1].find("may name the patient") != std::string::npos);
  CHECK(o.warnings[1].find("ansen") == std::string::npos);
  const HeldSignal &ecg = o.signals.at("signal")[0], &pressure = o.signals.at("signal")[1];
  CHECK(ecg.c().event_count == 1);
  REQUIRE(pressure.c().event_count == 2);
  CHECK(pressure.event(0).channel == 0);
  CHECK(std::string(pressure.event(0).code) == "Artefact");
  CHECK(pressure.unit(0) == "mm[Hg]");
  const std::string header = o.records.at("header");
  CHECK(header.find("\"1951-03-02\"") != std::string::npos);
  CHECK(header.find("\"patient-name\"") != std::string::npos);
  CHECK(header.find("\"2021-03-02\"") != std::string::npos);
}

TEST_CASE("a file of annotations alone is a table") {
  EdfMaker edf;
  edf.reserved = "EDF+C";
  edf.duration = "0";
  edf.annotations = {start("0") +
                     "+30\x15"
                     "30\x14"
                     "Sleep stage W\x14"};
  const Outcome listed = PluginBench(biosignals_entry).list("edf", {{"h.edf", edf.bytes()}});
  REQUIRE(listed.items.size() == 1);
  CHECK(listed.items[0].kind == GANTRY_KIND_TABLE);
  const Outcome o = read_edf(edf.bytes());
  CHECK(o.tables.at("table").number("onset", 0) == 30);
  CHECK(o.tables.at("table").number("duration", 0) == 30);
  CHECK(o.tables.at("table").text("annotation", 0) == "Sleep stage W");
}

TEST_CASE("a recording that was never closed, is cut off or too long is read as far as it goes, and that is said") {
  EdfMaker edf = three_records();
  edf.records = "-1";
  const Outcome open = read_edf(edf.bytes());
  CHECK(open.signal("signal").c().samples == 6);
  REQUIRE(open.warnings.size() == 1);
  CHECK(open.warnings[0].find("never closed") != std::string::npos);
  edf.records = "5";
  const Outcome cut = read_edf(edf.bytes());
  CHECK(cut.signal("signal").c().samples == 6);
  REQUIRE(cut.warnings.size() == 1);
  CHECK(cut.warnings[0].find("3 of 5") != std::string::npos);
  edf.records = "2";
  const Outcome longer = read_edf(edf.bytes());
  CHECK(longer.signal("signal").c().samples == 4);
  CHECK(longer.warnings.size() == 1);
}

TEST_CASE("channels without a calibration give the stored numbers; impossible headers are refused") {
  EdfMaker edf = three_records();
  edf.channels[0].physical_maximum = edf.channels[0].physical_minimum;
  const Outcome o = read_edf(edf.bytes());
  CHECK(o.signal("signal").value(0, 2) == 3);
  CHECK(o.signal("signal").unit(0) == "1");
  CHECK(o.warnings.size() == 1);
  const auto refused = [](const EdfMaker &maker) {
    const Outcome r = read_edf(maker.bytes());
    CHECK_FALSE(r.hint.empty());
    const Outcome listed = PluginBench(biosignals_entry).list("edf", {{"a.edf", maker.bytes()}});
    CHECK(listed.refused.count(0) == 1);
    return r.status == GANTRY_BAD_DATA;
  };
  for (const char *records : {"-2", "0", "x", " "}) {
    INFO(records);
    edf = three_records();
    edf.records = records;
    CHECK(refused(edf));
  }
  for (const char *duration : {"0", "-1", "nan", "inf", "abc"}) {
    INFO(duration);
    edf = three_records();
    edf.duration = duration;
    CHECK(refused(edf));
  }
  edf = three_records();
  edf.channels[0].digital_maximum = "high";
  CHECK(refused(edf));
}
