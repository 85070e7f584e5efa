// SPDX-License-Identifier: Apache-2.0
#include "report.hpp"

#include "../header_record.hpp"
#include "code.hpp"

#include <cmath>
#include <limits>

namespace gantry::dicom {
namespace {

struct Measurement {
  std::string name, code, unit, unit_name, within;
  double value = std::numeric_limits<double>::quiet_NaN();
};

Measurement measurement_of(const Item &item, const std::string &within) {
  Measurement m;
  const Item concept_name = item.item(DCM_ConceptNameCodeSequence), measured = item.item(DCM_MeasuredValueSequence);
  const Item unit = measured.item(DCM_MeasurementUnitsCodeSequence);
  m.name = concept_name.text(DCM_CodeMeaning);
  m.code = code_text(concept_name);
  m.within = within;
  m.unit = unit.text(DCM_CodeValue);
  m.unit_name = unit.text(DCM_CodeMeaning);
  const auto floating = measured.number(DCM_FloatingPointValue);
  if (floating && std::isfinite(*floating)) m.value = *floating;
  else if (const auto decimal = measured.number(DCM_NumericValue)) m.value = *decimal;
  return m;
}

// Items are nested no deeper than the parser allows.
void walk(const Item &node, const std::string &within, std::vector<Measurement> &found) {
  for (const Item &item : node.items(DCM_ContentSequence)) {
    if (item.text(DCM_ValueType) == "NUM") found.push_back(measurement_of(item, within));
    const std::string name = item.item(DCM_ConceptNameCodeSequence).text(DCM_CodeMeaning);
    const bool container = item.text(DCM_ValueType) == "CONTAINER" && !name.empty();
    walk(item, container ? within + (within.empty() ? "" : " / ") + name : within, found);
  }
}

}  // namespace

std::size_t count_measurements(const Dataset &d) {
  std::vector<Measurement> found;
  walk(d, "", found);
  return found.size();
}

void read_measurements(Job &job, const Dataset &d) {
  for (const std::string &w : d.warnings()) job.warning(w);
  HeaderRecord record(d);
  job.output_record("header", GANTRY_HEADER_SCHEMA, record.dump());
  std::vector<Measurement> found;
  walk(d, "", found);
  std::vector<std::string> names, codes, units, unit_names, within;
  std::vector<double> values;
  for (Measurement &m : found) {
    names.push_back(std::move(m.name));
    codes.push_back(std::move(m.code));
    values.push_back(m.value);
    units.push_back(std::move(m.unit));
    unit_names.push_back(std::move(m.unit_name));
    within.push_back(std::move(m.within));
  }
  job.output_table("table", {{"name", "", names},
                             {"code", "", codes},
                             {"value", "", values},
                             {"unit", "", units},
                             {"unit_name", "", unit_names},
                             {"within", "", within}});
}

}  // namespace gantry::dicom
