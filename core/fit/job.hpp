// SPDX-License-Identifier: Apache-2.0
// A fit as the worker is asked for it: data in, maps or one curve's results out. Linked into gantry-worker.
//
//   FitJob job{.kind = JobKind::fit_map, .options = {{"bounds", {{"T2star", {0, 700}}}}}, .inputs = {{"image", image}}};
//   GANTRY_CHECK(run_fit_job(*model, job, host));
//   // host.output_volume was called for each parameter, derived quantity, "rss" and "status"
//
// Options, all optional:
//   start    {symbol: value}            bounds {symbol: [low, high]}       fix {symbol: value}
//   constants {name: value}             precision "f32" | "f64" (maps; default f32 with f64 sums)
//   where    {axis column: [low, high]} only the points whose axis value lies inside (both ends included)
//   columns  {axis column or output: column of the table}  (curves; default: by name, else in order)
//   voxel    [i, j, k]                  (curves out of a volume on the port "image" instead of a table on "data")
//   max_iterations, tolerance; sigma    (maps: one number, or a volume on the port "sigma")
//   noise "gaussian" | "rician"; errors true, saturation value: maps alone, see map_choices.hpp
//   dictionary true or {symbol: how many values}, refine true: see dictionary_choices.hpp
//   those of curve_choices.hpp: curves alone; all are told in docs/fitting.md
//
// Inputs. fit_map: "image" (volume with a fourth axis), "mask" (optional; inside where above 0), "sigma" (optional),
// one volume per constant; "axis" (optional): a table of axis columns that the image does not have (offered.hpp).
//   fit_curve: "data" (table; several with the option global), or "image" with the option voxel.
//   evaluate: as fit_curve; without any of them the model's own example (example.hpp), which comes out as "data".
//   check_model: nothing; option seed. The record "checks" (gantry.model.checks/1): see check_model.hpp.
// Outputs. fit_map: an f32 volume per parameter symbol and derived name, "rss" (f32), with sigma "chi2" (f32), with
// errors "T2star_se" for each sought parameter and "R2star_se" for each derived quantity (f32; map_quality.hpp), "status"
//   (u8 labels, see status.hpp), and the record "summary" (schema gantry.fit.map/1): voxels, counts by status, median,
//   quartiles, mean and sd of each map over the voxels that converged, points used, precision, iterations.
//   fit_curve: the record "fit" (schema gantry.fit.curve/1): status, message, n, rss, parameters and derived quantities with
//   value, standard_error and interval, correlation, criteria, runs test, how noise and intervals were taken, notes; the
//   tables "curve" (at the data's points), "band" (between them) and "bootstrap" (the draws): see curve_result.hpp.
#pragma once

#include <core/data/object.hpp>
#include <core/worker/job.hpp>
#include <functional>
#include <gantry/model.h>
#include <gantry/ode.h>
#include <string>
#include <vector>

namespace gantry::core::fit {

struct FitJob {
  JobKind kind = JobKind::fit_map;
  nlohmann::json parameters = nlohmann::json::object();  // the model's choices, as recorded
  nlohmann::json options = nlohmann::json::object();
  std::vector<PortObject> inputs;
  std::uint32_t level = 1;
  std::uint32_t threads = 1;
  const gantry_values *values = nullptr;  // the model's choices, as it reads them; needed where it declares any
};

// How results leave. output_volume gives memory for the header's bytes, zeroed, owned by the host.
struct FitHost {
  std::function<void(double fraction, const std::string &activity)> progress;
  std::function<bool()> cancelled;
  std::function<Result<std::byte *>(const std::string &port, const VolumeHeader &header)> output_volume;
  std::function<Result<void>(const std::string &port, const Table &table)> output_table;
  std::function<Result<void>(const std::string &port, const std::string &schema, const nlohmann::json &content)>
      output_record;
};

// Errors: "fit.…" with the option or port at fault; Failure::cancelled when host.cancelled said so.
Result<void> run_fit_job(const gantry_model &model, const FitJob &job, FitHost &host);
// Differential equations: also the options of ode/choices.hpp, and a table of doses on the port "doses" (ode/doses.hpp).
// Errors: also "fit.dose"; "fit.equations" where they can't be solved from the start, saying when and which state.
Result<void> run_fit_job(const gantry_ode &ode, const FitJob &job, FitHost &host);

}  // namespace gantry::core::fit
