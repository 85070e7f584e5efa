// SPDX-License-Identifier: Apache-2.0
// GSL is under the GPL: it is linked into this benchmark alone, which is not distributed.
#include <bench/fit/peers.hpp>

#include <gsl/gsl_multifit_nlinear.h>

#include <algorithm>

namespace bench {
namespace {

struct Curve {
  const Columns *axis;
  const double *y;
};

template <class M>
void evaluate(const gsl_vector *p, const Curve &curve, double *residuals, double *rows) {
  double params[M::count];
  for (std::size_t k = 0; k < M::count; ++k) params[k] = gsl_vector_get(p, k);
  M::residuals(*curve.axis, curve.y, params, residuals, rows);
}

template <class M>
int residuals(const gsl_vector *p, void *data, gsl_vector *f) {
  evaluate<M>(p, *static_cast<const Curve *>(data), f->data, nullptr);
  return GSL_SUCCESS;
}

template <class M>
int jacobian(const gsl_vector *p, void *data, gsl_matrix *j) {
  double ignored[M::points];
  evaluate<M>(p, *static_cast<const Curve *>(data), ignored, j->data);  // row-major, as GSL wants it
  return GSL_SUCCESS;
}

}  // namespace

template <class M>
Peer fit_with_gsl(const Columns &axis, const std::vector<double> &y, std::size_t voxels) {
  Peer done{0, std::vector<double>(voxels * M::count), voxels, "", 0};
  const auto begin = std::chrono::steady_clock::now();
  gsl_set_error_handler_off();
  gsl_multifit_nlinear_parameters choices = gsl_multifit_nlinear_default_parameters();
  choices.solver = gsl_multifit_nlinear_solver_cholesky;
  auto *const space = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &choices, M::points, M::count);
  Curve curve{&axis, nullptr};
  gsl_multifit_nlinear_fdf problem{};
  problem.f = residuals<M>;
  problem.df = jacobian<M>;
  problem.n = M::points;
  problem.p = M::count;
  problem.params = &curve;
  auto start = M::start;
  const auto from = gsl_vector_view_array(start.data(), M::count);
  for (std::size_t i = 0; i < voxels; ++i) {
    curve.y = y.data() + i * M::points;
    gsl_multifit_nlinear_init(&from.vector, &problem, space);
    int why = 0;
    gsl_multifit_nlinear_driver(max_iterations, parameter_tolerance, cost_tolerance, 0, nullptr, nullptr, &why, space);
    const gsl_vector *found = gsl_multifit_nlinear_position(space);
    for (std::size_t k = 0; k < M::count; ++k) done.params[i * M::count + k] = gsl_vector_get(found, k);
  }
  gsl_multifit_nlinear_free(space);
  done.seconds = seconds_since(begin);
  return done;
}

template Peer fit_with_gsl<T2>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_gsl<T1>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_gsl<Ivim>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_gsl<Tofts>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_gsl<Gauss>(const Columns &, const std::vector<double> &, std::size_t);

}  // namespace bench
