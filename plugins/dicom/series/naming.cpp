// SPDX-License-Identifier: Apache-2.0
#include "naming.hpp"

#include "words.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

bool has_type(const FrameHeader &f, const char *value) {
  return std::find(f.image_type.begin(), f.image_type.end(), value) != f.image_type.end();
}

bool close(const std::array<double, 6> &a, const std::array<double, 6> &b) {
  for (unsigned i = 0; i < 6; ++i) {
    if (std::abs(a[i] - b[i]) > 1e-3) return false;
  }
  return true;
}

}  // namespace

std::string title_of(const FrameHeader &f) {
  std::string title = f.modality.empty() ? "images" : f.modality;
  if (f.series_number != 0) title += " series " + std::to_string(f.series_number);
  if (has_type(f, "LOCALIZER")) title += ", localizer";
  if (!f.component.empty() && f.component != "magnitude") title += ", " + f.component;
  for (const char *map : {"ADC", "FA", "TRACEW", "FIELD_MAP", "FIELD MAP", "MPR", "MIP"}) {
    if (has_type(f, map)) title += std::string(", ") + (std::string_view(map) == "FIELD_MAP" ? "field map" : map);
  }
  if (has_type(f, "MOCO")) title += ", motion-corrected";  // Siemens: beside the series as it was measured
  if (!f.image_type.empty() && f.image_type.front() == "DERIVED") title += ", derived";
  return title;
}

std::string summary_of(const SeriesVolume &v, const std::string &noun) {
  std::string out = std::to_string(v.columns) + "x" + std::to_string(v.rows);
  if (v.slices > 1) out += "x" + std::to_string(v.slices);
  const auto &s = v.placement.spacing;
  out += ", " + number(s[0]) + "x" + number(s[1]) + "x" + number(s[2]) + " mm";
  if (v.points > 1) out += ", " + std::to_string(v.points) + " " + noun;
  if ((v.placement.flags & GANTRY_GEOMETRY_ASSUMED) != 0) out += ", geometry assumed";
  if ((v.placement.flags & GANTRY_GEOMETRY_SHEARED) != 0) out += ", tilted";
  if ((v.placement.flags & GANTRY_GEOMETRY_UNEVEN) != 0) out += ", uneven";
  return out;
}

std::string differences(const std::vector<const FrameHeader *> &first) {
  const auto differ = [&](const auto &same) {
    return std::any_of(first.begin(), first.end(), [&](const FrameHeader *f) { return !same(*first.front(), *f); });
  };
  using F = const FrameHeader &;
  std::vector<std::string> out;
  if (differ([](F a, F b) { return a.component == b.component; })) out.push_back("complex component");
  if (differ([](F a, F b) { return a.component != b.component || image_kind(a) == image_kind(b); })) {
    out.push_back("image type");
  }
  if (differ([](F a, F b) { return a.rows == b.rows && a.columns == b.columns; })) out.push_back("matrix");
  if (differ([](F a, F b) {
        return a.orientation.has_value() == b.orientation.has_value() &&
               (!a.orientation || close(*a.orientation, *b.orientation));
      })) {
    out.push_back("orientation");
  }
  if (differ([](F a, F b) { return a.pixel_spacing == b.pixel_spacing; })) out.push_back("pixel spacing");
  if (differ([](F a, F b) { return a.frame_of_reference_uid == b.frame_of_reference_uid; })) {
    out.push_back("frame of reference");
  }
  if (differ([](F a, F b) { return a.stack_id == b.stack_id; })) out.push_back("stack");
  if (differ([](F a, F b) { return a.unit == b.unit; })) out.push_back("unit");
  if (out.empty()) {
    out.push_back(first.front()->position ? "place, time or coverage"
                                          : "nothing that would put them together, since none says where it lies");
  }
  return joined(out);
}

std::string key_of(const std::vector<FrameHeader> &frames, const Members &members) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto add = [&](const std::string &text) {
    for (const char c : text + '\n') hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  };
  for (const std::uint32_t m : members) {
    const FrameHeader &f = frames[m];
    add(f.series_uid);
    add(f.sop_instance_uid);
    add(std::to_string(f.series_number) + "/" + std::to_string(f.frame) + "/" + std::to_string(f.tile));
  }
  constexpr const char *digits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += digits[(hash >> shift) & 15];
  return out;
}

}  // namespace gantry::dicom
