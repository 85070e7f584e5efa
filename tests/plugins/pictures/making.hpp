// SPDX-License-Identifier: Apache-2.0
// Small files made by hand from the formats' descriptions: the second method against which the plugin is tested.
//
//   NamedBytes file = nrrd("sizes: 4 3 2\n", counting<std::int16_t>(24));
//   Outcome o = read_volume({file});
#pragma once

#include <tests/plugins/support/plugin_bench.hpp>

#include <cstring>
#include <string>
#include <vector>

extern "C" const gantry_plugin_entry pictures_entry;

namespace gantry::test {

template <class T>
std::string bytes_of(const std::vector<T> &values) {
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}

// 0, 1, 2 …
template <class T>
std::vector<T> counting(std::size_t count) {
  std::vector<T> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<T>(i);
  return out;
}

std::string zlib_packed(const std::string &bytes, bool gzip);
std::string swapped(std::string bytes, std::size_t size);

// NRRD0004 of 4x3x2 in LPS with 0.5, 0.6, 2 mm; `fields` stand before the rest, so that they can't be forgotten.
std::string nrrd(const std::string &type, const std::string &encoding, const std::string &data,
                 const std::string &more = "endian: little\n");
std::string mha(const std::string &type, const std::string &data, const std::string &more = "");

Outcome read_volume(const std::vector<NamedBytes> &files, const std::string &key = "0");
Outcome read_picture(const std::vector<NamedBytes> &files, const std::string &key = "0");

// Requires a volume of 0, 1, 2 …
void check_counting(const Outcome &o, std::uint64_t count = 24);

}  // namespace gantry::test
