// SPDX-License-Identifier: Apache-2.0
// Differential equations as a gantry_model, so that everything that fits models fits them: one curve, several, maps.
//
//   GANTRY_TRY(model, OdeModel::of(ode, job, host));
//   run_fit_job(*model, job_without_doses, host);
//
// Amounts of doses that are named are constants of it. It remembers the first parameters that could not be solved for.
#pragma once

#include <core/fit/job.hpp>
#include <core/fit/ode/problem.hpp>
#include <core/fit/ode/solve.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace gantry::core::fit {

class OdeModel : public gantry_model {
 public:
  // Errors: those of OdeChoices::read and read_doses.
  static Result<std::unique_ptr<OdeModel>> of(const gantry_ode &ode, const FitJob &job, const FitHost &host);
  OdeModel(const OdeModel &) = delete;
  OdeModel &operator=(const OdeModel &) = delete;

  const OdeChoices &how() const { return choices_; }
  const std::vector<Dose> &doses() const { return doses_; }
  bool cancelled() const { return cancelled_; }
  // Why the first solution that failed did.
  std::optional<OdeTrouble> trouble() const;
  // Whether a sample is at the very time of a dose that changes what it sees.
  bool meets_dose() const { return meets_dose_; }
  // Curves that doses name and that the data don't have.
  std::set<std::string> strange_curves() const;

 private:
  friend struct OdeFit;
  OdeModel(const gantry_ode &ode, const FitHost &host) : gantry_model{}, ode_(ode), host_(host) {}
  void fill_table();
  void name_constants(const nlohmann::json &given);
  void seek(const nlohmann::json &fixed);
  bool stopped() const;

  const gantry_ode &ode_;
  const FitHost &host_;
  OdeChoices choices_;
  std::vector<Dose> doses_;
  std::vector<std::size_t> sought_;
  std::deque<gantry_model_quantity> dose_constants_;
  std::vector<const gantry_model_quantity *> constant_list_;
  std::function<bool()> stopped_;
  const std::thread::id home_ = std::this_thread::get_id();  // the one that may ask the host
  mutable std::atomic<bool> cancelled_{false};
  mutable std::mutex mutex_;
  mutable std::optional<OdeTrouble> trouble_;
  mutable std::set<std::string> dosed_curves_;
  mutable std::atomic<bool> meets_dose_{false};
};

}  // namespace gantry::core::fit
