// SPDX-License-Identifier: Apache-2.0
// Annotations of waveforms as events of their signals.
#include "making_images.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace gantry::test;

namespace {

std::string longs(const DcmTagKey &tag, const std::vector<unsigned> &values) {
  std::string out;
  for (const unsigned v : values) {
    for (unsigned i = 0; i < 4; ++i) out += static_cast<char>((v >> (8 * i)) & 0xff);
  }
  return element(tag, "UL", out);
}

// Samples of zero at `rate` Hz, from `offset` ms on.
std::string multiplex(int channels, unsigned samples, double rate, double offset) {
  return numbers(DCM_MultiplexGroupTimeOffset, "DS", {offset}) +
         numbers(DCM_NumberOfWaveformChannels, "US", {double(channels)}) +
         longs(DCM_NumberOfWaveformSamples, {samples}) + numbers(DCM_SamplingFrequency, "DS", {rate}) +
         numbers(DCM_WaveformBitsAllocated, "US", {16}) + element(DCM_WaveformSampleInterpretation, "CS", "SS") +
         element(DCM_WaveformData, "OW", std::string(2 * samples * static_cast<unsigned>(channels), '\0'));
}

std::string coded(const DcmTagKey &tag, const char *value, const char *scheme, const char *meaning) {
  return sequence(tag, {element(DCM_CodeValue, "SH", value) + element(DCM_CodingSchemeDesignator, "SH", scheme) +
                        element(DCM_CodeMeaning, "LO", meaning)});
}

std::string channels(const std::vector<double> &pairs) { return numbers(DCM_ReferencedWaveformChannels, "US", pairs); }
std::string range(const char *type) { return element(DCM_TemporalRangeType, "CS", type); }
std::string free_text(const std::string &text) { return element(DCM_UnformattedTextValue, "ST", text); }

NamedBytes waveform(const std::vector<std::string> &annotations) {
  return {"ecg", file({element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.9.1.1"),
                       element(DCM_Modality, "CS", "ECG"), element(DCM_AcquisitionDateTime, "DT", "20200229235959.5"),
                       sequence(DCM_WaveformSequence, {multiplex(2, 1000, 500, 0), multiplex(3, 100, 100, 250)}),
                       sequence(DCM_WaveformAnnotationSequence, annotations)})};
}

struct Seen {
  double onset, duration;
  int channel;
  std::string code, label;
};

std::vector<Seen> events(const Outcome &o, std::size_t group) {
  std::vector<Seen> out;
  const HeldSignal &s = o.signals.at("signal").at(group);
  for (std::uint32_t i = 0; i < s.c().event_count; ++i) {
    const gantry_event &e = s.event(i);
    out.push_back({e.onset, e.duration, e.channel, e.code, e.label});
  }
  return out;
}

}  // namespace

TEST_CASE("the annotations of an ECG are its events: beats at their samples, measurements over all of it",
          "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  const Outcome o = read_item({load(*root / "dicom/objects/waveform_ecg.dcm")});
  const auto found = events(o, 0);
  // pydicom 2.3.1: 77 items, all of the first group; 11 without a place in time, 66 points.
  REQUIRE(found.size() == 77);
  CHECK(events(o, 1).empty());
  CHECK(found[0].label == "RITMO SINUSALE");
  CHECK(found[0].code.empty());
  CHECK(found[0].duration == 10);
  CHECK(found[2].label == "RR Interval = 982 ms");
  CHECK(found[2].code == "SCPECG:5.10.2.1-3");
  CHECK(found[11].label == "P Onset");
  CHECK(found[11].code == "SCPECG:5.10.3-1");
  CHECK(found[11].onset == Approx(0.298));  // sample 299, counted from 1, at 1000 Hz
  CHECK(found[11].duration == 0);
  CHECK(found[76].label == "T Offset");
  CHECK(found[76].onset == Approx(9.696));
}

TEST_CASE("free text of annotations is marked as identifying in the header") {
  const Outcome o = read_item({waveform({channels({1, 0}) + free_text("seen by Dr. Jansen")})});
  const auto entries = nlohmann::json::parse(o.records.at("header")).at("entries");
  bool found = false;
  for (const auto &e : entries) {
    if (e["key"] != "WaveformAnnotationSequence.UnformattedTextValue") continue;
    found = true;
    CHECK(e["identifying"] == true);
    CHECK(e["value"] == "seen by Dr. Jansen");
  }
  CHECK(found);
}

TEST_CASE("positions, time offsets and moments are seconds of the group that they are about") {
  const std::string name = coded(DCM_ConceptNameCodeSequence, "N", "TEST", "Beat");
  const Outcome o = read_item({waveform({
      channels({1, 0}) + range("MULTIPOINT") + longs(DCM_ReferencedSamplePositions, {1, 251}) + name,
      channels({1, 2}) + range("SEGMENT") + numbers(DCM_ReferencedTimeOffsets, "DS", {0.5, 0.75}) + name,
      channels({2, 1, 2, 3}) + range("BEGIN") + longs(DCM_ReferencedSamplePositions, {51}) + name,
      channels({1, 0, 2, 0}) + range("POINT") + longs(DCM_ReferencedSamplePositions, {251}) + name,
      channels({2, 0}) + range("POINT") + element(DCM_ReferencedDateTime, "DT", "20200301000000.25") + name,
      channels({2, 0}) + range("END") + numbers(DCM_ReferencedTimeOffsets, "DS", {0.25}) + name,
  })});
  const auto first = events(o, 0), second = events(o, 1);
  REQUIRE(first.size() == 4);
  CHECK(first[0].onset == 0);
  CHECK(first[1].onset == 0.5);
  CHECK(first[1].channel == -1);
  CHECK(first[2].onset == 0.5);
  CHECK(first[2].duration == 0.25);
  CHECK(first[2].channel == 1);
  CHECK(first[3].onset == 0.5);
  REQUIRE(second.size() == 5);
  CHECK(second[0].onset == 0.5);
  CHECK(second[0].duration == 0.5);  // to the end of its second
  CHECK(second[0].channel == 0);
  CHECK(second[1].channel == 2);
  CHECK(second[2].onset == 0.25);  // a sample of the first group, which began 250 ms before
  CHECK(second[3].onset == 0.5);   // 750 ms after the acquisition began
  CHECK(second[4].onset == 0);
  CHECK(second[4].duration == 0.25);
}

TEST_CASE("measurements have their value and unit, coded statements their meaning") {
  const Outcome o = read_item({waveform({
      coded(DCM_ConceptNameCodeSequence, "8867-4", "LN", "Heart rate") + element(DCM_NumericValue, "DS", "+61.50") +
          coded(DCM_MeasurementUnitsCodeSequence, "/min", "UCUM", "per minute"),
      coded(DCM_ConceptNameCodeSequence, "F", "TEST", "Finding") +
          coded(DCM_ConceptCodeSequence, "49436004", "SCT", "Atrial fibrillation"),
      channels({9, 1}) + free_text("of a group that is not there"),
  })});
  const auto found = events(o, 1);  // no channels named: about all
  REQUIRE(found.size() == 2);
  CHECK(found[0].label == "Heart rate = 61.5 /min");
  CHECK(found[0].code == "LN:8867-4");
  CHECK(found[0].duration == 1);
  CHECK(found[1].label == "Finding = Atrial fibrillation");
  CHECK(found[1].code == "SCT:49436004");
}

TEST_CASE("annotations beyond a million are left out with a warning, and cost nothing") {
  // 5000 positions on each of 400 channels named one by one.
  std::vector<double> pairs;
  for (int c = 1; c <= 400; ++c) pairs.insert(pairs.end(), {1, double(c)});
  std::vector<unsigned> positions(5000, 1);
  NamedBytes bytes{
      "ecg", file({element(DCM_Modality, "CS", "ECG"), sequence(DCM_WaveformSequence, {multiplex(500, 2, 500, 0)}),
                   sequence(DCM_WaveformAnnotationSequence,
                            {channels(pairs) + longs(DCM_ReferencedSamplePositions, positions) + free_text("x")})})};
  const Outcome o = read_item({bytes});
  CHECK(o.signal("signal").c().event_count == 1000000);
  CHECK(std::count(o.warnings.begin(), o.warnings.end(),
                   "1000000 of its annotations are too many to be kept and left out") == 1);
}

TEST_CASE("annotations whose words would fill the memory are left out with a warning") {
  // 30,000 letters at each of 5000 positions of 400 channels: 60 GB.
  std::vector<double> pairs;
  for (int c = 1; c <= 400; ++c) pairs.insert(pairs.end(), {1, double(c)});
  std::vector<unsigned> positions(5000, 1);
  NamedBytes bytes{
      "ecg", file({element(DCM_Modality, "CS", "ECG"), sequence(DCM_WaveformSequence, {multiplex(500, 2, 500, 0)}),
                   sequence(DCM_WaveformAnnotationSequence,
                            {channels(pairs) + longs(DCM_ReferencedSamplePositions, positions) +
                             free_text(std::string(30000, 'x'))})})};
  const Outcome o = read_item({bytes});
  CHECK(o.signal("signal").c().event_count == 2000);
  CHECK(o.warnings.size() == 1);
}
