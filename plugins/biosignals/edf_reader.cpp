// SPDX-License-Identifier: Apache-2.0
#include "edf_reader.hpp"

#include "edf_header_record.hpp"
#include "edf_recording.hpp"
#include "keys.hpp"
#include "text.hpp"
#include "units.hpp"

#include <cstdio>

namespace gantry::biosignals {
namespace {

std::string summary_of(const EdfRecording &r) {
  const EdfHeader &h = r.header;
  std::string text = h.name();
  for (std::size_t g = 0; g < r.groups.size(); ++g) {
    const std::size_t n = r.groups[g].size();
    char part[96];
    std::snprintf(part, sizeof part, "%s %zu channel%s at %.6g Hz", g == 0 ? "," : " +", n, n == 1 ? "" : "s",
                  r.rate(r.groups[g].front()));
    text += part;
    if (g == 3 && r.groups.size() > 5) {
      text += " + " + std::to_string(r.groups.size() - 4) + " other rates";
      break;
    }
  }
  if (!r.groups.empty()) {
    char part[48];
    std::snprintf(part, sizeof part, ", %.6g s", h.record_duration * static_cast<double>(r.records));
    text += part;
  }
  if (!r.record_starts.empty()) text += " with gaps";
  const std::size_t n = r.events.size();
  return n == 0 ? text : text + ", " + std::to_string(n) + (n == 1 ? " annotation" : " annotations");
}

std::vector<double> times_of(const EdfRecording &r, std::uint64_t per_record) {
  std::vector<double> times;
  if (r.record_starts.empty()) return times;
  times.reserve(r.records * per_record);
  for (const double start : r.record_starts) {
    for (std::uint64_t i = 0; i < per_record; ++i) {
      times.push_back(start + static_cast<double>(i) * r.header.record_duration / static_cast<double>(per_record));
    }
  }
  return times;
}

SignalSpec spec_of(const EdfRecording &r, const std::vector<std::size_t> &group) {
  const std::uint64_t per_record = r.header.channels[group.front()].samples_per_record;
  SignalSpec spec;
  spec.samples(r.records * per_record).rate(r.rate(group.front())).times(times_of(r, per_record));
  for (const std::size_t c : group) {
    const EdfChannel &channel = r.header.channels[c];
    spec.channel(channel.label.empty() ? "channel " + std::to_string(c + 1) : channel.label,
                 channel.calibrated ? ucum(channel.unit) : "1");
  }
  for (SignalEvent event : r.events) {
    if (event.channel >= 0) {
      // By its place in this signal; the event of a channel of another rate is in that signal.
      std::size_t place = 0;
      while (place < group.size() && group[place] != static_cast<std::size_t>(event.channel)) ++place;
      if (place == group.size()) continue;
      event.channel = static_cast<std::int32_t>(place);
    }
    spec.event(std::move(event));
  }
  return spec;
}

template <unsigned bytes>
double stored(const unsigned char *at) {
  const std::uint32_t low = static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U;
  if constexpr (bytes == 2) return static_cast<std::int16_t>(low);
  else return static_cast<std::int32_t>((low | static_cast<std::uint32_t>(at[2]) << 16U) << 8U) / 256;
}

template <unsigned bytes>
void read_samples(Job &job, const EdfRecording &r, std::string_view file, const std::vector<std::size_t> &group,
                  double *out) {
  const EdfHeader &h = r.header;
  const std::uint64_t per_record = h.channels[group.front()].samples_per_record, samples = r.records * per_record;
  const auto *data = reinterpret_cast<const unsigned char *>(file.data()) + h.header_bytes;
  std::uint64_t since_report = 0;
  for (std::uint64_t record = 0; record < r.records; ++record) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      const EdfChannel &c = h.channels[group[i]];
      const unsigned char *from = data + record * h.record_bytes + c.offset;
      double *to = out + i * samples + record * per_record;
      for (std::uint64_t s = 0; s < per_record; ++s) to[s] = c.physical(stored<bytes>(from + s * bytes));
      since_report += per_record;
      if (since_report < (std::uint64_t{1} << 20)) continue;
      since_report = 0;
      job.progress(0.2 + 0.8 * static_cast<double>(record) / static_cast<double>(r.records), "reading samples");
    }
  }
}

void output_annotations(Job &job, const EdfRecording &r) {
  std::vector<double> onset, duration;
  std::vector<std::string> text;
  for (const SignalEvent &e : r.events) {
    onset.push_back(e.onset);
    duration.push_back(e.duration);
    text.push_back(e.label);
  }
  job.output_table("table", {{"onset", "s", onset}, {"duration", "s", duration}, {"annotation", "", text}});
}

}  // namespace

std::uint32_t EdfReader::sniff(std::string_view name, std::string_view head, std::uint64_t) {
  if (looks_like_edf(head)) return 100;
  const std::string lower = lower_case(name);
  const std::size_t dot = lower.rfind('.');
  const std::string extension = dot == std::string::npos ? "" : lower.substr(dot);
  // Claimed by their name, so that the refusal says what is wrong with them.
  return extension == ".edf" || extension == ".bdf" ? 50 : 0;
}

void EdfReader::list(Job &job, const Files &files, const Items &items) {
  for (std::uint32_t file = 0; file < files.count(); ++file) {
    try {
      const EdfRecording r = edf_recording(job, files.map(file));
      const bool signal = !r.groups.empty();
      items.add(signal ? GANTRY_KIND_SIGNAL : GANTRY_KIND_TABLE, std::to_string(file),
                std::string(r.header.name()) + (signal ? " recording" : " annotations"), summary_of(r), {file});
    } catch (const Error &e) {
      items.refuse(file, in_words(e));
    }
    files.unmap(file);
  }
}

void EdfReader::read(Job &job, const Files &files, const std::string &key) {
  const std::uint32_t index = file_of_key(key, files);
  const std::string_view file = files.map(index);
  const EdfRecording r = edf_recording(job, file);
  for (const std::string &warning : r.warnings) job.warning(warning);
  job.output_record("header", GANTRY_HEADER_SCHEMA, edf_header_record(r));
  if (r.groups.empty()) return output_annotations(job, r);
  for (const auto &group : r.groups) {
    job.made([&] {
      double *out = job.output_signal<double>("signal", spec_of(r, group));
      r.header.bdf ? read_samples<3>(job, r, file, group, out) : read_samples<2>(job, r, file, group, out);
    });
  }
}

}  // namespace gantry::biosignals
