// SPDX-License-Identifier: Apache-2.0
#include <bench/fit/peers.hpp>

#include <ceres/ceres.h>
#include <ceres/tiny_solver.h>

#include <algorithm>

namespace bench {
namespace {

template <class M>
struct TinyCost {
  using Scalar = double;
  enum { NUM_RESIDUALS = M::points, NUM_PARAMETERS = M::count };
  const Columns &axis;
  const double *y;
  bool operator()(const double *p, double *r, double *j) const {
    if (j == nullptr) {
      M::residuals(axis, y, p, r, nullptr);
      return true;
    }
    double rows[M::points * M::count];  // tiny_solver wants columns
    M::residuals(axis, y, p, r, rows);
    for (int t = 0; t < M::points; ++t)
      for (int k = 0; k < M::count; ++k) j[k * M::points + t] = rows[t * M::count + k];
    return true;
  }
};

}  // namespace

template <class M>
Peer fit_with_tiny_solver(const Columns &axis, const std::vector<double> &y, std::size_t voxels) {
  Peer done{0, std::vector<double>(voxels * M::count), voxels, "", 0};
  const auto begin = std::chrono::steady_clock::now();
  ceres::TinySolver<TinyCost<M>> solver;
  solver.options.function_tolerance = cost_tolerance;
  solver.options.parameter_tolerance = parameter_tolerance;
  solver.options.max_num_iterations = max_iterations;
  for (std::size_t i = 0; i < voxels; ++i) {
    typename ceres::TinySolver<TinyCost<M>>::Parameters p;
    for (int k = 0; k < M::count; ++k) p[k] = M::start[static_cast<std::size_t>(k)];
    solver.Solve(TinyCost<M>{axis, y.data() + i * M::points}, &p);
    for (int k = 0; k < M::count; ++k) done.params[i * M::count + static_cast<std::size_t>(k)] = p[k];
  }
  done.seconds = seconds_since(begin);
  return done;
}

namespace {

template <class M>
struct CeresCost : ceres::SizedCostFunction<M::points, M::count> {
  CeresCost(const Columns &x, const double *data) : axis(x), y(data) {}
  const Columns &axis;
  const double *y;
  bool Evaluate(double const *const *p, double *r, double **j) const override {
    M::residuals(axis, y, p[0], r, j == nullptr ? nullptr : j[0]);
    return std::all_of(r, r + M::points,
                       [](double x) { return std::isfinite(x); });  // otherwise Ceres complains on the console
  }
};

}  // namespace

template <class M>
Peer fit_with_ceres(const Columns &axis, const std::vector<double> &y, std::size_t voxels) {
  Peer done{0, std::vector<double>(voxels * M::count), voxels, "", 0};
  const auto begin = std::chrono::steady_clock::now();
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_QR;
  options.function_tolerance = cost_tolerance;
  options.parameter_tolerance = parameter_tolerance;
  options.max_num_iterations = max_iterations;
  options.logging_type = ceres::SILENT;
  options.num_threads = 1;
  for (std::size_t i = 0; i < voxels; ++i) {
    double *p = done.params.data() + i * M::count;
    std::copy(M::start.begin(), M::start.end(), p);
    ceres::Problem problem;
    problem.AddResidualBlock(new CeresCost<M>(axis, y.data() + i * M::points), nullptr, p);
    ceres::Solver::Summary summary;
    ceres::Solve(options, &problem, &summary);
  }
  done.seconds = seconds_since(begin);
  return done;
}

template Peer fit_with_tiny_solver<T2>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_ceres<T2>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_tiny_solver<T1>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_ceres<T1>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_tiny_solver<Ivim>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_ceres<Ivim>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_tiny_solver<Tofts>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_ceres<Tofts>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_tiny_solver<Gauss>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_ceres<Gauss>(const Columns &, const std::vector<double> &, std::size_t);

}  // namespace bench
