// SPDX-License-Identifier: Apache-2.0
// The parameter in proportion to which all of a model's values are: M0 of M0 exp(-TE / T2). A fit can solve for it.
//
//   GANTRY_TRY(amplitude, amplitude_of(model, place, settings, values, level));   // 0: the first parameter; or nothing
//
// Found by trying, so that it holds for any model, a typed formula too: at several places the values with three times the
// parameter are three times the values, and where it may be negative they turn over with it.
#pragma once

#include <core/fit/probe.hpp>
#include <core/fit/settings.hpp>

#include <optional>

namespace gantry::core::fit {

// Among the free parameters; of several, one without a bound first. Errors: as ModelState::prepare.
Result<std::optional<std::size_t>> amplitude_of(const gantry_model &model, const Place &place, const Settings &settings,
                                                const gantry_values *values, std::uint32_t level);

}  // namespace gantry::core::fit
