// SPDX-License-Identifier: Apache-2.0
// Many voxels through the bundle: fills its slots, evaluates the model, steps, and refills each slot that is done at
// once.
//
//   MapSolver<float> solver(problem);
//   solver.run([&](VoxelIn<float> &voxel) { … return true; }, [&](const VoxelOut<float> &voxel) { … });
#pragma once

#include <core/fit/bundle.hpp>
#include <core/fit/model_state.hpp>

#include <cmath>
#include <type_traits>

namespace gantry::core::fit {

// What all threads of a map fit share.
struct MapProblem {
  const gantry_model &model;
  const ModelState &state;
  Layout layout;
  Rules rules;
  std::vector<double> start;  // NaN where guess() says it
  std::uint32_t level = 1;
};

template <class F>
struct VoxelIn {
  std::size_t id = 0;
  const F *data = nullptr;       // rows
  const F *constants = nullptr;  // one each
  const float *from = nullptr;   // start at these values (all parameters) where they are inside their bounds
};

template <class F>
struct VoxelOut {
  std::size_t id = 0;
  const F *params = nullptr;  // all of them
  double cost = 0;            // sum of squared residuals
  LaneState state = LaneState::running;
  std::uint32_t iterations = 0;
};

// How many voxels go together: the Jacobian should stay near the processor.
std::size_t slots_for(const Layout &layout, std::size_t element_bytes);

// The starting values of one voxel, inside the bounds.
class Starts {
 public:
  explicit Starts(const MapProblem &problem);
  template <class F>
  void of(const VoxelIn<F> &voxel, F *start);

 private:
  void guess();
  const MapProblem &problem_;
  bool wants_guess_ = false;
  std::vector<double> data_, constants_, guessed_;
};

template <class F>
class MapSolver {
 public:
  explicit MapSolver(const MapProblem &problem)
      : problem_(problem),
        bundle_(problem.layout, slots_for(problem.layout, sizeof(F))),
        step_(step_for<F>(problem.level, problem.layout.free.size())),
        ids_(bundle_.slots),
        busy_(bundle_.slots),
        start_(problem.layout.parameters),
        result_(problem.layout.parameters),
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
      step_(bundle_, problem_.rules);
      const F *finished = bundle_.finished.data();
      for (std::size_t slot = 0; slot < bundle_.slots; ++slot) {
        if (finished[slot] == F(0) || !busy_[slot]) continue;
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
    starts_.of(voxel, start_.data());
    bundle_.put(slot, voxel.data, voxel.constants, start_.data(), problem_.rules.first_damping);
    ids_[slot] = voxel.id;
    return true;
  }

  // Idle lanes compute along with something valid.
  void copy(std::size_t slot, std::size_t from) {
    const auto column = [&](const AlignedArray<F> &a, std::size_t rows) {
      for (std::size_t r = 0; r < rows; ++r) a.data()[r * bundle_.slots + slot] = a.data()[r * bundle_.slots + from];
    };
    column(bundle_.y, problem_.layout.rows);
    column(bundle_.constants, problem_.layout.constants);
    column(bundle_.trial, problem_.layout.parameters);
    column(bundle_.at, problem_.layout.parameters);
    for (const auto *a : {&bundle_.cost, &bundle_.damping, &bundle_.growth}) column(*a, 1);
  }

  void evaluate() {
    std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64> block{};
    block.size = sizeof block;
    block.count = static_cast<std::uint32_t>(bundle_.slots);
    block.stride = bundle_.slots;
    block.params = bundle_.trial.data();
    block.constants = problem_.layout.constants == 0 ? nullptr : bundle_.constants.data();
    block.values = bundle_.values.data();
    block.jacobian = bundle_.jacobian.data();
    if constexpr (sizeof(F) == 4) problem_.model.evaluate_f32(&problem_.model, problem_.state.get(), &block);
    else problem_.model.evaluate_f64(&problem_.model, problem_.state.get(), &block);
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
  Bundle<F> bundle_;
  Step<F> step_;
  std::vector<std::size_t> ids_;
  std::vector<char> busy_;
  std::vector<F> start_, result_;
  Starts starts_;
};

}  // namespace gantry::core::fit
