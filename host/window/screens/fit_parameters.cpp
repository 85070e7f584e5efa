// SPDX-License-Identifier: Apache-2.0
// Where a fit begins: a slider for each parameter, which the curve follows. "fit/…/models/start/T2star/value"
#include <host/window/screens/fit.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <core/plugins/parameters.hpp>
#include <utility>

namespace gantry::host::window::screens {
namespace {

// As one would type it: a slider is no more exact than that.
std::string typed_text(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 5).ptr};
}

double rounded(double value) { return core::parse_number(typed_text(value)).value_or(value); }

// What a slider goes over: ratios where that can't change the sign, else sums; never beyond the bounds, and always with
// the value in it. A model knows the size of its own starts; those of a typed formula say nothing, so that its sliders
// reach far around what was given last.
NumberField slider(const FitParameter &p, double value, double given, bool typed) {
  const double own = std::isfinite(p.own) ? p.own : value;
  const double centre = typed ? given : own, reach = typed ? 1000 : 10;
  NumberField field{p.unit};
  field.flags = GANTRY_UI_SLIDER;
  if (centre > 0 && value > 0) {
    field.flags |= GANTRY_UI_LOG;
    field.minimum = std::max(std::min(centre / reach, value), p.low);
    field.maximum = std::max(centre * reach, value);
    if (field.minimum <= 0) field.minimum = std::min(centre / reach, value);
  } else {
    const double size = (typed ? 100 : 3) * (centre != 0 ? std::abs(centre) : 1);
    field.minimum = std::max(std::min(centre - size, value), p.low);
    field.maximum = std::max(centre + size, value);
  }
  field.maximum = std::min(field.maximum, p.high);
  field.initial = rounded(own);
  return field;
}

bool shares(Fitting &fitting, const std::string &symbol) {
  const auto &shared = fitting.draft().of(fitting.draft().model).shared;
  return !fitting.draft().group.empty() && std::find(shared.begin(), shared.end(), symbol) != shared.end();
}

// Whether several curves have one of it, or one each.
void draw_share(Ui &ui, Fitting &fitting, const std::string &symbol) {
  auto &shared = fitting.draft().of(fitting.draft().model).shared;
  const bool one = shares(fitting, symbol);
  if (!ui.tooltip(one ? tr("One for all curves: press to let each have its own")
                      : tr("One for each curve: press to let all have the same"))
           .button("share", "", one ? "link" : "unlink", one ? 0u : GANTRY_UI_QUIET))
    return;
  if (one) std::erase(shared, symbol);
  else shared.push_back(symbol);
  fitting.edited();
}

// The number that was typed or dragged before the edit that goes on, if any.
double given_last(Fitting &fitting, const FitParameter &p) {
  const auto &cells = fitting.settled().of(fitting.draft().model).cells;
  const auto found = cells.find(p.symbol);
  if (found == cells.end()) return p.own;
  const FitCell &cell = found->second;
  return core::parse_number(cell.fixed.empty() ? cell.start : cell.fixed).value_or(p.own);
}

void draw_start(Ui &ui, Fitting &fitting, const FitParameter &p) {
  const auto scope = ui.scope(id_of(p.symbol));
  FitCell &cell = fitting.draft().of(fitting.draft().model).cells[p.symbol];
  const bool held = !cell.fixed.empty();
  std::string &typed = held ? cell.fixed : cell.start;
  double value = core::parse_number(typed).value_or(rounded(p.value));
  if (!std::isfinite(value)) value = p.own;
  const bool several = !p.curve.empty() || shares(fitting, p.symbol);
  const auto columns = several ? ui.columns("line", {8, 1, 1}) : ui.columns("line", {9, 1});
  const std::string label = p.label.empty() || p.label == p.symbol ? p.symbol : p.symbol + ", " + tr(p.label);
  const core::ModelSpec *const spec = fitting.spec(fitting.draft().model);
  const NumberField field = slider(p, value, given_last(fitting, p), spec != nullptr && spec->made);
  const Did did = ui.tooltip(tr(p.help)).number("value", label, value, field);
  if (did.changed()) typed = value == field.initial && !held ? std::string() : typed_text(value);
  columns.next();
  ui.space(p.label.empty() ? 0 : 1.25);
  if (ui.tooltip(held ? tr("Held at this value: press to seek it") : tr("Sought: press to hold it at this value"))
          .button("hold", "", held ? "lock" : "unlock", held ? 0u : GANTRY_UI_QUIET)) {
    if (held) cell.start = std::exchange(cell.fixed, "");
    else cell.fixed = typed_text(value);
    fitting.edited();
  }
  if (several) {
    columns.next();
    ui.space(p.label.empty() ? 0 : 1.25);
    draw_share(ui, fitting, p.symbol);
  }
  if (did.committed()) fitting.edited();
}

// Of several curves the first one's stands for all: where it begins, they begin.
std::vector<const FitParameter *> of_one_curve(const Evaluation &now) {
  std::vector<const FitParameter *> all;
  for (const FitParameter &p : now.parameters)
    if (std::none_of(all.begin(), all.end(), [&](const FitParameter *one) { return one->symbol == p.symbol; }))
      all.push_back(&p);
  return all;
}

}  // namespace

void draw_fit_parameters(Ui &ui, Workplace &w) {
  Fitting &fitting = w.fitting();
  const Evaluation *const now = fitting.evaluation();
  if (now == nullptr) return;
  if (const auto section = ui.section("start", tr("Starting values")))
    for (const FitParameter *p : of_one_curve(*now)) draw_start(ui, fitting, *p);
  const auto section = ui.section("bounds", tr("Bounds"), 0);
  if (!section) return;
  const auto wrong = [&](const std::string &where) {
    for (const core::Error &e : fitting.wrong())
      if (e.parameter == where) return said(e).message;
    return std::string();
  };
  auto &cells = fitting.draft().of(fitting.draft().model).cells;
  for (const FitParameter *p : of_one_curve(*now))
    if (draw_cell(ui, {p->symbol, tr(p->label), p->unit, p->own, p->minimum, p->maximum}, cells[p->symbol], wrong))
      fitting.edited();
  ui.text("help", tr("Dim numbers are the model's own. Type to change one; empty a field to go back."), GANTRY_UI_DIM);
}

}  // namespace gantry::host::window::screens
