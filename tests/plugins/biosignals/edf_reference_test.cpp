// SPDX-License-Identifier: Apache-2.0
// Real EDF and BDF files, against facts read from them by others (reference.json of the data set; EEGLAB for test.edf).
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace gantry::test;
using nlohmann::json;

extern "C" const gantry_plugin_entry biosignals_entry;

namespace {

json reference(const std::filesystem::path &folder) {
  std::ifstream in(folder / "reference.json");
  return json::parse(in);
}

Outcome read_file(const std::filesystem::path &path) {
  Outcome o = PluginBench(biosignals_entry).read("edf", {load(path)}, "0");
  INFO(path.filename().string() << ": " << o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o;
}

struct Found {
  const HeldSignal *signal = nullptr;
  std::size_t channel = 0;
};

// The n-th channel of that label, over all signals.
Found find(const Outcome &o, const std::string &label, std::size_t n = 0) {
  for (const HeldSignal &s : o.signals.at("signal")) {
    for (std::uint32_t c = 0; c < s.c().channel_count; ++c) {
      if (s.channel(c) == label && n-- == 0) return {&s, c};
    }
  }
  return {};
}

double mean_of(const Found &f) {
  double sum = 0;
  for (std::uint64_t i = 0; i < f.signal->c().samples; ++i) sum += f.signal->value(f.channel, i);
  return sum / static_cast<double>(f.signal->c().samples);
}

double deviation_of(const Found &f) {
  const double mean = mean_of(f);
  double sum = 0;
  for (std::uint64_t i = 0; i < f.signal->c().samples; ++i) sum += std::pow(f.signal->value(f.channel, i) - mean, 2);
  return std::sqrt(sum / static_cast<double>(f.signal->c().samples));
}

json header_value(const Outcome &o, const std::string &key) {
  const json header = json::parse(o.records.at("header"));
  for (const auto &entry : header.at("entries")) {
    if (entry.at("key") == key) return entry.at("value");
  }
  return {};
}

void check_channel(const Outcome &o, const json &expected, std::size_t n) {
  INFO(expected.at("label"));
  const Found f = find(o, expected.at("label"), n);
  REQUIRE(f.signal != nullptr);
  CHECK(f.signal->unit(f.channel) == expected.at("unit"));
  CHECK(f.signal->c().rate == expected.at("rate_hz").get<double>());
  for (std::size_t i = 0; i < 3; ++i) CHECK(f.signal->value(f.channel, i) == expected.at("first3")[i].get<double>());
  const double deviation = expected.at("std");
  CHECK(std::abs(mean_of(f) - expected.at("mean").get<double>()) <= 1e-9 * deviation);
  CHECK(deviation_of(f) == Approx(deviation).epsilon(1e-12));
}

}  // namespace

TEST_CASE("every file of the EEG set has the header, the samples, the mean and the deviation of its reference",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const json all = reference(*root / "eeg_edf");
  for (const auto &[name, expected] : all.items()) {
    INFO(name);
    const NamedBytes file = load(*root / "eeg_edf" / name);
    CHECK(PluginBench(biosignals_entry).sniff("edf", file) == 100);
    const Outcome o = read_file(*root / "eeg_edf" / name);
    CHECK(o.warnings.empty());
    CHECK(header_value(o, "header_bytes") == expected.at("header_bytes"));
    CHECK(header_value(o, "records") == expected.at("records_in_header"));
    CHECK(header_value(o, "records_in_file") == expected.at("records_in_file"));
    CHECK(header_value(o, "record_duration") == expected.at("record_duration_s"));
    CHECK(header_value(o, "signals") == expected.at("signals"));
    CHECK(header_value(o, "reserved") == expected.at("reserved"));
    std::map<std::string, std::size_t> seen;
    for (const auto &channel : expected.at("channels")) check_channel(o, channel, seen[channel.at("label")]++);
  }
}

TEST_CASE("test.edf has exactly the values that EEGLAB reads, beyond the digital limits of its header too",
          "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const json eeglab = reference(*root / "eeg_edf").at("test.edf").at("eeglab");
  const Outcome o = read_file(*root / "eeg_edf/test.edf");
  const HeldSignal &s = o.signal("signal");
  REQUIRE(o.signals.at("signal").size() == 1);
  REQUIRE(s.c().channel_count == eeglab.at("shape")[0].get<unsigned>());
  REQUIRE(s.c().samples == eeglab.at("shape")[1].get<std::uint64_t>());
  for (std::size_t c = 0; c < s.c().channel_count; ++c) {
    const auto &expected = eeglab.at("per_channel")[c];
    double lowest = s.value(c, 0), highest = lowest;
    for (std::uint64_t i = 0; i < s.c().samples; ++i) {
      lowest = std::min(lowest, s.value(c, i));
      highest = std::max(highest, s.value(c, i));
    }
    for (std::size_t i = 0; i < 5; ++i) CHECK(s.value(c, i) == expected.at("first5")[i].get<double>());
    CHECK(lowest == expected.at("min").get<double>());
    CHECK(highest == expected.at("max").get<double>());
    CHECK(std::abs(mean_of({&s, c}) - expected.at("mean").get<double>()) < 1e-9);
  }
}

TEST_CASE("annotations come with onset, duration and text, in UTF-8", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  // As EDFlib 1.23 reads them.
  const Outcome a = read_file(*root / "eeg_edf/test.edf");
  const HeldSignal &s = a.signal("signal");
  REQUIRE(s.c().event_count == 5);
  CHECK(std::string(s.event(0).label) == "start");
  CHECK(s.event(1).onset == 0.1344);
  CHECK(s.event(1).duration == 0.256);
  CHECK(std::string(s.event(4).code) == "type A");
  CHECK(s.event(4).onset == 2.5);
  CHECK(s.event(4).duration == 2.5);
  CHECK(s.event(4).channel == -1);
  const Outcome b = read_file(*root / "eeg_edf/test_utf8.edf");
  REQUIRE(b.signal("signal").c().event_count == 5);
  CHECK(std::string(b.signal("signal").event(2).label) ==
        "\xE4\xB8\xAD\xE6\x96\x87\xE6\xB5\x8B\xE8\xAF\x95\xE5\x85\xAB\xE4\xB8\xAA\xE5\xAD\x97");
  CHECK(b.signal("signal").event(2).onset == Approx(119.6054688).epsilon(1e-9));
}

TEST_CASE("channels of different rates become signals of their own, duplicate labels stay", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Outcome bdf = read_file(*root / "eeg_edf/test_generator.bdf");
  REQUIRE(bdf.signals.at("signal").size() == 5);
  CHECK(bdf.signals.at("signal")[4].c().rate == 999);
  CHECK(bdf.signals.at("signal")[4].c().samples == 29970);
  const Outcome twice = read_file(*root / "eeg_edf/duplicate_channel_labels.edf");
  REQUIRE(twice.signals.at("signal").size() == 1);
  CHECK(twice.signal("signal").channel(0) == twice.signal("signal").channel(2));
}

TEST_CASE("what an EDF header says of the person is marked as identifying", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const Outcome o = read_file(*root / "eeg_edf/test_utf8.edf");
  std::map<std::string, json> entries;
  const json header = json::parse(o.records.at("header"));
  for (const auto &e : header.at("entries")) entries[e.at("key")] = e;
  CHECK(entries.at("patient_identification").at("identifying") == true);
  CHECK(entries.at("recording_identification").at("identifying") == true);
  CHECK(entries.at("birthdate").at("value") == "1998-01-20");
  CHECK(entries.at("birthdate").at("role") == "birth-date");
  CHECK(entries.at("startdate").at("value") == "2020-01-24");
  CHECK(entries.at("startdate").at("role") == "date");
  CHECK(entries.at("startdate").at("identifying") == true);
  CHECK(entries.at("label").at("identifying") == false);
}
