// SPDX-License-Identifier: Apache-2.0
#include <core/fit/model_state.hpp>

namespace gantry::core::fit {

Result<ModelState> ModelState::prepare(const gantry_model &model, const std::vector<std::vector<double>> &axis,
                                       std::size_t points, const gantry_values *values, std::uint32_t level,
                                       const std::string &curve) {
  std::vector<const double *> columns;
  for (const auto &column : axis) columns.push_back(column.data());
  const CurveSetup setup{{sizeof setup, level, points, columns.data(), values}, curve.c_str()};
  void *raw = nullptr;
  const char *reason = nullptr;
  const std::int32_t status = model.prepare(&model, &setup, &raw, &reason);
  ModelState state(model, raw);  // a refusal's reason may live in it
  if (status != GANTRY_OK)
    return fail(
        "fit.axis",
        "the model \"" + std::string(model.id) + "\" refuses: " + (reason != nullptr ? reason : "no reason given"), "",
        "see the model's help for the axis and choices that it accepts");
  return state;
}

}  // namespace gantry::core::fit
