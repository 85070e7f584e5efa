// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

namespace gantry::test {

using nlohmann::json;

gantry_geometry small_geometry() {
  gantry_geometry g{};
  g.size = sizeof g;
  // 30 degrees about x; 0.8 and 0.6 would be exact, these are not.
  const double c = 0.86602540378444, s = 0.5;
  const double direction[9] = {1, 0, 0, 0, c, -s, 0, s, c};
  std::copy(direction, direction + 9, g.direction);
  g.spacing[0] = 0.75;
  g.spacing[1] = 1.25;
  g.spacing[2] = 3;
  g.origin[0] = -12.5;
  g.origin[1] = 40.125;
  g.origin[2] = -7;
  g.frame_of_reference_uid = "1.2.3";
  return g;
}

VolumeSpec small_space() { return VolumeSpec().shape(7, 5, small_slices).geometry(small_geometry()).modality("MR"); }

json small_source() {
  const gantry_geometry g = small_geometry();
  json uids = json::array(), positions = json::array();
  for (unsigned k = 0; k < small_slices; ++k) {
    uids.push_back("1.2.4." + std::to_string(k + 1));
    json p = json::array();
    for (unsigned r = 0; r < 3; ++r) p.push_back(g.origin[r] + g.direction[3 * r + 2] * g.spacing[2] * k);
    positions.push_back(p);
  }
  json entries = json::array();
  const auto add = [&](const char *key, json value) {
    entries.push_back({{"key", key}, {"value", std::move(value)}, {"identifying", false}});
  };
  add("PatientName", "Jansen^Jörg");
  add("PatientID", "P-1");
  add("PatientBirthDate", "19700102");
  add("PatientSex", "M");
  add("StudyInstanceUID", "1.2.5");
  add("StudyDate", "20240301");
  add("StudyTime", "101112");
  add("StudyID", "S7");
  add("AccessionNumber", "A9");
  add("ReferringPhysicianName", "Arts^Anna");
  add("SeriesInstanceUID", "1.2.6");
  add("SOPClassUID", "1.2.840.10008.5.1.4.1.1.4");
  add("Modality", "MR");
  add("FrameOfReferenceUID", "1.2.3");
  add("SOPInstanceUIDs", uids);
  add("SlicePositions", positions);
  return {{"entries", entries}};
}

Outcome write(const std::string &writer, const HeldVolume &volume, const json &source,
              const std::map<std::string, Value> &set) {
  PluginBench bench(dicom_entry);
  bench.input("volume", volume);
  if (!source.is_null()) bench.input_record("source", "gantry.header/1", source.dump());
  for (const auto &[key, value] : set) bench.set(key, value);
  return bench.write(writer, "out.dcm");
}

HeldVolume small_labels(const std::vector<std::pair<std::uint64_t, std::uint8_t>> &voxels,
                        const std::vector<Segment> &segments) {
  std::vector<std::uint8_t> all(small_pixels * small_slices, 0);
  for (const auto &[at, value] : voxels) all[at] = value;
  return HeldVolume::of<std::uint8_t>(small_space().labels(segments), all);
}

}  // namespace gantry::test
