// SPDX-License-Identifier: Apache-2.0
// The view of an image on its way to the panel that shows it, and the voxels of an image on their way to the host.
//
//   edits.did(path, what, to_json(state));
//   read_image_state(edit.value, state);
#pragma once

#include <core/data/volume.hpp>
#include <gantry/ui.h>
#include <nlohmann/json.hpp>
#include <vector>

namespace gantry::core {

nlohmann::json to_json(const gantry_ui_image_state &state);
void read_image_state(const nlohmann::json &json, gantry_ui_image_state &state);  // what is missing stays

// The voxels of a volume of any strides, x fastest, without gaps.
std::vector<std::byte> packed_voxels(const gantry_volume &volume, const VolumeHeader &header);

}  // namespace gantry::core
