// SPDX-License-Identifier: Apache-2.0
// What an image's header says of how it was measured, for a model that wants it and whose user has not said it.
//
//   add_acquisition(spec, axis_of(image), entries, options);   // options["constants"]["TR"] = 5
//
// The numbers of core/import/acquired.hpp.
#pragma once

#include <core/data/volume.hpp>
#include <core/plugins/schema.hpp>

namespace gantry::core {

// Axis columns that `axis` does not have, and constants, where the header has exactly one value; nothing where `options`
// names one in `constants` or `columns`. In the units of the model.
void add_acquisition(const ModelSpec &spec, const std::optional<Axis> &axis, const nlohmann::json &entries,
                     nlohmann::json &options);

}  // namespace gantry::core
