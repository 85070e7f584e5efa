// SPDX-License-Identifier: Apache-2.0
// When the images of a series or the rows of a table were measured, in seconds.
//
//   const std::vector<double> t = times_of(series.view(), "series");
#pragma once

#include <gantry/cpp/volume.hpp>
#include <gantry/table.h>

#include <string>
#include <vector>

namespace perfusion {

// Errors "perfusion.time" at the port: there is no column time, or its unit is not one of time, or it does not increase.
std::vector<double> times_of(const gantry::VolumeView &series, const char *port);
std::vector<double> times_of(const gantry_table &table, const char *port);

// A column of numbers; empty where there is none of that name.
std::vector<double> numbers_of(const gantry_table &table, const std::string &name);

}  // namespace perfusion
