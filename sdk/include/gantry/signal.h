// SPDX-License-Identifier: MIT
// Sampled signals: ECG, pressure, flow, EEG. Channels share one time base; other rates make another signal.
//
//   const float *lead = (const float *)s->data + c * s->samples;   // dtype GANTRY_F32
#ifndef GANTRY_SIGNAL_H
#define GANTRY_SIGNAL_H

#include <gantry/base.h>

// Something that happens at a time: a beat, a marker, an artefact.
typedef struct gantry_event {
  uint32_t size;
  int32_t channel;    // -1: all channels
  double onset;       // s from the signal's start
  double duration;    // s; 0 for a moment
  const char *code;   // "N", "V", "stimulus"
  const char *label;  // for people
} gantry_event;

typedef struct gantry_channel {
  uint32_t size;
  uint32_t reserved;
  const char *name;  // "II", "ABP"
  const char *unit;  // UCUM: "mV", "mm[Hg]"
} gantry_channel;

typedef struct gantry_signal {
  uint32_t size;
  uint32_t dtype;  // GANTRY_I16, GANTRY_I32, GANTRY_F32 or GANTRY_F64, in the channel's unit
  uint32_t channel_count;
  uint32_t event_count;
  uint64_t samples;     // per channel
  double rate;          // Hz; 0 when `times` holds the time of each sample
  const double *times;  // s; NULL when evenly sampled
  const void *data;     // channel after channel
  void *writable;       // the same address in a lease; NULL in a view
  const gantry_channel *const *channels;
  const gantry_event *const *events;
} gantry_signal;

#endif
