// SPDX-License-Identifier: Apache-2.0
// Made images, and what the reader makes of them.
//
//   NamedBytes slice = image({.columns = 4, .rows = 3, .pixels = words({…})}, {text_of(DCM_Modality, "MR")});
//   const Outcome o = read_item({slice});   // lists, then reads the only item
#pragma once

#include "series/making.hpp"

#include <tests/plugins/support/plugin_bench.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gantry::test {

// Numbers as stored, little endian.
std::string words(const std::vector<int> &values);  // 16 bits each
std::string packed(const std::string &bits);        // "0110…": the first one lowest

struct Made {
  int columns = 0, rows = 0;
  std::string pixels;
  int allocated = 16, stored = 16, is_signed = 0, frames = 1;
  std::string photometric = "MONOCHROME2";
  std::optional<double> z = {};  // mm; slices are 2 mm apart where it is not given
};

// One slice of a series, or a multi-frame image; `more` elements stand beside its own.
NamedBytes image(const Made &made, std::vector<std::string> more = {}, int slice = 0);

// `on`: flags of the reader.
Outcome list_items(const std::vector<NamedBytes> &files, const std::vector<std::string> &on = {});
// The only item of the files; fails the test when there is none or more.
Outcome read_item(const std::vector<NamedBytes> &files, const std::vector<std::string> &on = {});

std::vector<double> values(const Outcome &o);  // of its one volume
bool warns(const Outcome &o, const std::string &words);

}  // namespace gantry::test
