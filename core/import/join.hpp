// SPDX-License-Identifier: Apache-2.0
// Several volumes of one space as one volume with a named fourth axis: twelve echoes become one series.
//
//   GANTRY_TRY(series, join_volumes(echoes, {"echo", {{"TE", "ms", {4.3, 8.7, …}}}}));
#pragma once

#include <core/data/object.hpp>
#include <string>
#include <vector>

namespace gantry::core {

// All volumes three-dimensional, of one type, shape and space; one value of each axis column for each. Errors "join.…"
// name the volume by its place, counted from 1.
Result<ObjectPtr> join_volumes(const std::vector<ObjectPtr> &volumes, const Axis &axis);

// Of an axis as people type it: "TE[ms]=4.3,8.7,13"; with ; between the values where they have decimal commas. "FA" alone,
// a name of core/import/acquired.hpp: without values, in that unit, for acquired_axis(). Error "usage".
Result<AxisColumn> axis_column(const std::string &word);

// The axis with the columns that have no values filled from the volumes' headers, one for each volume. Error
// "join.unsaid" names the volume whose header does not say it.
Result<Axis> acquired_axis(Axis axis, const std::vector<nlohmann::json> &headers);

}  // namespace gantry::core
