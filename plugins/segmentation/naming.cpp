// SPDX-License-Identifier: Apache-2.0
#include "naming.hpp"

#include <cmath>

namespace gantry::segmentation {
namespace {

// Okabe and Ito (2008): told apart by colour-blind people too.
constexpr std::uint32_t colours[] = {0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x999999};

std::vector<std::string> listed(std::size_t count, const std::string &text, const char *key) {
  auto items = split(text, ',');
  if (items.empty()) items.resize(count);
  if (items.size() == count) return items;
  throw Error("segmentation.names",
              "there are " + std::to_string(items.size()) + " " + key + " for " + std::to_string(count) + " classes",
              GANTRY_INVALID_ARGUMENT)
      .at(key)
      .hint("give one for each class, separated by commas, or none");
}

}  // namespace

std::vector<std::string> split(const std::string &text, char at) {
  std::vector<std::string> out;
  if (text.find_first_not_of(' ') == std::string::npos) return out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    const std::size_t first = text.find_first_not_of(' ', begin);
    const std::size_t last = end == 0 ? std::string::npos : text.find_last_not_of(' ', end - 1);
    const bool blank = first >= end || last == std::string::npos || last < begin;
    out.push_back(blank ? "" : text.substr(first, last - first + 1));
    begin = end + 1;
  }
  return out;
}

std::vector<Segment> segments_of(std::size_t count, const std::string &names, const std::string &codes) {
  const auto name = listed(count, names, "names"), code = listed(count, codes, "codes");
  std::vector<Segment> out;
  for (std::size_t c = 0; c < count; ++c) {
    const std::string number = std::to_string(c + 1);
    out.push_back({static_cast<std::int64_t>(c) + 1, name[c].empty() ? "class " + number : name[c], code[c],
                   colours[c % std::size(colours)]});
  }
  return out;
}

void label_by_levels(const Job &job, const Frame &frame, const Region &region, const std::vector<double> &levels,
                     std::uint8_t *labels) {
  frame.visit([&](const auto *voxels) {
    in_chunks(job, frame.voxels(), "labelling", [&](std::uint64_t begin, std::uint64_t end) {
      for (std::uint64_t i = begin; i < end; ++i) {
        const auto value = static_cast<double>(voxels[i]);
        if (!region.contains(i) || !std::isfinite(value)) continue;
        std::uint8_t label = 1;
        for (const double level : levels) label = static_cast<std::uint8_t>(label + (value >= level ? 1 : 0));
        labels[i] = label;
      }
    });
  });
}

}  // namespace gantry::segmentation
