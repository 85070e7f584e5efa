// SPDX-License-Identifier: Apache-2.0
// Many voxels through the bundle: fills its slots, evaluates the model, steps, and refills each slot that is done at
// once.
//
//   MapSolver<float> solver(problem);
//   solver.run([&](VoxelIn<float> &voxel) { … return true; }, [&](const VoxelOut<float> &voxel) { … });
#pragma once

#include <core/fit/bundle.hpp>
#include <core/fit/model_state.hpp>
#include <core/fit/voxels.hpp>

#include <cmath>
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

template <class F>
struct VoxelOut {
  std::size_t id = 0;
  const F *params = nullptr;  // all of them
  double cost = 0;            // what was minimised: the sum of squared residuals, or as bundle.hpp says
  LaneState state = LaneState::running;
  std::uint32_t iterations = 0;
};

// How many voxels go together: the Jacobian should stay near the processor.
std::size_t slots_for(const Layout &layout, std::size_t element_bytes);

// The layout for single or double precision: sums where the model has them and they serve.
Layout layout_for(const MapProblem &problem, std::size_t element_bytes);

// The starting values of one voxel, inside the bounds.
template <class F>
class Starts {
 public:
  explicit Starts(const MapProblem &problem);
  const F *of(const VoxelIn<F> &voxel);  // valid until the next call

 private:
  void guess(const VoxelIn<F> &voxel);
  void keep_inside(const float *from);
  const MapProblem &problem_;
  bool wants_guess_ = false;
  std::vector<double> data_, constants_, guessed_;
  std::vector<F> declared_, start_;  // the first: of voxels for which nothing else is known
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
        ids_(bundle_.slots),
        finished_(bundle_.slots + 1),
        busy_(bundle_.slots),
        result_(layout_.parameters),
        starts_(problem) {}

  // `next` fills in a voxel or returns false when there is none left; `done` takes each result, in no particular order.
  template <class Next, class Done>
  void run(Next next, Done done) {
    std::size_t running = 0;
    bool more = true;
    for (std::size_t slot = 0; slot < bundle_.slots; ++slot) {
      busy_[slot] = more && (more = fill(slot, next));
      running += busy_[slot];
      if (!busy_[slot] && slot > 0) copy(slot, 0);
    }
    while (running > 0) {
      evaluate();
      if (weigh_ != nullptr) weigh_(bundle_);
      step_(bundle_, problem_.rules);
      // First who is done, then what follows from it: nobody can foretell the one, and everybody the other.
      const F *finished = bundle_.finished.data();
      std::size_t count = 0;
      for (std::size_t slot = 0; slot < bundle_.slots; ++slot) {
        finished_[count] = slot;
        count += static_cast<std::size_t>((finished[slot] != F(0)) & busy_[slot]);
      }
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t slot = finished_[k];
        report(slot, done);
        busy_[slot] = more && (more = fill(slot, next));
        running -= !busy_[slot];
      }
    }
  }

 private:
  template <class Next>
  bool fill(std::size_t slot, Next &next) {
    VoxelIn<F> voxel;
    if (!next(voxel)) return false;
    bundle_.put(slot, voxel, starts_.of(voxel), problem_.rules.first_damping);
    ids_[slot] = voxel.id;
    return true;
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
  void report(std::size_t slot, Done &done) {
    VoxelOut<F> out;
    for (std::size_t j = 0; j < result_.size(); ++j) result_[j] = bundle_.at.data()[j * bundle_.slots + slot];
    out.id = ids_[slot];
    out.params = result_.data();
    out.cost = static_cast<double>(bundle_.cost.data()[slot]);
    out.state = static_cast<LaneState>(static_cast<std::uint32_t>(bundle_.finished.data()[slot]));
    out.iterations = static_cast<std::uint32_t>(bundle_.iterations.data()[slot]);
    done(out);
  }

  const MapProblem &problem_;
  Layout layout_;
  Bundle<F> bundle_;
  Step<F> step_;
  Weigh<F> weigh_;
  std::vector<std::size_t> ids_, finished_;
  std::vector<std::uint8_t> busy_;
  std::vector<F> result_;
  Starts<F> starts_;
};

}  // namespace gantry::core::fit
