// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/data/table.hpp>
#include <limits>
#include <type_traits>

namespace gantry::core {

std::size_t Column::size() const {
  return std::visit([](const auto &v) { return v.size(); }, values);
}

std::vector<double> Column::numbers() const {
  return std::visit(
      [](const auto &v) {
        std::vector<double> result(v.size(), std::numeric_limits<double>::quiet_NaN());
        if constexpr (!std::is_same_v<std::decay_t<decltype(v)>, std::vector<std::string>>) {
          std::transform(v.begin(), v.end(), result.begin(), [](auto x) { return static_cast<double>(x); });
        }
        return result;
      },
      values);
}

const Column *Table::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto &c) { return c.name == wanted; });
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace gantry::core
