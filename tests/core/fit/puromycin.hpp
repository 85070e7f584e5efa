// SPDX-License-Identifier: Apache-2.0
// The velocity of an enzyme's reaction with puromycin (Treloar 1974; Bates and Watts, Nonlinear Regression Analysis and
// Its Applications, 1988, A1.3, the treated cells), and Michaelis and Menten's model of it.
//
//   fit_table(*gantry::model_table<MichaelisMenten>(), puromycin(), {{"interval", "profile"}});
#pragma once

#include <tests/core/fit/fixtures.hpp>

namespace fit_test {

struct MichaelisMenten : gantry::Model {
  static constexpr const char *id = "mm", *label = "Michaelis–Menten", *equation = "v = Vm c / (K + c)";
  gantry::AxisColumn c{"c", "concentration", "1"};
  gantry::Param vm{"Vm", "Vm", "signal", 0, 1000, 200}, k{"K", "K", "1", 0, 10, 0.1};
  gantry::Derived slope{"slope", "slope at the origin", "1"};
  template <class T, class X>
  T operator()(const X &x, const gantry::Params<T> &p) const {
    return p[vm] * x[c] / (p[k] + x[c]);
  }
  void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const { out[slope] = p[vm] / p[k]; }
};

inline const std::vector<double> puromycin_c{.02, .02, .06, .06, .11, .11, .22, .22, .56, .56, 1.1, 1.1};
inline const std::vector<double> puromycin_v{76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200};

inline ObjectPtr puromycin(std::vector<Column> more = {}) {
  std::vector<Column> columns{{"c", "", puromycin_c}, {"v", "", puromycin_v}};
  for (auto &column : more) columns.push_back(std::move(column));
  return table_of_columns(std::move(columns));
}
inline Fitted fit_puromycin(const nlohmann::json &options, std::vector<Column> more = {}) {
  return fit_table(*gantry::model_table<MichaelisMenten>(), puromycin(std::move(more)), options);
}

}  // namespace fit_test
