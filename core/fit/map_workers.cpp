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
  bool from_outputs;
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
              tile_voxels, shared.problem.level),
        constants_(shared.in.constants.size() * tile_.stride()),
        sigma_(shared.problem.layout.rician ? tile_voxels : 0),
        ids_(tile_voxels),
        places_(tile_voxels),
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
    solver.run([this](std::size_t most, VoxelsIn<F> &voxels) { return next(most, voxels); },
               [this, again](const VoxelsOut<F> &voxels) { take(voxels, again); });
    fit_at_bound(solver);
  }

  void fit_list(const std::vector<std::size_t> &voxels) {
    MapSolver<F> solver(shared_.problem);
    run_list(solver, voxels, shared_.from_outputs, [this](const VoxelsOut<F> &done) { take(done, nullptr); });
    fit_at_bound(solver);
  }

  ~Part() { shared_.iterations += iterations_; }
  Part(const Part &) = delete;
  Part &operator=(const Part &) = delete;

 private:
  // A voxel at a bound may have a better optimum inside: once more, with what is at its bound put back to the start.
  void fit_at_bound(MapSolver<F> &solver) {
    const std::vector<std::size_t> first = std::move(at_bound_);
    run_list(solver, first, true, [this](VoxelsOut<F> voxels) {
      const auto better = choose(voxels, [&](std::size_t slot) {
        return settled(voxels.state_of(slot)) &&
               static_cast<double>(voxels.cost[slot]) <
                   static_cast<double>(shared_.out.rss[voxels.ids[slot]]) * (1 - 1e-5);
      });
      write(voxels, better);
    });
  }

  template <class Done>
  void run_list(MapSolver<F> &solver, const std::vector<std::size_t> &voxels, bool from_result, Done done) {
    std::size_t at = 0;
    solver.run(
        [&](std::size_t, VoxelsIn<F> &one) {
          reporter_.look();
          if (at == voxels.size() || shared_.stop) return false;
          const std::size_t id = voxels[at++];
          tile_.load(id, 1);
          ids_[0] = id;
          look_up(0, id);
          one = kept(0, 1);
          if (from_result) begin_at_result(one);
          return true;
        },
        done);
  }

  void begin_at_result(VoxelsIn<F> &one) {
    for (std::size_t j = 0; j < from_.size(); ++j) from_[j] = shared_.out.parameters[j][one.ids[0]];
    one.from = from_.data();
  }

  // What belongs to a voxel beside its data, to place `k`. Says what is wrong with it.
  Status look_up(std::size_t k, std::size_t id) {
    bool finite = true;
    for (std::size_t c = 0; c < shared_.in.constants.size(); ++c) {
      const F x = constants_[c * tile_.stride() + k] = static_cast<F>(shared_.in.constant(c, id));
      finite = finite && std::isfinite(x);
    }
    if (!finite) return Status::not_finite_input;
    if (sigma_.empty()) return Status::converged;
    const F sigma = sigma_[k] = static_cast<F>(shared_.in.sigma.at(id));
    return sigma > 0 && std::isfinite(sigma) ? Status::converged : Status::no_sigma;
  }

  VoxelsIn<F> kept(std::size_t first, std::size_t count) const {
    return {count,
            ids_.data() + first,
            tile_.column(first),
            constants_.data() + first,
            tile_.stride(),
            sigma_.empty() ? nullptr : sigma_.data() + first,
            nullptr};
  }

  bool next(std::size_t most, VoxelsIn<F> &voxels) {
    while (at_ == count_)
      if (!load_tile()) return false;
    const std::size_t count = shared_.from_outputs ? 1 : std::min(most, count_ - at_);
    voxels = kept(at_, count);
    if (shared_.from_outputs) begin_at_result(voxels);
    at_ += count;
    return true;
  }

  // The next tile, of which the voxels that can be fitted are kept side by side.
  bool load_tile() {
    shared_.done += loaded_;
    reporter_.look();
    count_ = at_ = loaded_ = 0;
    if (shared_.stop) return false;
    const std::size_t first = shared_.next_tile.fetch_add(1) * tile_voxels;
    if (first >= shared_.voxels) return false;
    loaded_ = std::min(tile_voxels, shared_.voxels - first);
    tile_.load(first, loaded_);
    for (std::size_t place = 0; place < loaded_; ++place) {
      const std::size_t id = first + place;
      Status wrong = shared_.in.inside(id) ? tile_.flaw(place) : Status::outside_mask;
      if (wrong == Status::converged) wrong = look_up(count_, id);
      ids_[count_] = id;
      places_[count_] = place;
      if (wrong == Status::converged) ++count_;
      else refuse(id, wrong);
    }
    tile_.keep(places_.data(), count_);
    return true;
  }

  void refuse(std::size_t id, Status status) {
    constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
    for (float *map : shared_.out.parameters) map[id] = nothing;
    for (float *map : shared_.out.derived) map[id] = nothing;
    shared_.out.rss[id] = nothing;
    shared_.out.status[id] = static_cast<std::uint8_t>(status);
  }

  static bool settled(LaneState state) { return state == LaneState::converged || state == LaneState::at_bound; }

  // The slots of which it holds; counts the evaluations of all.
  template <class Holds>
  std::vector<std::size_t> &choose(const VoxelsOut<F> &voxels, Holds holds) {
    chosen_.clear();
    for (std::size_t k = 0; k < voxels.count; ++k) {
      const std::size_t slot = voxels.slots[k];
      iterations_ += static_cast<std::uint64_t>(voxels.iterations[slot]);
      if (holds(slot)) chosen_.push_back(slot);
    }
    return chosen_;
  }

  void take(const VoxelsOut<F> &voxels, std::vector<std::size_t> *again) {
    const auto &slots = choose(voxels, [&](std::size_t slot) {
      if (settled(voxels.state_of(slot))) return true;
      const std::size_t id = voxels.ids[slot];
      const Status status = status_of(voxels.state_of(slot));
      if (again != nullptr) again->push_back(id);
      else if (has_values(status)) return true;
      else refuse(id, status);
      return false;
    });
    write(voxels, slots);
    for (const std::size_t slot : slots)
      if (shared_.out.status[voxels.ids[slot]] == static_cast<std::uint8_t>(Status::at_bound))
        at_bound_.push_back(voxels.ids[slot]);
  }

  // Map by map.
  void write(const VoxelsOut<F> &voxels, const std::vector<std::size_t> &slots) {
    const auto &out = shared_.out;
    for (std::size_t j = 0; j < params_.size(); ++j) {
      const F *from = voxels.params + j * voxels.stride;
      float *map = out.parameters[j];
      for (const std::size_t slot : slots) map[voxels.ids[slot]] = static_cast<float>(from[slot]);
    }
    for (const std::size_t slot : slots) {
      const std::size_t id = voxels.ids[slot];
      out.rss[id] = static_cast<float>(voxels.cost[slot]);
      const bool settles = settled(voxels.state_of(slot));
      const Status status = !settles                ? Status::max_iterations
                            : on_edge(voxels, slot) ? Status::at_bound
                                                    : Status::converged;
      out.status[id] = static_cast<std::uint8_t>(status);
    }
    if (!derived_.empty())
      for (const std::size_t slot : slots) derive(voxels, slot);
  }

  bool on_edge(const VoxelsOut<F> &voxels, std::size_t slot) const {
    const Layout &layout = shared_.problem.layout;
    bool edge = false;
    for (std::size_t k = 0; k < lower_.size(); ++k) {
      const F x = voxels.params[static_cast<std::size_t>(layout.free[k]) * voxels.stride + slot];
      edge = edge | (x <= lower_[k]) | (x >= upper_[k]);
    }
    return edge;
  }

  void derive(const VoxelsOut<F> &voxels, std::size_t slot) {
    const std::size_t id = voxels.ids[slot];
    for (std::size_t j = 0; j < params_.size(); ++j)
      params_[j] = static_cast<double>(voxels.params[j * voxels.stride + slot]);
    for (std::size_t c = 0; c < constants_f64_.size(); ++c) constants_f64_[c] = shared_.in.constant(c, id);
    const auto &model = shared_.problem.model;
    model.derive(&model, shared_.problem.state.get(), constants_f64_.data(), params_.data(), derived_.data());
    for (std::size_t d = 0; d < derived_.size(); ++d) shared_.out.derived[d][id] = static_cast<float>(derived_[d]);
  }

  Shared &shared_;
  Reporter &reporter_;
  VoxelTile<F> tile_;
  std::vector<F> constants_, sigma_, lower_, upper_;  // of the tile's kept voxels; bounds of the free parameters
  std::vector<std::size_t> ids_, places_;             // of the kept voxels
  std::vector<double> params_, constants_f64_, derived_;
  std::vector<float> from_;
  std::vector<std::size_t> at_bound_, chosen_;
  std::size_t at_ = 0, count_ = 0, loaded_ = 0;
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
                              bool single_precision, std::uint32_t threads, FitHost &host, bool from_outputs) {
  Shared shared{problem, in, out, in.image.header.voxels(), from_outputs};
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
