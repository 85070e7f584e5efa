// SPDX-License-Identifier: Apache-2.0
// The peers on the same voxels: one problem per voxel, analytic Jacobian, without bounds (which spares them work).
//
//   const Peer done = fit_with_tiny_solver<T2>(axis, y, 20000);
//   done.seconds; done.params[i * T2::count + j]
#pragma once

#include <bench/fit/models.hpp>

#include <chrono>
#include <string>

namespace bench {

struct Peer {
  double seconds = 0;
  std::vector<double> params;  // [voxel * count + j]
  std::size_t voxels = 0;
  std::string absent;             // why it could not run
  std::uint64_t evaluations = 0;  // of Gantry alone
};

// Stopping rules of all: relative change of cost 1e-6, of parameters 1e-8, at most 100 iterations.
constexpr double cost_tolerance = 1e-6, parameter_tolerance = 1e-8;
constexpr int max_iterations = 100;

inline double seconds_since(std::chrono::steady_clock::time_point t) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - t).count();
}

// y: [voxel * points + t]; the first `voxels` of them.
template <class M>
Peer fit_with_tiny_solver(const Columns &axis, const std::vector<double> &y, std::size_t voxels);
template <class M>
Peer fit_with_ceres(const Columns &axis, const std::vector<double> &y, std::size_t voxels);
// GSL's Levenberg–Marquardt (gsl_multifit_nlinear) by Cholesky, its fastest; it has no test of the cost, so 1e-6 is that
// of the gradient.
template <class M>
Peer fit_with_gsl(const Columns &axis, const std::vector<double> &y, std::size_t voxels);
// scipy.optimize.curve_fit, which is MINPACK under Python, by curve_fit.py.
template <class M>
Peer fit_with_scipy(const Columns &axis, const std::vector<double> &y, std::size_t voxels);
// Gpufit's CPU library, named by the environment variable GANTRY_GPUFIT_LIB. It has but its own models.
Peer fit_with_cpufit(const Columns &axis, const std::vector<double> &y, std::size_t voxels);

}  // namespace bench
