// SPDX-License-Identifier: Apache-2.0
#include <core/fit/check_model.hpp>

#include <core/fit/map.hpp>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace gantry::core::fit {
namespace {

constexpr std::size_t curves = 200;
constexpr double wanted_part = 0.95, noise = 1e-3, known_to = 0.1, tolerance = 1e-3, same_curve = 1e-5;

struct Truth {
  std::vector<std::vector<double>> sets, values;
  std::vector<std::vector<bool>> known;  // whether the curve says what the parameter is
};

// By the linear theory: the standard error that noise would leave, against the parameter itself.
std::vector<bool> known_from(const Evaluated<double> &at, const std::vector<double> &set) {
  const auto n = static_cast<Eigen::Index>(set.size()), rows = static_cast<Eigen::Index>(at.values.size());
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::MatrixXd scaled = Eigen::Map<const RowMajor>(at.jacobian.data(), rows, n);
  double most = 0;
  for (const double y : at.values) most = std::max(most, std::abs(y));
  for (Eigen::Index p = 0; p < n; ++p) scaled.col(p) *= std::abs(set[static_cast<std::size_t>(p)]);
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(scaled, Eigen::ComputeThinV);
  std::vector<bool> known(set.size());
  for (Eigen::Index p = 0; p < n; ++p) {
    double variance = 0;
    for (Eigen::Index k = 0; k < svd.singularValues().size(); ++k)
      variance += std::pow(svd.matrixV()(p, k) / std::max(svd.singularValues()[k], 1e-300), 2);
    known[static_cast<std::size_t>(p)] = rows >= n && std::sqrt(variance) * noise * most <= known_to;
  }
  return known;
}

Truth truth_of(const gantry_model &model, const Probe &probe, std::uint64_t seed) {
  Truth truth;
  for (std::size_t i = 0; i < curves; ++i) {
    truth.sets.push_back(drawn_parameters(model, seed));
    const auto at = probe.at(truth.sets.back());
    truth.values.push_back(at.values);
    truth.known.push_back(known_from(at, truth.sets.back()));
  }
  return truth;
}

// One voxel for each curve.
Result<ObjectPtr> image_of(const gantry_model &model, const Place &place, const Truth &truth) {
  VolumeHeader header;
  header.dtype = DType::f64;
  header.shape = {curves, 1, 1, place.points, model.output_count};
  header.dims = model.output_count > 1 ? 5 : 4;
  Axis axis;
  axis.name = model.axis_count > 0 ? model.axis[0]->name : "point";
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    const std::string unit = model.axis[c]->unit;
    axis.columns.push_back({model.axis[c]->name, unit == "axis" ? "1" : unit, place.axis[c]});
  }
  header.axis = axis;
  for (std::uint32_t o = 0; o < model.output_count && model.output_count > 1; ++o)
    header.channels.emplace_back(model.outputs[o]->name);
  std::vector<double> voxels(curves * place.points * model.output_count);
  for (std::size_t i = 0; i < curves; ++i)
    for (std::size_t t = 0; t < place.points; ++t)
      for (std::size_t o = 0; o < model.output_count; ++o)
        voxels[i + curves * (t + place.points * o)] = truth.values[i][t * model.output_count + o];
  return make_volume(header, std::as_bytes(std::span(voxels)));
}

using Maps = std::map<std::string, std::vector<float>>;

Result<Maps> fitted(const gantry_model &model, const Place &place, const Truth &truth, const gantry_values *values,
                    std::uint32_t level) {
  GANTRY_TRY(image, image_of(model, place, truth));
  FitJob job;
  job.inputs = {{"image", image}};
  job.options = {{"precision", "f64"}, {"tolerance", 1e-14}};
  for (std::uint32_t c = 0; c < model.constant_count; ++c)
    job.options["constants"][model.constants[c]->name] = place.constants[c];
  job.level = level;
  job.values = values;
  std::map<std::string, std::vector<std::byte>> memory;
  FitHost host;
  host.output_volume = [&](const std::string &port, const VolumeHeader &header) -> Result<std::byte *> {
    return memory.insert_or_assign(port, std::vector<std::byte>(header.byte_size())).first->second.data();
  };
  host.output_record = [](const std::string &, const std::string &, const nlohmann::json &) { return done(); };
  GANTRY_CHECK(fit_map(model, job, host));
  Maps maps;
  for (std::uint32_t p = 0; p < model.parameter_count; ++p) {
    const auto &bytes = memory[model.parameters[p]->symbol];
    auto &map = maps[model.parameters[p]->symbol];
    map.resize(curves);
    std::memcpy(map.data(), bytes.data(), std::min(bytes.size(), curves * sizeof(float)));
  }
  return maps;
}

// Other parameters may make the very same curve: rates that change places.
bool makes_curve(const Probe &probe, const std::vector<double> &set, const std::vector<double> &curve) {
  const auto values = probe.at(set).values;
  double most = 0, off = 0;
  for (std::size_t row = 0; row < curve.size(); ++row) {
    most = std::max(most, std::abs(curve[row]));
    off = std::max(off, std::isfinite(values[row]) ? std::abs(values[row] - curve[row]) : most + 1);
  }
  return off <= same_curve * most;
}

}  // namespace

Result<std::string> unrecovered(const gantry_model &model, const Place &place, const gantry_values *values,
                                std::uint32_t level, std::uint64_t seed) {
  GANTRY_TRY(probe, Probe::of(model, place, values, level));
  const Truth truth = truth_of(model, probe, seed);
  GANTRY_TRY(maps, fitted(model, place, truth, values, level));
  std::size_t judged = 0, lost = 0;
  std::string first;
  for (std::size_t i = 0; i < curves; ++i) {
    bool any = false, all = true;
    std::string told;
    std::vector<double> found;
    for (std::uint32_t p = 0; p < model.parameter_count; ++p) {
      const std::string symbol = model.parameters[p]->symbol;
      const double is = static_cast<double>(maps.at(symbol)[i]), was = truth.sets[i][p];
      told +=
          (p == 0 ? "" : ", ") + symbol + " = " + nlohmann::json(was).dump() + " (" + nlohmann::json(is).dump() + ")";
      found.push_back(is);
      if (!truth.known[i][p]) continue;
      any = true;
      all = all && std::abs(is - was) <= tolerance * std::abs(was);
    }
    if (any && !all) all = makes_curve(probe, found, truth.values[i]);
    judged += any ? 1 : 0;
    lost += any && !all ? 1 : 0;
    if (any && !all && first.empty()) first = told;
  }
  if (judged == 0)
    return std::string(
        "no curve between the bounds tells what any parameter is: the example or the bounds are of no use");
  if (static_cast<double>(lost) <= (1 - wanted_part) * static_cast<double>(judged)) return std::string();
  return std::to_string(lost) + " of " + std::to_string(judged) +
         " curves gave other parameters back, the first (in brackets what came out): " + first;
}

}  // namespace gantry::core::fit
