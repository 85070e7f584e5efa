// SPDX-License-Identifier: Apache-2.0
#include "edf_recording.hpp"

#include "edf_annotations.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace gantry::biosignals {
namespace {

constexpr std::size_t most_channels = 4096;  // as many as a signal of Gantry's may have
constexpr std::size_t most_events = std::size_t{1} << 24;

std::string count_of(std::uint64_t n, const char *one) { return std::to_string(n) + " " + one + (n == 1 ? "" : "s"); }

// A truncated file gives what is whole, and says so.
std::uint64_t records_held(const EdfHeader &h, std::uint64_t file_bytes, std::vector<std::string> &warnings) {
  if (h.record_bytes == 0)
    throw Error("edf.no-samples", "its records are empty", GANTRY_BAD_DATA).hint("export it again");
  const std::uint64_t data = file_bytes - h.header_bytes, held = data / h.record_bytes;
  if (held == 0) {
    throw Error("edf.truncated", "it holds not a single complete record", GANTRY_BAD_DATA)
        .hint("the copy was interrupted or nothing was recorded: fetch the file again");
  }
  const bool rest = data % h.record_bytes != 0;
  if (h.announced_records < 0) {
    warnings.push_back("the recording was never closed: its number of records is taken from the size of the file, " +
                       count_of(held, "complete record"));
    return held;
  }
  const auto announced = static_cast<std::uint64_t>(h.announced_records);
  if (announced == 0) {
    throw Error("edf.no-samples", "its header announces no records", GANTRY_BAD_DATA)
        .hint("nothing was recorded, or the header is damaged: export it again");
  }
  if (held < announced) {
    warnings.push_back("the file is cut off: " + std::to_string(held) + " of " + count_of(announced, "record") +
                       " were read, the end of the recording is missing");
  } else if (held > announced || rest) {
    warnings.push_back("the file is longer than its header says: the " + count_of(announced, "record") +
                       " that the header announces were read, what follows was not");
  }
  return std::min(held, announced);
}

void group_by_rate(EdfRecording &r) {
  const auto &channels = r.header.channels;
  for (std::size_t c = 0; c < channels.size(); ++c) {
    if (channels[c].annotations || channels[c].samples_per_record == 0) continue;
    const auto same = std::find_if(r.groups.begin(), r.groups.end(), [&](const auto &group) {
      return channels[group.front()].samples_per_record == channels[c].samples_per_record;
    });
    if (same == r.groups.end()) r.groups.push_back({c});
    else same->push_back(c);
    if (!channels[c].calibrated) {
      r.warnings.push_back("channel " + std::to_string(c + 1) + " (" + channels[c].label +
                           ") has no usable calibration: its values are the stored numbers, without a unit");
    }
  }
  for (const auto &group : r.groups) {
    if (group.size() > most_channels) {
      throw Error("edf.channels", "it has more than 4,096 channels of one rate", GANTRY_BAD_DATA)
          .hint("split the recording");
    }
  }
  if (!r.groups.empty() && !(r.header.record_duration > 0)) {
    throw Error("edf.no-rate", "its records last 0 s, so its channels have no sampling rate", GANTRY_BAD_DATA)
        .hint("export the recording with records that last longer");
  }
}

// "Text@@EEG F4" belongs to one channel (section 2.2.4 of EDF+).
SignalEvent event_of(const EdfHeader &h, double onset, const Tal &tal, const std::string &text) {
  SignalEvent event{onset, tal.duration, -1, text, text};
  const std::size_t mark = text.rfind("@@");
  if (mark == std::string::npos) return event;
  const std::string label(trimmed(std::string_view(text).substr(mark + 2)));
  for (std::size_t c = 0; c < h.channels.size(); ++c) {
    if (h.channels[c].annotations || h.channels[c].label != label) continue;
    event.channel = static_cast<std::int32_t>(c);
    event.code = event.label = text.substr(0, mark);
    break;
  }
  return event;
}

// Reads all annotation channels; gives the start of each record where it is kept.
std::vector<std::optional<double>> read_annotations(Job &job, EdfRecording &r, std::string_view file) {
  const EdfHeader &h = r.header;
  std::vector<std::optional<double>> starts(static_cast<std::size_t>(r.records));
  std::uint64_t bad = 0;
  for (std::uint64_t record = 0; record < r.records; ++record) {
    if (record % 1024 == 0)
      job.progress(0.2 * static_cast<double>(record) / static_cast<double>(r.records), "reading annotations");
    bool first = true;
    for (const EdfChannel &c : h.channels) {
      if (!c.annotations) continue;
      const std::uint64_t at = h.header_bytes + record * h.record_bytes + c.offset;
      const auto lists = tals(file.substr(at, c.samples_per_record * h.sample_bytes()), bad);
      if (first && !lists.empty() && lists.front().keeps_time) starts[record] = lists.front().onset;
      first = false;
      for (const Tal &tal : lists) {
        for (const std::string &text : tal.texts) r.events.push_back(event_of(h, tal.onset, tal, text));
      }
      if (r.events.size() > most_events) {
        throw Error("edf.annotations", "it holds more than 16 million annotations", GANTRY_BAD_DATA).hint("split it");
      }
    }
  }
  if (bad > 0) r.warnings.push_back(count_of(bad, "annotation") + " could not be read: broken time stamps");
  return starts;
}

// When records begin, and the events from there on.
void settle_time(EdfRecording &r, const std::vector<std::optional<double>> &starts) {
  const EdfHeader &h = r.header;
  const double first = !starts.empty() && starts.front() ? *starts.front() : 0;
  for (SignalEvent &e : r.events) e.onset -= first;
  std::stable_sort(r.events.begin(), r.events.end(), [](const auto &a, const auto &b) { return a.onset < b.onset; });
  if (!h.plus() || r.groups.empty()) return;
  std::uint64_t finest = 1, missing = 0;
  for (const auto &group : r.groups) finest = std::max(finest, h.channels[group.front()].samples_per_record);
  const double tolerance = 0.5 * h.record_duration / static_cast<double>(finest);
  std::vector<double> at(starts.size());
  std::uint64_t gaps = 0, overlaps = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const double expected = static_cast<double>(i) * h.record_duration;
    const double follows = i == 0 ? 0 : at[i - 1] + h.record_duration;
    missing += starts[i] ? 0 : 1;
    at[i] = starts[i] ? *starts[i] - first : follows;
    // Rounded time stamps don't add up: what agrees with an unbroken recording is taken as one.
    if (gaps + overlaps == 0 && std::abs(at[i] - expected) <= tolerance) at[i] = expected;
    else if (at[i] > follows + tolerance) ++gaps;
    else if (at[i] < follows - tolerance) ++overlaps;
  }
  if (missing > 0 && h.kind == EdfHeader::Kind::discontinuous) {
    throw Error("edf.time", count_of(missing, "record") + " of this discontinuous recording don't say when they began",
                GANTRY_BAD_DATA)
        .hint("the file breaks the rules of EDF+D: export it again");
  }
  if (gaps + overlaps == 0) return;
  r.record_starts = std::move(at);
  if (h.kind == EdfHeader::Kind::continuous) {
    r.warnings.push_back(
        "the file calls itself unbroken (EDF+C), but its time stamps say otherwise: these were followed");
  }
  if (gaps > 0) {
    r.warnings.push_back("the recording has " + count_of(gaps, "gap") +
                         ": every sample carries its own time, and nothing was filled in");
  }
  if (overlaps > 0) r.warnings.push_back(count_of(overlaps, "record") + " begin before the one before has ended");
}

// Annotations are free text; what names the person in the header's words is said.
void look_for_names(EdfRecording &r) {
  std::vector<std::string> identifying;
  for (const std::string_view word : words(r.header.patient)) {
    if (word.size() >= 4) identifying.push_back(lower_case(word));
  }
  std::uint64_t found = 0;
  for (const SignalEvent &e : r.events) {
    const std::string text = lower_case(e.label);
    found += std::any_of(identifying.begin(), identifying.end(),
                         [&](const std::string &word) { return text.find(word) != std::string::npos; });
  }
  if (found > 0) {
    r.warnings.push_back(
        count_of(found, "annotation") +
        " may name the patient: a word of the header's patient field stands in the text, which is kept "
        "as it is");
  }
}

}  // namespace

EdfRecording edf_recording(Job &job, std::string_view file) {
  EdfRecording r;
  r.header = edf_header(file);
  r.records = records_held(r.header, file.size(), r.warnings);
  group_by_rate(r);
  settle_time(r, read_annotations(job, r, file));
  look_for_names(r);
  if (r.groups.empty() && r.events.empty()) {
    throw Error("edf.no-samples", "it holds neither samples nor annotations", GANTRY_BAD_DATA)
        .hint("nothing was recorded, or the header is damaged: export it again");
  }
  return r;
}

}  // namespace gantry::biosignals
