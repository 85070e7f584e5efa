// SPDX-License-Identifier: Apache-2.0
#include "waveform.hpp"

#include "../header_record.hpp"
#include "../series/words.hpp"
#include "waveform_annotations.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

namespace gantry::dicom {
namespace {

[[noreturn]] void refuse(const std::string &what) {
  throw Error("dicom.waveform", what, GANTRY_BAD_DATA).hint("the file is damaged or cut off: fetch it again");
}

struct Group {
  std::uint64_t channels = 0, samples = 0;
  double rate = 0, offset = 0;  // Hz; s
  unsigned bytes = 2;
  bool is_signed = true;
  std::string_view data;
  bool big_endian = false;
};

Group group_of(const Item &item) {
  Group g;
  const std::int64_t channels = item.integer(DCM_NumberOfWaveformChannels).value_or(0),
                     samples = item.integer(DCM_NumberOfWaveformSamples).value_or(0);
  if (channels < 1 || channels > 65535 || samples < 1) refuse("a waveform says nothing of its size");
  g.channels = static_cast<std::uint64_t>(channels);
  g.samples = static_cast<std::uint64_t>(samples);
  g.rate = item.number(DCM_SamplingFrequency).value_or(0);
  if (!(g.rate > 0)) refuse("a waveform says nothing of its sampling frequency");
  g.offset = item.number(DCM_MultiplexGroupTimeOffset).value_or(0) / 1000;
  const std::string kind = item.text(DCM_WaveformSampleInterpretation);
  const std::int64_t bits = item.integer(DCM_WaveformBitsAllocated).value_or(16);
  if (kind == "MB" || kind == "AB") {
    throw Error("dicom.waveform", "sound of the telephone's kinds (mu-law, A-law) can't be read", GANTRY_UNSUPPORTED)
        .hint("have it exported as linear samples");
  }
  if (bits != 8 && bits != 16 && bits != 32) refuse("a waveform has samples of an impossible size");
  g.bytes = static_cast<unsigned>(bits / 8);
  g.is_signed = kind.empty() || kind.front() == 'S';
  g.data = item.bytes(DCM_WaveformData);
  g.big_endian = item.big_endian();
  if (g.data.size() / g.bytes / g.channels < g.samples) refuse("a waveform has fewer samples than it announces");
  return g;
}

double stored(const Group &g, std::uint64_t i) {
  std::uint32_t v = 0;
  for (unsigned b = 0; b < g.bytes; ++b) {
    const std::uint64_t at = i * g.bytes + (g.big_endian ? g.bytes - 1 - b : b);
    v |= static_cast<std::uint32_t>(static_cast<unsigned char>(g.data[at])) << (8 * b);
  }
  if (!g.is_signed) return v;
  const unsigned spare = 32 - 8 * g.bytes;
  return static_cast<std::int32_t>(v << spare) >> spare;
}

struct Scale {
  double factor = 1, baseline = 0;
};

std::string name_of(const Item &channel, std::size_t number) {
  const Item source = channel.item(DCM_ChannelSourceSequence);
  std::string name = channel.text(DCM_ChannelLabel);
  if (name.empty()) name = source.text(DCM_CodeMeaning);
  if (name.rfind("Lead ", 0) == 0) name = name.substr(5);
  return name.empty() ? "channel " + std::to_string(number) : name;
}

void read_group(Job &job, const Item &item, std::vector<SignalEvent> events) {
  const Group g = group_of(item);
  SignalSpec spec;
  for (SignalEvent &e : events) spec.event(std::move(e));
  spec.samples(g.samples).rate(g.rate);
  const auto channels = item.items(DCM_ChannelDefinitionSequence);
  std::vector<Scale> scales;
  for (std::size_t c = 0; c < g.channels; ++c) {
    const Item channel = c < channels.size() ? channels[c] : Item();
    const auto sensitivity = channel.number(DCM_ChannelSensitivity);
    const Item unit = channel.item(DCM_ChannelSensitivityUnitsSequence);
    spec.channel(name_of(channel, c + 1), sensitivity ? unit.text(DCM_CodeValue) : "");
    const double correction = channel.number(DCM_ChannelSensitivityCorrectionFactor).value_or(1);
    scales.push_back({sensitivity.value_or(1) * correction, channel.number(DCM_ChannelBaseline).value_or(0)});
  }
  // WaveformPaddingValue has the samples' own form, whatever its VR says.
  Group padding = g;
  padding.data = item.bytes(DCM_WaveformPaddingValue);
  const bool padded = padding.data.size() >= g.bytes;
  const double nothing = padded ? stored(padding, 0) : 0;
  auto *out = job.output_signal<float>("signal", spec);
  for (std::uint64_t c = 0; c < g.channels; ++c) {
    job.progress(static_cast<double>(c) / static_cast<double>(g.channels), "reading samples");
    float *into = out + c * g.samples;
    for (std::uint64_t i = 0; i < g.samples; ++i) {
      const double v = stored(g, i * g.channels + c);
      const bool missing = padded && v == nothing;
      into[i] = missing ? std::numeric_limits<float>::quiet_NaN()
                        : static_cast<float>(v * scales[c].factor + scales[c].baseline);
    }
  }
}

}  // namespace

std::string waveform_summary(const Dataset &d) {
  std::string text;
  for (const Item &item : d.items(DCM_WaveformSequence)) {
    const Group g = group_of(item);
    char one[96];
    std::snprintf(one, sizeof one, "%llu channels, %llu samples at %g Hz", static_cast<unsigned long long>(g.channels),
                  static_cast<unsigned long long>(g.samples), g.rate);
    text += (text.empty() ? "" : "; ") + std::string(one);
  }
  if (text.empty()) refuse("it holds no waveform");
  if (const std::size_t n = d.items(DCM_WaveformAnnotationSequence).size(); n > 0)
    text += ", " + counted(n, "annotation", "annotations");
  return text;
}

void read_waveform(Job &job, const Dataset &d) {
  for (const std::string &w : d.warnings()) job.warning(w);
  HeaderRecord record(d);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  const std::vector<Item> groups = d.items(DCM_WaveformSequence);
  std::vector<Multiplex> timing;
  for (const Item &item : groups) {
    const Group g = group_of(item);
    timing.push_back({g.channels, g.samples, g.rate, g.offset});
  }
  std::size_t left_out = 0;
  for (std::size_t place = 0; place < groups.size(); ++place)
    job.made([&] { read_group(job, groups[place], annotations_of(d, timing, place, left_out)); });
  if (left_out > 0) job.warning(std::to_string(left_out) + " of its annotations are too many to be kept and left out");
}

}  // namespace gantry::dicom
