// SPDX-License-Identifier: Apache-2.0
// The head of one element: tag, representation, length (PS3.5, 7.1), and what makers write in its place.
//
//   std::size_t at = 132;
//   const auto head = read_head(bytes, at, bytes.size(), node, syntax, warnings);   // at is behind it
#pragma once

#include "elements.hpp"

#include <algorithm>
#include <optional>

namespace gantry::dicom {

constexpr std::uint32_t no_length = 0xffffffff;  // undefined: up to a delimiter

struct Head {
  Tag tag;
  VR vr = VR::UN;
  std::uint32_t length = 0;
  bool delimiter = false;  // of group FFFE: no VR
};

// Rules that a file breaks, each once; at most 20.
struct Warnings {
  std::vector<std::string> texts;
  void add(const std::string &text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end() && texts.size() < 20) texts.push_back(text);
  }
};

// Two capitals, as every representation has.
bool spells_vr(std::string_view bytes, std::size_t at);
// The private creator that reserved the block of a private tag in a dataset; else "".
std::string_view creator_in(const Node &node, const Tag &tag);

// The next element's head, with `at` behind it; nothing when fewer bytes are left than a head has.
std::optional<Head> read_head(std::string_view bytes, std::size_t &at, std::size_t end, const Node &node, Syntax syntax,
                              Warnings &warnings);

}  // namespace gantry::dicom
