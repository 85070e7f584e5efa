// SPDX-License-Identifier: Apache-2.0
#include <core/data/read_json.hpp>
#include <core/data/signal.hpp>

namespace gantry::core {

using nlohmann::json;

json to_json(const SignalHeader &h) {
  json channels = json::array();
  for (const auto &c : h.channels) channels.push_back({{"name", c.name}, {"unit", c.unit}});
  json result{{"kind", "signal"}, {"dtype", name(h.dtype)}, {"samples", h.samples}, {"channels", channels}};
  if (!h.timed()) result["rate"] = h.rate;
  for (const auto &e : h.events) {
    result["events"].push_back(
        {{"onset", e.onset}, {"duration", e.duration}, {"channel", e.channel}, {"code", e.code}, {"label", e.label}});
  }
  return result;
}

namespace {

Result<std::vector<Event>> read_events(const json &entries, std::size_t channels) {
  std::vector<Event> events;
  for (const auto &entry : entries) {
    const JsonReader in{entry, "events"};
    Event e;
    GANTRY_TRY(onset, in.number("onset"));
    GANTRY_TRY(duration, in.number("duration"));
    GANTRY_TRY(channel, in.integer("channel", -1));
    GANTRY_TRY(code, in.text("code", ""));
    GANTRY_TRY(label, in.text("label", ""));
    if (channel < -1 || channel >= static_cast<std::int64_t>(channels)) {
      return in.wrong("channel", "is none of the signal's channels");
    }
    events.push_back({onset, duration, static_cast<int>(channel), code, label});
  }
  return events;
}

}  // namespace

Result<SignalHeader> signal_header(const json &source) {
  const JsonReader in{source, "signal"};
  SignalHeader h;
  GANTRY_TRY(kind, in.text("kind"));
  if (kind != "signal") return in.wrong("kind", "is \"" + kind + "\" where a signal is wanted");
  GANTRY_TRY(type_name, in.text("dtype"));
  const auto type = dtype_by_name(type_name);
  if (type != DType::i16 && type != DType::i32 && type != DType::f32 && type != DType::f64) {
    return in.wrong("dtype", "must be i16, i32, f32 or f64");
  }
  h.dtype = *type;
  GANTRY_TRY(samples, in.integer("samples"));
  if (samples < 0 || samples > (std::int64_t{1} << 40)) return in.wrong("samples", "must be 0 to 2^40");
  h.samples = static_cast<std::uint64_t>(samples);
  if (in.has("rate")) {
    GANTRY_TRY(rate, in.number("rate"));
    if (!(rate > 0)) return in.wrong("rate", "must be above 0 Hz");
    h.rate = rate;
  }
  GANTRY_TRY(channels, in.array("channels"));
  if (channels->empty() || channels->size() > 4096) return in.wrong("channels", "must be 1 to 4096");
  for (const auto &entry : *channels) {
    const JsonReader channel{entry, "channels"};
    GANTRY_TRY(channel_name, channel.text("name"));
    GANTRY_TRY(unit, channel.text("unit", ""));
    h.channels.push_back({channel_name, unit});
  }
  if (in.has("events")) {
    GANTRY_TRY(entries, in.array("events"));
    GANTRY_TRY(events, read_events(*entries, h.channels.size()));
    h.events = events;
  }
  return h;
}

}  // namespace gantry::core
