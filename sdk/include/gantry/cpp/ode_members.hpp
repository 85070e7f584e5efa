// SPDX-License-Identifier: MIT
// What a model of differential equations declares beside a model's members, and what its functions are given. A model's
// file includes <gantry/cpp/ode.hpp>.
//
//   gantry::State gut{"gut", "amount in the gut", "mg"};
//   gantry::Dosed by_mouth{"gut", "by mouth", gut, {gantry::dose_lag(tlag)}};
//   gantry::Event spike{"spike", "action potential"};                            // at[v] - at[threshold] going up
#pragma once

#include <gantry/cpp/model_blocks.hpp>
#include <gantry/ode.h>

#include <initializer_list>
#include <vector>

namespace gantry {

class State;
class Event;

// Base of a model of differential equations. Its first AxisColumn is the time; the others are input functions, known at
// the points and interpolated between them. Needs: id, label, equation, a State, rhs() and outputs() (ode.hpp).
struct Ode : Model {
  static constexpr bool stiff = false;  // true: fast and slow together
  static constexpr const char *example_options =
      nullptr;  // the doses of example(): {"doses": [{"time": 0, "amount": 100}]}

  std::vector<const gantry_ode_state *> declared_states;
  std::vector<const gantry_ode_dose *> declared_doses;
  std::vector<const gantry_ode_event *> declared_events;
  std::vector<const State *> state_members;
  std::vector<const Event *> event_members;
};

namespace detail {

class OdeMember : public Member {
 protected:
  ~OdeMember() = default;
  Ode &ode() const { return static_cast<Ode &>(owner()); }
};

}  // namespace detail

// What the equations follow along time. `scale`: its usual size, below 1e-9 of which nothing matters.
class State : public detail::OdeMember {
 public:
  State(const char *name, const char *label, const char *unit, double scale = 1)
      : index(static_cast<int>(ode().declared_states.size())), c_{sizeof c_, 0, name, label, unit, scale} {
    ode().declared_states.push_back(&c_);
    ode().state_members.push_back(this);
  }
  const int index;
  const char *name() const { return c_.name; }

 private:
  gantry_ode_state c_;
};

// What a parameter does to a dose: the part of it that arrives, how much later, over how long.
struct DoseEffect {
  const char *gantry_ode_dose::*what;
  const char *symbol;
};
inline DoseEffect dose_fraction(const Param &p) { return {&gantry_ode_dose::fraction, p.symbol()}; }
inline DoseEffect dose_lag(const Param &p) { return {&gantry_ode_dose::lag, p.symbol()}; }
inline DoseEffect dose_duration(const Param &p) { return {&gantry_ode_dose::duration, p.symbol()}; }

// Where doses may be given: `gantry fit … --dose time=0,amount=100,into=gut`.
class Dosed : public detail::OdeMember {
 public:
  Dosed(const char *name, const char *label, const State &into, std::initializer_list<DoseEffect> effects = {},
        std::uint32_t flags = 0, const char *help = "")
      : index(static_cast<int>(ode().declared_doses.size())), c_{sizeof c_,   flags,   name,    label,  help,
                                                                 into.name(), nullptr, nullptr, nullptr} {
    for (const DoseEffect &effect : effects) c_.*effect.what = effect.symbol;
    ode().declared_doses.push_back(&c_);
  }
  const int index;

 private:
  gantry_ode_dose c_;
};

// What was given, as guess() is told: each dose's time, amount, duration, and the index of its Dosed.
class Doses {
 public:
  Doses(const gantry_ode_given *const *given, std::size_t size) : given_(given), size_(size) {}
  std::size_t size() const { return size_; }
  const gantry_ode_given &operator[](std::size_t i) const { return *given_[i]; }

 private:
  const gantry_ode_given *const *given_;
  std::size_t size_;
};

// Happens where its function, of events(), goes through 0: upwards, downwards, or both.
class Event : public detail::OdeMember {
 public:
  Event(const char *name, const char *label, std::uint32_t directions = GANTRY_EVENT_RISING, const char *help = "")
      : index(static_cast<int>(ode().declared_events.size())), c_{sizeof c_, directions, name, label, help} {
    ode().declared_events.push_back(&c_);
    ode().event_members.push_back(this);
  }
  const int index;

 private:
  gantry_ode_event c_;
};

// Where the equations are evaluated: at[state], at[param], at[constant], at[time], at[input].
template <class T>
class Moment {
  using L = typename detail::Behind<T>::L;

 public:
  Moment(const gantry_ode_point &c, int states) : c_(c), states_(states) {}
  T operator[](const State &state) const { return variable(c_.states[state.index], state.index); }
  T operator[](const Param &param) const { return variable(c_.parameters[param.index], states_ + param.index); }
  L operator[](const Constant &constant) const { return L(c_.constants[constant.index]); }
  T operator[](const AxisColumn &column) const {
    if (column.index == 0) return moving(c_.time, 1);
    return moving(c_.inputs[column.index - 1], c_.input_slopes[column.index - 1]);
  }

 private:
  static T variable(double value, int index) {
    if constexpr (detail::Behind<T>::derivatives == 0) return T(value);
    else return T::variable(L(value), index);
  }
  static T moving(double value, double slope) {
    T t(value);
    if constexpr (detail::Behind<T>::derivatives > 0) t.d[detail::Behind<T>::derivatives - 1] = L(slope);
    return t;
  }
  const gantry_ode_point &c_;
  const int states_;
};

// Where a function of the model writes: dy[gut] = …; what it leaves alone is as it was, 0 at first.
template <class T, class Kind>
class Places {
 public:
  explicit Places(T *values) : values_(values) {}
  T &operator[](const Kind &member) const { return values_[member.index]; }

 private:
  T *values_;
};
template <class T>
using States = Places<T, State>;  // rates, or states themselves
template <class T>
using Outputs = Places<T, Output>;
template <class T>
using Events = Places<T, Event>;

}  // namespace gantry
