// SPDX-License-Identifier: Apache-2.0
#include "indices.hpp"

#include <gantry/cpp/table.hpp>

#include <cmath>
#include <limits>

namespace metabolic {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double mg_per_dl = 18.016;  // of a mmol/L of glucose, 180.16 g/mol
constexpr double pmol_per_mu = 6.0;   // of insulin: Knopp, Holder-Pearson and Chase 2019, J Diabetes Sci Technol 13:597

double to_mmol(const std::string &unit) {
  if (unit == "mmol/L" || unit == "mmol/l") return 1;
  if (unit == "mg/dL" || unit == "mg/dl" || unit == "mg/100.mL") return 1 / mg_per_dl;
  throw gantry::Error("metabolic.unit", "glucose is in \"" + unit + "\"", GANTRY_BAD_DATA)
      .at("samples")
      .hint("give it in mmol/L or mg/dL");
}
double to_milliunits(const std::string &unit) {
  for (const char *known : {"", "m[iU]/L", "u[iU]/mL", "mU/L", "uU/mL", "m[IU]/L", "u[IU]/mL", "mU/l", "uU/ml"})
    if (unit == known) return 1;
  if (unit == "pmol/L" || unit == "pmol/l") return 1 / pmol_per_mu;
  throw gantry::Error("metabolic.unit", "insulin is in \"" + unit + "\"", GANTRY_BAD_DATA)
      .at("samples")
      .hint("give it in m[iU]/L, u[iU]/mL or pmol/L");
}

}  // namespace

Indices indices_of(double g, double i) {
  if (!(g > 0) || !(i > 0)) return {nothing, nothing, nothing};
  return {g * i / 22.5, g > 3.5 ? 20 * i / (g - 3.5) : nothing, 1 / (std::log10(i) + std::log10(g * mg_per_dl))};
}

void InsulinIndices::run(gantry::Job &job) {
  const gantry::TableView table(samples.view(), "samples");
  const std::string g_name = glucose.value(), i_name = insulin.value(), own = table.unit(g_name);
  const auto g = table.numbers(g_name), i = table.numbers(i_name);
  const double g_factor = to_mmol(!own.empty()   ? own
                                  : unit == "mg" ? "mg/dL"
                                                 : "mmol/L"),
               i_factor = to_milliunits(table.unit(i_name));
  std::vector<double> resistance, beta, sensitivity;
  std::size_t left_out = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Indices found = indices_of(g[row] * g_factor, i[row] * i_factor);
    left_out += std::isnan(found.resistance) ? 1 : 0;
    resistance.push_back(found.resistance);
    beta.push_back(found.beta);
    sensitivity.push_back(found.sensitivity);
  }
  if (left_out > 0)
    job.warning(std::to_string(left_out) + " rows have no indices: glucose and insulin must be above 0");
  std::vector<gantry::ColumnValues> columns;
  for (const auto &name : table.names()) {
    if (table.is_text(name)) columns.push_back({name, "", table.texts(name)});
    else columns.push_back({name, table.unit(name), table.numbers(name)});
  }
  columns.push_back({"HOMA_IR", "1", resistance});
  columns.push_back({"HOMA_B", "%", beta});
  columns.push_back({"QUICKI", "1", sensitivity});
  indices.write(columns);
}

}  // namespace metabolic
