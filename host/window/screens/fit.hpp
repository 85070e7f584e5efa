// SPDX-License-Identifier: Apache-2.0
// The parts of the screen for curves. Private to this folder.
//
//   draw_fit_data(ui, w);                                    // left: the table, and which column is what
//   draw_curves(ui, w, "curve", title, {{"t2star", "T2* decay", &curve, &band}}, start, 18);
//   draw_fit_models(ui, w);                                  // right: the model and where it begins
#pragma once

#include <host/window/screens/parts.hpp>

namespace gantry::host::window::screens {

void draw_fit_data(Ui &ui, Workplace &w);
void draw_fit_models(Ui &ui, Workplace &w);
void draw_fit_parameters(Ui &ui, Workplace &w);
void draw_fit_settings(Ui &ui, Workplace &w, const core::ModelSpec &spec);
void draw_fit_result(Ui &ui, Workplace &w);
void draw_fit_comparison(Ui &ui, Workplace &w);
void draw_paste(Ui &ui, Workplace &w);       // its dialog
void draw_save_model(Ui &ui, Workplace &w);  // its dialog

// A fitted curve as it is drawn. `curve` and `band` as core/fit/curve_result.hpp has them; band may be nullptr.
struct DrawnCurve {
  std::string id, name;
  const core::Table *curve = nullptr, *band = nullptr;
  bool bands = true;  // with them around it
};
// The data once, each curve over them, and below what is left over; `start`: the curve at the start, nullptr without one.
void draw_curves(Ui &ui, Workplace &w, const std::string &id, const std::string &title,
                 const std::vector<DrawnCurve> &curves, const Evaluation *start, double height);

// What a fit of a model came to, as far as it has been read; nullptr where there is none, of this table.
struct FitOutcome {
  const core::RunRecord *run = nullptr;
  const Known *fit = nullptr, *curve = nullptr, *band = nullptr;
  bool read() const { return fit != nullptr && fit->object && curve != nullptr && curve->object; }
};
FitOutcome fit_outcome(Workplace &w, const std::string &model);
std::string model_label(Workplace &w, const std::string &id);

}  // namespace gantry::host::window::screens
