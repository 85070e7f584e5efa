// SPDX-License-Identifier: MIT
// Models that are differential equations: a templated right-hand side, from which come its values and exact Jacobians.
//
//   struct Oral : gantry::Ode {
//     static constexpr const char *id = "oral", *label = "Oral dose", *equation = "gut' = -ka gut; …";
//     gantry::AxisColumn time{"time", "time", "h"};
//     gantry::Param ka{"ka", "ka", "/h", 0, 20, 1}, ke{"ke", "ke", "/h", 0, 20, 0.1}, v{"V", "V", "L", 0, 1e3, 10};
//     gantry::State gut{"gut", "in the gut", "mg"}, blood{"blood", "in the blood", "mg"};
//     gantry::Dosed by_mouth{"gut", "by mouth", gut};
//     gantry::Output conc{"C", "concentration", "mg/L"};
//     template <class T> void rhs(const gantry::Moment<T> &at, gantry::States<T> dy) const {
//       dy[gut] = -at[ka] * at[gut];
//       dy[blood] = at[ka] * at[gut] - at[ke] * at[blood];
//     }
//     template <class T> void outputs(const gantry::Moment<T> &at, gantry::Outputs<T> out) const {
//       out[conc] = at[blood] / at[v];
//     }
//   };
//
// Optional, each a template on T as well:
//   initial(const Moment<T> &at, States<T> y)                  the states at the beginning; else 0
//   events(const Moment<T> &at, Events<T> g)                   g[spike] = at[v] - at[threshold]
//   happen(const Event &event, const Moment<T> &at, States<T> y)    the states after it: y holds those before
// It must not branch on a T: where(condition, a, b) computes both. A rate that jumps is better an event that changes a
// state: the host then steps to it exactly, and the derivatives by the parameters know that it moves.
// prepare(), guess(), derive() and special_case_of are those of model.hpp. A guess may also be told what was given:
//   void guess(const gantry::Curve &c, const gantry::Doses &given, const gantry::Start &p) const
// So may derive(const gantry::Params<double> &p, const gantry::Doses &given, const gantry::DerivedValues &out) const.
// Models may share members by a base; then their number is to be said: static constexpr int parameter_count = 3,
// state_count = 2;
#pragma once

#include <gantry/cpp/model.hpp>
#include <gantry/cpp/ode_members.hpp>

#include <cstddef>

namespace gantry {
namespace detail {

using OdeNumber = Lanes<double, 16>;  // of one solution; 16 bytes go anywhere

template <class M, class = void>
inline constexpr int state_count = count_members<M, State>();
template <class M>
inline constexpr int state_count<M, std::void_t<decltype(M::state_count)>> = M::state_count;
template <class M>
inline constexpr int ode_width = state_count<M> + parameter_count<M> + 1;

template <class M>
using TryInitial = decltype(std::declval<const M &>().initial(std::declval<const Moment<OdeNumber> &>(),
                                                              std::declval<States<OdeNumber>>()));
template <class M>
using TryEvents = decltype(std::declval<const M &>().events(std::declval<const Moment<OdeNumber> &>(),
                                                            std::declval<Events<OdeNumber>>()));
template <class M>
using TryHappen = decltype(std::declval<const M &>().happen(
    std::declval<const Event &>(), std::declval<const Moment<OdeNumber> &>(), std::declval<States<OdeNumber>>()));
template <class M>
using TryGuessDosed = decltype(std::declval<const M &>().guess(
    std::declval<const Curve &>(), std::declval<const Doses &>(), std::declval<const Start &>()));
template <class M>
using TryDeriveDosed = decltype(std::declval<const M &>().derive(
    std::declval<const Params<double> &>(), std::declval<const Doses &>(), std::declval<const DerivedValues &>()));

// Calls a function of the model for `count` values of the kind T, and writes them down.
template <class M, class T, class Call>
void answer_with(const gantry_ode_point &point, std::size_t count, Call call) {
  constexpr std::size_t room = 32;
  T few[room], *values = few;
  std::vector<T> many;
  if (count > room) {
    many.resize(count);
    values = many.data();
  }
  for (std::size_t i = 0; i < count; ++i) values[i] = T(0.0);
  call(Moment<T>(point, state_count<M>), values);
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (Behind<T>::derivatives == 0) {
      point.value[i] = values[i].v[0];
    } else {
      point.value[i] = values[i].value.v[0];
      for (int j = 0; j < ode_width<M>; ++j)
        point.slope[i * static_cast<std::size_t>(ode_width<M>) + static_cast<std::size_t>(j)] = values[i].d[j].v[0];
    }
  }
}

template <class M, class Call>
void answer(const gantry_ode_point &point, std::size_t count, Call call) {
  if (point.slope == nullptr) answer_with<M, OdeNumber>(point, count, call);
  else answer_with<M, Dual<OdeNumber, ode_width<M>>>(point, count, call);
}

template <class M>
const M &model_in(const void *state) {
  return static_cast<const Fit<M> *>(state)->model;
}

template <class M>
void initial_states(const gantry_ode *, const void *state, const gantry_ode_point *point) {
  answer<M>(*point, state_count<M>, [&](const auto &at, auto *values) {
    model_in<M>(state).initial(at, States<std::decay_t<decltype(*values)>>(values));
  });
}

template <class M>
void rates_of(const gantry_ode *, const void *state, const gantry_ode_point *point) {
  answer<M>(*point, state_count<M>, [&](const auto &at, auto *values) {
    model_in<M>(state).rhs(at, States<std::decay_t<decltype(*values)>>(values));
  });
}

template <class M>
void observe_outputs(const gantry_ode *self, const void *state, const gantry_ode_point *point) {
  answer<M>(*point, self->output_count, [&](const auto &at, auto *values) {
    model_in<M>(state).outputs(at, Outputs<std::decay_t<decltype(*values)>>(values));
  });
}

template <class M>
void watch_events(const gantry_ode *self, const void *state, const gantry_ode_point *point) {
  answer<M>(*point, self->event_count, [&](const auto &at, auto *values) {
    model_in<M>(state).events(at, Events<std::decay_t<decltype(*values)>>(values));
  });
}

template <class M>
void guess_dosed(const gantry_ode *self, const void *state, const double *constants,
                 const gantry_ode_given *const *given, std::uint64_t given_count, const double *y, double *params) {
  const auto &fit = *static_cast<const Fit<M> *>(state);
  for (std::uint32_t j = 0; j < self->parameter_count; ++j) params[j] = self->parameters[j]->start;
  const Curve curve(Axis<double>(fit.axis_f64.data(), fit.points), y, fit.outputs, constants);
  fit.model.guess(curve, Doses(given, given_count), Start(params));
}

template <class M>
void derive_dosed(const gantry_ode *, const void *state, const double *, const gantry_ode_given *const *given,
                  std::uint64_t given_count, const double *params, double *out) {
  model_in<M>(state).derive(Params<double>(params), Doses(given, given_count), DerivedValues(out));
}

}  // namespace detail

// The C table of model M; static.
template <class M>
const gantry_ode *ode_table() {
  static const M prototype;
  static const gantry_ode table = [] {
    const M &m = prototype;
    gantry_ode c{};
    detail::declare_model(c, m);
    if (static_cast<int>(m.declared_states.size()) != detail::state_count<M>)
      throw Error("model.states", std::string(M::id) + ": its states can't be counted when compiling")
          .hint("add to the model: static constexpr int state_count = " + std::to_string(m.declared_states.size()));
    if (M::stiff) c.flags |= GANTRY_ODE_STIFF;
    if (M::own_units) c.flags |= GANTRY_ODE_OWN_UNITS;
    c.example_options = M::example_options;
    detail::fill(c.states, c.state_count, m.declared_states);
    detail::fill(c.doses, c.dose_count, m.declared_doses);
    detail::fill(c.events, c.event_count, m.declared_events);
    c.rates = detail::rates_of<M>;
    c.observe = detail::observe_outputs<M>;
    if constexpr (detail::has<detail::TryGuessDosed, M>) c.guess_dosed = detail::guess_dosed<M>;
    if constexpr (detail::has<detail::TryDeriveDosed, M>) c.derive_dosed = detail::derive_dosed<M>;
    if constexpr (detail::has<detail::TryInitial, M>) c.initial = detail::initial_states<M>;
    if constexpr (detail::has<detail::TryEvents, M>) c.watch = detail::watch_events<M>;
    if constexpr (detail::has<detail::TryHappen, M>)
      c.happen = [](const gantry_ode *, const void *state, std::uint32_t event, const gantry_ode_point *point) {
        const M &model = detail::model_in<M>(state);
        detail::answer<M>(*point, detail::state_count<M>, [&](const auto &at, auto *values) {
          using T = std::decay_t<decltype(*values)>;
          for (const State *s : model.state_members) values[s->index] = at[*s];
          model.happen(*model.event_members[event], at, States<T>(values));
        });
      };
    return c;
  }();
  return &table;
}

}  // namespace gantry
