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

std::string wrong_at(Fitting &fitting, const std::string &where) {
  for (const core::Error &e : fitting.wrong())
    if (e.parameter == where) return said(e).message + (e.hint.empty() ? "" : ": " + said(e).hint);
  return {};
}

// Rician noise has a likelihood of its own, which needs sigma and leaves no room for robust losses.
bool draw_noise(Ui &ui, Fitting &fitting) {
  FitDraft &draft = fitting.draft();
  std::size_t kind = draft.rician ? 1 : 0;
  const bool edited = ui.tooltip(tr("Rician: of magnitude images, where the signal falls towards the noise"))
                          .error(wrong_at(fitting, "noise"))
                          .choice("noise", tr("Noise"), {tr("Gaussian"), tr("Rician")}, kind, GANTRY_UI_SEGMENTS)
                          .changed();
  draft.rician = kind == 1;
  return edited;
}

}  // namespace

void draw_fit_settings(Ui &ui, Workplace &w, const core::ModelSpec &spec) {
  Fitting &fitting = w.fitting();
  FitDraft &draft = fitting.draft();
  const bool of_model = draft.model != typed_model && !spec.made;
  if (of_model && !spec.choices.empty())
    if (const auto section = ui.section("choices", tr("Settings of the model"))) draw_choices(ui, fitting, spec);
  if (of_model && has_constants(spec))
    if (const auto section = ui.section("constants", tr("Constants"), spec.constants.empty() ? 0 : GANTRY_UI_OPEN))
      if (draw_constants(ui, spec, draft.of(draft.model).constants,
                         [&](const std::string &where) { return wrong_at(fitting, where); }))
        fitting.edited();
  const auto section = ui.section("settings", tr("How it is fitted"), 0);
  if (!section) return;
  bool edited = draw_noise(ui, fitting);
  edited |=
      ui.tooltip(tr("What a point that lies far off costs"))
          .disabled(draft.rician, tr("The likelihood of Rician noise says what they cost."))
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
