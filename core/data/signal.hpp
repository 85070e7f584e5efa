// SPDX-License-Identifier: Apache-2.0
// The description of a signal: channels with units on one time base, events; and its canonical JSON.
//
//   SignalHeader h{.dtype = DType::f32, .samples = 3600, .rate = 360, .channels = {{"II", "mV"}}};
//   // bytes: the times (f64, only when rate is 0), then channel after channel
#pragma once

#include <core/data/volume.hpp>
#include <core/result.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace gantry::core {

struct Channel {
  std::string name, unit;
  bool operator==(const Channel &) const = default;
};

struct Event {
  double onset = 0, duration = 0;  // s
  int channel = -1;                // -1: all
  std::string code, label;
  bool operator==(const Event &) const = default;
};

struct SignalHeader {
  DType dtype = DType::f32;  // i16, i32, f32 or f64
  std::uint64_t samples = 0;
  double rate = 0;  // Hz; 0: the bytes begin with the times, s
  std::vector<Channel> channels;
  std::vector<Event> events;

  bool timed() const { return rate == 0; }
  std::uint64_t times_bytes() const { return timed() ? samples * sizeof(double) : 0; }
  std::uint64_t byte_size() const { return times_bytes() + samples * channels.size() * core::byte_size(dtype); }
  bool operator==(const SignalHeader &) const = default;
};

nlohmann::json to_json(const SignalHeader &header);
Result<SignalHeader> signal_header(const nlohmann::json &json);  // trusts nothing; "data.header"

}  // namespace gantry::core
