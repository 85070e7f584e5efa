// SPDX-License-Identifier: Apache-2.0
// Signals out: EDF and BDF, read back here and by EDFlib's own reader; CSV; tables and back.
#include "making.hpp"

#include <gantry/cpp/signal.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/support/folder.hpp>

#include <catch2/catch.hpp>
#include <edflib.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <random>

using namespace gantry::test;

namespace {

HeldSignal made(gantry::SignalSpec spec, const std::vector<double> &samples) {
  HeldSignal s = spec.with_c([](const gantry_signal &c) { return HeldSignal::like(c); });
  std::memcpy(s.c().writable, samples.data(), samples.size() * sizeof(double));
  return s;
}

Outcome written(const HeldSignal &s, const std::string &name) {
  const std::string writer = name.find(".csv") == std::string::npos ? "edf" : "signal-csv";
  return PluginBench(biosignals_entry).input("signal", s).write(writer, name);
}

HeldSignal read_back(const Outcome &o) {
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  const Outcome again = read_edf(o.files.at(0).bytes);
  INFO(again.message);
  REQUIRE(again.status == GANTRY_OK);
  REQUIRE(again.warnings.empty());
  return again.signal("signal");
}

// What EDFlib itself reads.
struct Foreign {
  std::unique_ptr<edf_hdr_struct> header = std::make_unique<edf_hdr_struct>();
  std::vector<double> first;
  std::vector<std::string> annotations;

  explicit Foreign(const NamedBytes &file) {
    const gantry::tests::Folder folder;
    const std::string path = folder.write(file.name, file.bytes);
    REQUIRE(edfopen_file_readonly(path.c_str(), header.get(), EDFLIB_READ_ALL_ANNOTATIONS) == 0);
    first.resize(static_cast<std::size_t>(header->signalparam[0].smp_in_file));
    edfread_physical_samples(header->handle, 0, static_cast<int>(first.size()), first.data());
    for (int i = 0; i < header->annotations_in_file; ++i) {
      edf_annotation_struct a{};
      edf_get_annotation(header->handle, i, &a);
      annotations.push_back(std::to_string(a.onset) + " " + a.annotation);
    }
    edfclose_file(header->handle);
  }
};

std::vector<double> steps_of_a_converter(std::size_t count, double gain) {
  std::vector<double> out;
  std::mt19937 random(7);
  int level = 0;
  for (std::size_t i = 0; i < count; ++i) {
    level += static_cast<int>(random() % 41) - 20;
    out.push_back(level / gain);
  }
  return out;
}

HeldTable table(std::vector<std::string> names, std::vector<std::string> units,
                std::vector<std::vector<double>> columns) {
  HeldTable t;
  t.rows = columns.at(0).size();
  t.names = std::move(names);
  t.units = std::move(units);
  for (auto &c : columns) t.columns.emplace_back(std::move(c));
  return t;
}

}  // namespace

TEST_CASE("steps of a converter come back exactly from EDF, with channels, units and events") {
  auto samples = steps_of_a_converter(1000, 200);
  const auto second = steps_of_a_converter(1000, 0.5);
  samples.insert(samples.end(), second.begin(), second.end());
  gantry::SignalSpec spec;
  spec.samples(1000).rate(250).channel("MLII", "mV").channel("ABP", "mm[Hg]");
  spec.event({0.5, 0, -1, "N", "Normal beat"})
      .event({1.25, 0.5, 1, "artefact", "artefact"})
      .event({2, 0, -1, "\xC3\xA9", ""});
  const Outcome o = written(made(spec, samples), "a.edf");
  CHECK(o.warnings.empty());
  const HeldSignal s = read_back(o);
  CHECK(s.c().rate == 250);
  REQUIRE(s.c().samples == 1000);
  CHECK(s.channel(0) == "MLII");
  CHECK(s.unit(1) == "mm[Hg]");
  for (std::size_t i = 0; i < 1000; ++i) {
    REQUIRE(s.value(0, i) == Approx(samples[i]).margin(1e-9));
    REQUIRE(s.value(1, i) == Approx(samples[1000 + i]).margin(1e-9));
  }
  REQUIRE(s.c().event_count == 3);
  CHECK(std::string(s.event(0).label) == "N: Normal beat");
  CHECK(s.event(1).onset == 1.25);
  CHECK(s.event(1).duration == 0.5);
  CHECK(s.event(1).channel == 1);
  CHECK(std::string(s.event(2).label) == "\xC3\xA9");
  const Foreign foreign(o.files[0]);
  CHECK(foreign.header->filetype == EDFLIB_FILETYPE_EDFPLUS);
  CHECK(foreign.header->edfsignals == 2);
  CHECK(std::string(foreign.header->patient_name) == "X");
  REQUIRE(foreign.first.size() == 1000);
  for (std::size_t i = 0; i < 1000; ++i) REQUIRE(foreign.first[i] == Approx(samples[i]).margin(1e-9));
  CHECK(foreign.annotations.at(0) == "5000000 N: Normal beat");
}

TEST_CASE("other numbers are rounded to 16 bits with a warning, to 24 in BDF without") {
  std::vector<double> samples;
  for (int i = 0; i < 500; ++i) samples.push_back(std::sin(i * 0.1) * 3);
  gantry::SignalSpec spec;
  spec.samples(500).rate(100).channel("x", "V");
  const Outcome edf = written(made(spec, samples), "a.edf");
  REQUIRE(edf.warnings.size() == 1);
  CHECK(edf.warnings[0].find("rounded by up to") != std::string::npos);
  const HeldSignal s = read_back(edf);
  for (std::size_t i = 0; i < 500; ++i) REQUIRE(std::abs(s.value(0, i) - samples[i]) <= 0.51 * 6 / 65535);
  const Outcome bdf = written(made(spec, samples), "a.bdf");
  CHECK(bdf.warnings.empty());
  const HeldSignal b = read_back(bdf);
  for (std::size_t i = 0; i < 500; ++i) REQUIRE(std::abs(b.value(0, i) - samples[i]) <= 0.51 * 6 / 16777215);
}

TEST_CASE("rates that are no whole number are kept; records that can't be whole are filled, and that is said") {
  const auto of_rate = [](double rate, std::size_t count) {
    gantry::SignalSpec spec;
    spec.samples(count).rate(rate).channel("x", "V");
    return written(made(spec, steps_of_a_converter(count, 1)), "a.edf");
  };
  CHECK(read_back(of_rate(12.8, 1408)).c().rate == Approx(12.8).epsilon(1e-12));
  CHECK(read_back(of_rate(128.5, 257)).c().rate == 128.5);
  const Outcome filled = of_rate(360, 1001);
  REQUIRE(filled.warnings.size() == 1);
  CHECK(filled.warnings[0].find("repeated") != std::string::npos);
  CHECK(of_rate(100.0 / 7 * std::sqrt(2.0), 1001).code == "edf.rate");
}

TEST_CASE("what EDF can't hold is refused with a way out") {
  gantry::SignalSpec spec;
  spec.samples(2).rate(100).channel("x", "V");
  CHECK(written(made(spec, {1, std::nan("")}), "a.edf").code == "edf.missing");
  CHECK(written(made(spec, {1, 1e12}), "a.edf").code == "edf.range");
  CHECK(written(made(spec, {1e-13, 3.14159e-13}), "a.edf").code == "edf.range");
  gantry::SignalSpec uneven;
  uneven.samples(2).times({0, 3}).channel("x", "V");
  const Outcome o = written(made(uneven, {1, 2}), "a.edf");
  CHECK(o.code == "edf.uneven");
  CHECK_FALSE(o.hint.empty());
  CHECK(PluginBench(biosignals_entry)
            .input("signal", made(spec, {1, 2}))
            .cancel_at_call(1)
            .write("edf", "a.edf")
            .status == GANTRY_CANCELLED);
}

TEST_CASE("a signal as CSV has its units in the head, a decimal point, and its events beside it") {
  gantry::SignalSpec spec;
  spec.samples(3).rate(4).channel("II", "mV").channel("a,b", "1");
  spec.event({0.25, 0, 0, "N", "say \"x\""});
  const Outcome o = written(made(spec, {0.125, std::nan(""), -2, 1e-20, 2, 3}), "a.csv");
  REQUIRE(o.files.size() == 2);
  CHECK(o.files[0].bytes == "time [s],II [mV],\"a,b [1]\"\n0,0.125,1e-20\n0.25,NaN,2\n0.5,-2,3\n");
  CHECK(o.files[1].name == "a_events.csv");
  CHECK(o.files[1].bytes == "onset [s],duration [s],channel,code,label\n0.25,0,\"II\",\"N\",\"say \"\"x\"\"\"\n");
}

TEST_CASE("a table becomes a signal: evenly spaced times a rate, others times; milliseconds and minutes too") {
  const auto run = [](const HeldTable &t) {
    return PluginBench(biosignals_entry).input("table", t).run("table-to-signal");
  };
  std::vector<double> ms, values;
  for (int i = 0; i < 720; ++i) {
    ms.push_back(i * 1000.0 / 360);
    values.push_back(i % 7 == 0 ? std::nan("") : i);
  }
  Outcome o = run(table({"II", "t"}, {"mV", "ms"}, {values, ms}));
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  REQUIRE(o.warnings.size() == 1);
  CHECK(o.warnings[0].find("103 samples are missing") != std::string::npos);
  CHECK(o.signal("signal").c().rate == 360);
  CHECK(o.signal("signal").channel(0) == "II");
  CHECK(o.signal("signal").value(0, 8) == 8);
  o = run(table({"t", "p"}, {"min", "mm[Hg]"}, {{0, 1, 3}, {80, 81, 82}}));
  CHECK(o.signal("signal").c().rate == 0);
  CHECK(o.signal("signal").c().times[2] == 180);
  CHECK(o.warnings.size() == 1);
  o = PluginBench(biosignals_entry)
          .input("table", table({"p"}, {""}, {{80, 81, 82}}))
          .set("rate", 50.0)
          .run("table-to-signal");
  CHECK(o.signal("signal").c().rate == 50);
  CHECK(o.signal("signal").unit(0) == "1");
}

TEST_CASE("times that go back, stand still or are missing, and tables without time are refused") {
  const auto code = [](const HeldTable &t) {
    const Outcome o = PluginBench(biosignals_entry).input("table", t).run("table-to-signal");
    CHECK_FALSE(o.hint.empty());
    return o.code;
  };
  CHECK(code(table({"t", "x"}, {"s", "V"}, {{0, 2, 1}, {1, 2, 3}})) == "signal.time");
  CHECK(code(table({"t", "x"}, {"s", "V"}, {{0, 1, 1}, {1, 2, 3}})) == "signal.time");
  CHECK(code(table({"t", "x"}, {"s", "V"}, {{0, std::nan(""), 1}, {1, 2, 3}})) == "signal.time");
  CHECK(code(table({"t", "x"}, {"", "V"}, {{0, 1, 2}, {1, 2, 3}})) == "signal.time");
  CHECK(code(table({"t"}, {"s"}, {{0, 1, 2}})) == "signal.no-channels");
}

TEST_CASE("a signal turned into a table and back is the same signal") {
  gantry::SignalSpec spec;
  spec.samples(500).rate(360).channel("I", "mV").channel("I", "mV");
  spec.event({0.5, 0.25, 1, "V", "ectopic"});
  const HeldSignal first = made(spec, steps_of_a_converter(1000, 200));
  const Outcome there = PluginBench(biosignals_entry).input("signal", first).run("signal-to-table");
  REQUIRE(there.status == GANTRY_OK);
  CHECK(there.tables.at("table").names == std::vector<std::string>{"time", "I", "I (2)"});
  CHECK(there.tables.at("events").text("code", 0) == "V");
  const Outcome back = PluginBench(biosignals_entry).input("table", there.tables.at("table")).run("table-to-signal");
  REQUIRE(back.status == GANTRY_OK);
  CHECK(back.warnings.empty());
  CHECK(back.signal("signal").c().rate == 360);
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t i = 0; i < 500; ++i) REQUIRE(back.signal("signal").value(c, i) == first.value(c, i));
  }
}

TEST_CASE("real recordings go through EDF unchanged", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  for (const char *name : {"eeg_edf/test_utf8.edf", "eeg_edf/test.edf", "eeg_edf/duplicate_channel_labels.edf"}) {
    INFO(name);
    const Outcome first = PluginBench(biosignals_entry).read("edf", {load(*root / name)}, "0");
    const Outcome o = written(first.signal("signal"), "a.edf");
    const HeldSignal s = read_back(o), before = first.signal("signal");
    CHECK(s.c().rate == before.c().rate);
    REQUIRE(s.c().samples == before.c().samples);
    CHECK(s.c().event_count == before.c().event_count);
    double largest = 0;
    for (std::uint32_t c = 0; c < s.c().channel_count; ++c) {
      for (std::uint64_t i = 0; i < s.c().samples; ++i)
        largest = std::max(largest, std::abs(s.value(c, i) - before.value(c, i)));
    }
    CHECK(largest < 1e-4);  // uV
  }
}
