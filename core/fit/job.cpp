// SPDX-License-Identifier: Apache-2.0
#include <core/fit/job.hpp>

#include <core/fit/check_model.hpp>
#include <core/fit/curve_job.hpp>
#include <core/fit/evaluate.hpp>
#include <core/fit/made_model.hpp>
#include <core/fit/map.hpp>

namespace gantry::core::fit {

namespace {

Result<void> tell_checks(const gantry_model &model, const FitJob &job, FitHost &host) {
  GANTRY_TRY(checks, check_model(model, job.values, job.level, job.options.value("seed", std::uint64_t{1})));
  nlohmann::json all = nlohmann::json::array();
  for (const auto &check : checks)
    all.push_back({{"check", check.id}, {"sentence", check.sentence}, {"found", check.found}});
  return host.output_record("checks", "gantry.model.checks/1", {{"model", model.id}, {"checks", all}});
}

}  // namespace

Result<void> run_fit_job(const gantry_model &model, const FitJob &job, FitHost &host) {
  if (model.choice_count > 0 && job.values == nullptr)
    return fail("fit.choices", "the model \"" + std::string(model.id) + "\" has choices and was given none",
                "parameters");
  try {
    GANTRY_TRY(made, MadeModel::of(model, job));
    if (job.kind == JobKind::fit_map) return fit_map(made.get(), job, host);
    if (job.kind == JobKind::fit_curve) return fit_curve(made.get(), job, host);
    if (job.kind == JobKind::evaluate) return evaluate(made.get(), job, host);
    if (job.kind == JobKind::check_model) return tell_checks(made.get(), job, host);
  } catch (const std::bad_alloc &) {
    return fail("fit.memory", "there is not enough memory for this fit", "", "give the worker more");
  } catch (const std::exception &e) {
    return fail("fit.failed", std::string("the fit broke off: ") + e.what());
  }
  return fail("fit.kind", "this job is no fit");
}

}  // namespace gantry::core::fit
