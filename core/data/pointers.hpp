// SPDX-License-Identifier: Apache-2.0
// Lists as the C interface takes them: a pointer to each element, and how many there are.
//
//   const auto columns = pointers(columns_);
//   table = {sizeof table, count(columns_), rows, columns.data()};
#pragma once

#include <cstdint>
#include <vector>

namespace gantry::core {

template <class T>
std::vector<const T *> pointers(const std::vector<T> &items) {
  std::vector<const T *> out;
  out.reserve(items.size());
  for (const T &item : items) out.push_back(&item);
  return out;
}

template <class T>
std::uint32_t count(const std::vector<T> &items) {
  return static_cast<std::uint32_t>(items.size());
}

}  // namespace gantry::core
