// SPDX-License-Identifier: Apache-2.0
#include "simulate_image.hpp"

#include "phantom.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <map>
#include <thread>

namespace mri_physics {
namespace {

// No tissue: air, or outside of the maps.
constexpr Tissue air{1, 1, 0, 0, 1, 0};

std::vector<double> voxels_of(const gantry::VolumeInput &input, const gantry::VolumeView &like) {
  const gantry::VolumeView view = input.view();
  for (unsigned d = 0; d < 3; ++d)
    if (view.shape(d) != like.shape(d))
      throw gantry::Error("mri_physics.shape", "the maps have different shapes", GANTRY_BAD_DATA)
          .at(input.key())
          .hint("resample them to one of them first");
  std::vector<double> values(view.voxels());
  gantry::visit(view, [&](const auto *voxels) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(voxels[i]);
  });
  return values;
}

std::vector<double> times_of(const gantry::VolumeInput &input, const gantry::VolumeView &like) {
  auto values = voxels_of(input, like);
  if (std::string(input.view().c().unit) == "s")
    for (double &x : values) x *= 1000;
  return values;
}

std::vector<double> or_all(const gantry::VolumeInput &input, const gantry::VolumeView &like, double otherwise) {
  return input.present() ? voxels_of(input, like) : std::vector<double>(like.voxels(), otherwise);
}

// What is one and the same tissue, once: an index for each voxel.
struct Distinct {
  std::vector<Tissue> tissues;
  std::vector<std::uint32_t> of;
};
Distinct distinct(const std::vector<Tissue> &voxels) {
  const auto key = [](const Tissue &t) { return std::array{t.t1, t.t2, t.pd, t.df, t.b1, t.t2prime}; };
  std::map<std::array<double, 6>, std::uint32_t> known;
  Distinct result;
  for (const Tissue &t : voxels) {
    const auto [found, fresh] = known.emplace(key(t), static_cast<std::uint32_t>(result.tissues.size()));
    if (fresh) result.tissues.push_back(t);
    result.of.push_back(found->second);
  }
  return result;
}

// work(i) for each, on the job's threads; progress from this one.
void each(gantry::Job &job, std::size_t count, double begin, double share,
          const std::function<void(std::size_t)> &work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  const auto take = [&] {
    for (std::size_t i = 0; !stop && (i = next.fetch_add(1)) < count;) work(i);
  };
  std::vector<std::thread> others;
  for (std::uint32_t i = 1; i < job.threads() && i < count; ++i) others.emplace_back(take);
  const auto join = [&] {
    for (auto &thread : others) thread.join();
  };
  try {
    for (std::size_t i = 0; (i = next.fetch_add(1)) < count;) {
      job.progress(begin + share * static_cast<double>(i) / static_cast<double>(count), "simulating");
      work(i);
    }
  } catch (...) {
    stop = true;
    join();
    throw;
  }
  join();
}

// The n-th of a list, or the only one.
double nth(const std::vector<double> &list, std::size_t n) { return list[list.size() == 1 ? 0 : n]; }

}  // namespace

std::vector<Tissue> SimulateImage::of_maps() const {
  if (!t1.present() || !t2.present())
    throw gantry::Error("mri_physics.maps", "maps of T1 and of T2 belong together", GANTRY_BAD_DATA)
        .at(t1.present() ? "T2" : "T1")
        .hint("give both, or labels with a table of tissues");
  const gantry::VolumeView like = t1.view();
  const auto longitudinal = times_of(t1, like), transverse = times_of(t2, like), density = or_all(pd, like, 1),
             off = or_all(df, like, 0), field = or_all(b1, like, 1);
  std::vector<Tissue> voxels;
  for (std::size_t i = 0; i < longitudinal.size(); ++i) {
    const Tissue t{longitudinal[i], transverse[i], density[i], off[i], field[i], 0};
    const bool possible = t.t1 > 0 && t.t2 > 0 && t.t2 <= 2 * t.t1 && t.pd > 0 && t.b1 >= 0 && std::isfinite(t.df);
    voxels.push_back(possible ? t : air);
  }
  return voxels;
}

std::vector<Tissue> SimulateImage::of_labels() const {
  if (!tissues.present())
    throw gantry::Error("mri_physics.tissues", "nothing says what the labels are made of", GANTRY_BAD_DATA)
        .at("tissues")
        .hint("give a table with the columns label, T1, T2 and PD");
  std::map<std::int64_t, Tissue> known{{0, air}};
  for (const NamedTissue &t : tissues_of(tissues.view())) known[t.label] = t.tissue;
  std::vector<Tissue> voxels;
  for (const double value : voxels_of(labels, labels.view())) {
    const auto found = known.find(static_cast<std::int64_t>(value));
    if (found == known.end())
      throw gantry::Error("mri_physics.label",
                          "the table has no tissue for the label " + std::to_string(static_cast<std::int64_t>(value)),
                          GANTRY_BAD_DATA)
          .at("tissues")
          .hint("give a row for each label");
    voxels.push_back(found->second);
  }
  return voxels;
}

std::vector<Tissue> SimulateImage::scene(gantry::VolumeSpec &spec) const {
  if (t1.present() || t2.present()) {
    auto voxels = of_maps();
    spec = gantry::VolumeSpec::like(t1.view());
    return voxels;
  }
  if (labels.present()) {
    spec = gantry::VolumeSpec::like(labels.view());
    return of_labels();
  }
  const auto n = static_cast<std::size_t>(side.value());
  spec.shape(n, n, 1).modality("MR");
  std::vector<Tissue> known{air}, voxels;
  for (const NamedTissue &t : head_tissues()) known.push_back(t.tissue);
  for (const std::int64_t label : head_phantom(n)) voxels.push_back(known[static_cast<std::size_t>(label)]);
  return voxels;
}

// TR, TE, TI and FA of every image. Errors: "mri_physics.lists".
SimulateImage::Plan SimulateImage::plan() const {
  const bool train = asked.kind() == SequenceKind::cpmg;
  const std::vector<double> lists[] = {te.value(), tr.value(), ti.value(), angle.value()};
  constexpr const char *names[] = {"TE", "TR", "TI", "FA"}, *units[] = {"ms", "ms", "ms", "deg"};
  std::size_t frames = 1;
  for (const auto &list : lists) frames = std::max(frames, list.size());
  for (std::size_t l = 0; l < 4; ++l) {
    if (!lists[l].empty() && (lists[l].size() == 1 || lists[l].size() == frames) && !(train && frames > 1)) continue;
    throw gantry::Error(
        "mri_physics.lists",
        train ? "a CPMG train has one TR and one echo spacing" : "TR, TE, TI and FA have different numbers of values",
        GANTRY_OUT_OF_RANGE)
        .at(names[l])
        .hint("give one value, or as many as the longest list has");
  }
  Plan plan;
  plan.echoes = train ? static_cast<std::size_t>(asked.count.value()) : 1;
  for (std::size_t n = 0; n < frames; ++n) {
    SequenceTimes times;
    times.te = nth(lists[0], n);
    times.tr = nth(lists[1], n);
    times.ti = nth(lists[2], n);
    times.angle = nth(lists[3], n) * degree;
    plan.sequences.push_back(asked.with(times));
  }
  for (std::size_t l = 0; l < 4; ++l) {
    std::vector<double> values;
    for (std::size_t n = 0; n < frames; ++n)
      for (std::size_t e = 1; e <= plan.echoes; ++e)
        values.push_back(l == 0 ? nth(lists[l], n) * static_cast<double>(e) : nth(lists[l], n));
    plan.axis.push_back({names[l], units[l], values});
  }
  return plan;
}

void SimulateImage::run(gantry::Job &job) {
  gantry::VolumeSpec spec;
  const auto voxels = scene(spec);
  const auto found = distinct(voxels);
  const Plan plan = this->plan();
  const std::size_t frames = plan.sequences.size(), echoes = plan.echoes;
  if (frames * echoes > 1) spec.axis("acquisition", plan.axis);
  float *out = image.create<float>(spec.unit("1").quantity("signal"));
  std::vector<float> sizes(found.tissues.size() * echoes);
  for (std::size_t n = 0; n < frames; ++n) {
    const double share = 1 / static_cast<double>(frames);
    each(job, found.tissues.size(), share * static_cast<double>(n), share, [&](std::size_t i) {
      const Tissue &t = found.tissues[i];
      if (!(t.pd > 0)) return;
      const auto steady = steady_echoes(plan.sequences[n], Voxel(t, isochromats_for(plan.sequences[n], t)));
      for (std::size_t e = 0; e < echoes; ++e)
        sizes[i * echoes + e] = static_cast<float>(std::hypot(steady[e].x, steady[e].y));
    });
    for (std::size_t e = 0; e < echoes; ++e)
      for (std::size_t v = 0; v < voxels.size(); ++v)
        out[(n * echoes + e) * voxels.size() + v] = sizes[found.of[v] * echoes + e];
  }
}

}  // namespace mri_physics
