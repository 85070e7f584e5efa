// SPDX-License-Identifier: Apache-2.0
#include "pixel_size.hpp"

namespace gantry::dicom {
namespace {

// DICOM gives the distance between rows first.
std::optional<std::array<double, 2>> spacing(const std::vector<double> &v) {
  if (v.empty() || !(v[0] > 0) || v[0] > 1e6) return std::nullopt;
  const double across = v.size() > 1 ? v[1] : v[0];
  if (!(across > 0) || across > 1e6) return std::nullopt;
  return std::array<double, 2>{across, v[0]};
}

std::optional<std::array<double, 2>> ultrasound(const Item &root, std::string &note) {
  constexpr std::int64_t centimetres = 3;
  std::optional<std::array<double, 2>> out;
  for (const Item &region : root.items(DCM_SequenceOfUltrasoundRegions)) {
    if (region.integer(DCM_PhysicalUnitsXDirection) != centimetres ||
        region.integer(DCM_PhysicalUnitsYDirection) != centimetres) {
      continue;
    }
    const double x = std::abs(region.number(DCM_PhysicalDeltaX).value_or(0)) * 10;
    const double y = std::abs(region.number(DCM_PhysicalDeltaY).value_or(0)) * 10;
    const auto here = spacing({y, x});
    if (!here) continue;
    if (out && (std::abs((*out)[0] - (*here)[0]) > 1e-6 || std::abs((*out)[1] - (*here)[1]) > 1e-6)) {
      note = "the picture has regions of different scales: pixel sizes are left out";
      return std::nullopt;
    }
    out = here;
  }
  if (out) note = "pixel sizes are those of the calibrated region of the ultrasound image, and hold within it alone";
  return out;
}

}  // namespace

void read_pixel_size(const FrameView &view, FrameHeader &h) {
  const Item &root = view.root();
  h.pixel_spacing = spacing(view.numbers(DCM_PixelMeasuresSequence, DCM_PixelSpacing));
  if (h.pixel_spacing) return;
  h.pixel_spacing = spacing(root.numbers(DCM_ImagerPixelSpacing));
  if (h.pixel_spacing) {
    h.spacing_note =
        "pixel sizes are those at the detector (ImagerPixelSpacing): the body is magnified, so lengths in it "
        "are shorter than measured";
    return;
  }
  h.pixel_spacing = spacing(root.numbers(DCM_NominalScannedPixelSpacing));
  if (h.pixel_spacing) {
    h.spacing_note =
        "pixel sizes are those of the scanned film or document (NominalScannedPixelSpacing), not of the body";
    return;
  }
  h.pixel_spacing = ultrasound(root, h.spacing_note);
  if (h.pixel_spacing) return;
  if (const auto ratio = root.numbers(DCM_PixelAspectRatio);
      ratio.size() == 2 && ratio[0] > 0 && ratio[1] > 0 && ratio[0] != ratio[1]) {
    h.pixel_spacing = spacing({ratio[0] / ratio[1], 1});
    h.spacing_note = "the file gives the shape of a pixel but not its size: 1 mm across is assumed";
  }
}

}  // namespace gantry::dicom
