// SPDX-License-Identifier: Apache-2.0
// MIT-BIH and PTB records, against the counts and statistics of the data set's reference.json and the headers' check
// sums.
#include <tests/plugins/support/plugin_bench.hpp>
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace gantry::test;
using nlohmann::json;

extern "C" const gantry_plugin_entry biosignals_entry;

namespace {

std::vector<NamedBytes> folder(const std::filesystem::path &path) {
  std::vector<NamedBytes> files;
  for (const auto &entry : std::filesystem::directory_iterator(path)) {
    const auto ending = entry.path().extension();
    if (ending != ".json" && ending != ".csv") files.push_back(load(entry.path()));
  }
  std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
  return files;
}

std::vector<double> beats_of(const HeldSignal &s) {
  const std::string beats = "NLRBAaJSVrFejnE/fQ?";
  std::vector<double> at;
  for (std::size_t i = 0; i < s.c().event_count; ++i) {
    const std::string code = s.event(i).code;
    if (code.size() == 1 && beats.find(code) != std::string::npos) at.push_back(s.event(i).onset);
  }
  return at;
}

void check_record(const Outcome &o, const json &expected) {
  CHECK(o.warnings.empty());  // the check sums of the header agree
  REQUIRE(o.signals.at("signal").size() == 1);
  const HeldSignal &s = o.signal("signal");
  CHECK(s.c().rate == 360);
  REQUIRE(s.c().samples == expected.at("n_samples").get<std::uint64_t>());
  for (std::size_t c = 0; c < 2; ++c) {
    CHECK(s.channel(c) == expected.at("leads")[c]);
    CHECK(s.unit(c) == "mV");
    const double zero = expected.at("adc_zero")[c], gain = expected.at("gain_adc_per_mV")[c];
    double lowest = 1e9, highest = -1e9;
    std::uint32_t sum = 0;
    for (std::uint64_t i = 0; i < s.c().samples; ++i) {
      const double adc = s.value(c, i) * gain + zero;
      lowest = std::min(lowest, adc);
      highest = std::max(highest, adc);
      sum += static_cast<std::uint32_t>(std::lround(adc));
    }
    CHECK(static_cast<std::int16_t>(sum & 0xFFFFU) == expected.at("checksum_header")[c].get<int>());
    CHECK(std::lround(lowest) == expected.at("min_adc")[c].get<long>());
    CHECK(std::lround(highest) == expected.at("max_adc")[c].get<long>());
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(s.value(c, i) == (expected.at("first_samples_adc")[i][c].get<double>() - zero) / gain);
    }
  }
  CHECK(s.c().event_count == expected.at("annotations_total").get<unsigned>());
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < s.c().event_count; ++i) ++counts[s.event(i).code];
  CHECK(json(counts) == expected.at("annotation_counts"));
  const auto beats = beats_of(s);
  REQUIRE(beats.size() == expected.at("beats").get<std::size_t>());
  for (std::size_t i = 0; i < 8; ++i) CHECK(std::lround(beats[i] * 360) == expected.at("first_beats")[i].get<long>());
  CHECK(std::lround(beats.back() * 360) == expected.at("last_beat").get<long>());
  const double n = static_cast<double>(beats.size() - 1), mean = (beats.back() - beats.front()) / n;
  double squares = 0, steps = 0;
  for (std::size_t i = 1; i < beats.size(); ++i) {
    squares += std::pow(beats[i] - beats[i - 1] - mean, 2);
    if (i > 1) steps += std::pow(beats[i] - 2 * beats[i - 1] + beats[i - 2], 2);
  }
  CHECK(mean == Approx(expected.at("mean_rr_s").get<double>()).epsilon(1e-12));
  CHECK(1000 * std::sqrt(squares / (n - 1)) == Approx(expected.at("sdnn_all_beats_ms").get<double>()).epsilon(1e-9));
  CHECK(1000 * std::sqrt(steps / (n - 1)) == Approx(expected.at("rmssd_all_beats_ms").get<double>()).epsilon(1e-9));
}

}  // namespace

TEST_CASE("MIT-BIH 100 and 207 have the samples, the beats and the RR statistics of their reference", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const auto files = folder(*root / "ecg_mitbih");
  std::ifstream in(*root / "ecg_mitbih/reference.json");
  const json expected = json::parse(in);
  const Outcome listed = PluginBench(biosignals_entry).list("wfdb", files);
  CHECK(listed.refused.empty());
  REQUIRE(listed.items.size() == 3);
  CHECK(listed.items[0].summary == "2 channels at 360 Hz, 1805.56 s, 2274 annotations");
  CHECK(listed.items[0].files.size() == 3);
  CHECK(listed.items[1].kind == GANTRY_KIND_TABLE);
  CHECK(listed.items[2].summary == "2 channels at 360 Hz, 1805.56 s, 2385 annotations");
  check_record(PluginBench(biosignals_entry).read("wfdb", files, listed.items[0].key), expected.at("100"));
  check_record(PluginBench(biosignals_entry).read("wfdb", files, listed.items[2].key), expected.at("207"));
}

TEST_CASE("annotations of a second annotator are a table of their own", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const auto files = folder(*root / "ecg_mitbih");
  const Outcome listed = PluginBench(biosignals_entry).list("wfdb", files);
  const Outcome o = PluginBench(biosignals_entry).read("wfdb", files, listed.items.at(1).key);
  const HeldTable &t = o.tables.at("table");
  REQUIRE(t.rows == 2274);  // 2273 beats, as the MANIFEST says of gqrs, and a comment with its command line
  CHECK(t.text("code", 0) == "\"");
  CHECK(t.text("text", 0) == "gqrs -r 100");
  CHECK(t.text("code", 1) == "N");
  CHECK(t.number("time", 1) * 360 == Approx(77).margin(54));  // the first beat, within 150 ms
}

TEST_CASE("the PTB record has its 15 leads out of two files", "[reference]") {
  const auto root = reference_data();
  if (!root) return;
  const auto files = folder(*root / "ecg_other");
  const Outcome listed = PluginBench(biosignals_entry).list("wfdb", files);
  CHECK(listed.refused.empty());
  REQUIRE(listed.items.size() == 1);
  CHECK(listed.items[0].files.size() == 3);
  const Outcome o = PluginBench(biosignals_entry).read("wfdb", files, listed.items[0].key);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  CHECK(o.warnings.empty());  // 15 check sums and 15 initial values of the header agree
  const HeldSignal &s = o.signal("signal");
  CHECK(s.c().channel_count == 15);
  CHECK(s.c().samples == 38400);
  CHECK(s.c().rate == 1000);
  CHECK(s.channel(0) == "i");
  CHECK(s.channel(14) == "vz");
  CHECK(s.value(0, 0) == -489 / 2000.0);
  CHECK(s.value(12, 0) == -3 / 2000.0);
  CHECK(s.value(13, 0) == 120 / 2000.0);
  const json header = json::parse(o.records.at("header"));
  for (const auto &entry : header.at("entries")) {
    if (entry.at("key") == "comment") CHECK(entry.at("identifying") == true);
  }
  CHECK(o.records.at("header").find("Myocardial infarction") != std::string::npos);
}

TEST_CASE("a signal file that is missing is asked for without its name") {
  const std::string header = "secret 1 100 4\nsecret.dat 16 200 16 0 1 10 0 II\n";
  const Outcome o = PluginBench(biosignals_entry).list("wfdb", {{"secret.hea", header}});
  CHECK(o.items.empty());
  CHECK(o.refused.at(0).find(".dat") != std::string::npos);
  CHECK(o.refused.at(0).find("secret") == std::string::npos);
}
