// SPDX-License-Identifier: Apache-2.0
// Whole files through the reader: list, then read each item.
#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

extern "C" const gantry_plugin_entry dicom_entry;

using namespace gantry::test;
using nlohmann::json;

namespace {

#define NEEDS_REFERENCE(root)                       \
  const auto root = reference_data();               \
  if (!root) {                                      \
    WARN("the reference data are absent: skipped"); \
    return;                                         \
  }

std::vector<NamedBytes> folder(const std::filesystem::path &path) {
  std::vector<std::filesystem::path> paths;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<NamedBytes> files;
  for (const auto &p : paths) files.push_back(load(p));
  return files;
}

Outcome list(const std::vector<NamedBytes> &files) { return PluginBench(dicom_entry).list("dicom", files); }

// As the host does: only the item's own files can be opened.
Outcome read(const std::vector<NamedBytes> &files, const gantry::test::Item &item) {
  std::vector<NamedBytes> own(files.size());
  for (const std::uint32_t i : item.files) own[i] = files[i];
  return PluginBench(dicom_entry).threads(2).read("dicom", own, item.key);
}

// The only item of one file.
Outcome read_bytes(const NamedBytes &file) {
  const std::vector<NamedBytes> files{file};
  const Outcome listed = list(files);
  for (const auto &[file, reason] : listed.refused) INFO(reason);
  REQUIRE(listed.items.size() == 1);
  Outcome o = read(files, listed.items[0]);
  INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o;
}

Outcome read_one(const std::filesystem::path &path) { return read_bytes(load(path)); }

json header_of(const Outcome &o) { return json::parse(o.records.at("header")).at("entries"); }

json entry(const json &entries, const std::string &key) {
  for (const auto &e : entries) {
    if (e["key"] == key) return e;
  }
  return {};
}

double sum(const HeldVolume &v) {
  double total = 0;
  for (std::uint64_t i = 0; i < v.elements(); ++i) total += v.value(i);
  return total;
}

}  // namespace

TEST_CASE("every file of the reference is read or refused, and no reason names anybody", "[reference]") {
  NEEDS_REFERENCE(root)
  std::ifstream in(*root / "dicom/reference.json");
  const json all = json::parse(in).at("files");
  // Whatever else is refused would be a file that should have been read.
  const std::set<std::string> refused{"dicom/dicomdir_a/DICOMDIR", "dicom/odd/MR_truncated.dcm",
                                      "dicom/odd/badVR.dcm",       "dicom/odd/fo_GH178.dcm",
                                      "dicom/odd/fo_GH223.dcm",    "dicom/odd/no_meta.dcm"};
  for (const auto &[path, wanted] : all.items()) {
    INFO(path);
    const std::vector<NamedBytes> files{load(*root / path)};
    const Outcome listed = list(files);
    CHECK(listed.status == GANTRY_OK);
    CHECK(listed.items.size() + listed.refused.size() > 0);
    for (const auto &[file, reason] : listed.refused) {
      INFO(reason);
      CHECK(refused.count(path) == 1);
      CHECK(reason.size() > 20);
    }
    for (const gantry::test::Item &item : listed.items) {
      const Outcome o = read(files, item);
      INFO(o.message);
      CHECK((o.status == GANTRY_OK) == (path != "dicom/odd/JPEG2000-embedded-sequence-delimiter.dcm"));
      if (o.status != GANTRY_OK) continue;
      CHECK(o.volumes.count("volume") + o.signals.count("signal") + o.tables.count("table") +
                o.records.count("record") + o.files.size() ==
            1);
      CHECK(header_of(o).size() > 0);
      if (!wanted.contains("PatientName")) continue;
      const auto name = wanted["PatientName"].get<std::string>();
      for (const auto &w : o.warnings) CHECK((name.empty() || w.find(name) == std::string::npos));
      const json e = entry(header_of(o), "PatientName");
      if (!name.empty()) CHECK(e["value"] == name);
      CHECK(e["identifying"] == true);
      CHECK(e["role"] == "patient-name");
      CHECK(e["profile"] == "Z");
    }
  }
}

TEST_CASE("a file cut anywhere is refused, or read with a warning", "[reference]") {
  NEEDS_REFERENCE(root)
  std::ifstream in(*root / "dicom/reference.json");
  const json all = json::parse(in).at("files");
  for (const auto &[path, wanted] : all.items()) {
    const NamedBytes whole = load(*root / path);
    for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{131}, std::size_t{132},
                                 std::size_t{200}, whole.bytes.size() / 2}) {
      if (at >= whole.bytes.size()) continue;
      INFO(path << " cut at " << at);
      const std::vector<NamedBytes> files{{whole.name, whole.bytes.substr(0, at)}};
      const Outcome listed = list(files);
      CHECK(listed.status == GANTRY_OK);
      CHECK(listed.items.size() + listed.refused.size() > 0);
      for (const gantry::test::Item &item : listed.items) {
        const Outcome o = read(files, item);
        CHECK((o.status != GANTRY_OK || !o.warnings.empty()));
      }
    }
  }
}

TEST_CASE("computed tomography is in Hounsfield units, rescaled by whole numbers", "[reference]") {
  NEEDS_REFERENCE(root)
  const Outcome o = read_one(*root / "dicom/images/CT_small.dcm");
  const HeldVolume &v = o.volume("volume");
  CHECK(std::string(v.c().unit) == "[hnsf'U]");
  CHECK(std::string(v.c().modality) == "CT");
  CHECK(v.c().dtype == GANTRY_I32);
  CHECK(v.value(0) == 175 - 1024);
  CHECK(sum(v) == 14826310.0 - 1024.0 * 128 * 128);
}

TEST_CASE("palettes become colours", "[reference]") {
  NEEDS_REFERENCE(root)
  // Sums of red, green and blue by pydicom 2.3.1, apply_color_lut, of which the high byte is taken.
  const std::map<std::string, std::array<std::uint64_t, 3>> wanted{
      {"examples_palette.dcm", {4463065, 5631104, 7119981}}, {"OBXXXX1A_rle.dcm", {4695020, 5866509, 7356886}}};
  for (const auto &[name, sums] : wanted) {
    const Outcome o = read_one(*root / "dicom/images" / name);
    const HeldVolume &v = o.volume("volume");
    REQUIRE(v.c().dtype == GANTRY_RGB8);
    std::array<std::uint64_t, 3> found{};
    for (std::uint64_t i = 0; i < 3 * v.elements(); ++i) found[i % 3] += v.as<std::uint8_t>()[i];
    CHECK(found == sums);
  }
}

TEST_CASE("colours of 16 bits are three channels", "[reference]") {
  NEEDS_REFERENCE(root)
  const Outcome o = read_one(*root / "dicom/images/SC_rgb_16bit.dcm");
  const HeldVolume &v = o.volume("volume");
  CHECK(v.c().dtype == GANTRY_U16);
  REQUIRE(v.c().shape[4] == 3);
  CHECK(std::string(v.c().channel_names[0]) == "red");
}

TEST_CASE("a dose is in gray, on its own grid", "[reference]") {
  NEEDS_REFERENCE(root)
  NamedBytes file = load(*root / "dicom/images/rtdose.dcm");
  const std::string relative = "RELATIVE";  // DoseUnits
  CHECK(std::string(read_bytes(file).volume("volume").c().unit) == "1");
  file.bytes.replace(file.bytes.find(relative), relative.size(), "GY      ");
  const Outcome o = read_bytes(file);
  const HeldVolume &v = o.volume("volume");
  CHECK(std::string(v.c().unit) == "Gy");
  CHECK(std::string(v.c().quantity) == "dose");
  CHECK(v.c().shape[2] == 15);
  CHECK(v.value(0) == Approx(1.249));  // 1249000 · DoseGridScaling 1e-6
  CHECK(sum(v) == Approx(1519.91));
}

TEST_CASE("segmentations are label maps with names, codes and the counts of the reference", "[reference]") {
  NEEDS_REFERENCE(root)
  std::ifstream in(*root / "dicom/reference.json");
  const json all = json::parse(in).at("files");
  for (const char *path : {"dicom/images/liver.dcm", "dicom/images/liver_rle.dcm", "dicom/images/liver_deflate.dcm",
                           "dicom/images/liver_1frame.dcm", "dicom_seg_dcmqi/liver.dcm"}) {
    INFO(path);
    const Outcome o = read_one(*root / path);
    const HeldVolume &v = o.volume("volume");
    CHECK((v.c().flags & GANTRY_VOLUME_LABELS) != 0);
    REQUIRE(v.c().segment_count == 1);
    CHECK(std::string(v.c().segments[0]->name) == "Liver");
    const auto &bits = all[path]["segmentation_bits_set_per_frame"];
    const std::size_t slices = v.c().shape[2];  // the reference has all three for the object with one frame, too
    REQUIRE((slices == bits.size() || slices == 1));
    const std::uint64_t slice = v.c().shape[0] * v.c().shape[1];
    std::multiset<std::uint64_t> counts, wanted;
    for (std::size_t k = 0; k < slices; ++k) {
      std::uint64_t n = 0;
      for (std::uint64_t i = 0; i < slice; ++i) n += v.value(k * slice + i) == 1 ? 1 : 0;
      counts.insert(n);
      wanted.insert(bits[k].get<std::uint64_t>());
    }
    CHECK(counts == wanted);
  }
}

TEST_CASE("a segmentation lies on the grid of its source images", "[reference]") {
  NEEDS_REFERENCE(root)
  const auto base = *root / "dicom_seg_dcmqi/23x38x3";
  const Outcome seg = read_one(base / "seg/label.seg");
  const auto files = folder(base / "image");
  const Outcome listed = list(files);
  REQUIRE(listed.items.size() == 1);
  const Outcome image = read(files, listed.items[0]);
  const HeldVolume &a = seg.volume("volume"), &b = image.volume("volume");
  for (unsigned d = 0; d < 3; ++d) {
    CHECK(a.c().shape[d] == b.c().shape[d]);
    CHECK(a.geometry().origin[d] == Approx(b.geometry().origin[d]).margin(1e-3));
    CHECK(a.geometry().spacing[d] == Approx(b.geometry().spacing[d]).margin(1e-4));
  }
  for (unsigned i = 0; i < 9; ++i) CHECK(a.geometry().direction[i] == Approx(b.geometry().direction[i]).margin(1e-5));
}

TEST_CASE("contours become the mask of the reference: 5095 voxels, 366.08 ml", "[reference]") {
  NEEDS_REFERENCE(root)
  const auto files = folder(*root / "segmentation/sarcoma/STS_001_PET/dicom");
  auto all = files;
  all.push_back(load(*root / "segmentation/sarcoma/STS_001_PET/RTSTRUCT.dcm"));
  const Outcome listed = list(all);
  REQUIRE(listed.refused.empty());
  REQUIRE(listed.items.size() == 2);
  const gantry::test::Item &structures =
      listed.items[0].key.rfind("object:", 0) == 0 ? listed.items[0] : listed.items[1];
  const Outcome o = read(all, structures);
  INFO(structures.summary << " " << o.message);
  REQUIRE(o.status == GANTRY_OK);
  const HeldVolume &v = o.volume("volume");
  REQUIRE(v.c().shape[0] == 41);
  REQUIRE(v.c().shape[1] == 43);
  REQUIRE(v.c().shape[2] == 59);
  std::uint32_t channel = v.c().segment_count;
  for (std::uint32_t s = 0; s < v.c().segment_count; ++s) {
    if (std::string(v.c().segments[s]->name) == "GTV_Mass_PET") channel = s;
  }
  REQUIRE(channel < v.c().segment_count);
  const bool overlap = v.c().shape[4] > 1;
  const std::uint64_t voxels = 41 * 43 * 59;
  std::uint64_t inside = 0;
  for (std::uint64_t i = 0; i < voxels; ++i) {
    const double x = v.value(overlap ? channel * voxels + i : i);
    inside += overlap ? x > 0 : x == static_cast<double>(v.c().segments[channel]->value);
  }
  CHECK(inside == 5095);
  const double *s = v.geometry().spacing;
  CHECK(static_cast<double>(inside) * s[0] * s[1] * s[2] / 1000 == Approx(366.0787353515625).epsilon(1e-5));

  // What identifies inside of sequences stands beside them, all values of a place in one entry.
  const json uids =
      entry(header_of(o), "ROIContourSequence.ContourSequence.ContourImageSequence.ReferencedSOPInstanceUID");
  CHECK(uids["role"] == "uid");
  CHECK(uids["value"].size() == 31);
  CHECK(entry(header_of(o), "ROIContourSequence").dump().find("1.3.6.1.4.1.14519") == std::string::npos);

  const std::vector<NamedBytes> alone{all.back()};
  const Outcome table = read(alone, list(alone).items.at(0));
  INFO(table.message);
  REQUIRE(table.status == GANTRY_OK);
  CHECK(table.tables.at("table").unit("x") == "mm");
  CHECK(table.tables.at("table").rows > 100);
}

TEST_CASE("an ECG is a signal in its own units", "[reference]") {
  NEEDS_REFERENCE(root)
  const Outcome o = read_one(*root / "dicom/objects/waveform_ecg.dcm");
  REQUIRE(o.signals.at("signal").size() == 2);
  const gantry_signal &s = o.signal("signal").c();
  CHECK(s.channel_count == 12);
  CHECK(s.samples == 10000);
  CHECK(s.rate == 1000);
  CHECK(std::string(s.channels[0]->name).substr(0, 1) == "I");
  CHECK(std::string(s.channels[0]->unit) == "uV");
  const auto *v = static_cast<const float *>(s.data);
  // pydicom 2.3.1, waveform_array(0)[:3, 0] and [0, 1]
  CHECK(v[0] == Approx(100));
  CHECK(v[1] == Approx(81.25));
  CHECK(v[2] == Approx(62.5));
  CHECK(v[10000] == Approx(112.5));
  CHECK(v[12 * 10000 - 1] == Approx(-112.5));
}

TEST_CASE("a directory names what is missing and the rest is usable", "[reference]") {
  NEEDS_REFERENCE(root)
  const auto files = folder(*root / "dicom/dicomdir_a");
  const Outcome o = list(files);
  REQUIRE(o.refused.size() == 1);
  CHECK(o.refused.begin()->second.find("names 31 files, of which 24 are missing") != std::string::npos);
  CHECK(o.items.size() >= 4);
}
