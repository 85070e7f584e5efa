// SPDX-License-Identifier: Apache-2.0
// The choices of a Windkessel as a host gives them: the period from the points, and how the flow goes between them.
//
//   fit.values = &in_steps;
#pragma once

#include <gantry/parameter.h>

template <int straight>
inline const gantry_values flow_between{sizeof(gantry_values),
                                        0,
                                        nullptr,
                                        [](const gantry_values *, const char *, double *out) {
                                          *out = 0;
                                          return GANTRY_OK;
                                        },
                                        nullptr,
                                        [](const gantry_values *, const char *, const char **out) {
                                          *out = straight == 1 ? "linear" : "held";
                                          return GANTRY_OK;
                                        },
                                        nullptr};
inline const gantry_values &in_steps = flow_between<0>, &in_straight_lines = flow_between<1>;
