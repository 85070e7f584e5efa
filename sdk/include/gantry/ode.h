// SPDX-License-Identifier: MIT
// gantry.ode/1: models that are differential equations. The plugin says how fast each state changes; the host integrates,
// gives doses, finds events, carries the derivatives by the parameters along, and fits it like any gantry_model.
//
// Every function fills value[i] and, unless it is NULL, slope[i * width + j], width = states + parameters + 1: the
// derivative of value i by state j, then by each parameter, and last by the time (the inputs move with their slopes).
#ifndef GANTRY_ODE_H
#define GANTRY_ODE_H

#include <gantry/base.h>
#include <gantry/model.h>
#include <gantry/parameter.h>

#define GANTRY_ODES_ID "gantry.ode/1"

#define GANTRY_ODE_STIFF 1u      // fast and slow together: an implicit method, which the user may overrule
#define GANTRY_ODE_OWN_UNITS 2u  // as GANTRY_MODEL_OWN_UNITS

// What the equations follow along time.
typedef struct gantry_ode_state {
  uint32_t size;
  uint32_t reserved;
  const char *name;  // letters, digits and _: "gut"; unique within the model
  const char *label;
  const char *unit;  // UCUM
  double scale;      // its usual size, above 0: errors below the absolute tolerance times this don't matter
} gantry_ode_state;

#define GANTRY_DOSE_OPTIONAL 1u  // the model has a meaning without any dose here

// A place that doses may be given to. A dose adds F * amount to the state, at once or evenly over its duration.
typedef struct gantry_ode_dose {
  uint32_t size;
  uint32_t flags;    // GANTRY_DOSE_OPTIONAL
  const char *name;  // what the user calls it: "gut"; unique within the model
  const char *label;
  const char *help;
  const char *state;     // the state that it adds to; their unit is one
  const char *fraction;  // symbol of the parameter F, the part that arrives; NULL: all of it
  const char *lag;       // symbol of the parameter by which doses come later; NULL: none
  const char *duration;  // symbol of the parameter over which doses come evenly; NULL: as each dose says
} gantry_ode_dose;

#define GANTRY_EVENT_RISING 1u   // where its function goes through 0 upwards
#define GANTRY_EVENT_FALLING 2u  // downwards; both may be set

// Something that happens when a function of state and time goes through 0: a threshold is reached, a valve opens.
typedef struct gantry_ode_event {
  uint32_t size;
  uint32_t flags;    // GANTRY_EVENT_*
  const char *name;  // "spike"; unique within the model
  const char *label;
  const char *help;
} gantry_ode_event;

// Where the equations are evaluated, and where the answer goes. Owned by the host, valid for the call.
typedef struct gantry_ode_point {
  uint32_t size;
  uint32_t reserved;
  double time;
  const double *states;
  const double *parameters;
  const double *constants;
  const double *inputs;        // the axis columns after the time, interpolated linearly between the points
  const double *input_slopes;  // by the time
  double *value;
  double *slope;  // NULL: not wanted
} gantry_ode_point;

// A dose that was given; repeated ones come one by one.
typedef struct gantry_ode_given {
  uint32_t size;
  uint32_t dose;  // index among the model's doses: where it went
  double time;
  double amount;
  double duration;  // 0: at once
} gantry_ode_given;

typedef struct gantry_ode {
  uint32_t size;
  uint32_t flags;  // GANTRY_ODE_*
  const char *id;  // unique among the plugin's models: "oral"
  const char *label;
  const char *help;
  const char *category;
  const char *equation;  // "gut' = -ka gut; blood' = ka gut - CL / V blood"
  const char *source;    // author, year, equation
  const gantry_model_parameter *const *parameters;
  const gantry_model_quantity *const *axis;  // [0]: the time; then input functions, known as columns of the table
  const gantry_model_quantity *const *constants;
  const gantry_model_quantity *const *outputs;  // at least one
  const gantry_model_quantity *const *derived;
  const gantry_parameter *const *choices;
  const gantry_ode_state *const *states;  // at least one
  const gantry_ode_dose *const *doses;
  const gantry_ode_event *const *events;
  uint32_t parameter_count;
  uint32_t axis_count;
  uint32_t constant_count;
  uint32_t output_count;
  uint32_t derived_count;
  uint32_t choice_count;
  uint32_t state_count;
  uint32_t dose_count;
  uint32_t event_count;
  uint32_t example_points;
  // [worker] As those of gantry_model.
  int32_t (*prepare)(const struct gantry_ode *self, const gantry_model_setup *setup, void **state, const char **reason);
  void (*release)(const struct gantry_ode *self, void *state);
  // [any] Threads may call these at once with the same state. No call fails: an impossible value is NaN.
  // The states at the beginning: value[state_count]. NULL: all 0.
  void (*initial)(const struct gantry_ode *self, const void *state, const gantry_ode_point *point);
  // How fast the states change, by the time: value[state_count].
  void (*rates)(const struct gantry_ode *self, const void *state, const gantry_ode_point *point);
  // What is measured: value[output_count].
  void (*observe)(const struct gantry_ode *self, const void *state, const gantry_ode_point *point);
  // The functions of all events: value[event_count]. NULL where there are none.
  void (*watch)(const struct gantry_ode *self, const void *state, const gantry_ode_point *point);
  // The states after that event: value[state_count]. NULL: no event changes any.
  void (*happen)(const struct gantry_ode *self, const void *state, uint32_t event, const gantry_ode_point *point);
  // [any] As those of gantry_model. NULL: `start` is used; nothing is derived.
  void (*guess)(const struct gantry_ode *self, const void *state, const double *constants, const double *y,
                double *params);
  void (*derive)(const struct gantry_ode *self, const void *state, const double *constants, const double *params,
                 double *out);
  // [any] NULL, or a guess that knows the doses: then the one that is called.
  void (*guess_dosed)(const struct gantry_ode *self, const void *state, const double *constants,
                      const gantry_ode_given *const *given, uint64_t given_count, const double *y, double *params);
  const char *special_case_of;  // as that of gantry_model: ids of the plugin's differential equations
  // As those of gantry_model; example_options: options of a fit as JSON, for its doses: {"doses": [{"time": 0, …}]}. NULL: none.
  void (*example)(const struct gantry_ode *self, double *const *axis, double *constants);
  const char *example_options;
  // [any] NULL, or a derive that knows the doses (area under the curve, peak): then the one that is called.
  void (*derive_dosed)(const struct gantry_ode *self, const void *state, const double *constants,
                       const gantry_ode_given *const *given, uint64_t given_count, const double *params, double *out);
} gantry_ode;

typedef struct gantry_odes {
  uint32_t size;
  uint32_t count;
  const gantry_ode *const *items;
} gantry_odes;

#endif
