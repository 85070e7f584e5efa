// SPDX-License-Identifier: Apache-2.0
// What stands beside a NIfTI file and says what its fourth axis means: .bval and .bvec (FSL), and Gantry's .json.
//
//   Companions found = {bval_text, bvec_text, json_text};
//   Description d = describe(header, geometry, found);
//
// The .json: {"schema":"org.gantry.nifti.sidecar/1", "axis":{"name","columns":[{"name","unit","values"}]}, "unit",
// "quantity", "modality", "channels":[…], "segments":[{"value","name","code","colour"}]}. Of another program's .json
// (BIDS) only "axis" is read, where there is one.
#pragma once

#include "header.hpp"

#include <gantry/cpp/volume.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::nifti {

constexpr const char *sidecar_schema = "org.gantry.nifti.sidecar/1";

struct Companions {
  std::optional<std::string_view> bval, bvec, json;
};

// What is known of the values and of the axes beyond space.
struct Description {
  std::string axis_name;  // "" when nothing is known of the fourth axis
  std::vector<AxisColumnValues> columns;
  std::string unit, quantity, modality;
  std::vector<std::string> channels;
  std::vector<Segment> segments;
};

// The diffusion axis has the columns b (s/mm2) and, when there is a .bvec, gx, gy, gz (patient LPS); the time axis t (s);
// by the header's unit it may be a frequency or a spectrum too.
// Order of trust: .bval and .bvec, then .json, then the header's time step. Throws Error "nifti.companion" where a
// companion does not fit the volume.
Description describe(const Header &header, const gantry_geometry &geometry, const Companions &companions);

}  // namespace gantry::nifti
