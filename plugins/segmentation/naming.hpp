// SPDX-License-Identifier: Apache-2.0
// Names, codes and colours of classes, and label maps made of levels.
//
//   const auto segments = segments_of(3, "CSF,grey matter,white matter", "");
#pragma once

#include "frame.hpp"

#include <string>
#include <vector>

namespace gantry::segmentation {

// "a, b,c" → {"a", "b", "c"}; "" → {}.
std::vector<std::string> split(const std::string &text, char at);

// Values 1 … count. Names and codes are lists at commas, as many as there are classes, or empty ("class 1" …).
// Error "segmentation.names" otherwise.
std::vector<Segment> segments_of(std::size_t count, const std::string &names, const std::string &codes);

// 1 below levels[0], 2 from it on …; 0 outside the region and where there is no finite value.
void label_by_levels(const Job &job, const Frame &frame, const Region &region, const std::vector<double> &levels,
                     std::uint8_t *labels);

}  // namespace gantry::segmentation
