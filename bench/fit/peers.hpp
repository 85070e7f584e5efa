// SPDX-License-Identifier: Apache-2.0
// Ceres and its tiny_solver on the same voxels: one problem per voxel, analytic Jacobian, without bounds (which
// spares them work).
//
//   Peer done = fit_with_tiny_solver<T2>(axis, y, 20000);
//   done.seconds; done.params[i * T2::count + j];
#pragma once

#include <bench/fit/models.hpp>

#include <chrono>

namespace bench {

struct Peer {
  double seconds = 0;
  std::vector<double> params;  // [voxel * count + j]
  std::size_t voxels = 0;
};

// Stopping rules of all: relative change of cost 1e-6, of parameters 1e-8, at most 100 iterations.
constexpr double cost_tolerance = 1e-6, parameter_tolerance = 1e-8;
constexpr int max_iterations = 100;

inline double seconds_since(std::chrono::steady_clock::time_point t) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - t).count();
}

// y: [voxel * points + t]
template <class M>
Peer fit_with_tiny_solver(const Columns &axis, const std::vector<double> &y, std::size_t voxels);
template <class M>
Peer fit_with_ceres(const Columns &axis, const std::vector<double> &y, std::size_t voxels);

}  // namespace bench
