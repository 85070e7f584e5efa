// SPDX-License-Identifier: Apache-2.0
// The voxels that are being fitted together, structure of arrays, and one step of the optimiser on all of them.
//
//   Bundle<float> b(layout, slots);
//   fill_for<float>(level)(b, slots, voxels);      // data of voxels that begin
//   b.begin(slots, voxels, start, 0, 1e-3);
//   model.evaluate_f32(&model, state, &block);     // values and Jacobian at b.trial
//   step_for<float>(level, 3)(b, rules);           // b.finished[slot] says who is done
//
// Levenberg–Marquardt with Nielsen's damping (Madsen, Nielsen, Tingleff, Methods for Non-Linear Least Squares
// Problems, 2004, algorithm 3.16) on a scaled matrix (Moré 1978); bounds by projection, with parameters that sit on a
// bound and want to leave frozen for the step (Bertsekas 1982). Each lane does the same arithmetic whatever its
// neighbours do, so a voxel's result depends on neither its slot nor its company.
//
// Rician noise: what is minimised is sigma^2 times twice the negative logarithm of the Rice density (rice.hpp), less
// what depends on the data alone; its second derivatives are taken as Fisher's information, which makes the step the
// scoring method (Fisher 1925; Wedderburn 1974, Biometrika 61:439), damped and bounded like any other.
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
  double first_damping = 3e-3;
  std::uint32_t max_iterations = 100;  // evaluations of the model per voxel
};

// What all voxels of a fit share.
struct Layout {
  std::size_t rows = 0;   // points × outputs
  std::vector<int> free;  // indices of the parameters that are fitted, ascending
  std::size_t parameters = 0, constants = 0;
  std::vector<double> lower, upper;  // of each parameter
  // Of each free parameter, or empty: whether it is held in the first step. So parameters in the unit of the signal,
  // whose declared start can't know how large the signal is, get its size before the others move.
  std::vector<char> held_first;
  bool rician = false;
  bool sums = false;  // the model gives the sums of the normal equations, not values and Jacobian
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

// Voxels that lie side by side: the numbers of voxel k stand k further than those of the first.
template <class F>
struct VoxelsIn {
  std::size_t count = 0;
  const std::size_t *ids = nullptr;
  const F *data = nullptr;       // rows, `stride` apart; readable for 64 bytes from any voxel on
  const F *constants = nullptr;  // `stride` apart
  std::size_t stride = 1;
  const F *sigma = nullptr;     // of Rician noise, or NULL
  const float *from = nullptr;  // of a single voxel: start at these values (all parameters) where inside their bounds
};

template <class F>
struct Bundle {
  Bundle(const Layout &layout, std::size_t slots);

  const Layout &layout;
  const std::size_t slots;
  std::size_t free_count;

  // [index * slots + slot]
  AlignedArray<F> y, values, jacobian, trial, constants;  // the model's block; trial holds all parameters
  AlignedArray<F> sum_cost, sum_gradient, sum_matrix;     // or these, of all parameters, where layout.sums; with Rician
                                                          // noise the cost comes from there too
  AlignedArray<F> at;                                     // the best so far: all parameters
  AlignedArray<F> gradient, matrix;  // there: J'r of the free parameters; J'J, lower triangle by rows
  AlignedArray<F> cost, damping, growth, predicted, iterations, undamped, sigma;
  AlignedArray<F> finished;     // LaneState as a number
  std::vector<F> lower, upper;  // of each free parameter

  // Voxels begin in these slots, each `start_stride` further in `start` (0: all at one place): all parameters, inside the
  // bounds. Their data are put there by fill_for().
  void begin(const std::size_t *at_slots, const VoxelsIn<F> &voxels, const F *start, std::size_t start_stride,
             double first_damping);
};

// Copies the data of voxels into as many slots, ascending.
template <class F>
using Fill = void (*)(Bundle<F> &, const std::size_t *slots, const VoxelsIn<F> &);
template <class F>
Fill<F> fill_for(std::uint32_t level);

// One step for every slot, after the model has been evaluated at `trial`.
template <class F>
using Step = void (*)(Bundle<F> &, const Rules &);

// At an instruction-set level, for this many free parameters.
template <class F>
Step<F> step_for(std::uint32_t level, std::size_t free_count);

// With Rician noise, before the step: values become residuals, and these and the Jacobian are weighted so that their
// products are the gradient and the information; the cost goes to sum_cost.
template <class F>
using Weigh = void (*)(Bundle<F> &);
template <class F>
Weigh<F> rician_for(std::uint32_t level);

inline constexpr std::size_t max_free_parameters = 24;

}  // namespace gantry::core::fit
