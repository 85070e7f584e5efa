// SPDX-License-Identifier: MIT
// Models: one templated formula, from which come block evaluation in f32 and f64 and the exact Jacobian.
//
//   struct T2Star : gantry::Model {
//     static constexpr const char *id = "t2star", *label = "T2* decay", *equation = "S = S0 * exp(-TE / T2*)";
//     gantry::AxisColumn te{"TE", "echo time", "ms"};
//     gantry::Param s0{"S0", "S0", "signal", 0, gantry::infinity, 1000}, t2{"T2star", "T2*", "ms", 0.1, 2000, 30};
//     template <class T, class X>
//     T operator()(const X &x, const gantry::Params<T> &p) const { return p[s0] * exp(-x[te] / p[t2]); }
//   };
//
// A formula takes one of these forms; each may have a last argument more, const gantry::Constants<L> &k, to read k[t10]:
//   template <class T, class X> T operator()(const X &x, const gantry::Params<T> &p) const             one point
//   template <class T, class X> std::array<T, n> operator()(const X &x, …) const       with n gantry::Output members
//   template <class T, class X> void curve(const X &x, const gantry::Params<T> &p, gantry::Out<T> &y) const
//                                            all points at once (convolutions): y[t] = …; the constants stand before y
// It must not branch on a T: where(condition, a, b) computes both. exp(-x[te] / p[t2]) is decay(x, 1 / p[t2]) with a member
// gantry::Decay decay{te}, and cheaper where the points are equally spaced. Optional members:
//   void prepare(const gantry::Setup &s)     once a fit, before anything else: fills members, throws gantry::Error to
//                                            refuse; choices are read here, not in the formula
//   void guess(const gantry::Curve &c, const gantry::Start &p) const           starting values from one voxel's data
//   void derive(const gantry::Params<double> &p, const gantry::DerivedValues &out) const           also (p, k, out)
//   void example(const gantry::Example &e) const       what a study would measure, for pictures, trials and the validator
#pragma once

#include <gantry/cpp/model_blocks.hpp>

#include <memory>
#include <new>

namespace gantry {
namespace detail {

// Table: gantry_model or gantry_ode, which have these calls in common.
template <class M, class Table>
std::int32_t prepare_model(const Table *self, const gantry_model_setup *setup, void **state, const char **reason) {
  *state = nullptr;
  try {
    auto fit = std::make_unique<Fit<M>>();
    fit->take(*self, *setup);
    std::int32_t status = GANTRY_OK;
    try {
      if constexpr (has<TryPrepare, M>) fit->model.prepare(Setup(*setup));
    } catch (const Error &e) {
      fit->reason = e.what();
      if (!e.hint().empty()) fit->reason += "; " + e.hint();
      status = e.status() == GANTRY_UNSUPPORTED ? GANTRY_UNSUPPORTED : GANTRY_BAD_DATA;
    } catch (const std::exception &e) {
      fit->reason = e.what();
      status = GANTRY_BAD_DATA;
    }
    *reason = fit->reason.c_str();
    *state = fit.release();
    return status;
  } catch (const std::bad_alloc &) {
    *reason = "not enough memory";
    return GANTRY_NO_MEMORY;
  } catch (...) {
    *reason = "the model could not be made";
    return GANTRY_FAILED;
  }
}

template <class M, class Table>
void guess_model(const Table *self, const void *state, const double *constants, const double *y, double *params) {
  const auto &fit = *static_cast<const Fit<M> *>(state);
  for (std::uint32_t j = 0; j < self->parameter_count; ++j) params[j] = self->parameters[j]->start;
  const Curve curve(Axis<double>(fit.axis_f64.data(), fit.points), y, fit.outputs, constants);
  fit.model.guess(curve, Start(params));
}

template <class M, class Table>
void derive_model(const Table *, const void *state, const double *constants, const double *params, double *out) {
  const auto &fit = *static_cast<const Fit<M> *>(state);
  const Params<double> p(params);
  const DerivedValues values(out);
  if constexpr (has<TryDerive, M>) fit.model.derive(p, values);
  else fit.model.derive(p, Constants<double>(constants), values);
}

template <class M, class Table>
void show_example(const Table *, double *const *axis, double *constants) {
  static const M prototype;
  prototype.example(Example(axis, static_cast<std::size_t>(M::example_points), constants));
}

template <class C, class List>
void fill(const C *const *&items, std::uint32_t &count, const List &list) {
  items = list.data();
  count = static_cast<std::uint32_t>(list.size());
}

// What stands in the table of any model, and its calls that need no formula. `m` must outlive the table.
template <class M, class Table>
void declare_model(Table &c, const M &m) {
  static const gantry_model_quantity signal{sizeof signal, 0, "S", "signal", "signal", 0, nullptr, 0, 0};
  static const gantry_model_quantity *const only_signal[] = {&signal};
  if (static_cast<int>(m.declared_params.size()) != parameter_count<M>)
    throw Error("model.parameters", std::string(M::id) + ": its parameters can't be counted when compiling")
        .hint("add to the model: static constexpr int parameter_count = " + std::to_string(m.declared_params.size()));
  c.size = sizeof c;
  c.id = M::id;
  c.label = M::label;
  c.help = M::help;
  c.category = M::category;
  c.equation = M::equation;
  c.source = M::source;
  fill(c.parameters, c.parameter_count, m.declared_params);
  fill(c.axis, c.axis_count, m.declared_axis);
  fill(c.constants, c.constant_count, m.declared_constants);
  fill(c.outputs, c.output_count, m.declared_model_outputs);
  fill(c.derived, c.derived_count, m.declared_derived);
  fill(c.choices, c.choice_count, m.declared_parameters);
  if (c.output_count == 0) {
    c.outputs = only_signal;
    c.output_count = 1;
  }
  c.prepare = prepare_model<M>;
  c.release = [](const Table *, void *state) { delete static_cast<Fit<M> *>(state); };
  c.special_case_of = M::special_case_of;
  if constexpr (has<TryGuess, M>) c.guess = guess_model<M>;
  if constexpr (has<TryExample, M>) {
    c.example = show_example<M>;
    c.example_points = M::example_points;
  }
  if constexpr (has<TryDerive, M> || has<TryDeriveK, M>) c.derive = derive_model<M>;
}

}  // namespace detail

// The C table of model M; static.
template <class M>
const gantry_model *model_table() {
  static const M prototype;
  static const gantry_model table = [] {
    gantry_model c{};
    detail::declare_model(c, prototype);
    if (detail::has<detail::TryCurve, M> || detail::has<detail::TryCurveK, M>) c.flags |= GANTRY_MODEL_WHOLE_CURVE;
    if (M::own_units) c.flags |= GANTRY_MODEL_OWN_UNITS;
    c.evaluate_f32 = [](const gantry_model *, const void *state, const gantry_block_f32 *block) {
      detail::evaluate<M, float>(*static_cast<const detail::Fit<M> *>(state), detail::asked(*block));
    };
    c.evaluate_f64 = [](const gantry_model *, const void *state, const gantry_block_f64 *block) {
      detail::evaluate<M, double>(*static_cast<const detail::Fit<M> *>(state), detail::asked(*block));
    };
    if constexpr (detail::sums_pay<Lanes<float, 16>, detail::parameter_count<M>>)
      c.normal_f32 = [](const gantry_model *, const void *state, const gantry_normal_f32 *block) {
        detail::evaluate<M, float>(*static_cast<const detail::Fit<M> *>(state), detail::asked(*block));
      };
    return c;
  }();
  return &table;
}

}  // namespace gantry
