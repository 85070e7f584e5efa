// SPDX-License-Identifier: Apache-2.0
// The fixed words of a report, in one place, so that a language is one more value of this type.
//
//   render_html(document, english());
#pragma once

#include <string>

namespace gantry::core::report {

struct Words {
  std::string language;  // BCP 47: "en"
  std::string note, warning;
  std::string figure, table;
  std::string provenance, provenance_hint;
  std::string plugin, version, tool, plugin_hash, run, parameters, inputs, outputs, verdict, who, when, duration, level;
  std::string libraries, sandbox, sandboxed, not_sandboxed, name, value, unit, hash, not_recorded, seconds;
  std::string axial, coronal, sagittal, slice, slices, of, to, grey_window, assumed_geometry, label;  // of pictures
  std::string count, residual;                                                                        // of plots
  std::string not_a_medical_device, made_by;
};

const Words &english();

}  // namespace gantry::core::report
