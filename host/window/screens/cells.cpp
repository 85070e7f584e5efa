// SPDX-License-Identifier: Apache-2.0
// A parameter of a model, in the form of a fit and on the screen for curves. "…/parameters/T2star/cells/start"
#include <host/window/screens/parts.hpp>

#include <cmath>

namespace gantry::host::window::screens {

bool draw_cell(Ui &ui, const CellRow &row, FitCell &cell,
               const std::function<std::string(const std::string &)> &wrong) {
  const auto scope = ui.scope(id_of(row.symbol));
  ui.tooltip(row.label).text("symbol", headed(row.symbol, row.unit), GANTRY_UI_STRONG);
  bool edited = false;
  const auto field = [&](const char *id, const char *label, std::string &text, double own) {
    const std::string hint = std::isfinite(own) ? shown(own) : std::string("–");
    ui.error(wrong(row.symbol + "/" + id)).width(-0.01);
    edited = ui.text_field(id, label, text, {hint}).committed() || edited;
  };
  // Two by two: four beside each other are too narrow for a small number.
  {
    const auto columns = ui.columns("cells", {1, 1});
    field("start", tr("Start"), cell.start, row.start);
    columns.next();
    field("fixed", tr("Held at"), cell.fixed, std::nan(""));
  }
  const auto columns = ui.columns("range", {1, 1});
  field("low", tr("From"), cell.low, row.low);
  columns.next();
  field("high", tr("To"), cell.high, row.high);
  return edited;
}

}  // namespace gantry::host::window::screens
