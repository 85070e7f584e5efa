// SPDX-License-Identifier: Apache-2.0
#include "wfdb_reader.hpp"

#include "keys.hpp"
#include "text.hpp"
#include "wfdb_annotations.hpp"
#include "wfdb_header_record.hpp"
#include "wfdb_record.hpp"
#include "wfdb_samples.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace gantry::biosignals {
namespace {

double resolution_of(const WfdbAnnotations &a, const WfdbHeader &h) { return a.resolution > 0 ? a.resolution : h.rate; }

std::string summary_of(const WfdbRecord &r) {
  std::string text;
  for (std::size_t g = 0; g < r.groups.size() && g < 5; ++g) {
    const std::size_t n = r.groups[g].size();
    char part[96];
    std::snprintf(part, sizeof part, "%s%zu channel%s at %.6g Hz", g == 0 ? "" : " + ", n, n == 1 ? "" : "s",
                  r.header.rate * static_cast<double>(r.channels[r.groups[g].front()].per_frame));
    text += part;
  }
  char part[48];
  std::snprintf(part, sizeof part, ", %.6g s", static_cast<double>(r.frames) / r.header.rate);
  text += part;
  if (r.header.multi_segment) text += ", " + std::to_string(r.header.segments.size()) + " segments";
  return text;
}

std::string counted(std::size_t n) { return std::to_string(n) + (n == 1 ? " annotation" : " annotations"); }

void add_events(const WfdbAnnotations &a, const WfdbHeader &h, const std::vector<std::size_t> &group,
                SignalSpec &spec) {
  const double resolution = resolution_of(a, h);
  for (const WfdbAnnotation &one : a.list) {
    SignalEvent event{static_cast<double>(one.sample) / resolution, 0, -1, a.symbol(one.code), label_of(a, one)};
    if (a.by_channel) {
      const auto place = std::find(group.begin(), group.end(), static_cast<std::size_t>(one.channel));
      const bool known = static_cast<std::uint64_t>(one.channel) < h.signal_count;
      if (known && place == group.end()) continue;  // of a channel of another rate: it is in that signal
      if (known) event.channel = static_cast<std::int32_t>(place - group.begin());
    }
    spec.event(std::move(event));
  }
}

void output_table(const Job &job, const WfdbAnnotations &a, const WfdbHeader &h) {
  std::vector<double> time;
  std::vector<std::int64_t> sample, subtype, channel, num;
  std::vector<std::string> code, meaning, text;
  for (const WfdbAnnotation &one : a.list) {
    time.push_back(static_cast<double>(one.sample) / resolution_of(a, h));
    sample.push_back(one.sample);
    code.push_back(a.symbol(one.code));
    meaning.push_back(a.description(one.code));
    subtype.push_back(one.subtype);
    channel.push_back(one.channel);
    num.push_back(one.num);
    text.push_back(one.text);
  }
  job.output_table("table", {{"time", "s", time},
                             {"sample", "1", sample},
                             {"code", "", code},
                             {"meaning", "", meaning},
                             {"subtype", "1", subtype},
                             {"channel", "1", channel},
                             {"number", "1", num},
                             {"text", "", text}});
}

// Lists records, and remembers which files they are made of.
class Listing {
 public:
  Listing(Job &job, const Files &files, const Items &items) : job_(job), files_(files), items_(items), set_(files) {}

  void all() {
    std::vector<std::uint32_t> later;
    // Records of several segments first, since they claim the headers of their segments.
    for (const std::uint32_t header : set_.headers()) {
      job_.progress(static_cast<double>(header) / files_.count(), "reading headers");
      const std::string_view text = files_.map(header);
      if (has_segments(text)) list_one(header);
      else later.push_back(header);
      files_.unmap(header);
    }
    for (const std::uint32_t header : later) {
      job_.progress(static_cast<double>(header) / files_.count(), "reading headers");
      if (used_.count(header) == 0) list_one(header);
    }
    for (std::uint32_t file = 0; file < files_.count(); ++file) {
      if (used_.count(file) == 0)
        items_.refuse(file, "it belongs to no WFDB record (.hea) that could be read: give it together with its .hea");
    }
  }

 private:
  static bool has_segments(std::string_view text) {
    try {
      return wfdb_header(text).multi_segment;
    } catch (const Error &) {
      return false;
    }
  }

  void list_one(std::uint32_t header) {
    try {
      const WfdbRecord r = open_record(files_, set_, header);
      add_items(header, r);
    } catch (const Error &e) {
      items_.refuse(header, in_words(e));
      used_.insert(header);
    }
    files_.unmap(header);
  }

  void add_items(std::uint32_t header, const WfdbRecord &r) {
    std::vector<std::uint32_t> files = r.files;
    used_.insert(files.begin(), files.end());
    std::string summary = summary_of(r);
    struct Other {
      std::uint32_t file;
      std::size_t count;
    };
    std::vector<Other> others;
    bool with_events = false;
    for (const std::uint32_t file : set_.annotations_beside(header)) {
      if (used_.count(file) > 0) continue;
      const auto count = count_of(file);
      if (!count) continue;
      if (with_events) {
        others.push_back({file, *count});
        continue;
      }
      with_events = true;
      files.push_back(file);
      summary += ", " + counted(*count);
    }
    items_.add(GANTRY_KIND_SIGNAL, std::to_string(header), "WFDB record", summary, files);
    for (const Other &other : others) {
      items_.add(GANTRY_KIND_TABLE, std::to_string(header) + ":" + std::to_string(other.file),
                 "WFDB annotations, another annotator's", counted(other.count), {header, other.file});
    }
  }

  std::optional<std::size_t> count_of(std::uint32_t file) {
    used_.insert(file);
    std::optional<std::size_t> count;
    try {
      count = wfdb_annotations(files_.map(file)).list.size();
    } catch (const Error &e) {
      items_.refuse(file, in_words(e));
    }
    files_.unmap(file);
    return count;
  }

  Job &job_;
  const Files &files_;
  const Items &items_;
  const WfdbFiles set_;
  std::set<std::uint32_t> used_;
};

WfdbAnnotations read_annotations(const Job &job, const Files &files, std::uint32_t file) {
  WfdbAnnotations a = wfdb_annotations(files.map(file));
  if (!a.ended) job.warning("the annotation file has no end mark: the last annotations may be missing");
  return a;
}

void read_annotation_table(const Job &job, const Files &files, std::uint32_t header, std::uint32_t file) {
  const WfdbHeader h = wfdb_header(files.map(header));
  job.output_record("header", GANTRY_HEADER_SCHEMA, wfdb_header_record(h));
  output_table(job, read_annotations(job, files, file), h);
}

void read_signals(Job &job, const Files &files, std::uint32_t header) {
  const WfdbFiles set(files);
  const WfdbRecord r = open_record(files, set, header);
  job.output_record("header", GANTRY_HEADER_SCHEMA,
                    wfdb_header_record(r.header, r.pieces.empty() ? nullptr : &r.pieces.front().header));
  WfdbAnnotations annotations;
  for (const std::uint32_t file : set.annotations_beside(header)) {
    if (std::find(r.files.begin(), r.files.end(), file) != r.files.end()) continue;
    annotations = read_annotations(job, files, file);
    break;
  }
  std::vector<double *> out(r.channels.size());
  bool wanted = true;
  for (const auto &group : r.groups) {
    const std::uint64_t per_frame = r.channels[group.front()].per_frame;
    SignalSpec spec;
    spec.samples(r.frames * per_frame).rate(r.header.rate * static_cast<double>(per_frame));
    for (const std::size_t c : group) spec.channel(r.channels[c].name, r.channels[c].unit);
    add_events(annotations, r.header, group, spec);
    wanted &= job.made([&] {
      double *samples = job.output_signal<double>("signal", spec);
      for (std::size_t i = 0; i < group.size(); ++i) out[group[i]] = samples + i * r.frames * per_frame;
    });
  }
  if (wanted) read_record(job, files, r, out);
}

// Other readers' companions and files with names of their own: never taken for a signal or annotation file.
bool has_other_name(std::string_view name) {
  const std::string lower = lower_case(name);
  constexpr std::string_view others[] = {".img", ".hdr",  ".gz",  ".bval", ".bvec", ".json", ".raw", ".zraw", ".nii",
                                         ".dcm", ".edf",  ".bdf", ".csv",  ".tsv",  ".txt",  ".png", ".jpg",  ".jpeg",
                                         ".tif", ".tiff", ".pdf", ".xml",  ".zip",  ".mha",  ".mhd", ".nrrd", ".nhdr"};
  return std::any_of(std::begin(others), std::end(others), [&](std::string_view end) {
    return lower.size() >= end.size() && lower.compare(lower.size() - end.size(), end.size(), end) == 0;
  });
}

}  // namespace

std::uint32_t WfdbReader::sniff(std::string_view name, std::string_view head, std::uint64_t file_size) {
  if (is_header_name(name)) return looks_like_wfdb(head) ? 100 : 50;
  if (has_other_name(name) || name.find('.') == std::string_view::npos) return 0;
  // Any ending is allowed: signal files are binary, and so are annotations.
  const bool binary = std::any_of(head.begin(), head.end(), [](char c) { return c >= '\0' && c < '\t'; });
  const std::string_view ending = name.substr(name.rfind('.'));
  return binary || ending == ".dat" || looks_like_annotations(head, head.size() >= file_size) ? 1 : 0;
}

void WfdbReader::list(Job &job, const Files &files, const Items &items) { Listing(job, files, items).all(); }

void WfdbReader::read(Job &job, const Files &files, const std::string &key) {
  const std::size_t colon = key.find(':');
  const std::uint32_t header = file_of_key(std::string_view(key).substr(0, colon), files);
  if (colon == std::string::npos) return read_signals(job, files, header);
  read_annotation_table(job, files, header, file_of_key(std::string_view(key).substr(colon + 1), files));
}

}  // namespace gantry::biosignals
