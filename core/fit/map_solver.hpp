// SPDX-License-Identifier: Apache-2.0
// Many voxels through the bundle: fills its slots, evaluates the model, steps, and refills each slot that is done at
// once.
//
//   MapSolver<float> solver(problem);
//   solver.run([&](std::size_t most, VoxelsIn<float> &voxels) { … return true; },
//              [&](const VoxelsOut<float> &voxels) { … });
#pragma once

#include <core/fit/bundle.hpp>
#include <core/fit/model_state.hpp>
#include <core/fit/voxels.hpp>

#include <algorithm>
#include <type_traits>

namespace gantry::core::fit {

// What all threads of a map fit share.
struct MapProblem {
  const gantry_model &model;
  const ModelState &state;
  Layout layout;
  Refusals refusals;
  Rules rules;
  std::vector<double> start;  // NaN where guess() says it
  std::uint32_t level = 1;
};

// Voxels that are done; number k stands in slots[k] of each array.
template <class F>
struct VoxelsOut {
  std::size_t count = 0;
  const std::size_t *slots = nullptr, *ids = nullptr;  // the ids by slot, too
  const F *params = nullptr;                           // all of them, `stride` apart
  std::size_t stride = 0;
  const F *cost = nullptr;  // what was minimised: the sum of squared residuals, or as bundle.hpp says
  const F *state = nullptr, *iterations = nullptr;
  LaneState state_of(std::size_t slot) const { return static_cast<LaneState>(static_cast<std::uint32_t>(state[slot])); }
};

// How many voxels go together: the Jacobian should stay near the processor.
std::size_t slots_for(const Layout &layout, std::size_t element_bytes);

// The layout for single or double precision: sums where the model has them and they serve.
Layout layout_for(const MapProblem &problem, std::size_t element_bytes);

// The starting values of voxels, inside the bounds.
template <class F>
class Starts {
 public:
  explicit Starts(const MapProblem &problem);
  // All parameters of each, stride() apart. Valid until the next call.
  const F *of(const VoxelsIn<F> &voxels);
  std::size_t stride() const { return stride_; }  // of the last call: 0 where all begin at one place

 private:
  void guess(const VoxelsIn<F> &voxels, std::size_t k);
  void keep_inside(const float *from, F *start) const;
  const MapProblem &problem_;
  bool wants_guess_ = false;
  std::vector<double> data_, constants_, guessed_;
  std::vector<F> declared_, starts_;  // the first: of voxels for which nothing else is known
  std::size_t stride_ = 0;
};

template <class F>
class MapSolver {
 public:
  explicit MapSolver(const MapProblem &problem)
      : problem_(problem),
        layout_(layout_for(problem, sizeof(F))),
        bundle_(layout_, slots_for(layout_, sizeof(F))),
        step_(step_for<F>(problem.level, layout_.free.size())),
        weigh_(layout_.rician ? rician_for<F>(problem.level) : nullptr),
        fill_(fill_for<F>(problem.level)),
        ids_(bundle_.slots),
        free_(bundle_.slots + 1),
        busy_(bundle_.slots),
        starts_(problem) {}

  // `next` gives at least one voxel and as many as it may, or returns false when there is none left; `done` takes results,
  // in no particular order.
  template <class Next, class Done>
  void run(Next next, Done done) {
    more_ = true;
    for (std::size_t slot = 0; slot < bundle_.slots; ++slot) free_[slot] = slot;
    std::size_t running = refill(bundle_.slots, next);
    for (std::size_t slot = std::max<std::size_t>(running, 1); slot < bundle_.slots; ++slot) copy(slot, 0);
    while (running > 0) {
      evaluate();
      if (weigh_ != nullptr) weigh_(bundle_);
      step_(bundle_, problem_.rules);
      // First who is done, then what follows from it: nobody can foretell the one, and everybody the other.
      const F *finished = bundle_.finished.data();
      std::size_t count = 0;
      for (std::size_t slot = 0; slot < bundle_.slots; ++slot) {
        free_[count] = slot;
        count += static_cast<std::size_t>((finished[slot] != F(0)) & busy_[slot]);
      }
      if (count == 0) continue;
      report(count, done);
      running = running - count + refill(count, next);
    }
  }

 private:
  // The first `count` of the free slots. Says how many are busy again.
  template <class Next>
  std::size_t refill(std::size_t count, Next &next) {
    std::size_t filled = 0;
    VoxelsIn<F> voxels;
    while (filled < count && more_) {
      voxels.from = nullptr;
      more_ = next(count - filled, voxels);
      if (!more_) break;
      const std::size_t *slots = free_.data() + filled;
      fill_(bundle_, slots, voxels);
      const F *start = starts_.of(voxels);
      bundle_.begin(slots, voxels, start, starts_.stride(), problem_.rules.first_damping);
      for (std::size_t k = 0; k < voxels.count; ++k) {
        ids_[slots[k]] = voxels.ids[k];
        busy_[slots[k]] = 1;
      }
      filled += voxels.count;
    }
    for (std::size_t k = filled; k < count; ++k) busy_[free_[k]] = 0;
    return filled;
  }

  // Idle lanes compute along with something valid.
  void copy(std::size_t slot, std::size_t from) {
    const auto column = [&](const AlignedArray<F> &a, std::size_t rows) {
      for (std::size_t r = 0; r < rows; ++r) a.data()[r * bundle_.slots + slot] = a.data()[r * bundle_.slots + from];
    };
    column(bundle_.y, layout_.rows);
    column(bundle_.constants, layout_.constants);
    column(bundle_.trial, layout_.parameters);
    column(bundle_.at, layout_.parameters);
    for (const auto *a : {&bundle_.cost, &bundle_.damping, &bundle_.growth, &bundle_.sigma}) column(*a, 1);
  }

  void evaluate() {
    if constexpr (sizeof(F) == 4) {
      if (layout_.sums) return evaluate_sums();
    }
    std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64> block{};
    block.size = sizeof block;
    block.count = static_cast<std::uint32_t>(bundle_.slots);
    block.stride = bundle_.slots;
    block.params = bundle_.trial.data();
    block.constants = layout_.constants == 0 ? nullptr : bundle_.constants.data();
    block.values = bundle_.values.data();
    block.jacobian = bundle_.jacobian.data();
    if constexpr (sizeof(F) == 4) problem_.model.evaluate_f32(&problem_.model, problem_.state.get(), &block);
    else problem_.model.evaluate_f64(&problem_.model, problem_.state.get(), &block);
  }

  void evaluate_sums() {
    gantry_normal_f32 block{};
    block.size = sizeof block;
    block.count = static_cast<std::uint32_t>(bundle_.slots);
    block.stride = bundle_.slots;
    block.params = bundle_.trial.data();
    block.constants = layout_.constants == 0 ? nullptr : bundle_.constants.data();
    block.y = bundle_.y.data();
    block.cost = bundle_.sum_cost.data();
    block.gradient = bundle_.sum_gradient.data();
    block.matrix = bundle_.sum_matrix.data();
    problem_.model.normal_f32(&problem_.model, problem_.state.get(), &block);
  }

  template <class Done>
  void report(std::size_t count, Done &done) {
    VoxelsOut<F> out;
    out.count = count;
    out.slots = free_.data();
    out.ids = ids_.data();
    out.params = bundle_.at.data();
    out.stride = bundle_.slots;
    out.cost = bundle_.cost.data();
    out.state = bundle_.finished.data();
    out.iterations = bundle_.iterations.data();
    done(out);
  }

  const MapProblem &problem_;
  Layout layout_;
  Bundle<F> bundle_;
  Step<F> step_;
  Weigh<F> weigh_;
  Fill<F> fill_;
  std::vector<std::size_t> ids_, free_;
  std::vector<std::uint8_t> busy_;
  bool more_ = true;
  Starts<F> starts_;
};

}  // namespace gantry::core::fit
