// SPDX-License-Identifier: Apache-2.0
#include "concentration.hpp"

#include "spoiled_echo.hpp"
#include "times.hpp"

#include <string>

namespace perfusion {
namespace {

constexpr double degree = 0.017453292519943295769;  // in radians

// Of each voxel, or one number for all.
struct PerVoxel {
  std::vector<double> values;
  double operator[](std::size_t i) const { return values.size() == 1 ? values[0] : values[i]; }
};

PerVoxel first_image(const gantry::VolumeView &map, const gantry::VolumeView &series, const char *port) {
  for (unsigned d = 0; d < 3; ++d) {
    if (map.shape(d) == series.shape(d)) continue;
    throw gantry::Error("perfusion.shape", "the map has another shape than the series", GANTRY_BAD_DATA)
        .at(port)
        .hint("resample it to the series first");
  }
  PerVoxel values{std::vector<double>(map.voxels())};
  gantry::visit(map, [&](const auto *voxels) {
    for (std::size_t i = 0; i < values.values.size(); ++i) values.values[i] = static_cast<double>(voxels[i]);
  });
  return values;
}

}  // namespace

void SpoiledEchoTool::check(std::size_t points) const {
  if (skip.value() < static_cast<std::int64_t>(last(points))) return;
  throw gantry::Error("perfusion.baseline", "no point is left for the baseline", GANTRY_OUT_OF_RANGE)
      .at("skip")
      .hint("skip fewer points, or give a longer baseline");
}

void Concentration::run(gantry::Job &job) {
  const gantry::VolumeView in = series.view();
  const std::size_t n = in.voxels(), points = in.shape(3);
  check(points);
  PerVoxel t1{{t10}}, b1{{1.0}};
  if (t10_map.present()) {
    t1 = first_image(t10_map.view(), in, "T10_map");
    if (std::string(t10_map.view().c().unit) == "s")
      for (double &value : t1.values) value *= 1000;
  }
  if (b1_map.present()) b1 = first_image(b1_map.view(), in, "B1_map");
  auto spec = gantry::VolumeSpec::like(in);
  if (in.c().axis != nullptr && in.axis_column("time") != nullptr) {
    const gantry_axis_column &time = *in.axis_column("time");
    spec.axis("time", {{"time", time.unit, {time.values, time.values + points}}});
  } else {
    spec.frames(points);
  }
  float *out = concentration.create<float>(spec.unit("mmol/L").quantity("concentration"));
  gantry::visit(in, [&](const auto *voxels) {
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 4096 == 0) job.progress(static_cast<double>(i) / static_cast<double>(n), "concentration");
      const auto signal = [&](std::size_t t) { return static_cast<double>(voxels[t * n + i]); };
      const SpoiledEcho echo{repetition / 1000, angle * degree * b1[i], t1[i] / 1000, relaxivity};
      const double base = before(points, signal);
      for (std::size_t t = 0; t < points; ++t) out[t * n + i] = static_cast<float>(echo.concentration(signal(t), base));
    }
  });
}

void TableConcentration::run(gantry::Job &) {
  const gantry_table &in = curves.view();
  check(in.rows);
  const SpoiledEcho echo{repetition / 1000, angle * degree, t10 / 1000, relaxivity};
  std::vector<gantry::ColumnValues> columns;
  for (std::uint32_t c = 0; c < in.column_count; ++c) {
    const std::string name = in.columns[c]->name;
    auto numbers = numbers_of(in, name);
    if (numbers.empty()) continue;
    if (name == "time") {
      columns.push_back({name, in.columns[c]->unit, std::move(numbers)});
      continue;
    }
    const double base = before(numbers.size(), [&](std::size_t t) { return numbers[t]; });
    for (double &value : numbers) value = echo.concentration(value, base);
    columns.push_back({name, "mmol/L", std::move(numbers)});
  }
  concentrations.write(columns);
}

}  // namespace perfusion
