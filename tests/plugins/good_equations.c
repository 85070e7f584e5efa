// SPDX-License-Identifier: Apache-2.0
// Well-behaved: differential equations in plain C, their derivatives by hand. Integrate and fire (Lapicque 1907, J Physiol
// Pathol Gen 9:620): tau v' = drive - v, with drive an input column; at the threshold v goes back to 0 and the number of
// spikes grows by one. A dose of charge, of which the part F arrives, lifts v at once.
#include "fixture.h"

enum { V, SPIKES, STATES };
enum { TAU, THRESHOLD, FRACTION, PARAMETERS };
enum { WIDTH = STATES + PARAMETERS + 1 };

#define PARAMETER(variable, name, symbol_unit, low, high, begin)                          \
  static const gantry_model_parameter variable = {.size = sizeof(gantry_model_parameter), \
                                                  .symbol = name,                         \
                                                  .label = name,                          \
                                                  .help = "",                             \
                                                  .unit = symbol_unit,                    \
                                                  .minimum = low,                         \
                                                  .maximum = high,                        \
                                                  .start = begin}
PARAMETER(tau, "tau", "ms", 0.1, 1000, 8);
PARAMETER(threshold, "threshold", "mV", 0.1, 1000, 12);
PARAMETER(fraction, "F", "1", 0, 1, 1);
static const gantry_model_parameter *const parameters[] = {&tau, &threshold, &fraction};

#define QUANTITY(variable, id, words, of_unit)                                          \
  static const gantry_model_quantity variable = {.size = sizeof(gantry_model_quantity), \
                                                 .flags = GANTRY_QUANTITY_REQUIRED,     \
                                                 .name = id,                            \
                                                 .label = words,                        \
                                                 .unit = of_unit}
QUANTITY(time_axis, "time", "time", "ms");
QUANTITY(drive, "drive", "driving voltage", "mV");
QUANTITY(potential, "v", "potential", "mV");
static const gantry_model_quantity *const axis[] = {&time_axis, &drive};
static const gantry_model_quantity *const outputs[] = {&potential};

static const gantry_ode_state v_state = {
    .size = sizeof(gantry_ode_state), .name = "v", .label = "potential", .unit = "mV", .scale = 1};
static const gantry_ode_state spikes_state = {
    .size = sizeof(gantry_ode_state), .name = "spikes", .label = "spikes so far", .unit = "1", .scale = 1};
static const gantry_ode_state *const states[] = {&v_state, &spikes_state};
static const gantry_ode_dose charge = {.size = sizeof(gantry_ode_dose),
                                       .flags = GANTRY_DOSE_OPTIONAL,
                                       .name = "charge",
                                       .label = "charge put in at once",
                                       .help = "",
                                       .state = "v",
                                       .fraction = "F"};
static const gantry_ode_dose *const doses[] = {&charge};
static const gantry_ode_event spike = {.size = sizeof(gantry_ode_event),
                                       .flags = GANTRY_EVENT_RISING,
                                       .name = "spike",
                                       .label = "action potential",
                                       .help = ""};
static const gantry_ode_event *const events[] = {&spike};

static int32_t prepare(const gantry_ode *self, const gantry_model_setup *setup, void **state, const char **reason) {
  (void)self, (void)setup, (void)reason;
  *state = NULL;
  return GANTRY_OK;
}
static void release(const gantry_ode *self, void *state) { (void)self, (void)state; }

// All slopes 0, where they are wanted.
static double *cleared(const gantry_ode_point *at, size_t count) {
  if (at->slope != NULL) memset(at->slope, 0, count * WIDTH * sizeof(double));
  return at->slope;
}

static void rates(const gantry_ode *self, const void *state, const gantry_ode_point *at) {
  const double rate = 1 / at->parameters[TAU], distance = at->inputs[0] - at->states[V];
  double *slope = cleared(at, STATES);
  (void)self, (void)state;
  at->value[V] = distance * rate;
  at->value[SPIKES] = 0;
  if (slope == NULL) return;
  slope[V] = -rate;
  slope[STATES + TAU] = -distance * rate * rate;
  slope[WIDTH - 1] = at->input_slopes[0] * rate;
}

static void observe(const gantry_ode *self, const void *state, const gantry_ode_point *at) {
  double *slope = cleared(at, 1);
  (void)self, (void)state;
  at->value[0] = at->states[V];
  if (slope != NULL) slope[V] = 1;
}

static void watch(const gantry_ode *self, const void *state, const gantry_ode_point *at) {
  double *slope = cleared(at, 1);
  (void)self, (void)state;
  at->value[0] = at->states[V] - at->parameters[THRESHOLD];
  if (slope == NULL) return;
  slope[V] = 1;
  slope[STATES + THRESHOLD] = -1;
}

static void happen(const gantry_ode *self, const void *state, uint32_t event, const gantry_ode_point *at) {
  double *slope = cleared(at, STATES);
  (void)self, (void)state, (void)event;
  at->value[V] = 0;
  at->value[SPIKES] = at->states[SPIKES] + 1;
  if (slope != NULL) slope[SPIKES * WIDTH + SPIKES] = 1;
}

static const gantry_ode model = {.size = sizeof(gantry_ode),
                                 .id = "fire",
                                 .label = "Integrate and fire",
                                 .help = "A membrane that leaks and spikes.",
                                 .category = "test",
                                 .equation = "tau * v' = drive - v; v = 0 at the threshold",
                                 .source = "Lapicque 1907",
                                 .parameters = parameters,
                                 .axis = axis,
                                 .outputs = outputs,
                                 .states = states,
                                 .doses = doses,
                                 .events = events,
                                 .parameter_count = PARAMETERS,
                                 .axis_count = 2,
                                 .output_count = 1,
                                 .state_count = STATES,
                                 .dose_count = 1,
                                 .event_count = 1,
                                 .prepare = prepare,
                                 .release = release,
                                 .rates = rates,
                                 .observe = observe,
                                 .watch = watch,
                                 .happen = happen};
static const gantry_ode *const all[] = {&model};
static const gantry_odes odes = {sizeof(gantry_odes), 1, all};

static const void *fixture_interface(const char *id) { return strcmp(id, GANTRY_ODES_ID) == 0 ? &odes : NULL; }

FIXTURE_PLUGIN("org.gantry.test.good-equations")
