// SPDX-License-Identifier: Apache-2.0
#include "wfdb_annotations.hpp"

#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <iterator>
#include <optional>

namespace gantry::biosignals {
namespace {

constexpr int highest_code = 49, note = 22, skip = 59, num = 60, sub = 61, chn = 62, aux = 63;

struct Code {
  const char *symbol, *description;
};

constexpr Code codes[] = {
    {" ", "Not a beat"},
    {"N", "Normal beat"},
    {"L", "Left bundle branch block beat"},
    {"R", "Right bundle branch block beat"},
    {"a", "Aberrated atrial premature beat"},
    {"V", "Premature ventricular contraction"},
    {"F", "Fusion of ventricular and normal beat"},
    {"J", "Nodal (junctional) premature beat"},
    {"A", "Atrial premature contraction"},
    {"S", "Supraventricular premature or ectopic beat"},
    {"E", "Ventricular escape beat"},
    {"j", "Nodal (junctional) escape beat"},
    {"/", "Paced beat"},
    {"Q", "Unclassifiable beat"},
    {"~", "Change in signal quality"},
    {"[15]", "Code 15"},
    {"|", "Isolated QRS-like artefact"},
    {"[17]", "Code 17"},
    {"s", "ST change"},
    {"T", "T-wave change"},
    {"*", "Systole"},
    {"D", "Diastole"},
    {"\"", "Comment"},
    {"=", "Measurement"},
    {"p", "Peak of P-wave"},
    {"B", "Bundle branch block beat"},
    {"^", "Pacemaker artefact"},
    {"t", "Peak of T-wave"},
    {"+", "Rhythm change"},
    {"u", "Peak of U-wave"},
    {"?", "Beat not classified during learning"},
    {"!", "Ventricular flutter wave"},
    {"[", "Start of ventricular flutter or fibrillation"},
    {"]", "End of ventricular flutter or fibrillation"},
    {"e", "Atrial escape beat"},
    {"n", "Supraventricular escape beat"},
    {"@", "Link to external data"},
    {"x", "Non-conducted P-wave"},
    {"f", "Fusion of paced and normal beat"},
    {"(", "Waveform onset"},
    {")", "Waveform end"},
    {"r", "R-on-T premature ventricular contraction"},
};

class Words {
 public:
  explicit Words(std::string_view bytes) : bytes_(bytes) {}

  std::optional<unsigned> next() {
    if (bytes_.size() - at_ < 2) return std::nullopt;
    const unsigned word = byte(at_) | byte(at_ + 1) << 8U;
    at_ += 2;
    return word;
  }
  // PDP-11 long: the high word first.
  std::optional<std::int32_t> next_long() {
    const auto high = next(), low = high ? next() : std::nullopt;
    if (!low) return std::nullopt;
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(*high) << 16U | *low);
  }
  // Padded to an even number of bytes.
  std::optional<std::string_view> text(unsigned bytes) {
    if (bytes_.size() - at_ < bytes) return std::nullopt;
    const std::string_view found = bytes_.substr(at_, bytes);
    at_ = std::min(at_ + bytes + bytes % 2, bytes_.size());
    return found;
  }

 private:
  unsigned byte(std::size_t i) const { return static_cast<unsigned char>(bytes_[i]); }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// The fields are signed bytes to those who write them.
int small_signed(unsigned value) { return static_cast<std::int8_t>(static_cast<std::uint8_t>(value)); }

enum class End { mark, cut_off, nonsense };

// Calls take(annotation) for each one that is complete.
template <class Take>
End scan(std::string_view bytes, Take &&take) {
  Words in(bytes);
  WfdbAnnotation current;
  bool open = false;
  std::int64_t time = 0;
  while (true) {
    const auto word = in.next();
    if (!word) {
      if (open) take(std::move(current));
      return End::cut_off;
    }
    const int code = static_cast<int>(*word >> 10U);
    const unsigned value = *word & 0x3FFU;
    // A field of the annotation before it.
    if (code >= num && !open) return End::nonsense;
    switch (code) {
      case num: current.num = small_signed(value); continue;
      case sub: current.subtype = small_signed(value); continue;
      case chn: current.channel = static_cast<int>(value & 0xFFU); continue;
      case aux:
        if (const auto text = in.text(value)) {
          current.text = printable(trimmed(*text));
          continue;
        }
        return End::cut_off;
      default: break;
    }
    if (open) {
      const int last_channel = current.channel, last_num = current.num;
      take(std::move(current));
      current = WfdbAnnotation{};
      current.channel = last_channel;
      current.num = last_num;
      open = false;
    }
    if (*word == 0) return End::mark;
    if (code == skip) {
      if (value != 0) return End::nonsense;
      const auto interval = in.next_long();
      if (!interval) return End::cut_off;
      time += *interval;
      continue;
    }
    if (code > highest_code) return End::nonsense;
    time += value;
    current.sample = time;
    current.code = code;
    open = code != 0;
  }
}

constexpr std::string_view resolution_note = "## time resolution:", definitions_note = "## annotation type definitions",
                           definitions_end = "## end of definitions";

// Notes at the begin of the file that are about the file itself (annot(5) and wrann of WFDB 10.5).
class FileNotes {
 public:
  // True when the annotation is such a note and none of the record's.
  bool take(const WfdbAnnotation &a, WfdbAnnotations &all) {
    if (a.code != note || a.sample != 0) return false;
    const std::string_view text = a.text;
    if (text.substr(0, resolution_note.size()) == resolution_note) {
      const auto resolution = number(text.substr(resolution_note.size()));
      if (resolution && *resolution > 0) all.resolution = *resolution;
      return true;
    }
    if (text.substr(0, definitions_note.size()) == definitions_note) return defining_ = true;
    if (text.substr(0, definitions_end.size()) == definitions_end) return defining_ = false, true;
    if (!defining_) return false;
    // "number symbol description"
    const auto parts = words(text);
    const auto code = parts.empty() ? std::nullopt : whole(parts[0]);
    if (parts.size() < 2 || !code || *code < 0 || *code > highest_code) return false;
    std::string description;
    for (std::size_t i = 2; i < parts.size(); ++i) description += (i == 2 ? "" : " ") + std::string(parts[i]);
    all.defined[static_cast<int>(*code)] = {std::string(parts[1]), description};
    return true;
  }

 private:
  bool defining_ = false;
};

}  // namespace

std::string WfdbAnnotations::symbol(int code) const {
  if (const auto own = defined.find(code); own != defined.end()) return own->second.first;
  if (code >= 0 && static_cast<std::size_t>(code) < std::size(codes)) return codes[code].symbol;
  return "[" + std::to_string(code) + "]";
}

std::string WfdbAnnotations::description(int code) const {
  if (const auto own = defined.find(code); own != defined.end()) return own->second.second;
  if (code >= 0 && static_cast<std::size_t>(code) < std::size(codes)) return codes[code].description;
  return "Code " + std::to_string(code);
}

bool looks_like_annotations(std::string_view head, bool whole) {
  std::size_t found = 0;
  std::int64_t last = 0;
  bool in_order = true;
  const End end = scan(head, [&](WfdbAnnotation &&a) {
    in_order = in_order && a.sample >= last;
    last = a.sample;
    ++found;
  });
  return found > 0 && in_order && (end == End::mark || (end == End::cut_off && !whole));
}

WfdbAnnotations wfdb_annotations(std::string_view bytes) {
  WfdbAnnotations all;
  FileNotes notes;
  const End end = scan(bytes, [&](WfdbAnnotation &&a) {
    if (notes.take(a, all)) return;
    all.by_channel = all.by_channel || a.channel != 0;
    all.list.push_back(std::move(a));
  });
  if (end == End::nonsense) {
    throw Error("wfdb.annotations", "it is no annotation file in MIT format", GANTRY_BAD_DATA)
        .hint("files in AHA format are not read; convert it with rdann and wrann of the WFDB package");
  }
  all.ended = end == End::mark;
  return all;
}

std::string label_of(const WfdbAnnotations &annotations, const WfdbAnnotation &one) {
  std::string label = annotations.description(one.code);
  if (one.subtype != 0) label += ", subtype " + std::to_string(one.subtype);
  if (one.num != 0) label += ", number " + std::to_string(one.num);
  return one.text.empty() ? label : label + ": " + one.text;
}

}  // namespace gantry::biosignals
