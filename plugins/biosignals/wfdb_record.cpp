// SPDX-License-Identifier: Apache-2.0
#include "wfdb_record.hpp"

#include "text.hpp"
#include "units.hpp"
#include "wfdb_samples.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace gantry::biosignals {
namespace {

constexpr std::size_t most_channels = 4096;
// Gaps may be this much longer than what was recorded, so that a damaged header can't ask for all memory.
constexpr std::uint64_t most_gap_ratio = 64, free_gap_samples = std::uint64_t{1} << 24;

Error bad(const char *code, const std::string &what, const std::string &hint) {
  Error e(code, what, GANTRY_BAD_DATA);
  e.hint(hint);
  return e;
}

// Which file is missing, without its name: refusals are kept in the project, and names of records are often numbers of
// patients.
Error missing_file(const Files &files, std::uint32_t header, const std::string &name, std::size_t signal) {
  const std::string own(files.name(header).substr(0, files.name(header).rfind('.')));
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string::npos ? "without an ending" : "that ends in " + name.substr(dot);
  const bool same = name.substr(0, dot) == own;
  return bad("wfdb.missing",
             "its signal file " + ending + (same ? ", of the header's own name," : "") +
                 " is missing: the header names it for signal " + std::to_string(signal + 1),
             "give the .hea together with all files that it names, or the whole folder");
}

void add_signal(const Files &files, const WfdbFiles &set, std::uint32_t header, std::size_t index, WfdbPiece &piece) {
  const WfdbSignal &s = piece.header.signals[index];
  if (s.absent()) return;
  const auto file = set.beside(header, s.file);
  if (!file) throw missing_file(files, header, s.file, index);
  auto same = std::find_if(piece.files.begin(), piece.files.end(), [&](const auto &f) { return f.file == *file; });
  if (same == piece.files.end()) {
    piece.files.push_back({*file, s.format, s.offset, 0, 0, {}});
    same = piece.files.end() - 1;
  }
  if (same->format != s.format) {
    throw bad("wfdb.header", "signals of one file are said to have different formats", "correct the header");
  }
  same->offset = std::max(same->offset, s.offset);
  same->samples_per_frame += s.per_frame;
  same->signals.push_back(index);
}

WfdbPiece open_piece(const Files &files, const WfdbFiles &set, std::uint32_t header, WfdbHeader content) {
  WfdbPiece piece;
  piece.header = std::move(content);
  for (std::size_t i = 0; i < piece.header.signals.size(); ++i) add_signal(files, set, header, i, piece);
  std::uint64_t held = std::numeric_limits<std::uint64_t>::max();
  for (WfdbSignalFile &f : piece.files) {
    const std::uint64_t bytes = files.byte_size(f.file);
    f.frames = bytes <= f.offset ? 0 : samples_in(f.format, bytes - f.offset) / f.samples_per_frame;
    held = std::min(held, f.frames);
  }
  if (piece.files.empty()) held = 0;
  piece.frames = piece.header.frames == 0 ? held : std::min(held, piece.header.frames);
  return piece;
}

WfdbChannel channel_of(const WfdbSignal &s, std::size_t index) {
  return {s.description.empty() ? "signal " + std::to_string(index + 1) : s.description, ucum(s.unit), s.per_frame};
}

void open_single(const Files &files, const WfdbFiles &set, std::uint32_t header, WfdbRecord &r) {
  if (r.header.is_layout()) {
    throw bad("wfdb.layout", "it is the layout of a record of several segments and holds no samples itself",
              "give the record's own header with all segments");
  }
  WfdbPiece piece = open_piece(files, set, header, r.header);
  if (piece.frames == 0) {
    throw bad("wfdb.truncated", "its signal files hold not a single complete sample of every signal",
              "the copy was interrupted or the header is damaged: fetch the record again");
  }
  for (std::size_t i = 0; i < r.header.signals.size(); ++i) {
    r.channels.push_back(channel_of(r.header.signals[i], i));
    piece.channels.push_back(i);
    r.filled = r.filled || r.header.signals[i].absent() || r.header.signals[i].skew > 0;
  }
  if (r.header.frames > piece.frames) {
    r.warnings.push_back("the signal files are cut off: they hold " + std::to_string(piece.frames) + " of " +
                         std::to_string(r.header.frames) + " samples, the end of the record is missing");
  }
  r.frames = piece.frames;
  r.pieces.push_back(std::move(piece));
}

// Signals of a segment by the channels of the record: by their place, or by their description in a variable layout.
void place_signals(const WfdbRecord &r, bool variable, std::size_t segment, WfdbPiece &piece) {
  const auto &signals = piece.header.signals;
  const std::string which = "segment " + std::to_string(segment + 1);
  if (!variable && signals.size() != r.channels.size()) {
    throw bad("wfdb.segment", which + " has another number of signals than the first", "fetch the record again");
  }
  std::set<std::size_t> taken;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    std::size_t place = i;
    if (variable) {
      const std::string name = channel_of(signals[i], i).name;
      place = 0;
      while (place < r.channels.size() && (r.channels[place].name != name || taken.count(place) > 0)) ++place;
      if (place == r.channels.size()) {
        throw bad("wfdb.segment", which + " has a signal that the record's layout does not name",
                  "fetch the record again");
      }
    }
    taken.insert(place);
    const WfdbChannel own = channel_of(signals[i], i);
    if (!signals[i].absent() && (own.per_frame != r.channels[place].per_frame || own.unit != r.channels[place].unit)) {
      throw bad("wfdb.segment", which + " has another unit or number of samples per frame than the record",
                "read its segments one at a time, without the record's own header");
    }
    piece.channels.push_back(place);
  }
}

void open_segments(const Files &files, const WfdbFiles &set, std::uint32_t header, WfdbRecord &r) {
  const auto &segments = r.header.segments;
  std::set<std::uint32_t> named;
  bool variable = false, first = true;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const WfdbSegment &segment = segments[i];
    if (segment.name == "~") {
      r.frames += segment.frames;
      r.filled = r.filled || segment.frames > 0;
      continue;
    }
    const auto file = set.beside(header, segment.name + ".hea");
    if (!file) {
      throw bad("wfdb.missing",
                "the header of its segment " + std::to_string(i + 1) + " of " + std::to_string(segments.size()) +
                    " is missing",
                "give the record together with all its segments, or the whole folder");
    }
    if (*file == header || !named.insert(*file).second) {
      throw bad("wfdb.segment", "it names a segment twice, or itself", "correct the header");
    }
    WfdbHeader content = wfdb_header(files.map(*file));
    files.unmap(*file);
    if (content.multi_segment) {
      throw bad("wfdb.segment", "segment " + std::to_string(i + 1) + " has segments itself", "correct the header");
    }
    r.files.push_back(*file);
    if (first) {
      for (std::size_t s = 0; s < content.signals.size(); ++s) r.channels.push_back(channel_of(content.signals[s], s));
      variable = segment.frames == 0 && content.is_layout();
    }
    if (std::exchange(first, false) && variable) continue;
    if (content.rate != r.header.rate) {
      throw bad("wfdb.segment", "segment " + std::to_string(i + 1) + " has another sampling rate than the record",
                "read its segments one at a time, without the record's own header");
    }
    WfdbPiece piece = open_piece(files, set, *file, std::move(content));
    place_signals(r, variable, i, piece);
    piece.first_frame = r.frames;
    if (piece.frames < segment.frames) {
      r.warnings.push_back("segment " + std::to_string(i + 1) + " is cut off: its files hold " +
                           std::to_string(piece.frames) + " of " + std::to_string(segment.frames) +
                           " samples; the rest is NaN");
    }
    piece.frames = std::min(piece.frames, segment.frames);
    r.frames += segment.frames;
    r.pieces.push_back(std::move(piece));
  }
  r.filled = true;
  if (r.header.frames != 0 && r.header.frames != r.frames) {
    r.warnings.push_back("the segments add up to " + std::to_string(r.frames) + " samples, the header says " +
                         std::to_string(r.header.frames));
  }
}

void check_size(const WfdbRecord &r) {
  if (r.channels.empty() || r.channels.size() > most_channels) {
    throw bad("wfdb.channels", "it has no signals, or more than 4,096", "split the record");
  }
  std::uint64_t recorded = 0, per_frame = 0;
  for (const WfdbPiece &p : r.pieces) {
    for (const WfdbSignalFile &f : p.files) recorded += p.frames * f.samples_per_frame;
  }
  for (const WfdbChannel &c : r.channels) per_frame += c.per_frame;
  if (recorded == 0) {
    throw bad("wfdb.truncated", "its segments hold no samples", "the copy was interrupted: fetch the record again");
  }
  if (r.frames > (recorded * most_gap_ratio + free_gap_samples) / per_frame) {
    throw bad("wfdb.gaps", "its gaps are more than 64 times as long as what was recorded",
              "read its segments one at a time, without the record's own header");
  }
}

void collect(WfdbRecord &r) {
  for (const WfdbPiece &p : r.pieces) {
    for (const WfdbSignalFile &f : p.files) r.files.push_back(f.file);
  }
  std::sort(r.files.begin(), r.files.end());
  r.files.erase(std::unique(r.files.begin(), r.files.end()), r.files.end());
  for (std::size_t c = 0; c < r.channels.size(); ++c) {
    const auto same = std::find_if(r.groups.begin(), r.groups.end(), [&](const auto &group) {
      return r.channels[group.front()].per_frame == r.channels[c].per_frame;
    });
    if (same == r.groups.end()) r.groups.push_back({c});
    else same->push_back(c);
  }
  std::set<std::string> uncalibrated;
  for (const WfdbPiece &p : r.pieces) {
    for (std::size_t i = 0; i < p.header.signals.size(); ++i) {
      if (!p.header.signals[i].absent() && !p.header.signals[i].calibrated)
        uncalibrated.insert(r.channels[p.channels[i]].name);
    }
  }
  for (const std::string &name : uncalibrated) {
    r.warnings.push_back("channel " + name + " is not calibrated: 200 units of the converter are taken for 1 mV");
  }
}

}  // namespace

WfdbRecord open_record(const Files &files, const WfdbFiles &set, std::uint32_t header) {
  WfdbRecord r;
  r.header = wfdb_header(files.map(header));
  r.files.push_back(header);
  if (r.header.multi_segment) open_segments(files, set, header, r);
  else open_single(files, set, header, r);
  check_size(r);
  collect(r);
  return r;
}

}  // namespace gantry::biosignals
