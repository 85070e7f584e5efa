// SPDX-License-Identifier: Apache-2.0
#include <core/fit/job.hpp>

#include <core/fit/example.hpp>
#include <core/fit/ode/model.hpp>

#include <algorithm>

namespace gantry::core::fit {
namespace {

// What a fit of an ordinary model is asked for: the equations' own options and doses have been read.
FitJob plain(const FitJob &job) {
  FitJob rest = job;
  for (const auto &[key, value] : job.options.items())
    if (OdeChoices::know(key)) rest.options.erase(key);
  std::erase_if(rest.inputs, [](const PortObject &input) { return input.port == "doses"; });
  return rest;
}

// The doses of the model's own example.
nlohmann::json example_options(const gantry_ode *ode) {
  const bool has = GANTRY_HAS(ode, example_options) && ode->example_options != nullptr;
  return has ? nlohmann::json::parse(ode->example_options) : nlohmann::json::object();
}

// How the equations were solved, for the record of a curve.
void tell(const OdeModel &model, const gantry_ode &ode, nlohmann::json &content) {
  const OdeChoices &choices = model.how();
  content["equations"] = {{"method", choices.stiff ? "stiff" : "explicit"},
                          {"relative_tolerance", choices.relative},
                          {"absolute_tolerance", choices.absolute},
                          {"doses", model.doses().size()}};
  // Of a map, whose voxels say only that there was no number.
  if (content.contains("status") && content["status"].is_object() && content["status"].contains("not_finite_model"))
    if (const auto trouble = model.trouble()) content["equations"]["trouble"] = words_of(*trouble, ode).message;
  if (!content.contains("notes")) return;
  for (const auto &curve : model.strange_curves())
    content["notes"].push_back("the doses of \"" + curve + "\" belong to no curve of the data: they are left out");
  if (!model.meets_dose()) return;
  content["notes"].push_back(std::string("a sample at the very time of a dose is taken to be ") +
                             (choices.before_dose ? "before" : "after") + " it (dose_at_sample says otherwise)");
}

}  // namespace

Result<void> run_fit_job(const gantry_ode &ode, const FitJob &asked, FitHost &host) {
  try {
    FitJob job = asked;
    if (wants_example(job)) job.options.update(example_options(&ode));
    GANTRY_TRY(model, OdeModel::of(ode, job, host));
    FitHost telling = host;
    if (host.output_record)
      telling.output_record = [&](const std::string &port, const std::string &schema, const nlohmann::json &content) {
        nlohmann::json more = content;
        tell(*model, ode, more);
        return host.output_record(port, schema, more);
      };
    auto ran = run_fit_job(static_cast<const gantry_model &>(*model), plain(job), telling);
    if (model->cancelled()) return fail("fit.cancelled", "the fit was cancelled", "", "", Failure::cancelled);
    if (!ran && ran.error().code == "fit.not_finite_model" && model->trouble())
      return fail(words_of(*model->trouble(), ode));
    return ran;
  } catch (const std::bad_alloc &) {
    return fail("fit.memory", "there is not enough memory for this fit", "", "give the worker more");
  }
}

}  // namespace gantry::core::fit
