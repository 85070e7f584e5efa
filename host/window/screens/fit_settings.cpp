// SPDX-License-Identifier: Apache-2.0
// How it is fitted: the model's choices and constants, and what the fit is told. "fit/…/models/settings/loss"
#include <host/window/screens/fit.hpp>

namespace gantry::host::window::screens {
namespace {

// A choice of the model, or what it has itself; an answer that is its own is not kept.
void draw_choices(Ui &ui, Fitting &fitting, const core::ModelSpec &spec) {
  auto &values = fitting.draft().of(fitting.draft().model).values;
  for (const core::ParameterSpec &p : spec.choices) {
    const nlohmann::json own = p.type == core::ParameterType::choice || p.type == core::ParameterType::text
                                   ? nlohmann::json(p.default_text)
                                   : nlohmann::json(p.default_number);
    nlohmann::json value = values.contains(p.key) ? values[p.key] : own;
    if (!draw_parameter(ui, p, value)) continue;
    if (value == own) values.erase(p.key);
    else values[p.key] = value;
    fitting.edited();
  }
}

void draw_constants(Ui &ui, Fitting &fitting, const core::ModelSpec &spec) {
  auto &constants = fitting.draft().of(fitting.draft().model).constants;
  for (const core::QuantitySpec &q : spec.constants) {
    std::string wrong;
    for (const core::Error &e : fitting.wrong())
      if (e.parameter == q.name) wrong = said(e).message;
    const std::string hint = q.required ? std::string(tr("needed")) : shown(q.default_value);
    if (ui.error(wrong)
            .width(-0.01)
            .text_field(id_of(q.name), headed(tr(q.label.empty() ? q.name : q.label), q.unit), constants[q.name],
                        {hint})
            .committed())
      fitting.edited();
  }
}

}  // namespace

void draw_fit_settings(Ui &ui, Workplace &w, const core::ModelSpec &spec) {
  Fitting &fitting = w.fitting();
  FitDraft &draft = fitting.draft();
  const bool of_model = draft.model != typed_model && (!spec.choices.empty() || !spec.constants.empty()) && !spec.made;
  if (of_model)
    if (const auto section = ui.section("choices", tr("Settings of the model"))) {
      draw_choices(ui, fitting, spec);
      draw_constants(ui, fitting, spec);
    }
  const auto section = ui.section("settings", tr("How it is fitted"), 0);
  if (!section) return;
  bool edited =
      ui.tooltip(tr("What a point that lies far off costs"))
          .choice("loss", tr("Outliers"),
                  {tr("count in full (squares)"), tr("count less (Huber)"), tr("hardly count (Cauchy)")}, draft.loss)
          .committed();
  edited |= ui.tooltip(tr("Profile follows the likelihood, bootstrap draws the residuals again"))
                .choice("interval", tr("Intervals"), {tr("Asymptotic"), tr("Profile"), tr("Bootstrap")}, draft.interval)
                .committed();
  double percent = 100 * draft.confidence;
  const Did confidence = ui.number("confidence", tr("Confidence"), percent, {"%", 50, 99.9, 1, 95});
  if (confidence.changed()) draft.confidence = percent / 100;
  edited |= confidence.committed();
  edited |= ui.tooltip(tr("So many starts over the bounds, for curves with several minima"))
                .number("multistart", tr("Starts"), draft.multistart, {"", 1, 500, 1, 1})
                .committed();
  if (edited) fitting.edited();
}

}  // namespace gantry::host::window::screens
