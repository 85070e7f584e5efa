// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>

namespace gantry::test {

FrameHeader slice_at(double z, long instance) {
  FrameHeader f;
  f.file = static_cast<std::uint32_t>(instance - 1);
  f.rows = 3;
  f.columns = 4;
  f.study_uid = "1.2";
  f.series_uid = "1.2.3";
  f.sop_class_uid = "1.2.840.10008.5.1.4.1.1.4";
  f.sop_instance_uid = "1.2.3." + std::to_string(instance);
  f.frame_of_reference_uid = "1.9";
  f.modality = "MR";
  f.image_type = {"ORIGINAL", "PRIMARY", "M"};
  f.series_number = 7;
  f.instance_number = instance;
  f.orientation = {1, 0, 0, 0, 1, 0};
  f.position = Vec3{-10, -20, z};
  f.pixel_spacing = {1, 1};
  f.slice_thickness = 2.5;
  f.bits_allocated = 16;
  return f;
}

std::vector<FrameHeader> stack(int slices, double first_z, double step) {
  std::vector<FrameHeader> out;
  for (int k = 0; k < slices; ++k) out.push_back(slice_at(first_z + k * step, k + 1));
  return out;
}

SeriesVolume only(const std::vector<FrameHeader> &frames, const SamePixels &same) {
  const Sorted s = sort(frames, same);
  REQUIRE(s.refused.empty());
  REQUIRE(s.volumes.size() == 1);
  return s.volumes[0];
}

std::string described(const Sorted &sorted, const std::vector<FrameHeader> &frames) {
  std::string out;
  for (const SeriesVolume &v : sorted.volumes) {
    out += v.key + " " + v.title + " " + v.summary + " " + v.axis_name;
    for (const auto &column : v.axis) {
      out += " " + column.name;
      for (const double value : column.values) out += " " + std::to_string(value);
    }
    for (const double x : v.placement.origin) out += " " + std::to_string(x);
    for (const std::uint32_t s : v.sources) {
      out += s == no_frame ? " -" : " " + frames[s].sop_instance_uid + "/" + std::to_string(frames[s].frame);
    }
    for (const auto &w : v.warnings) out += "\n  " + w;
    out += "\n";
  }
  return out;
}

bool says(const SeriesVolume &volume, const std::string &words) {
  return std::any_of(volume.warnings.begin(), volume.warnings.end(),
                     [&](const std::string &w) { return w.find(words) != std::string::npos; });
}

namespace {

template <class T>
std::string raw(T value) {
  std::string out(sizeof value, '\0');
  std::memcpy(out.data(), &value, sizeof value);
  return out;
}

bool long_length(const std::string &vr) {
  return vr == "OB" || vr == "OW" || vr == "SQ" || vr == "UN" || vr == "UT" || vr == "OF";
}

}  // namespace

std::string element(const DcmTagKey &tag, const char *vr, const std::string &value) {
  std::string padded = value;
  if (padded.size() % 2 != 0) padded += std::strcmp(vr, "UI") == 0 || std::strcmp(vr, "OB") == 0 ? '\0' : ' ';
  std::string out = raw<std::uint16_t>(tag.getGroup()) + raw<std::uint16_t>(tag.getElement()) + vr;
  if (long_length(vr)) out += std::string(2, '\0') + raw(static_cast<std::uint32_t>(padded.size()));
  else out += raw(static_cast<std::uint16_t>(padded.size()));
  return out + padded;
}

std::string numbers(const DcmTagKey &tag, const char *vr, const std::vector<double> &values) {
  const std::string kind = vr;
  std::string out;
  for (const double v : values) {
    if (kind == "FD") out += raw(v);
    else if (kind == "FL") out += raw(static_cast<float>(v));
    else if (kind == "US") out += raw(static_cast<std::uint16_t>(v));
    else if (kind == "SS") out += raw(static_cast<std::int16_t>(v));
    else out += (out.empty() ? "" : "\\") + (kind == "IS" ? std::to_string(static_cast<long>(v)) : std::to_string(v));
  }
  return element(tag, vr, out);
}

std::string sequence(const DcmTagKey &tag, const std::vector<std::string> &items) {
  std::string out;
  for (const auto &item : items) {
    out +=
        raw<std::uint16_t>(0xFFFE) + raw<std::uint16_t>(0xE000) + raw(static_cast<std::uint32_t>(item.size())) + item;
  }
  return element(tag, "SQ", out);
}

std::string file(std::vector<std::string> elements) {
  std::sort(elements.begin(), elements.end(), [](const std::string &a, const std::string &b) {
    const auto tag = [](const std::string &e) {
      const auto byte = [&](unsigned i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(e[i])); };
      return byte(1) << 24 | byte(0) << 16 | byte(3) << 8 | byte(2);
    };
    return tag(a) < tag(b);
  });
  std::string out = std::string(128, '\0') + "DICM";
  const std::string meta = element(DCM_TransferSyntaxUID, "UI", "1.2.840.10008.1.2.1");
  out += element(DCM_FileMetaInformationGroupLength, "UL", raw(static_cast<std::uint32_t>(meta.size()))) + meta;
  for (const auto &e : elements) out += e;
  return out;
}

}  // namespace gantry::test
