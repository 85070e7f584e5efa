// SPDX-License-Identifier: Apache-2.0
#include <core/fit/ode/model.hpp>

#include <core/fit/model_state.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::core::fit {
namespace {

// A plugin that was built before there was such a member has none.
bool guesses_by_dose(const gantry_ode *ode) { return GANTRY_HAS(ode, guess_dosed) && ode->guess_dosed != nullptr; }
bool derives_by_dose(const gantry_ode *ode) { return GANTRY_HAS(ode, derive_dosed) && ode->derive_dosed != nullptr; }
bool shows_example(const gantry_ode *ode) { return GANTRY_HAS(ode, example) && ode->example != nullptr; }

// The doses of one curve as the plugin is told them.
class Given {
 public:
  Given(const OdeProblem &problem, const double *constants) {
    for (const PlannedDose &d : problem.doses)
      doses_.push_back({sizeof(gantry_ode_given), static_cast<std::uint32_t>(d.place), d.time,
                        d.constant ? constants[*d.constant] : d.amount, d.duration});
    for (const auto &d : doses_) pointers_.push_back(&d);
  }
  const gantry_ode_given *const *data() const { return pointers_.data(); }
  std::size_t size() const { return pointers_.size(); }

 private:
  std::vector<gantry_ode_given> doses_;
  std::vector<const gantry_ode_given *> pointers_;
};

}  // namespace

// One curve of a fit, as gantry_model.prepare makes it: the problem, and what was solved last.
struct OdeFit {
  const OdeModel &model;
  void *plugin_state = nullptr;
  std::string reason;
  std::optional<OdeProblem> problem;

  OdeFit(const OdeModel &m) : model(m) {}
  OdeFit(const OdeFit &) = delete;
  OdeFit &operator=(const OdeFit &) = delete;
  static void example(const gantry_model *self, double *const *axis, double *constants) {
    const gantry_ode &ode = static_cast<const OdeModel *>(self)->ode_;
    ode.example(&ode, axis, constants);
  }
  ~OdeFit() {
    if (plugin_state != nullptr) model.ode_.release(&model.ode_, plugin_state);
  }

  static const OdeModel &of(const gantry_model *self) { return *static_cast<const OdeModel *>(self); }
  static std::int32_t prepare(const gantry_model *self, const gantry_model_setup *setup, void **state,
                              const char **reason);
  static void release(const gantry_model *, void *state) { delete static_cast<OdeFit *>(state); }
  template <class Block>
  static void evaluate(const gantry_model *self, const void *state, const Block *block);
  static void guess(const gantry_model *self, const void *state, const double *constants, const double *y,
                    double *params);
  static void derive(const gantry_model *self, const void *state, const double *constants, const double *params,
                     double *out);

  bool take(const gantry_model_setup &setup);
  std::shared_ptr<const OdeSolution> solved(const std::vector<double> &given) const;

 private:
  // The same parameters come again: for the Jacobian after the values, and in every lane of a lone curve.
  struct Solved {
    std::vector<double> given;  // parameters and constants
    std::shared_ptr<const OdeSolution> solution;
  };
  mutable std::mutex mutex_;
  mutable std::array<Solved, 4> last_;
  mutable std::size_t oldest_ = 0;
};

bool OdeFit::take(const gantry_model_setup &setup) {
  const gantry_ode &ode = model.ode_;
  problem.emplace(OdeProblem{ode, plugin_state, model.choices_, model.stopped_, model.sought_, {}, {}, {}, {}, 0});
  problem->times.assign(setup.axis[0], setup.axis[0] + setup.points);
  for (std::uint32_t c = 1; c < ode.axis_count; ++c)
    problem->inputs.emplace_back(setup.axis[c], setup.axis[c] + setup.points);
  if (problem->times.empty()) return reason = "there are no points", false;
  if (!problem->inputs.empty() &&
      std::adjacent_find(problem->times.begin(), problem->times.end(), std::greater_equal<>()) != problem->times.end())
    return reason = "the times must increase, since its inputs are taken from one to the next", false;
  const std::string curve = setup.size >= sizeof(CurveSetup) ? static_cast<const CurveSetup &>(setup).curve : "";
  for (const Dose &d : model.doses_) {
    if (!d.curve.empty() && d.curve != curve && !curve.ends_with("/" + d.curve)) continue;
    {
      const std::lock_guard lock(model.mutex_);
      model.dosed_curves_.insert(d.curve);
    }
    PlannedDose planned{d.place, d.time, d.amount, d.duration, std::nullopt};
    for (std::uint32_t c = 0; c < model.constant_count && !d.constant.empty(); ++c)
      if (d.constant == model.constants[c]->name) planned.constant = c;
    problem->doses.push_back(planned);
  }
  problem->settle();
  if (problem->start <= problem->times[problem->order.front()]) return true;
  return reason = "the equations would begin after the first sample: let ode_start be earlier", false;
}

std::int32_t OdeFit::prepare(const gantry_model *self, const gantry_model_setup *setup, void **state,
                             const char **reason) {
  const OdeModel &model = of(self);
  auto fit = std::make_unique<OdeFit>(model);
  const std::int32_t status = model.ode_.prepare(&model.ode_, setup, &fit->plugin_state, reason);
  const bool taken = status != GANTRY_OK || fit->take(*setup);
  if (!taken) *reason = fit->reason.c_str();
  *state = fit.release();
  return taken ? status : GANTRY_BAD_DATA;
}

std::shared_ptr<const OdeSolution> OdeFit::solved(const std::vector<double> &given) const {
  {
    const std::lock_guard lock(mutex_);
    for (const Solved &s : last_)
      if (s.solution && s.given == given) return s.solution;
  }
  auto solution =
      std::make_shared<const OdeSolution>(solve(*problem, given.data(), given.data() + model.parameter_count));
  if (solution->trouble && solution->trouble->kind != OdeTrouble::cancelled) {
    const std::lock_guard lock(model.mutex_);
    if (!model.trouble_) model.trouble_ = solution->trouble;
  }
  if (solution->meets_dose) model.meets_dose_ = true;
  const std::lock_guard lock(mutex_);
  last_[oldest_] = {given, solution};
  oldest_ = (oldest_ + 1) % last_.size();
  return solution;
}

template <class Block>
void OdeFit::evaluate(const gantry_model *self, const void *state, const Block *block) {
  using F = std::remove_pointer_t<decltype(block->values)>;
  const auto &fit = *static_cast<const OdeFit *>(state);
  const std::size_t np = self->parameter_count, stride = block->stride;
  const std::size_t rows = fit.problem->times.size() * self->output_count;
  std::vector<double> given(np + self->constant_count);
  for (std::size_t lane = 0; lane < block->count; ++lane) {
    for (std::size_t j = 0; j < given.size(); ++j)
      given[j] =
          static_cast<double>(j < np ? block->params[j * stride + lane] : block->constants[(j - np) * stride + lane]);
    const auto solution = fit.solved(given);
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const bool good = !solution->trouble;
    for (std::size_t r = 0; r < rows; ++r)
      block->values[r * stride + lane] = static_cast<F>(good ? solution->values[r] : nothing);
    for (std::size_t r = 0; block->jacobian != nullptr && r < rows * np; ++r)
      block->jacobian[r * stride + lane] = static_cast<F>(good ? solution->slopes[r] : nothing);
  }
}

void OdeFit::guess(const gantry_model *self, const void *state, const double *constants, const double *y,
                   double *params) {
  const gantry_ode &ode = of(self).ode_;
  const auto &fit = *static_cast<const OdeFit *>(state);
  if (!guesses_by_dose(&ode)) return ode.guess(&ode, fit.plugin_state, constants, y, params);
  const Given given(*fit.problem, constants);
  ode.guess_dosed(&ode, fit.plugin_state, constants, given.data(), given.size(), y, params);
}

void OdeFit::derive(const gantry_model *self, const void *state, const double *constants, const double *params,
                    double *out) {
  const gantry_ode &ode = of(self).ode_;
  const auto &fit = *static_cast<const OdeFit *>(state);
  if (!derives_by_dose(&ode)) return ode.derive(&ode, fit.plugin_state, constants, params, out);
  const Given given(*fit.problem, constants);
  ode.derive_dosed(&ode, fit.plugin_state, constants, given.data(), given.size(), params, out);
}

Result<std::unique_ptr<OdeModel>> OdeModel::of(const gantry_ode &ode, const FitJob &job, const FitHost &host) {
  std::unique_ptr<OdeModel> made(new OdeModel(ode, host));
  GANTRY_TRY(choices, OdeChoices::read(ode, job.options));
  made->choices_ = choices;
  GANTRY_TRY(doses, read_doses(ode, job));
  made->doses_ = std::move(doses);
  made->seek(job.options.contains("fix") ? job.options["fix"] : nlohmann::json::object());
  made->name_constants(job.options.is_object() ? job.options.value("constants", nlohmann::json::object())
                                               : nlohmann::json::object());
  made->fill_table();
  made->stopped_ = [model = made.get()] { return model->stopped(); };
  return made;
}

// What is fixed needs no derivatives.
void OdeModel::seek(const nlohmann::json &fixed) {
  for (std::size_t j = 0; j < ode_.parameter_count; ++j)
    if (!fixed.contains(ode_.parameters[j]->symbol)) sought_.push_back(j);
}

void OdeModel::name_constants(const nlohmann::json &given) {
  constant_list_.assign(ode_.constants, ode_.constants + ode_.constant_count);
  for (const Dose &d : doses_) {
    const bool known =
        std::any_of(constant_list_.begin(), constant_list_.end(), [&](const auto *q) { return d.constant == q->name; });
    if (d.constant.empty() || known) continue;
    const char *unit = "1";
    for (std::uint32_t s = 0; s < ode_.state_count; ++s)
      if (std::string_view(ode_.states[s]->name) == ode_.doses[d.place]->state) unit = ode_.states[s]->unit;
    const auto amount = given.is_object() ? given.find(d.constant) : given.end();
    const double usual = amount != given.end() && amount->is_number() ? amount->get<double>() : 0;
    dose_constants_.push_back({sizeof(gantry_model_quantity), GANTRY_QUANTITY_REQUIRED, d.constant.c_str(),
                               "amount of a dose", unit, usual, nullptr, 0, 0});
    constant_list_.push_back(&dose_constants_.back());
  }
}

void OdeModel::fill_table() {
  size = sizeof(gantry_model);
  // Inputs are known at the points alone, so that it can't be drawn between them.
  flags = ode_.axis_count > 1 ? GANTRY_MODEL_WHOLE_CURVE : 0;
  if ((ode_.flags & GANTRY_ODE_OWN_UNITS) != 0) flags |= GANTRY_MODEL_OWN_UNITS;
  id = ode_.id;
  label = ode_.label;
  help = ode_.help;
  category = ode_.category;
  equation = ode_.equation;
  source = ode_.source;
  parameters = ode_.parameters;
  axis = ode_.axis;
  constants = constant_list_.data();
  outputs = ode_.outputs;
  derived = ode_.derived;
  choices = ode_.choices;
  parameter_count = ode_.parameter_count;
  axis_count = ode_.axis_count;
  constant_count = static_cast<std::uint32_t>(constant_list_.size());
  output_count = ode_.output_count;
  derived_count = ode_.derived_count;
  choice_count = ode_.choice_count;
  prepare = OdeFit::prepare;
  release = OdeFit::release;
  evaluate_f32 = OdeFit::evaluate<gantry_block_f32>;
  evaluate_f64 = OdeFit::evaluate<gantry_block_f64>;
  if (ode_.guess != nullptr || guesses_by_dose(&ode_)) guess = OdeFit::guess;
  if (ode_.derive != nullptr || derives_by_dose(&ode_)) derive = OdeFit::derive;
  if (shows_example(&ode_)) {
    example = OdeFit::example;
    example_points = ode_.example_points;
  }
}

bool OdeModel::stopped() const {
  if (std::this_thread::get_id() == home_ && host_.cancelled && host_.cancelled()) cancelled_ = true;
  return cancelled_;
}

std::set<std::string> OdeModel::strange_curves() const {
  const std::lock_guard lock(mutex_);
  std::set<std::string> strange;
  for (const Dose &d : doses_)
    if (dosed_curves_.count(d.curve) == 0) strange.insert(d.curve);
  return strange;
}

std::optional<OdeTrouble> OdeModel::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

}  // namespace gantry::core::fit
