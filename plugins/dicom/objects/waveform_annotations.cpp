// SPDX-License-Identifier: Apache-2.0
#include "waveform_annotations.hpp"

#include "../series/clock.hpp"
#include "code.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace gantry::dicom {
namespace {

constexpr std::size_t most_events = 1000000;
constexpr std::size_t most_text = std::size_t{64} << 20;  // bytes: each event of an annotation has its words

std::string shortest(double value) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

struct Statement {
  std::string code, label;
};

Statement statement_of(const Item &item) {
  const std::string text = item.text(DCM_UnformattedTextValue);
  if (!text.empty()) return {"", text};
  const Item name = item.item(DCM_ConceptNameCodeSequence), value = item.item(DCM_ConceptCodeSequence);
  Statement m{code_text(name), name.text(DCM_CodeMeaning)};
  if (value) {
    m.code = code_text(value);
    m.label += (m.label.empty() ? "" : " = ") + value.text(DCM_CodeMeaning);
  } else if (const auto number = item.number(DCM_NumericValue)) {
    const std::string unit = item.item(DCM_MeasurementUnitsCodeSequence).text(DCM_CodeValue);
    m.label += " = " + shortest(*number) + (unit.empty() || unit == "1" ? "" : " " + unit);
  }
  return m;
}

// ReferencedWaveformChannels: pairs of group and channel, both from 1; channel 0: all of the group.
struct Reference {
  std::size_t first_group = 0;      // the one by whose samples positions count
  bool here = false;                // it is about the group asked for
  std::set<std::int32_t> channels;  // of it; empty: all
};

Reference reference_of(const Item &item, const std::vector<Multiplex> &groups, std::size_t place) {
  Reference r;
  const auto pairs = item.integers(DCM_ReferencedWaveformChannels);
  if (pairs.size() < 2) return {0, true, {}};
  const std::int64_t first = pairs[0] - 1;
  if (first > 0 && static_cast<std::size_t>(first) < groups.size()) r.first_group = static_cast<std::size_t>(first);
  bool all = false;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (pairs[i] != static_cast<std::int64_t>(place) + 1 && pairs[i] != 0) continue;
    r.here = true;
    const std::int64_t channel = pairs[i + 1];
    if (channel < 1 || channel > static_cast<std::int64_t>(groups[place].channels)) all = true;
    else r.channels.insert(static_cast<std::int32_t>(channel - 1));
  }
  if (all || r.channels.size() == groups[place].channels) r.channels.clear();
  return r;
}

// s from the start of the group at `place`; empty when it is about no moment.
std::vector<double> moments_of(const Item &item, const std::vector<Multiplex> &groups, std::size_t first,
                               std::size_t place, double acquired) {
  std::vector<double> moments;
  for (const std::int64_t position : item.integers(DCM_ReferencedSamplePositions)) {
    const double from_start = static_cast<double>(position - 1) / groups[first].rate;
    moments.push_back(from_start + groups[first].offset - groups[place].offset);
  }
  if (!moments.empty()) return moments;
  moments = item.numbers(DCM_ReferencedTimeOffsets);
  if (!moments.empty()) return moments;
  for (const std::string &text : item.texts(DCM_ReferencedDateTime))
    moments.push_back(seconds_of_datetime(text) - acquired - groups[place].offset);
  return moments;
}

struct Span {
  double onset = 0, duration = 0;
};

std::vector<Span> spans_of(const std::string &range, const std::vector<double> &moments, double length) {
  std::vector<Span> spans;
  if (moments.empty()) return {{0, length}};
  if (range == "BEGIN") return {{moments[0], std::max(0.0, length - moments[0])}};
  if (range == "END") return {{0, std::max(0.0, moments[0])}};
  const bool segments = range == "SEGMENT" || range == "MULTISEGMENT";
  for (std::size_t i = 0; i < moments.size(); i += segments ? 2 : 1) {
    const double last = segments && i + 1 < moments.size() ? moments[i + 1] : moments[i];
    spans.push_back({std::min(moments[i], last), std::abs(last - moments[i])});
  }
  return spans;
}

}  // namespace

std::vector<SignalEvent> annotations_of(const Dataset &d, const std::vector<Multiplex> &groups, std::size_t place,
                                        std::size_t &left_out) {
  std::vector<SignalEvent> events;
  std::size_t text = 0;
  const Multiplex &own = groups[place];
  const double length = static_cast<double>(own.samples) / own.rate,
               acquired = seconds_of_datetime(d.text(DCM_AcquisitionDateTime));
  for (const Item &item : d.items(DCM_WaveformAnnotationSequence)) {
    const Reference r = reference_of(item, groups, place);
    const Statement m = statement_of(item);
    if (!r.here || (m.code.empty() && m.label.empty())) continue;
    const auto moments = moments_of(item, groups, r.first_group, place, acquired);
    const std::set<std::int32_t> channels = r.channels.empty() ? std::set<std::int32_t>{-1} : r.channels;
    for (const Span &span : spans_of(item.text(DCM_TemporalRangeType), moments, length)) {
      if (!std::isfinite(span.onset) || !std::isfinite(span.duration)) continue;
      const std::size_t words = channels.size() * (m.code.size() + m.label.size());
      if (events.size() >= most_events || text + words > most_text) {
        left_out += channels.size();
        continue;
      }
      text += words;
      for (const std::int32_t channel : channels)
        events.push_back({span.onset, span.duration, channel, m.code, m.label});
    }
  }
  return events;
}

}  // namespace gantry::dicom
