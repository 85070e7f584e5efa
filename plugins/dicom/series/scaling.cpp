// SPDX-License-Identifier: Apache-2.0
#include "scaling.hpp"

#include "words.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

struct Linear {
  double slope = 1, intercept = 0;
};

std::optional<Linear> linear(std::optional<double> slope, std::optional<double> intercept) {
  if (!slope || !std::isfinite(*slope) || *slope == 0) return std::nullopt;
  return Linear{*slope, intercept && std::isfinite(*intercept) ? *intercept : 0};
}

// The mapping of real world values, when it is a straight line.
std::optional<Linear> real_world(const FrameView &view, std::string &unit) {
  Item mapping = view.group(DCM_RealWorldValueMappingSequence);
  if (!mapping) mapping = view.root().item(DCM_RealWorldValueMappingSequence);
  const Item code = mapping.item(DCM_MeasurementUnitsCodeSequence);
  if (code.text(DCM_CodingSchemeDesignator) == "UCUM") unit = code.text(DCM_CodeValue);
  if (unit == "1" || unit == "{no units}") unit.clear();
  return linear(mapping.number(DCM_RealWorldValueSlope), mapping.number(DCM_RealWorldValueIntercept));
}

std::string unit_of(const FrameView &view, const FrameHeader &h) {
  const std::string type = view.text(DCM_PixelValueTransformationSequence, DCM_RescaleType);
  const std::string given = view.root().text(DCM_Units);
  if (h.modality == "PT" && given == "BQML") return "Bq/mL";
  if (h.modality == "PT" && given == "CNTS") return "{counts}";
  if (h.modality == "PT" && given == "GML") return "g/mL";
  if (type == "HU") return "[hnsf'U]";
  const bool original = !h.image_type.empty() && h.image_type.front() == "ORIGINAL";
  const bool localizer = std::find(h.image_type.begin(), h.image_type.end(), "LOCALIZER") != h.image_type.end();
  if (h.modality == "CT" && type.empty() && original && !localizer) return "[hnsf'U]";
  return "";
}

bool alike(const Linear &a, const Linear &b) {
  return std::abs(a.slope - b.slope) <= 1e-3 * std::abs(a.slope) &&
         std::abs(a.intercept - b.intercept) <= 1e-3 * std::max(1.0, std::abs(a.intercept));
}

std::optional<Linear> philips(const FrameView &view, const FrameHeader &h, const std::optional<Linear> &rescale) {
  if (h.modality != "MR" || h.manufacturer.find("hilips") == std::string::npos) return std::nullopt;
  const auto scale = view.private_numbers(0x2005, "Philips MR Imaging DD 001", 0x0e, VR::FL);
  if (scale.empty() || !std::isfinite(scale[0]) || scale[0] == 0) return std::nullopt;
  const Linear r = rescale.value_or(Linear{});
  return Linear{1 / scale[0], r.intercept / (r.slope * scale[0])};
}

}  // namespace

void read_scaling(const FrameView &view, FrameHeader &h) {
  const auto rescale = linear(view.number(DCM_PixelValueTransformationSequence, DCM_RescaleSlope),
                              view.number(DCM_PixelValueTransformationSequence, DCM_RescaleIntercept));
  std::string real_unit;
  const auto mapped = real_world(view, real_unit);
  h.unit = unit_of(view, h);
  Linear chosen = rescale.value_or(Linear{});
  if (const auto precise = philips(view, h, rescale)) {
    chosen = *precise;
    h.scale_note =
        "values are Philips' own scale, (stored * RescaleSlope + RescaleIntercept) / (RescaleSlope * scale slope): "
        "comparable between images, as the rescaled values made for display are not";
  } else if (!rescale && mapped) {
    chosen = *mapped;
    h.scale_note = "values are by RealWorldValueMapping; the file has no rescale slope";
  }
  if (mapped && alike(chosen, *mapped) && !real_unit.empty()) h.unit = real_unit;
  h.slope = chosen.slope;
  h.intercept = chosen.intercept;
}

}  // namespace gantry::dicom
