// SPDX-License-Identifier: Apache-2.0
#include "model_bench.hpp"

#include <cmath>
#include <stdexcept>
#include <type_traits>

namespace gantry::test {
namespace {

constexpr std::size_t lanes = GANTRY_BLOCK_LANES;

template <class T>
struct alignas(64) Lanes {
  T lane[lanes];
};

// Solves a·x = b by elimination with row exchanges.
std::vector<double> solved(std::vector<std::vector<double>> a, std::vector<double> b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t best = c;
    for (std::size_t r = c + 1; r < n; ++r) best = std::fabs(a[r][c]) > std::fabs(a[best][c]) ? r : best;
    std::swap(a[c], a[best]);
    std::swap(b[c], b[best]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const double f = a[r][c] / a[c][c];
      for (std::size_t k = c; k < n; ++k) a[r][k] -= f * a[c][k];
      b[r] -= f * b[c];
    }
  }
  for (std::size_t c = 0; c < n; ++c) b[c] /= a[c][c];
  return b;
}

const gantry_model &named(const gantry_plugin_entry &entry, const std::string &model) {
  const auto *models = static_cast<const gantry_models *>(entry.get_interface(GANTRY_MODELS_ID));
  for (std::uint32_t i = 0; models != nullptr && i < models->count; ++i)
    if (models->items[i]->id == model) return *models->items[i];
  throw std::runtime_error("no model " + model);
}

}  // namespace

ModelBench::ModelBench(const gantry_plugin_entry &entry, const std::string &model,
                       std::vector<std::vector<double>> axis)
    : ModelBench(named(entry, model), std::move(axis)) {}

ModelBench::ModelBench(const gantry_model &model, std::vector<std::vector<double>> axis, std::uint32_t level,
                       const gantry_values *values)
    : model_(&model), axis_(std::move(axis)) {
  for (const auto &column : axis_) columns_.push_back(column.data());
  for (std::uint32_t c = 0; c < model_->constant_count; ++c) constants_.push_back(model_->constants[c]->default_value);
  setup_ = {sizeof setup_, level, axis_.front().size(), columns_.data(), values};
  const char *reason = nullptr;
  if (model_->prepare(model_, &setup_, &state_, &reason) != GANTRY_OK)
    throw std::runtime_error(reason == nullptr ? "refused" : reason);
}

ModelBench::~ModelBench() { model_->release(model_, state_); }

template <class Block, class F>
std::vector<double> ModelBench::evaluated(F evaluate, const std::vector<double> &params, bool jacobian) const {
  using T = std::remove_pointer_t<decltype(Block::values)>;
  const std::size_t np = params.size(), rows = static_cast<std::size_t>(setup_.points) * model_->output_count;
  const auto repeated = [](const std::vector<double> &numbers) {
    std::vector<Lanes<T>> all(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
      for (T &lane : all[i].lane) lane = static_cast<T>(numbers[i]);
    return all;
  };
  const std::vector<Lanes<T>> p = repeated(params), k = repeated(constants_);
  std::vector<Lanes<T>> values(rows), jac(rows * np);
  const Block block{sizeof block,
                    lanes,
                    lanes,
                    p[0].lane,
                    k.empty() ? nullptr : k[0].lane,
                    values[0].lane,
                    jacobian ? jac[0].lane : nullptr};
  evaluate(model_, state_, &block);
  std::vector<double> result;
  for (const auto &v : jacobian ? jac : values) result.push_back(static_cast<double>(v.lane[lanes - 1]));
  return result;
}

std::vector<double> ModelBench::values(const std::vector<double> &params) const {
  return evaluated<gantry_block_f64>(model_->evaluate_f64, params, false);
}

std::vector<double> ModelBench::values_f32(const std::vector<double> &params) const {
  return evaluated<gantry_block_f32>(model_->evaluate_f32, params, false);
}

std::vector<double> ModelBench::jacobian(const std::vector<double> &params) const {
  return evaluated<gantry_block_f64>(model_->evaluate_f64, params, true);
}

std::vector<double> ModelBench::differences(const std::vector<double> &params) const {
  const std::size_t np = params.size(), rows = static_cast<std::size_t>(setup_.points) * model_->output_count;
  std::vector<double> result(rows * np);
  for (std::size_t p = 0; p < np; ++p) {
    const double h = 1e-5 * std::fabs(params[p]);
    auto up = params, down = params;
    up[p] += h;
    down[p] -= h;
    const auto above = values(up), below = values(down);
    for (std::size_t t = 0; t < rows; ++t) result[t * np + p] = (above[t] - below[t]) / (2 * h);
  }
  return result;
}

std::vector<double> ModelBench::guess(const std::vector<double> &data) const {
  std::vector<double> params;
  for (std::uint32_t p = 0; p < model_->parameter_count; ++p) params.push_back(model_->parameters[p]->start);
  model_->guess(model_, state_, constants_.data(), data.data(), params.data());
  return params;
}

std::vector<double> ModelBench::derived(const std::vector<double> &params) const {
  std::vector<double> out(model_->derived_count);
  model_->derive(model_, state_, constants_.data(), params.data(), out.data());
  return out;
}

std::vector<double> ModelBench::fitted(const std::vector<double> &data) const {
  auto params = guess(data);
  const std::size_t np = params.size();
  for (int step = 0; step < 50; ++step) {
    const auto y = values(params), j = jacobian(params);
    std::vector<std::vector<double>> a(np, std::vector<double>(np));
    std::vector<double> b(np), scale(np);
    for (std::size_t p = 0; p < np; ++p) scale[p] = std::fabs(params[p]) + 1e-12;
    for (std::size_t t = 0; t < y.size(); ++t) {
      for (std::size_t p = 0; p < np; ++p) {
        b[p] += j[t * np + p] * scale[p] * (data[t] - y[t]);
        for (std::size_t q = 0; q < np; ++q) a[p][q] += j[t * np + p] * scale[p] * j[t * np + q] * scale[q];
      }
    }
    const auto x = solved(a, b);
    for (std::size_t p = 0; p < np; ++p) params[p] += x[p] * scale[p];
  }
  return params;
}

}  // namespace gantry::test
