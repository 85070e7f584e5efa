// SPDX-License-Identifier: Apache-2.0
#include "making_images.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

extern "C" const gantry_plugin_entry dicom_entry;

namespace gantry::test {

std::string words(const std::vector<int> &values) {
  std::string out;
  for (const int v : values) {
    out += static_cast<char>(v & 0xff);
    out += static_cast<char>((v >> 8) & 0xff);
  }
  return out;
}

std::string packed(const std::string &bits) {
  std::string out((bits.size() + 7) / 8, '\0');
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i] == '1') out[i / 8] = static_cast<char>(out[i / 8] | (1 << (i % 8)));
  }
  return out;
}

NamedBytes image(const Made &made, std::vector<std::string> more, int slice) {
  const auto us = [](const DcmTagKey &tag, int v) { return numbers(tag, "US", {static_cast<double>(v)}); };
  const std::string number = std::to_string(slice + 1);
  for (std::string &e : std::vector<std::string>{
           element(DCM_SOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.4"),
           element(DCM_SOPInstanceUID, "UI", "1.2.3." + number), element(DCM_Modality, "CS", "MR"),
           element(DCM_StudyInstanceUID, "UI", "1.2"), element(DCM_SeriesInstanceUID, "UI", "1.2.3"),
           element(DCM_FrameOfReferenceUID, "UI", "1.9"), element(DCM_InstanceNumber, "IS", number),
           numbers(DCM_ImagePositionPatient, "DS", {0, 0, made.z.value_or(2.0 * slice)}),
           numbers(DCM_ImageOrientationPatient, "DS", {1, 0, 0, 0, 1, 0}), numbers(DCM_PixelSpacing, "DS", {1, 1}),
           us(DCM_SamplesPerPixel, 1), element(DCM_PhotometricInterpretation, "CS", made.photometric),
           us(DCM_Rows, made.rows), us(DCM_Columns, made.columns), us(DCM_BitsAllocated, made.allocated),
           us(DCM_BitsStored, made.stored), us(DCM_HighBit, made.stored - 1),
           us(DCM_PixelRepresentation, made.is_signed),
           element(DCM_PixelData, made.allocated == 16 ? "OW" : "OB", made.pixels)}) {
    more.push_back(std::move(e));
  }
  if (made.frames > 1) more.push_back(numbers(DCM_NumberOfFrames, "IS", {static_cast<double>(made.frames)}));
  return {"slice-" + number, file(std::move(more))};
}

Outcome list_items(const std::vector<NamedBytes> &files, const std::vector<std::string> &on) {
  PluginBench bench(dicom_entry);
  for (const auto &flag : on) bench.set(flag, 1);
  return bench.list("dicom", files);
}

Outcome read_item(const std::vector<NamedBytes> &files, const std::vector<std::string> &on) {
  const Outcome listed = list_items(files, on);
  for (const auto &[refused, reason] : listed.refused) UNSCOPED_INFO(reason);
  REQUIRE(listed.items.size() == 1);
  PluginBench bench(dicom_entry);
  for (const auto &flag : on) bench.set(flag, 1);
  Outcome o = bench.threads(2).read("dicom", files, listed.items[0].key);
  UNSCOPED_INFO(o.message);
  REQUIRE(o.status == GANTRY_OK);
  return o;
}

std::vector<double> values(const Outcome &o) {
  std::vector<double> out;
  for (std::uint64_t i = 0; i < o.volume("volume").elements(); ++i) out.push_back(o.volume("volume").value(i));
  return out;
}

bool warns(const Outcome &o, const std::string &words) {
  return std::any_of(o.warnings.begin(), o.warnings.end(),
                     [&](const std::string &warning) { return warning.find(words) != std::string::npos; });
}

}  // namespace gantry::test
