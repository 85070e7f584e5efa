// SPDX-License-Identifier: Apache-2.0
#include <core/fit/loss.hpp>

#include <ceres/loss_function.h>

#include <charconv>
#include <cmath>

namespace gantry::core::fit {
namespace {

Loss::At told(const ceres::LossFunction &loss, double residual) {
  double rho[3];
  const double square = residual * residual;
  loss.Evaluate(square, rho);
  return {rho[0], rho[1], rho[1] + 2 * square * rho[2]};
}

}  // namespace

std::string_view name(LossKind kind) {
  return kind == LossKind::huber ? "huber" : kind == LossKind::cauchy ? "cauchy" : "squares";
}

Loss::At Loss::of(double residual) const {
  if (kind == LossKind::huber) return told(ceres::HuberLoss(scale), residual);
  if (kind == LossKind::cauchy) return told(ceres::CauchyLoss(scale), residual);
  return {residual * residual, 1, 1};
}

Result<Loss> parse_loss(const std::string &text) {
  const auto colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  Loss loss;
  if (kind == "huber") loss = {LossKind::huber, 1.345};
  else if (kind == "cauchy") loss = {LossKind::cauchy, 2.385};
  else if (kind != "squares" || colon != std::string::npos)
    return fail("fit.option", "the loss \"" + text + "\" is unknown", "loss",
                "known are squares, huber:1.345 and cauchy:2.385", Failure::usage);
  if (colon == std::string::npos) return loss;
  const char *end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, loss.scale);
  if (read.ec != std::errc() || read.ptr != end || !(loss.scale > 0) || !std::isfinite(loss.scale))
    return fail("fit.option", "the loss \"" + text + "\" needs a number above 0 behind the colon", "loss",
                "write huber:1.345", Failure::usage);
  return loss;
}

}  // namespace gantry::core::fit
