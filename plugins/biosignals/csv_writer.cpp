// SPDX-License-Identifier: Apache-2.0
#include "csv_writer.hpp"

#include "samples.hpp"
#include "text.hpp"

#include <cmath>

namespace gantry::biosignals {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    out += c;
    if (c == '"') out += '"';
  }
  return out + '"';
}

std::string heading(std::string_view name, std::string_view unit) {
  std::string text = std::string(name) + " [" + std::string(unit) + "]";
  return text.find_first_of("\",;\t\r\n") == std::string::npos && text.front() != '#' && text.front() != ' '
             ? text
             : quoted(text);
}

void append(std::string &out, double value) { out += std::isnan(value) ? "NaN" : shown(value); }

std::string samples_csv(Job &job, const gantry_signal &s) {
  std::string out = "time [s]";
  for (std::uint32_t c = 0; c < s.channel_count; ++c) out += "," + heading(s.channels[c]->name, s.channels[c]->unit);
  out += '\n';
  for (std::uint64_t i = 0; i < s.samples; ++i) {
    if (i % 4096 == 0) job.progress(static_cast<double>(i) / static_cast<double>(s.samples), "writing the signal");
    append(out, time_of(s, i));
    for (std::uint32_t c = 0; c < s.channel_count; ++c) {
      out += ',';
      append(out, sample_of(s, c, i));
    }
    out += '\n';
  }
  return out;
}

std::string events_csv(const gantry_signal &s) {
  std::string out = "onset [s],duration [s],channel,code,label\n";
  for (std::uint32_t e = 0; e < s.event_count; ++e) {
    const gantry_event &event = *s.events[e];
    append(out, event.onset);
    out += ',';
    append(out, event.duration);
    out += ',' + (event.channel < 0 ? quoted("") : quoted(s.channels[event.channel]->name));
    out += ',' + quoted(event.code) + ',' + quoted(event.label) + '\n';
  }
  return out;
}

}  // namespace

void SignalCsvWriter::write(Job &job, const std::string &name) {
  const gantry_signal &s = signal.view();
  const std::string samples = samples_csv(job, s);
  job.output_file("file", "text/csv", name.c_str(), samples.data(), samples.size());
  if (s.event_count == 0) return;
  const std::string events = events_csv(s), beside = name.substr(0, name.rfind('.')) + "_events.csv";
  job.output_file("file", "text/csv", beside.c_str(), events.data(), events.size());
}

}  // namespace gantry::biosignals
