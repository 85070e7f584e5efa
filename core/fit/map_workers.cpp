// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_workers.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <limits>
#include <thread>

namespace gantry::core::fit {
namespace {

// What the threads share.
struct Shared {
  const MapProblem &problem;
  const MapInputs &in;
  const MapOutputs &out;
  std::size_t voxels;
  std::atomic<std::size_t> next_tile{0}, done{0};
  std::atomic<std::uint64_t> iterations{0};
  std::atomic<bool> stop{false}, out_of_memory{false};
};

// Looks at the clock every now and then, on the thread that may talk to the host.
class Reporter {
 public:
  Reporter(Shared &shared, FitHost *host) : shared_(shared), host_(host) {}
  void look() {
    if (host_ == nullptr || std::chrono::steady_clock::now() < next_) return;
    next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    if (host_->progress)
      host_->progress(static_cast<double>(shared_.done.load()) / static_cast<double>(shared_.voxels), "fitting voxels");
    if (host_->cancelled && host_->cancelled()) shared_.stop = true;
  }

 private:
  Shared &shared_;
  FitHost *host_;
  std::chrono::steady_clock::time_point next_{};
};

Status status_of(LaneState state) {
  switch (state) {
    case LaneState::converged: return Status::converged;
    case LaneState::at_bound: return Status::at_bound;
    case LaneState::singular: return Status::singular;
    case LaneState::not_finite: return Status::not_finite_model;
    default: return Status::max_iterations;
  }
}

// One thread's part, in one precision.
template <class F>
class Part {
 public:
  Part(Shared &shared, Reporter &reporter)
      : shared_(shared),
        reporter_(reporter),
        tile_(shared.in.image, shared.in.points.selected, shared.problem.model.output_count, shared.problem.refusals,
              tile_voxels),
        constants_(shared.in.constants.size()),
        params_(shared.problem.layout.parameters),
        constants_f64_(shared.in.constants.size()),
        derived_(shared.out.derived.size()),
        from_(shared.problem.layout.parameters) {
    for (const int j : shared.problem.layout.free) {
      lower_.push_back(static_cast<F>(shared.problem.layout.lower[static_cast<std::size_t>(j)]));
      upper_.push_back(static_cast<F>(shared.problem.layout.upper[static_cast<std::size_t>(j)]));
    }
  }

  // Tiles as they come. What didn't settle is put into `again`, or written as it is where there is none.
  void fit_tiles(std::vector<std::size_t> *again) {
    MapSolver<F> solver(shared_.problem);
    solver.run([this](VoxelIn<F> &voxel) { return next(voxel); },
               [this, again](const VoxelOut<F> &voxel) {
                 const bool settled = voxel.state == LaneState::converged || voxel.state == LaneState::at_bound;
                 if (!settled && again != nullptr) again->push_back(voxel.id);
                 else if (write(voxel) == Status::at_bound) at_bound_.push_back(voxel.id);
               });
    fit_at_bound(solver);
  }

  void fit_list(const std::vector<std::size_t> &voxels) {
    MapSolver<F> solver(shared_.problem);
    run_list(solver, voxels, false, [this](const VoxelOut<F> &voxel) {
      if (write(voxel) == Status::at_bound) at_bound_.push_back(voxel.id);
    });
    fit_at_bound(solver);
  }

  ~Part() { shared_.iterations += iterations_; }
  Part(const Part &) = delete;
  Part &operator=(const Part &) = delete;

 private:
  // A voxel at a bound may have a better optimum inside: once more, with what is at its bound put back to the start.
  void fit_at_bound(MapSolver<F> &solver) {
    run_list(solver, at_bound_, true, [this](const VoxelOut<F> &voxel) {
      const double before = static_cast<double>(shared_.out.rss[voxel.id]);
      const bool settled = voxel.state == LaneState::converged || voxel.state == LaneState::at_bound;
      if (settled && voxel.cost < before * (1 - 1e-5)) write(voxel);
      else iterations_ += voxel.iterations;
    });
  }

  template <class Done>
  void run_list(MapSolver<F> &solver, const std::vector<std::size_t> &voxels, bool from_result, Done done) {
    std::size_t at = 0;
    solver.run(
        [&](VoxelIn<F> &voxel) {
          reporter_.look();
          if (at == voxels.size() || shared_.stop) return false;
          const std::size_t id = voxels[at++];
          tile_.load(id, 1);
          give(voxel, id, 0);
          if (!from_result) return true;
          for (std::size_t j = 0; j < from_.size(); ++j) from_[j] = shared_.out.parameters[j][id];
          voxel.from = from_.data();
          return true;
        },
        done);
  }

  void give(VoxelIn<F> &voxel, std::size_t id, std::size_t place) {
    for (std::size_t c = 0; c < constants_.size(); ++c) constants_[c] = static_cast<F>(shared_.in.constant(c, id));
    const F sigma = shared_.problem.layout.rician ? static_cast<F>(shared_.in.sigma.at(id)) : F(0);
    voxel = {id, tile_.column(place), tile_.stride(), constants_.data(), sigma, nullptr};
  }

  // What is wrong with what belongs to a voxel beside its data.
  Status flaw(const VoxelIn<F> &voxel) const {
    if (!std::all_of(constants_.begin(), constants_.end(), [](F c) { return std::isfinite(c); }))
      return Status::not_finite_input;
    if (shared_.problem.layout.rician && !(voxel.sigma > 0 && std::isfinite(voxel.sigma))) return Status::no_sigma;
    return Status::converged;
  }

  bool next(VoxelIn<F> &voxel) {
    while (true) {
      while (at_ < count_) {
        const std::size_t place = at_++, id = first_ + place;
        Status wrong = shared_.in.inside(id) ? tile_.flaw(place) : Status::outside_mask;
        if (wrong == Status::converged) {
          give(voxel, id, place);
          wrong = flaw(voxel);
          if (wrong == Status::converged) return true;
        }
        refuse(id, wrong);
      }
      if (!load_tile()) return false;
    }
  }

  bool load_tile() {
    shared_.done += count_;
    reporter_.look();
    count_ = 0;
    if (shared_.stop) return false;
    first_ = shared_.next_tile.fetch_add(1) * tile_voxels;
    if (first_ >= shared_.voxels) return false;
    count_ = std::min(tile_voxels, shared_.voxels - first_);
    at_ = 0;
    tile_.load(first_, count_);
    return true;
  }

  Status refuse(std::size_t id, Status status) {
    constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
    for (float *map : shared_.out.parameters) map[id] = nothing;
    for (float *map : shared_.out.derived) map[id] = nothing;
    shared_.out.rss[id] = nothing;
    shared_.out.status[id] = static_cast<std::uint8_t>(status);
    return status;
  }

  Status write(const VoxelOut<F> &voxel) {
    iterations_ += voxel.iterations;
    Status status = status_of(voxel.state);
    if (!has_values(status)) return refuse(voxel.id, status);
    const Layout &layout = shared_.problem.layout;
    if (status != Status::max_iterations) {
      bool at_bound = false;
      for (std::size_t k = 0; k < layout.free.size(); ++k) {
        const F x = voxel.params[layout.free[k]];
        at_bound = at_bound | (x <= lower_[k]) | (x >= upper_[k]);
      }
      status = at_bound ? Status::at_bound : Status::converged;
    }
    for (std::size_t j = 0; j < params_.size(); ++j)
      shared_.out.parameters[j][voxel.id] = static_cast<float>(voxel.params[j]);
    shared_.out.rss[voxel.id] = static_cast<float>(voxel.cost);
    shared_.out.status[voxel.id] = static_cast<std::uint8_t>(status);
    if (derived_.empty()) return status;
    for (std::size_t j = 0; j < params_.size(); ++j) params_[j] = static_cast<double>(voxel.params[j]);
    for (std::size_t c = 0; c < constants_f64_.size(); ++c) constants_f64_[c] = shared_.in.constant(c, voxel.id);
    const auto &model = shared_.problem.model;
    model.derive(&model, shared_.problem.state.get(), constants_f64_.data(), params_.data(), derived_.data());
    for (std::size_t d = 0; d < derived_.size(); ++d)
      shared_.out.derived[d][voxel.id] = static_cast<float>(derived_[d]);
    return status;
  }

  Shared &shared_;
  Reporter &reporter_;
  VoxelTile<F> tile_;
  std::vector<F> constants_, lower_, upper_;  // bounds of the free parameters
  std::vector<double> params_, constants_f64_, derived_;
  std::vector<float> from_;
  std::vector<std::size_t> at_bound_;
  std::size_t first_ = 0, at_ = 0, count_ = 0;
  std::uint64_t iterations_ = 0;
};

void work(Shared &shared, bool single_precision, FitHost *host) {
  try {
    Reporter reporter(shared, host);
    if (!single_precision) return Part<double>(shared, reporter).fit_tiles(nullptr);
    std::vector<std::size_t> again;
    Part<float>(shared, reporter).fit_tiles(&again);
    if (!again.empty()) Part<double>(shared, reporter).fit_list(again);
  } catch (const std::exception &) {  // nothing in there but memory can fail
    shared.out_of_memory = shared.stop = true;
  }
}

}  // namespace

Result<std::uint64_t> run_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out,
                              bool single_precision, std::uint32_t threads, FitHost &host) {
  Shared shared{problem, in, out, in.image.header.voxels()};
  std::vector<std::thread> others;
  const std::size_t tiles = (shared.voxels + tile_voxels - 1) / tile_voxels;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, tiles); ++i)
    others.emplace_back(work, std::ref(shared), single_precision, nullptr);
  work(shared, single_precision, &host);
  for (auto &thread : others) thread.join();
  if (shared.out_of_memory)
    return fail("fit.memory", "there is not enough memory for this fit", "",
                "give the worker more, or use fewer threads");
  if (shared.stop) return fail("fit.cancelled", "the fit was cancelled", "", "", Failure::cancelled);
  return shared.iterations.load();
}

}  // namespace gantry::core::fit
