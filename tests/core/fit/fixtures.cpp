// SPDX-License-Identifier: Apache-2.0
#include <tests/core/fit/fixtures.hpp>

namespace fit_test {

Simulated simulate(const gantry_model &model, const std::vector<std::vector<double>> &axis, std::size_t voxels,
                   const std::vector<std::pair<double, double>> &ranges, double sd, unsigned seed) {
  const std::size_t points = axis.front().size(), stride = (voxels + 15) / 16 * 16;
  std::vector<const double *> columns;
  for (const auto &c : axis) columns.push_back(c.data());
  const gantry_model_setup setup{sizeof setup, 1, points, columns.data(), nullptr};
  void *state = nullptr;
  const char *reason = nullptr;
  if (model.prepare(&model, &setup, &state, &reason) != GANTRY_OK) throw std::runtime_error(reason);
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise(0, sd);
  std::vector<double> params(ranges.size() * stride), values(points * stride);
  Simulated s;
  for (std::size_t j = 0; j < ranges.size(); ++j) {
    std::uniform_real_distribution<double> draw(ranges[j].first, ranges[j].second);
    for (std::size_t i = 0; i < stride; ++i) params[j * stride + i] = draw(random);
    s.truth.emplace_back(params.begin() + static_cast<std::ptrdiff_t>(j * stride),
                         params.begin() + static_cast<std::ptrdiff_t>(j * stride + voxels));
  }
  const gantry_block_f64 block{
      sizeof block, static_cast<std::uint32_t>(stride), stride, params.data(), nullptr, values.data(), nullptr};
  model.evaluate_f64(&model, state, &block);
  model.release(&model, state);
  for (std::size_t t = 0; t < points; ++t)
    for (std::size_t i = 0; i < voxels; ++i)
      s.data.push_back(static_cast<float>(values[t * stride + i] + noise(random)));
  return s;
}

}  // namespace fit_test
