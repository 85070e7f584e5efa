// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_quality.hpp>

#include <core/fit/option.hpp>
#include <core/fit/derived.hpp>
#include <core/fit/each.hpp>
#include <core/fit/rice.hpp>

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

constexpr std::size_t lanes = 64;
constexpr int most = static_cast<int>(max_free_parameters);
constexpr double least_pivot = 1e-13;  // of a matrix of unit diagonal; below, parameters can't be told apart

using Normal = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, most, most>;
using Diagonal = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, most, 1>;

// The inverse; empty where there is none.
Normal inverse_of(Normal normal) {
  const Eigen::Index n = normal.rows();
  Diagonal size(n);
  for (Eigen::Index j = 0; j < n; ++j) size(j) = std::sqrt(normal(j, j));
  for (Eigen::Index j = 0; j < n; ++j)
    if (!(size(j) > 0) || !std::isfinite(size(j))) return {};
  normal = size.cwiseInverse().asDiagonal() * normal * size.cwiseInverse().asDiagonal();
  const Eigen::LDLT<Normal> factors(normal);
  if (factors.info() != Eigen::Success || !(factors.vectorD().minCoeff() > least_pivot)) return {};
  const Normal inverse = factors.solve(Normal::Identity(n, n));
  return size.cwiseInverse().asDiagonal() * inverse * size.cwiseInverse().asDiagonal();
}

// One tile: its voxels that have values, some at a time.
class Judge {
 public:
  Judge(const MapProblem &problem, const MapInputs &in, const MapOutputs &out)
      : problem_(problem),
        in_(in),
        out_(out),
        rows_(problem.layout.rows),
        parameters_(problem.layout.parameters),
        derived_(problem.model, problem.state),
        tile_(in.image, in.points.selected, problem.model.output_count, {}, tile_voxels) {
    params_.resize(parameters_ * lanes);
    constants_.resize(problem.layout.constants * lanes);
    values_.resize(rows_ * lanes);
    jacobian_.resize(rows_ * parameters_ * lanes);
  }

  void judge(std::size_t first, std::size_t count) {
    tile_.load(first, count);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < count; ++i)
      if (has_values(static_cast<Status>(out_.status[first + i]))) places.push_back(i);
      else refuse(first + i);
    for (std::size_t begin = 0; begin < places.size(); begin += lanes) {
      const std::size_t end = std::min(begin + lanes, places.size());
      for (std::size_t lane = 0; lane < lanes; ++lane)
        fill(lane, first + places[std::min(begin + lane, end - 1)]);  // idle lanes compute along
      evaluate();
      for (std::size_t k = begin; k < end; ++k) judge_voxel(k - begin, first + places[k], places[k]);
    }
  }

 private:
  void refuse(std::size_t id) {
    forget_errors(id);
    if (out_.chi_squared != nullptr) out_.chi_squared[id] = static_cast<float>(nan);
  }

  void forget_errors(std::size_t id) {
    for (const auto *maps : {&out_.errors, &out_.derived_errors})
      for (float *map : *maps)
        if (map != nullptr) map[id] = static_cast<float>(nan);
  }

  void fill(std::size_t lane, std::size_t id) {
    for (std::size_t j = 0; j < parameters_; ++j)
      params_.data()[j * lanes + lane] = static_cast<double>(out_.parameters[j][id]);
    for (std::size_t c = 0; c < problem_.layout.constants; ++c)
      constants_.data()[c * lanes + lane] = in_.constant(c, id);
  }

  void evaluate() {
    gantry_block_f64 block{};
    block.size = sizeof block;
    block.count = lanes;
    block.stride = lanes;
    block.params = params_.data();
    block.constants = problem_.layout.constants == 0 ? nullptr : constants_.data();
    block.values = values_.data();
    block.jacobian = out_.errors.empty() ? nullptr : jacobian_.data();
    problem_.model.evaluate_f64(&problem_.model, problem_.state.get(), &block);
  }

  // Free parameters that are inside their bounds, in the precision of the maps.
  std::vector<std::size_t> inside(std::size_t id) const {
    std::vector<std::size_t> list;
    for (const int free : problem_.layout.free) {
      const auto j = static_cast<std::size_t>(free);
      const float x = out_.parameters[j][id];
      if (x > static_cast<float>(problem_.layout.lower[j]) && x < static_cast<float>(problem_.layout.upper[j]))
        list.push_back(j);
    }
    return list;
  }

  // J'WJ of these parameters.
  Normal information(std::size_t lane, const std::vector<std::size_t> &of, double sigma) const {
    using L = Lanes<double, 16>;
    Normal sum = Normal::Zero(static_cast<Eigen::Index>(of.size()), static_cast<Eigen::Index>(of.size()));
    Diagonal slope(sum.rows());
    for (std::size_t row = 0; row < rows_; ++row) {
      const double relative = values_.data()[row * lanes + lane] / sigma;
      const double weight = problem_.layout.rician ? rice_information(L(relative * relative))[0] : 1;
      for (std::size_t k = 0; k < of.size(); ++k)
        slope(static_cast<Eigen::Index>(k)) = jacobian_.data()[(row * parameters_ + of[k]) * lanes + lane];
      sum.noalias() += weight * slope * slope.transpose();
    }
    return sum;
  }

  void judge_voxel(std::size_t lane, std::size_t id, std::size_t place) {
    const double given = in_.sigma.known() ? in_.sigma.at(id) : nan, sigma = given > 0 ? given : nan;
    double rss = 0, chi_squared = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      const double y = tile_.column(place)[row * tile_.stride()], value = values_.data()[row * lanes + lane];
      const RiceMoments expected =
          problem_.layout.rician ? rice_moments(std::abs(value), sigma) : RiceMoments{value, sigma * sigma};
      const double square = (y - expected.mean) * (y - expected.mean);
      rss += square;
      chi_squared += square / expected.variance;
    }
    out_.rss[id] = static_cast<float>(rss);
    const double left = static_cast<double>(rows_) - static_cast<double>(problem_.layout.free.size());
    if (out_.chi_squared != nullptr) out_.chi_squared[id] = static_cast<float>(left > 0 ? chi_squared / left : nan);
    if (!out_.errors.empty())
      write_errors(lane, id, in_.sigma.known() ? sigma : std::sqrt(left > 0 ? rss / left : nan));
  }

  void write_errors(std::size_t lane, std::size_t id, double sigma) {
    forget_errors(id);
    if (static_cast<Status>(out_.status[id]) == Status::max_iterations) return;
    const auto of = inside(id);
    if (of.empty()) return;
    const Normal covariance = inverse_of(information(lane, of, sigma));
    for (Eigen::Index k = 0; k < covariance.rows(); ++k)
      out_.errors[of[static_cast<std::size_t>(k)]][id] = static_cast<float>(sigma * std::sqrt(covariance(k, k)));
    if (covariance.rows() > 0 && derived_.count() > 0) write_derived_errors(id, of, sigma, covariance);
  }

  void write_derived_errors(std::size_t id, const std::vector<std::size_t> &of, double sigma,
                            const Normal &covariance) {
    std::vector<double> params, constants;
    for (std::size_t j = 0; j < parameters_; ++j) params.push_back(static_cast<double>(out_.parameters[j][id]));
    for (std::size_t c = 0; c < problem_.layout.constants; ++c) constants.push_back(in_.constant(c, id));
    const Eigen::MatrixXd slopes = derived_.slopes(std::move(params), constants, of);
    for (std::size_t d = 0; d < derived_.count(); ++d) {
      const auto slope = slopes.row(static_cast<Eigen::Index>(d));
      if (slope.isZero(0)) continue;  // follows from given values alone
      out_.derived_errors[d][id] = static_cast<float>(sigma * std::sqrt((slope * covariance * slope.transpose())(0)));
    }
  }

  const MapProblem &problem_;
  const MapInputs &in_;
  const MapOutputs &out_;
  std::size_t rows_, parameters_;
  DerivedQuantities derived_;
  VoxelTile<double> tile_;
  AlignedArray<double> params_, constants_, values_, jacobian_;
};

}  // namespace

Result<void> judge_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out, std::uint32_t threads,
                       const FitHost &host) {
  if (out.errors.empty() && out.chi_squared == nullptr) return done();
  const std::size_t voxels = in.image.header.voxels(), tiles = (voxels + tile_voxels - 1) / tile_voxels;
  return each(tiles, threads, host, "judging the fits", [&](std::size_t tile) {
    const std::size_t first = tile * tile_voxels;
    Judge(problem, in, out).judge(first, std::min(tile_voxels, voxels - first));
  });
}

}  // namespace gantry::core::fit
