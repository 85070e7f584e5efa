// SPDX-License-Identifier: Apache-2.0
#include "conversion_tools.hpp"
#include "samples.hpp"

#include <map>

namespace gantry::biosignals {

void SignalToTable::run(Job &job) {
  const gantry_signal &s = signal.view();
  std::vector<ColumnValues> columns;
  std::vector<double> times(s.samples);
  for (std::uint64_t i = 0; i < s.samples; ++i) times[i] = time_of(s, i);
  columns.push_back({"time", "s", std::move(times)});
  std::map<std::string, int> seen{{"time", 1}};
  for (std::uint32_t c = 0; c < s.channel_count; ++c) {
    job.progress(static_cast<double>(c) / s.channel_count, "copying");
    std::vector<double> values(s.samples);
    for (std::uint64_t i = 0; i < s.samples; ++i) values[i] = sample_of(s, c, i);
    // Names of columns tell them apart; those of channels need not.
    std::string name = s.channels[c]->name;
    if (const int before = seen[name]++; before > 0) name += " (" + std::to_string(before + 1) + ")";
    columns.push_back({name, s.channels[c]->unit, std::move(values)});
  }
  table.write(columns);
  if (s.event_count == 0) return;
  std::vector<double> onset, duration;
  std::vector<std::string> channel, code, label;
  for (std::uint32_t e = 0; e < s.event_count; ++e) {
    const gantry_event &event = *s.events[e];
    onset.push_back(event.onset);
    duration.push_back(event.duration);
    channel.emplace_back(event.channel < 0 ? "" : s.channels[event.channel]->name);
    code.emplace_back(event.code);
    label.emplace_back(event.label);
  }
  events.write({{"onset", "s", onset},
                {"duration", "s", duration},
                {"channel", "", channel},
                {"code", "", code},
                {"label", "", label}});
}

}  // namespace gantry::biosignals
