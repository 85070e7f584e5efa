// SPDX-License-Identifier: Apache-2.0
// Values that identify somebody, and where they stand in other text.
//
//   Originals originals;
//   originals.note("Jansen");
//   Finder(originals).without("coil of JANSEN, 5 cm", "REMOVED");   // "coil of REMOVED, 5 cm"; "Jansenism" stays
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace gantry::dicom {

// In bytes, as stored; whatever the case of ASCII letters, since a name is written otherwise in another place.
class Originals {
 public:
  // Less than four bytes say nothing of anybody and stand in everything, and what holds control characters (what is no
  // text) stands in none.
  void note(const std::string &text);
  bool are(const std::string &text) const;  // exactly one of them
  const std::set<std::string> &capitals() const { return capitals_; }

 private:
  std::set<std::string> capitals_;
};

// All of them at once, in a time that grows with the text alone: Aho and Corasick, Communications of the ACM 18 (1975) 333.
class Finder {
 public:
  // Throws Error "dicom.identifying" where they are more than sixteen megabytes.
  explicit Finder(const Originals &originals);

  // Originals of up to seven bytes count where they stand alone: not within a longer word or number, where a capital behind
  // a small letter begins a new word; longer ones anywhere. The host judges headers by the same rule.
  std::string without(const std::string &text, const char *instead) const;

 private:
  struct Node {
    std::uint32_t child = 0, sibling = 0;  // 0: none
    std::uint32_t fail = 0;                // the longest end of this that begins an original
    std::uint32_t longest = 0;             // bytes of the longest original that ends here, of those that count anywhere
    std::uint8_t byte = 0;
    std::uint8_t alone = 0;  // bit n: an original of n bytes ends here that must stand alone
  };
  struct Range {
    std::size_t begin, end;
  };
  void grow(const std::set<std::string> &originals);
  void link();
  std::uint32_t child(std::uint32_t node, unsigned char byte) const;
  std::uint32_t next(std::uint32_t node, unsigned char byte) const;
  std::vector<Range> found(const std::string &text) const;

  std::vector<Node> nodes_;
};

}  // namespace gantry::dicom
