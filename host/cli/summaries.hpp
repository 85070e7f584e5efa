// SPDX-License-Identifier: Apache-2.0
// Results in a few lines: tables, what a fit found, what a verification said.
//
//   show_results(console, outcome.outputs);
#pragma once

#include <core/project/verify.hpp>
#include <host/cli/console.hpp>

namespace gantry::host {

void show_table(const Console &console, const core::Table &table);
void show_curve_fit(const Console &console, const nlohmann::json &fit);          // schema gantry.fit.curve/1
void show_comparison(const Console &console, const nlohmann::json &comparison);  // of core/fit/compare.hpp
void show_map_fit(const Console &console, const nlohmann::json &summary);        // schema gantry.fit.map/1
// Tables and records; volumes are left to pictures.
void show_results(const Console &console, const std::vector<core::PortObject> &outputs);
void show_verdicts(const Console &console, const std::vector<core::Verdict> &verdicts);

}  // namespace gantry::host
