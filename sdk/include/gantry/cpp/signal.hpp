// SPDX-License-Identifier: MIT
// Describing a new signal: channels with units, rate or times, events.
//
//   gantry::SignalSpec spec;
//   spec.samples(3600).rate(360).channel("II", "mV").event({1.25, 0, -1, "N", "Normal beat"});
//   double *lead = job.output_signal<double>("signal", spec);   // channel after channel
#pragma once

#include <gantry/signal.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gantry {

struct SignalEvent {
  double onset = 0, duration = 0;  // s
  std::int32_t channel = -1;       // -1: all
  std::string code, label;
};

class SignalSpec {
 public:
  SignalSpec &dtype(std::uint32_t dtype) { return dtype_ = dtype, *this; }
  SignalSpec &samples(std::uint64_t per_channel) { return samples_ = per_channel, *this; }
  SignalSpec &rate(double hertz) { return rate_ = hertz, *this; }
  // The time of each sample, s, in place of a rate; as many as there are samples.
  SignalSpec &times(std::vector<double> seconds) { return times_ = std::move(seconds), *this; }
  SignalSpec &channel(std::string name, std::string unit) {
    return channels_.emplace_back(std::move(name), std::move(unit)), *this;
  }
  SignalSpec &event(SignalEvent event) { return events_.push_back(std::move(event)), *this; }

  std::size_t channel_count() const { return channels_.size(); }

  // Calls f(const gantry_signal &), whose pointers are good during the call.
  template <class F>
  auto with_c(F &&f) const {
    std::vector<gantry_channel> channels;
    for (const auto &[name, unit] : channels_)
      channels.push_back({sizeof(gantry_channel), 0, name.c_str(), unit.c_str()});
    std::vector<gantry_event> events;
    for (const auto &e : events_) {
      events.push_back({sizeof(gantry_event), e.channel, e.onset, e.duration, e.code.c_str(), e.label.c_str()});
    }
    std::vector<const gantry_channel *> channel_pointers;
    for (const auto &c : channels) channel_pointers.push_back(&c);
    std::vector<const gantry_event *> event_pointers;
    for (const auto &e : events) event_pointers.push_back(&e);
    gantry_signal c{};
    c.size = sizeof c;
    c.dtype = dtype_;
    c.channel_count = static_cast<std::uint32_t>(channels.size());
    c.event_count = static_cast<std::uint32_t>(events.size());
    c.samples = samples_;
    c.rate = times_.empty() ? rate_ : 0;
    c.times = times_.empty() ? nullptr : times_.data();
    c.channels = channel_pointers.data();
    c.events = event_pointers.data();
    return f(static_cast<const gantry_signal &>(c));
  }

 private:
  std::uint32_t dtype_ = GANTRY_F64;
  std::uint64_t samples_ = 0;
  double rate_ = 0;
  std::vector<double> times_;
  std::vector<std::pair<std::string, std::string>> channels_;
  std::vector<SignalEvent> events_;
};

}  // namespace gantry
