// SPDX-License-Identifier: Apache-2.0
#include "named_values.hpp"

namespace gantry::dicom {
namespace {

constexpr std::size_t most_values = 16, longest_name = 256;  // bytes; VR LO has 64 characters

// What the file calls the dimension that these numbers are of.
std::string label_of(const Item &root) {
  for (const Item &dimension : root.items(DCM_DimensionIndexSequence)) {
    const auto pointer = dimension.integer(DCM_DimensionIndexPointer).value_or(0);
    if (pointer == number_of(DCM_TemporalPositionIndex)) return "time";
    if (pointer == number_of(DCM_QuantityDefinitionSequence)) return dimension.text(DCM_DimensionDescriptionLabel);
  }
  return "";
}

}  // namespace

void read_named_values(const FrameView &view, FrameHeader &h) {
  const Item mapping = view.group(DCM_RealWorldValueMappingSequence);
  for (const Item &item : mapping.items(DCM_QuantityDefinitionSequence)) {
    if (item.text(DCM_ValueType) != "NUMERIC" || h.named_values.size() == most_values) continue;
    const Item unit = item.item(DCM_MeasurementUnitsCodeSequence);
    const auto exact = item.number(DCM_FloatingPointValue), rounded = item.number(DCM_NumericValue);
    NamedValue v{item.item(DCM_ConceptNameCodeSequence).text(DCM_CodeMeaning),
                 unit.text(DCM_CodingSchemeDesignator) == "UCUM" ? unit.text(DCM_CodeValue) : "",
                 exact ? *exact : rounded.value_or(unknown)};
    if (v.name.empty() || v.name.size() > longest_name || v.unit.size() > longest_name || !std::isfinite(v.value))
      continue;
    h.named_values.push_back(std::move(v));
  }
  if (!h.named_values.empty()) h.named_axis = label_of(view.root()).substr(0, longest_name);
}

}  // namespace gantry::dicom
