// SPDX-License-Identifier: Apache-2.0
#include "simulate_signal.hpp"

#include "event_table.hpp"
#include "tissue.hpp"

#include <algorithm>
#include <cmath>

namespace mri_physics {
namespace {

constexpr double most_rows = 2e6;

// Rows of one output, tissue by tissue.
struct Rows {
  std::vector<std::string> tissue;
  std::vector<double> time, x, y, z, size, phase;
  void add(const std::string &name, const Moment &m) {
    tissue.push_back(name);
    time.push_back(m.time);
    x.push_back(m.mean.x);
    y.push_back(m.mean.y);
    z.push_back(m.mean.z);
    size.push_back(std::hypot(m.mean.x, m.mean.y));
    phase.push_back(std::atan2(m.mean.y, m.mean.x) / degree);
  }
  std::vector<gantry::ColumnValues> columns(bool named) const {
    std::vector<gantry::ColumnValues> all;
    if (named) all.push_back({"tissue", "", tissue});
    all.push_back({"time", "ms", time});
    for (const auto &[name, values] : {std::pair{"Mx", &x}, {"My", &y}, {"Mz", &z}, {"S", &size}})
      all.push_back({name, "1", *values});
    all.push_back({"phase", "deg", phase});
    return all;
  }
};

}  // namespace

void SimulateSignal::run(gantry::Job &job) {
  std::vector<NamedTissue> all;
  if (tissues.present()) all = tissues_of(tissues.view());
  else all.push_back({"", 1, {t1, t2, pd, df, b1, t2prime}});
  for (const auto &t : all) check(t.tissue, "T2");
  SequenceTimes times;
  times.tr = tr;
  times.te = te;
  times.ti = ti;
  times.angle = angle * degree;
  const Sequence played = events.present() ? sequence_of(events.view(), width) : asked.with(times);
  const auto count = static_cast<std::size_t>(repetitions.value());
  const double rows =
      static_cast<double>(count * all.size()) * (played.duration() / step + static_cast<double>(played.events.size()));
  if (rows > most_rows)
    throw gantry::Error("mri_physics.rows", "the table would have more than two million rows", GANTRY_OUT_OF_RANGE)
        .at("step")
        .hint("take a longer step, or fewer repetitions");
  Rows moments, seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Voxel voxel(all[i].tissue, isochromats_for(played, all[i].tissue));
    moments.add(all[i].name, {0, {0, 0, voxel.tissue.pd}, false});
    std::size_t told = 0;
    const double expected = rows / static_cast<double>(all.size());
    play(played, voxel, count, step, [&](const Moment &m) {
      const double part = std::min(1.0, static_cast<double>(++told) / expected);
      if (told % 64 == 0) job.progress((static_cast<double>(i) + part) / static_cast<double>(all.size()), "playing");
      moments.add(all[i].name, m);
      if (m.echo) seen.add(all[i].name, m);
    });
  }
  magnetisation.write(moments.columns(tissues.present()));
  echoes.write(seen.columns(tissues.present()));
}

}  // namespace mri_physics
