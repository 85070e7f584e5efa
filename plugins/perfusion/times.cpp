// SPDX-License-Identifier: Apache-2.0
#include "times.hpp"

#include <cstdint>

namespace perfusion {
namespace {

std::vector<double> in_seconds(std::vector<double> times, const std::string &unit, const char *port) {
  const double factor = unit == "s" || unit.empty() ? 1 : unit == "min" ? 60 : unit == "ms" ? 0.001 : 0;
  if (factor == 0)
    throw gantry::Error("perfusion.time", "the times are in " + unit, GANTRY_BAD_DATA)
        .at(port)
        .hint("give them in s, min or ms");
  for (double &t : times) t *= factor;
  for (std::size_t i = 1; i < times.size(); ++i)
    if (!(times[i] > times[i - 1]))
      throw gantry::Error("perfusion.time", "the times do not increase from point to point", GANTRY_BAD_DATA)
          .at(port)
          .hint("sort by time, and leave out what stands twice");
  return times;
}

}  // namespace

std::vector<double> times_of(const gantry::VolumeView &series, const char *port) {
  const gantry_axis_column *time = series.axis_column("time");
  if (time == nullptr)
    throw gantry::Error("perfusion.time", "the series does not say when its images were measured", GANTRY_BAD_DATA)
        .at(port)
        .hint("import it with --axis \"time[s]=0,2,4,…\"");
  return in_seconds({time->values, time->values + series.shape(3)}, time->unit, port);
}

std::vector<double> numbers_of(const gantry_table &table, const std::string &name) {
  for (std::uint32_t c = 0; c < table.column_count; ++c) {
    const gantry_column &column = *table.columns[c];
    if (name != column.name) continue;
    std::vector<double> numbers;
    for (std::uint64_t row = 0; row < table.rows; ++row) {
      if (column.type == GANTRY_COLUMN_F64) numbers.push_back(static_cast<const double *>(column.data)[row]);
      if (column.type == GANTRY_COLUMN_I64)
        numbers.push_back(static_cast<double>(static_cast<const std::int64_t *>(column.data)[row]));
    }
    return numbers;
  }
  return {};
}

std::vector<double> times_of(const gantry_table &table, const char *port) {
  const auto times = numbers_of(table, "time");
  if (times.empty())
    throw gantry::Error("perfusion.time", "the table has no column of numbers that is called time", GANTRY_BAD_DATA)
        .at(port);
  std::string unit;
  for (std::uint32_t c = 0; c < table.column_count; ++c)
    if (std::string(table.columns[c]->name) == "time") unit = table.columns[c]->unit;
  return in_seconds(times, unit, port);
}

}  // namespace perfusion
