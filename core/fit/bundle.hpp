// SPDX-License-Identifier: Apache-2.0
// The voxels that are being fitted together, structure of arrays, and one step of the optimiser on all of them.
//
//   Bundle<float> b(layout, slots);
//   b.put(slot, y, constants, start, 1e-3);        // a voxel begins
//   model.evaluate_f32(&model, state, &block);     // values and Jacobian at b.trial
//   step<float>(level)(b, rules);                  // b.finished[slot] says who is done
//
// Levenberg–Marquardt with Nielsen's damping (Madsen, Nielsen, Tingleff, Methods for Non-Linear Least Squares
// Problems, 2004, algorithm 3.16) on a matrix scaled to a unit diagonal (Moré 1978); bounds by projection, with
// parameters that sit on a bound and want to leave frozen for the step (Bertsekas 1982). Each lane does the same
// arithmetic whatever its neighbours do, so a voxel's result depends on neither its slot nor its company.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gantry::core::fit {

// What a lane's `finished` says. Anything but running frees the slot.
enum class LaneState : std::uint32_t { running = 0, converged, at_bound, max_iterations, singular, not_finite };

struct Rules {
  double cost_tolerance = 1e-6;  // relative change of the sum of squares, found and predicted
  double step_tolerance = 1e-8;  // relative change of every parameter
  double first_damping = 1e-3;
  std::uint32_t max_iterations = 100;  // evaluations of the model per voxel
};

// What all voxels of a fit share.
struct Layout {
  std::size_t rows = 0;   // points × outputs
  std::vector<int> free;  // indices of the parameters that are fitted
  std::size_t parameters = 0, constants = 0;
  std::vector<double> lower, upper;  // of each parameter
  // Of each free parameter, or empty: whether it is held in the first step. So parameters in the unit of the signal,
  // whose declared start can't know how large the signal is, get its size before the others move.
  std::vector<char> held_first;
};

// At a 64-byte boundary, zeroed.
template <class F>
struct AlignedArray {
  void resize(std::size_t n);
  F *data() const { return first; }

 private:
  std::vector<F> memory;
  F *first = nullptr;
};

template <class F>
struct Bundle {
  Bundle(const Layout &layout, std::size_t slots);

  const Layout &layout;
  const std::size_t slots;
  std::size_t free_count;

  // [index * slots + slot]
  AlignedArray<F> y, values, jacobian, trial, constants;  // the model's block; trial holds all parameters
  AlignedArray<F> at;                                     // the best so far: all parameters
  AlignedArray<F> gradient, matrix;  // there: J'r of the free parameters; J'J, lower triangle by rows
  AlignedArray<F> cost, damping, growth, predicted, iterations, pivot;
  AlignedArray<F> finished;     // LaneState as a number
  std::vector<F> lower, upper;  // of each free parameter

  // A voxel begins: rows of data, its constants and starting values (all parameters, inside the bounds).
  void put(std::size_t slot, const F *data, const F *constant, const F *start, double first_damping);
};

// One step for every slot, after the model has been evaluated at `trial`.
template <class F>
using Step = void (*)(Bundle<F> &, const Rules &);

// At an instruction-set level, for this many free parameters.
template <class F>
Step<F> step_for(std::uint32_t level, std::size_t free_count);

inline constexpr std::size_t max_free_parameters = 24;

}  // namespace gantry::core::fit
