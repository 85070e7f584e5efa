// SPDX-License-Identifier: Apache-2.0
#include <core/report/words.hpp>

namespace gantry::core::report {

const Words &english() {
  static const Words words{
      .language = "en",
      .note = "Note",
      .warning = "Take care",
      .figure = "Figure",
      .table = "Table",
      .provenance = "Provenance",
      .provenance_hint = "what was run, on what, with which settings",
      .plugin = "Plugin",
      .version = "version",
      .tool = "Tool",
      .plugin_hash = "Plugin hash",
      .run = "Run",
      .parameters = "Parameters",
      .inputs = "Inputs",
      .outputs = "Outputs",
      .verdict = "Verified",
      .who = "Run by",
      .when = "Run at",
      .duration = "Duration",
      .level = "Instruction set",
      .libraries = "Libraries",
      .sandbox = "Isolation",
      .sandboxed = "ran in a sandbox",
      .not_sandboxed = "ran WITHOUT a sandbox",
      .name = "Name",
      .value = "Value",
      .unit = "Unit",
      .hash = "Content hash",
      .not_recorded = "not recorded",
      .seconds = "s",
      .axial = "Axial",
      .coronal = "Coronal",
      .sagittal = "Sagittal",
      .slice = "slice",
      .slices = "slices",
      .of = "of",
      .to = "to",
      .grey_window = "grey window",
      .assumed_geometry = "the file holds no geometry: orientation and scale are unknown",
      .label = "Label",
      .count = "Count",
      .residual = "Residual",
      .not_a_medical_device =
          "Gantry is not a medical device. This report is for research and education; "
          "it must not be the basis of a diagnosis or a treatment.",
      .made_by = "Made with Gantry",
  };
  return words;
}

}  // namespace gantry::core::report
