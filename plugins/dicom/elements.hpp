// SPDX-License-Identifier: Apache-2.0
// Where the elements of a dataset are in its bytes. Nothing is copied and every length is checked against what is
// there, so that a file can't make it allocate, read or recurse more than its own size allows; a header takes
// microseconds. Values are made from these by Item (dataset.hpp).
//
//   Parsed parsed = parse_elements(bytes, {.explicit_vr = true}, Extent::header);
//   parsed.root.elements.front().tag;
#pragma once

#include "dictionary.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::dicom {

struct Node;

struct Element {
  Element() = default;
  Element(Element &&) noexcept = default;
  Element &operator=(Element &&) noexcept = default;

  Tag tag;
  VR vr = VR::UN;
  bool undefined_length = false;
  std::string_view value;                    // as stored; for pixel fragments: all of them with their item headers
  std::vector<std::unique_ptr<Node>> items;  // VR::SQ
};

// The elements of a dataset or of a sequence's item, in ascending order.
struct Node {
  const Node *parent = nullptr;
  bool big_endian = false;
  std::vector<Element> elements;

  const Element *find(const Tag &tag) const;
  // The private creator that reserved the block of `tag`; "" when none did.
  std::string_view creator_of(const Tag &tag) const;
};

struct Syntax {
  bool explicit_vr = true;
  bool big_endian = false;
};

enum class Extent {
  header,  // up to the pixel data, which is noted and not walked through
  whole,
};

struct Parsed {
  std::unique_ptr<Node> root;
  std::vector<std::string> warnings;  // rules that the file breaks; no values of it
  std::size_t end = 0;                // bytes used
  bool truncated = false;             // the file ends inside an element
  bool passed_over = false;           // bytes that belong to no element
};

// `only_group`: stops before the first element of another group; 0: none. Never throws but bad_alloc.
Parsed parse_elements(std::string_view bytes, Syntax syntax, Extent extent, std::uint16_t only_group = 0);

}  // namespace gantry::dicom
