// SPDX-License-Identifier: Apache-2.0
#include "edf_header_record.hpp"

#include "text.hpp"

#include <plugins/headers/header_entries.hpp>

#include <algorithm>
#include <cstdio>

namespace gantry::biosignals {
namespace {

using nlohmann::json;

std::string spaced(std::string_view part) {
  std::string out = part == "X" ? "" : std::string(part);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

// "02-MAR-1951" as 1951-03-02; empty when it is no such date.
std::string date_of_words(std::string_view text) {
  constexpr const char *months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  if (text.size() != 11 || text[2] != '-' || text[6] != '-') return "";
  const auto day = whole(text.substr(0, 2)), year = whole(text.substr(7));
  const std::string month = lower_case(text.substr(3, 3));
  const auto found = std::find(std::begin(months), std::end(months), month);
  if (!day || !year || found == std::end(months)) return "";
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", static_cast<int>(*year),
                static_cast<int>(found - std::begin(months)) + 1, static_cast<int>(*day));
  return out;
}

// "02.08.51": years 85 to 99 are of the 20th century (EDF+, section 2.1.3.2).
std::string date_of_digits(std::string_view text) {
  if (text.size() != 8) return "";
  const auto day = whole(text.substr(0, 2)), month = whole(text.substr(3, 2)), year = whole(text.substr(6, 2));
  if (!day || !month || !year) return "";
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", static_cast<int>(*year + (*year >= 85 ? 1900 : 2000)),
                static_cast<int>(*month), static_cast<int>(*day));
  return out;
}

void add_person(HeaderEntries &e, const EdfHeader &h) {
  e.add_identifying("patient_identification", h.patient);
  if (!h.plus()) return;
  const auto parts = words(h.patient);
  const auto part = [&](std::size_t i) { return i < parts.size() ? spaced(parts[i]) : std::string(); };
  e.add_identifying("patient_code", part(0), "patient-id");
  e.add_identifying("sex", part(1));
  const std::string born = parts.size() > 2 ? date_of_words(parts[2]) : "";
  if (born.empty()) e.add_identifying("birthdate", part(2));
  else e.add_identifying("birthdate", born, "birth-date");
  e.add_identifying("patient_name", part(3), "patient-name");
  for (std::size_t i = 4; i < parts.size(); ++i) e.add_identifying("patient_additional", spaced(parts[i]));
}

void add_recording(HeaderEntries &e, const EdfHeader &h) {
  e.add_identifying("recording_identification", h.recording);
  std::string start = date_of_digits(h.start_date);
  const auto parts = words(h.recording);
  if (h.plus() && parts.size() > 1 && parts[0] == "Startdate") {
    const auto part = [&](std::size_t i) { return i < parts.size() ? spaced(parts[i]) : std::string(); };
    if (const std::string full = date_of_words(parts[1]); !full.empty()) start = full;
    e.add_identifying("administration_code", part(2));
    e.add_identifying("technician", part(3));
    e.add_identifying("equipment", part(4));
    for (std::size_t i = 5; i < parts.size(); ++i) e.add_identifying("recording_additional", spaced(parts[i]));
  }
  if (start.empty()) e.add_identifying("startdate", h.start_date);
  else e.add_identifying("startdate", start, "date");
  std::string time = h.start_time;
  std::replace(time.begin(), time.end(), '.', ':');
  e.add_identifying("starttime", time, "time");
}

template <class Get>
json of_all(const EdfHeader &h, Get &&get) {
  json values = json::array();
  for (const EdfChannel &c : h.channels) values.push_back(get(c));
  return values;
}

}  // namespace

std::string edf_header_record(const EdfRecording &r) {
  const EdfHeader &h = r.header;
  HeaderEntries e;
  e.add("format", h.name());
  e.add("reserved", h.plus() ? h.reserved.substr(0, 5) : std::string());
  add_person(e, h);
  add_recording(e, h);
  e.add("header_bytes", h.header_bytes);
  e.add("records", h.announced_records);
  e.add("records_in_file", r.records);
  e.add("record_duration", h.record_duration, "s");
  e.add("signals", h.channels.size());
  e.add("label", of_all(h, [](const EdfChannel &c) { return c.label; }));
  e.add("transducer_type", of_all(h, [](const EdfChannel &c) { return c.transducer; }));
  e.add("physical_dimension", of_all(h, [](const EdfChannel &c) { return c.unit; }));
  e.add("physical_minimum", of_all(h, [](const EdfChannel &c) { return c.physical_minimum; }));
  e.add("physical_maximum", of_all(h, [](const EdfChannel &c) { return c.physical_maximum; }));
  e.add("digital_minimum", of_all(h, [](const EdfChannel &c) { return c.digital_minimum; }));
  e.add("digital_maximum", of_all(h, [](const EdfChannel &c) { return c.digital_maximum; }));
  e.add("prefiltering", of_all(h, [](const EdfChannel &c) { return c.prefilter; }));
  e.add("samples_per_record", of_all(h, [](const EdfChannel &c) { return c.samples_per_record; }));
  return e.dump();
}

}  // namespace gantry::biosignals
