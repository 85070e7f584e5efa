// SPDX-License-Identifier: Apache-2.0
// The field of one parameter that a plugin declares, of a tool, a model or a reader.
#include <host/window/screens/parts.hpp>

#include <core/plugins/parameters.hpp>

namespace gantry::host::window::screens {
namespace {

using nlohmann::json;

constexpr double widest_slider = 5000;  // of a range: beyond that a pixel of it is too much

bool draw_number(Ui &ui, const core::ParameterSpec &p, json &value) {
  const bool whole = p.type == core::ParameterType::i64;
  double number =
      value.is_number()
          ? value.get<double>()
          : core::parse_number(value.is_string() ? value.get<std::string>() : "").value_or(p.default_number);
  NumberField field{p.unit, p.minimum, p.maximum, p.step, p.default_number, whole ? GANTRY_UI_INTEGER : 0u};
  if (p.maximum - p.minimum <= widest_slider) field.flags |= GANTRY_UI_SLIDER;
  const Did did = ui.number(id_of(p.key), tr(p.label), number, field);
  if (did) value = whole ? json(static_cast<std::int64_t>(number)) : json(number);
  return did.committed();
}

}  // namespace

bool draw_parameter(Ui &ui, const core::ParameterSpec &p, json &value) {
  switch (p.type) {
    case core::ParameterType::f64:
    case core::ParameterType::i64: return draw_number(ui, p, value);
    case core::ParameterType::flag: {
      bool on = value.is_boolean() ? value.get<bool>() : value.is_number() && value.get<double>() != 0;
      if (!ui.toggle(id_of(p.key), tr(p.label), on, GANTRY_UI_SWITCH)) return false;
      value = on;
      return true;
    }
    case core::ParameterType::choice: {
      std::vector<std::string> names;
      std::size_t index = 0;
      for (std::size_t i = 0; i < p.choices.size(); ++i) {
        names.push_back(tr(p.choices[i].label.empty() ? p.choices[i].key : p.choices[i].label));
        if (value.is_string() && p.choices[i].key == value.get<std::string>()) index = i;
      }
      if (!ui.choice(id_of(p.key), tr(p.label), names, index, p.choices.size() == 2 ? GANTRY_UI_SEGMENTS : 0u))
        return false;
      value = p.choices[index].key;
      return true;
    }
    case core::ParameterType::text:
    case core::ParameterType::f64_list: {
      std::string text;
      if (value.is_string()) text = value.get<std::string>();
      else if (value.is_array())
        for (const json &v : value)
          text += (text.empty() ? "" : "; ") + (v.is_number() ? shown(v.get<double>(), 10) : std::string{});
      const bool list = p.type == core::ParameterType::f64_list;
      const Did did = ui.text_field(id_of(p.key), headed(tr(p.label), p.unit), text,
                                    {list ? tr("numbers, with ; between them") : "", p.secret ? GANTRY_UI_SECRET : 0u});
      if (did) value = text;
      return did.committed();
    }
  }
  return false;
}

}  // namespace gantry::host::window::screens
