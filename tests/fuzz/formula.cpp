// SPDX-License-Identifier: Apache-2.0
// Formulas as anybody may type or send them (up to a byte 0, and behind it what is declared of their parameters): parsed,
// their units settled, derived, and evaluated.
#include <gantry/cpp/error.hpp>
#include <plugins/formula/typed_model.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>

namespace {

using namespace gantry::formula;

constexpr std::size_t points = 3, lanes = GANTRY_BLOCK_LANES;

void evaluate(const gantry_model &model) {
  const std::vector<double> column{0, 0.5, 2};
  const std::vector<const double *> axis(model.axis_count, column.data());
  const gantry_model_setup setup{sizeof setup, GANTRY_LEVEL_BASELINE, points, axis.data(), nullptr};
  void *state = nullptr;
  const char *reason = nullptr;
  if (model.prepare(&model, &setup, &state, &reason) != GANTRY_OK) std::abort();
  const std::vector<double> params(model.parameter_count * lanes, 0.7);
  std::vector<double> values(points * lanes), jacobian(points * model.parameter_count * lanes);
  const gantry_block_f64 block{sizeof block, lanes, lanes, params.data(), nullptr, values.data(), jacobian.data()};
  model.evaluate_f64(&model, state, &block);
  model.release(&model, state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string all(reinterpret_cast<const char *>(data), size);
  const std::size_t end = std::min(all.find('\0'), all.size());
  try {
    const Typed typed{all.substr(0, end), "", "", "", declared_in(end == all.size() ? "" : all.substr(end + 1))};
    const std::unique_ptr<const gantry_model, void (*)(const gantry_model *)> model(
        TypedModel::make(typed, {{"x", "s"}, {"t", "min"}, {"TE", "ms"}, {"x1", ""}, {"y", "mV"}}, nullptr),
        TypedModel::unmake);
    evaluate(*model);
  } catch (const gantry::Error &) {
  }
  return 0;
}
