// SPDX-License-Identifier: Apache-2.0
#include <host/worker/describe_parts.hpp>

#include <core/fit/made_model.hpp>

#include <array>
#include <cmath>
#include <core/data/object.hpp>
#include <host/worker/plugin.hpp>
#include <string>

namespace gantry::worker {
namespace {

using nlohmann::json;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

template <std::size_t N>
json words(std::uint32_t flags, const std::array<const char *, N> &names) {
  json list = json::array();
  for (std::size_t i = 0; i < N; ++i)
    if ((flags >> i & 1u) != 0) list.push_back(names[i]);
  return list;
}

template <class Item, class Describe>
json list(const Item *const *items, std::uint32_t count, Describe describe) {
  json out = json::array();
  for (std::uint32_t i = 0; i < count; ++i) out.push_back(describe(*items[i]));
  return out;
}

json port(const gantry_port &p) {
  return {
      {"key", p.key},
      {"kind", core::name(static_cast<core::Kind>(p.kind))},
      {"flags", words(p.flags, std::array{"optional", "many", "labels", "mask", "colour"})},
      {"label", text(p.label)},
      {"help", text(p.help)},
      {"unit", p.unit == nullptr ? json(nullptr) : json(p.unit)},
      {"tolerance",
       {{"absolute", p.tolerance_absolute}, {"relative", p.tolerance_relative}, {"fraction", p.tolerance_fraction}}}};
}

json choice(const gantry_choice &c) { return {{"key", c.key}, {"label", text(c.label)}, {"help", text(c.help)}}; }

json default_of(const gantry_parameter &p) {
  if ((p.flags & GANTRY_PARAMETER_REQUIRED) != 0) return nullptr;
  if (p.type == GANTRY_PARAMETER_F64) return number(p.default_number);
  if (p.type == GANTRY_PARAMETER_I64) return static_cast<std::int64_t>(p.default_number);
  if (p.type == GANTRY_PARAMETER_FLAG) return p.default_number != 0;
  return text(p.default_text);
}

json parameter(const gantry_parameter &p) {
  constexpr std::array types{"f64", "i64", "flag", "choice", "text", "f64_list"};
  json out{{"id", p.id},
           {"key", p.key},
           {"type", types[p.type - 1]},
           {"flags", words(p.flags, std::array{"required", "advanced", "secret"})},
           {"label", text(p.label)},
           {"help", text(p.help)},
           {"unit", text(p.unit)},
           {"default", default_of(p)},
           {"visible_if", text(p.visible_if)}};
  if (p.type == GANTRY_PARAMETER_F64 || p.type == GANTRY_PARAMETER_I64 || p.type == GANTRY_PARAMETER_F64_LIST) {
    out["minimum"] = number(p.minimum);
    out["maximum"] = number(p.maximum);
    out["step"] = p.step;
  }
  if (p.type == GANTRY_PARAMETER_CHOICE) out["choices"] = list(p.choices, p.choice_count, choice);
  return out;
}

json model_parameter(const gantry_model_parameter &p) {
  return {{"symbol", p.symbol},           {"label", text(p.label)},       {"help", text(p.help)}, {"unit", p.unit},
          {"minimum", number(p.minimum)}, {"maximum", number(p.maximum)}, {"start", p.start}};
}

bool has_words(const gantry_model_quantity *q) { return GANTRY_HAS(q, word_count) && q->word_count > 0; }

json quantity(const gantry_model_quantity &q) {
  json out{{"name", q.name},
           {"label", text(q.label)},
           {"unit", q.unit},
           {"required", (q.flags & GANTRY_QUANTITY_REQUIRED) != 0},
           {"default", number(q.default_value)}};
  if (has_words(&q)) out["words"] = std::vector<std::string>(q.words, q.words + q.word_count);
  return out;
}

json state(const gantry_ode_state &s) { return {{"name", s.name}, {"label", text(s.label)}, {"unit", s.unit}}; }

json event(const gantry_ode_event &e) {
  return {{"name", e.name},
          {"label", text(e.label)},
          {"help", text(e.help)},
          {"rising", (e.flags & GANTRY_EVENT_RISING) != 0},
          {"falling", (e.flags & GANTRY_EVENT_FALLING) != 0}};
}

// What models have in common, whether formula or differential equations.
template <class Model>
json any_model(const Model &m) {
  return {{"id", m.id},
          {"label", text(m.label)},
          {"help", text(m.help)},
          {"category", text(m.category)},
          {"equation", text(m.equation)},
          {"source", text(m.source)},
          {"parameters", list(m.parameters, m.parameter_count, model_parameter)},
          {"axis", list(m.axis, m.axis_count, quantity)},
          {"constants", list(m.constants, m.constant_count, quantity)},
          {"outputs", list(m.outputs, m.output_count, quantity)},
          {"derived", list(m.derived, m.derived_count, quantity)},
          {"choices", list(m.choices, m.choice_count, parameter)}};
}

}  // namespace

json described(const gantry_tool &t) {
  return {{"id", t.id},
          {"label", text(t.label)},
          {"help", text(t.help)},
          {"category", text(t.category)},
          {"source", text(t.source)},
          {"inputs", list(t.inputs, t.input_count, port)},
          {"outputs", list(t.outputs, t.output_count, port)},
          {"parameters", list(t.parameters, t.parameter_count, parameter)}};
}

namespace {

// A plugin that was built before there was such a member has none.
template <class Model>
const char *special_case_of(const Model *m) {
  return GANTRY_HAS(m, special_case_of) ? m->special_case_of : nullptr;
}

template <class Model>
bool has_example(const Model *m) {
  return GANTRY_HAS(m, example) && m->example != nullptr;
}

}  // namespace

json described(const gantry_model &m) {
  json out = any_model(m);
  out["whole_curve"] = (m.flags & GANTRY_MODEL_WHOLE_CURVE) != 0;
  out["example"] = has_example(&m);
  out["made"] = core::fit::makes_another(&m);
  out["special_case_of"] = text(special_case_of(&m));
  return out;
}

json described(const gantry_ode &o) {
  json out = any_model(o);
  out["whole_curve"] = o.axis_count > 1;
  out["example"] = has_example(&o);
  out["made"] = false;
  out["special_case_of"] = text(special_case_of(&o));
  const auto place = [&](const gantry_ode_dose &d) {
    json unit = nullptr;
    for (std::uint32_t i = 0; i < o.state_count; ++i)
      if (text(o.states[i]->name) == text(d.state)) unit = o.states[i]->unit;
    return json{{"name", d.name},
                {"label", text(d.label)},
                {"help", text(d.help)},
                {"state", d.state},
                {"unit", unit},
                {"fraction", text(d.fraction)},
                {"lag", text(d.lag)},
                {"duration", text(d.duration)},
                {"optional", (d.flags & GANTRY_DOSE_OPTIONAL) != 0}};
  };
  out["ode"] = {{"stiff", (o.flags & GANTRY_ODE_STIFF) != 0},
                {"states", list(o.states, o.state_count, state)},
                {"doses", list(o.doses, o.dose_count, place)},
                {"events", list(o.events, o.event_count, event)}};
  return out;
}

json described(const gantry_reader &r) {
  const auto parameters = parameters_of(&r);
  return {{"id", r.id},
          {"label", text(r.label)},
          {"help", text(r.help)},
          {"extensions", text(r.extensions)},
          {"parameters", list(parameters.data(), static_cast<std::uint32_t>(parameters.size()), parameter)}};
}

json described(const gantry_writer &w) {
  return {{"id", w.id},
          {"label", text(w.label)},
          {"help", text(w.help)},
          {"extensions", text(w.extensions)},
          {"inputs", list(w.inputs, w.input_count, port)},
          {"parameters", list(w.parameters, w.parameter_count, parameter)}};
}

json described(const gantry_command &c) {
  return {{"words", c.words},
          {"label", text(c.label)},
          {"help", text(c.help)},
          {"needs_project", (c.flags & GANTRY_COMMAND_NEEDS_PROJECT) != 0},
          {"inputs", list(c.inputs, c.input_count, port)},
          {"outputs", list(c.outputs, c.output_count, port)},
          {"parameters", list(c.parameters, c.parameter_count, parameter)}};
}

json described(const gantry_panel &p) {
  return {{"id", p.id},
          {"label", text(p.label)},
          {"help", text(p.help)},
          {"icon", text(p.icon)},
          {"needs_project", (p.flags & GANTRY_PANEL_NEEDS_PROJECT) != 0}};
}

}  // namespace gantry::worker
