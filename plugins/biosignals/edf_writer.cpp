// SPDX-License-Identifier: Apache-2.0
#include "edf_writer.hpp"

#include "memory_file.hpp"
#include "quantisation.hpp"
#include "samples.hpp"
#include "text.hpp"
#include "units.hpp"

#include <edflib.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace gantry::biosignals {
namespace {

constexpr std::uint64_t most_record_bytes = 10000000;  // EDFlib's limit
constexpr std::size_t most_text = 40;                  // bytes of an annotation that EDFlib writes
constexpr double ticks_per_second = 1e5;               // of a record's duration, in EDFlib

// Samples per channel in a record, such that its duration is a whole number of ticks, near 1 s.
struct Records {
  std::uint64_t samples = 0, ticks = 0, count = 0, added = 0;
};

std::optional<Records> records_of(const gantry_signal &s, unsigned bytes, bool whole) {
  std::optional<Records> best;
  double best_distance = 0;
  const std::uint64_t most =
      std::min<std::uint64_t>({static_cast<std::uint64_t>(60 * s.rate), most_record_bytes / bytes / s.channel_count,
                               whole ? s.samples : most_record_bytes});
  for (std::uint64_t n = 1; n <= most; ++n) {
    if (whole && s.samples % n != 0) continue;
    const double ticks = static_cast<double>(n) * ticks_per_second / s.rate, nearest = std::round(ticks);
    if (nearest < 100 || std::abs(ticks - nearest) > 1e-6) continue;
    const double distance = std::abs(std::log(ticks / ticks_per_second));
    if (best && distance >= best_distance) continue;
    const std::uint64_t count = (s.samples + n - 1) / n;
    best = Records{n, static_cast<std::uint64_t>(nearest), count, count * n - s.samples};
    best_distance = distance;
  }
  return best;
}

Records divide(const gantry_signal &s, unsigned bytes) {
  if (s.times != nullptr) {
    throw Error("edf.uneven", "the signal is not evenly sampled, and EDF holds nothing else", GANTRY_BAD_DATA)
        .at("signal")
        .hint("write it as .csv, or resample it first");
  }
  if (s.samples == 0)
    throw Error("edf.empty", "the signal has no samples", GANTRY_BAD_DATA).at("signal").hint("give one with samples");
  auto records = records_of(s, bytes, true);
  // A record far from 1 s makes a file that others choke on; then rather the last one is filled up.
  if (!records || records->ticks < 10000 || records->ticks > 1000000) {
    const auto filled = records_of(s, bytes, false);
    if (!records || (filled && records->ticks < 10000)) records = filled;
  }
  if (records) return *records;
  throw Error("edf.rate", "EDF can't hold this sampling rate: no record of 0.001 to 60 s has a whole number of samples",
              GANTRY_BAD_DATA)
      .at("signal")
      .hint("write it as .csv, or resample it to a rounder rate");
}

// EDFlib cuts digits off where it should round: 1.265, which is 1.26499… inside, would be written as 1.26499.
double not_cut_short(double limit) { return limit * (1 + 1e-12); }

std::string ascii(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80) out += byte >= 0x20 && byte < 0x7F ? c : '_';
  }
  return out.substr(0, most);
}

std::string within(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
  return text.substr(0, most);
}

void check(int status, const char *what) {
  if (status == 0) return;
  throw Error("edf.write", std::string("EDFlib refuses ") + what, GANTRY_FAILED).hint("write the signal as .csv");
}

// A handle of EDFlib, closed on every way out.
class EdfFile {
 public:
  EdfFile(const std::string &path, bool bdf, std::uint32_t channels)
      : handle_(edfopen_file_writeonly(path.c_str(), bdf ? EDFLIB_FILETYPE_BDFPLUS : EDFLIB_FILETYPE_EDFPLUS,
                                       static_cast<int>(channels))) {
    if (handle_ == EDFLIB_NUMBER_OF_SIGNALS_INVALID) {
      throw Error("edf.channels", "the signal has more channels than EDFlib writes", GANTRY_BAD_DATA)
          .at("signal")
          .hint("write it as .csv");
    }
    check(handle_ < 0 ? 1 : 0, "to open a file");
  }
  EdfFile(const EdfFile &) = delete;
  EdfFile &operator=(const EdfFile &) = delete;
  ~EdfFile() {
    if (handle_ >= 0) edfclose_file(handle_);
  }
  int handle() const { return handle_; }
  void close() { check(edfclose_file(std::exchange(handle_, -1)), "to finish the file"); }

 private:
  int handle_;
};

std::string text_of(const gantry_signal &s, const gantry_event &e) {
  const std::string code = e.code, label = e.label;
  std::string text = label.empty() ? code : code.empty() || code == label ? label : code + ": " + label;
  if (e.channel < 0) return text;
  // "@@name" ties an annotation to a channel (section 2.2.4 of EDF+).
  const std::string mark = "@@" + ascii(s.channels[e.channel]->name, 16);
  return within(text, most_text - mark.size()) + mark;
}

void describe(Job &job, const gantry_signal &s, const Records &records, const std::vector<Quantisation> &channels,
              int file) {
  check(edf_set_startdatetime(file, 1985, 1, 1, 0, 0, 0), "the start date");
  check(edf_set_datarecord_duration(file, static_cast<int>(records.ticks)), "the duration of a record");
  const std::uint64_t lists = (s.event_count + records.count - 1) / records.count;
  if (lists > 64) {
    throw Error("edf.annotations", "the signal has more events than EDFlib can write: 64 for each record",
                GANTRY_BAD_DATA)
        .at("signal")
        .hint("write it as .csv");
  }
  check(edf_set_number_of_annotation_signals(file, static_cast<int>(std::max<std::uint64_t>(lists, 1))),
        "so many annotations");
  for (std::uint32_t c = 0; c < s.channel_count; ++c) {
    const int i = static_cast<int>(c);
    const std::string name = ascii(s.channels[c]->name, 16), unit = ascii(device_unit(s.channels[c]->unit), 8);
    if (name != s.channels[c]->name)
      job.warning("the name of channel " + std::to_string(c + 1) + " is shortened to 16 plain characters");
    check(edf_set_samplefrequency(file, i, static_cast<int>(records.samples)), "the sampling rate");
    check(edf_set_physical_minimum(file, i, not_cut_short(channels[c].physical_minimum)), "a physical minimum");
    check(edf_set_physical_maximum(file, i, not_cut_short(channels[c].physical_maximum)), "a physical maximum");
    check(edf_set_digital_minimum(file, i, channels[c].digital_minimum), "a digital minimum");
    check(edf_set_digital_maximum(file, i, channels[c].digital_maximum), "a digital maximum");
    check(edf_set_label(file, i, name.c_str()), "a label");
    check(edf_set_physical_dimension(file, i, unit.c_str()), "a unit");
  }
}

void write_samples(Job &job, const gantry_signal &s, const Records &records, const std::vector<Quantisation> &channels,
                   int file) {
  std::vector<int> block(records.samples * s.channel_count);
  for (std::uint64_t r = 0; r < records.count; ++r) {
    if (r % 16 == 0) job.progress(static_cast<double>(r) / static_cast<double>(records.count), "writing the signal");
    auto to = block.begin();
    for (std::uint32_t c = 0; c < s.channel_count; ++c) {
      for (std::uint64_t i = 0; i < records.samples; ++i) {
        *to++ = channels[c].stored(sample_of(s, c, std::min(r * records.samples + i, s.samples - 1)));
      }
    }
    check(edf_blockwrite_digital_samples(file, block.data()), "the samples");
  }
}

void write_events(const Job &job, const gantry_signal &s, int file) {
  std::uint64_t shortened = 0, before = 0;
  for (std::uint32_t e = 0; e < s.event_count; ++e) {
    const gantry_event &event = *s.events[e];
    if (event.onset < 0) {
      ++before;
      continue;
    }
    const std::string whole = text_of(s, event), text = within(whole, most_text);
    shortened += text.size() < whole.size() ? 1 : 0;
    const auto ticks = [](double seconds) { return static_cast<long long>(std::llround(seconds * 10000)); };
    check(edfwrite_annotation_utf8(file, ticks(event.onset), event.duration > 0 ? ticks(event.duration) : -1,
                                   text.c_str()),
          "an annotation");
  }
  if (shortened > 0)
    job.warning(std::to_string(shortened) + " events have texts of more than 40 bytes, which are cut off");
  if (before > 0) job.warning(std::to_string(before) + " events before the signal's start are left out");
}

}  // namespace

void EdfWriter::write(Job &job, const std::string &name) {
  const gantry_signal &s = signal.view();
  const bool bdf = lower_case(name).rfind(".bdf") == name.size() - 4;
  const Records records = divide(s, bdf ? 3 : 2);
  std::vector<Quantisation> channels;
  for (std::uint32_t c = 0; c < s.channel_count; ++c) {
    job.progress(0, "looking at the samples");
    channels.push_back(quantisation_of(s, c, bdf ? 24 : 16));
    const Quantisation &q = channels.back();
    if (q.relative_error > 1e-6) {
      job.warning("channel " + std::string(s.channels[c]->name) + " is rounded by up to " + shown(q.largest_error) +
                  " " + s.channels[c]->unit + (bdf ? "" : "; .bdf holds 24 bits in place of 16"));
    }
  }
  if (records.added > 0) {
    job.warning("EDF holds whole records: the last sample is repeated " + std::to_string(records.added) +
                " times at the end");
  }
  MemoryFile memory;
  EdfFile file(memory.path(), bdf, s.channel_count);
  describe(job, s, records, channels, file.handle());
  write_samples(job, s, records, channels, file.handle());
  write_events(job, s, file.handle());
  file.close();
  const std::string bytes = memory.bytes();
  job.output_file("file", bdf ? "application/x-bdf" : "application/x-edf", name.c_str(), bytes.data(), bytes.size());
}

}  // namespace gantry::biosignals
