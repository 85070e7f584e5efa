// SPDX-License-Identifier: Apache-2.0
// Insulin resistance from one fasting sample: HOMA-IR, HOMA-%B, QUICKI.
//
//   PluginBench(metabolic_entry).input("samples", table).run("insulin_indices").tables.at("indices")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace metabolic {

struct Indices {
  double resistance;   // HOMA-IR
  double beta;         // HOMA-%B, in %; NaN at or below 3.5 mmol/L
  double sensitivity;  // QUICKI
};
// Fasting glucose in mmol/L, insulin in mU/L; both above 0.
Indices indices_of(double glucose, double insulin);

struct InsulinIndices : gantry::Tool {
  static constexpr const char
      *id = "insulin_indices",
      *label = "Indices of insulin resistance (HOMA, QUICKI)", *category = "metabolic",
      *source =
          "Matthews et al. 1985, Diabetologia 28:412 (HOMA-IR = G I / 22.5, HOMA-%B = 20 I / (G - 3.5), mmol/L and "
          "mU/L); "
          "Katz et al. 2000, J Clin Endocrinol Metab 85:2402 (QUICKI = 1 / (log10 I + log10 G), mU/L and mg/dL)",
      *help =
          "Adds HOMA-IR, HOMA-%B and QUICKI to each row of fasting glucose and insulin. Assays of insulin differ: "
          "compare "
          "values of one laboratory only.";
  gantry::TableInput samples{"samples", "Samples", "a row for each sample: fasting glucose and insulin"};
  gantry::Text glucose{"glucose", "Glucose", "its column, in mmol/L or mg/dL", "glucose"};
  gantry::Text insulin{"insulin", "Insulin", "its column, in mU/L (the same as uU/mL) or pmol/L (6 to the mU/L)",
                       "insulin"};
  gantry::Choice unit{
      "glucose_unit", "Unit of glucose", "where the column says none", {{"mmol", "mmol/L"}, {"mg", "mg/dL"}}};
  gantry::TableOutput indices{"indices", "Indices", "the rows with their indices", {1e-12, 1e-12, 0}};

  void run(gantry::Job &job);
};

}  // namespace metabolic
