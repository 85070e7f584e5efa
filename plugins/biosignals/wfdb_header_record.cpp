// SPDX-License-Identifier: Apache-2.0
#include "wfdb_header_record.hpp"

#include "text.hpp"

#include <plugins/headers/header_entries.hpp>

#include <cstdio>

namespace gantry::biosignals {
namespace {

using nlohmann::json;

// "25/03/1998" as 1998-03-25.
std::string iso_date(const std::string &text) {
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return "";
  return text.substr(6) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2);
}

template <class Get>
json of_all(const WfdbHeader &h, Get &&get) {
  json values = json::array();
  for (const WfdbSignal &s : h.signals) values.push_back(get(s));
  return values;
}

}  // namespace

std::string wfdb_header_record(const WfdbHeader &h, const WfdbHeader *segment) {
  const WfdbHeader &signals = segment != nullptr ? *segment : h;
  HeaderEntries e;
  e.add("format", h.multi_segment ? "WFDB, several segments" : "WFDB");
  e.add_identifying("record_name", h.record);
  e.add("number_of_signals", h.signal_count);
  e.add("sampling_frequency", h.rate, "Hz");
  e.add("number_of_samples", h.frames);
  if (h.multi_segment) e.add("number_of_segments", h.segments.size());
  e.add_identifying("base_time", h.base_time, "time");
  const std::string date = iso_date(h.base_date);
  if (date.empty()) e.add_identifying("base_date", h.base_date);
  else e.add_identifying("base_date", date, "date");
  e.add("description", of_all(signals, [](const WfdbSignal &s) { return s.description; }));
  e.add("signal_format", of_all(signals, [](const WfdbSignal &s) { return s.format; }));
  e.add("samples_per_frame", of_all(signals, [](const WfdbSignal &s) { return s.per_frame; }));
  e.add("skew", of_all(signals, [](const WfdbSignal &s) { return s.skew; }));
  e.add("ADC_gain", of_all(signals, [](const WfdbSignal &s) { return s.calibrated ? s.gain : 0.0; }));
  e.add("units", of_all(signals, [](const WfdbSignal &s) { return s.unit; }));
  e.add("baseline", of_all(signals, [](const WfdbSignal &s) { return s.baseline; }));
  e.add("ADC_resolution", of_all(signals, [](const WfdbSignal &s) { return s.resolution; }));
  e.add("ADC_zero", of_all(signals, [](const WfdbSignal &s) { return s.zero; }));
  e.add("initial_value", of_all(signals, [](const WfdbSignal &s) { return s.initial; }));
  e.add("checksum",
        of_all(signals, [](const WfdbSignal &s) { return s.checksum ? json(*s.checksum) : json(nullptr); }));
  for (const std::string &comment : h.comments) e.add_identifying("comment", comment);
  return e.dump();
}

}  // namespace gantry::biosignals
