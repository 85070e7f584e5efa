// SPDX-License-Identifier: Apache-2.0
#include <host/worker/check.hpp>

#include <core/fit/made_model.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace gantry::worker {
namespace {

using core::fail;

bool empty(const char *words) { return words == nullptr || words[0] == '\0'; }

bool every(const char *words, bool (*allowed)(unsigned char)) {
  return std::all_of(words, words + std::char_traits<char>::length(words), allowed);
}

bool in_id(unsigned char c) { return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '.' || c == '-' || c == '_'; }
bool in_key(unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; }
bool in_symbol(unsigned char c) { return std::isalnum(c) != 0 || c == '_'; }

auto broken(const std::string &where, const std::string &what) {
  return fail("manifest.invalid", where + ": " + what, where, "correct the declaration and build again");
}

template <class Item>
Result<void> check_list(const std::string &where, const char *what, const Item *const *items, std::uint32_t count) {
  if (count > 0 && items == nullptr)
    return broken(where, "counts " + std::to_string(count) + " " + what + " but points to none");
  for (std::uint32_t i = 0; i < count; ++i) {
    if (items[i] == nullptr) return broken(where, std::string("has an empty place among its ") + what);
    if (items[i]->size < sizeof(Item))
      return broken(where, std::string("has ") + what + " without their size: set .size = sizeof");
  }
  return core::done();
}

// One name space: no two things of the same name.
class Names {
 public:
  explicit Names(std::string where) : where_(std::move(where)) {}
  Result<void> add(const char *what, const char *name, bool (*allowed)(unsigned char)) {
    if (empty(name)) return broken(where_, std::string("has a ") + what + " without a name");
    if (!every(name, allowed))
      return broken(where_,
                    std::string("the name \"") + name + "\" of a " + what + " has a character that names may not have");
    if (!seen_.insert(name).second) return broken(where_, std::string("has two ") + what + "s named \"" + name + "\"");
    return core::done();
  }

 private:
  std::string where_;
  std::set<std::string> seen_;
};

Result<void> check_parameter(const std::string &where, const gantry_parameter &p) {
  const std::string name = where + ", parameter " + text(p.key);
  if (empty(p.label)) return broken(name, "has no label");
  if (p.type < GANTRY_PARAMETER_F64 || p.type > GANTRY_PARAMETER_F64_LIST) return broken(name, "has no known type");
  const bool number = p.type == GANTRY_PARAMETER_F64 || p.type == GANTRY_PARAMETER_I64;
  if ((number || p.type == GANTRY_PARAMETER_F64_LIST) && empty(p.unit))
    return broken(name, "has no unit; \"1\" stands for a bare number");
  if ((number || p.type == GANTRY_PARAMETER_F64_LIST) && !(p.minimum < p.maximum))
    return broken(name, "has no range: minimum must be below maximum; -INFINITY and INFINITY stand for none");
  const bool required = (p.flags & GANTRY_PARAMETER_REQUIRED) != 0;
  if (number && !required && !(p.default_number >= p.minimum && p.default_number <= p.maximum))
    return broken(name, "its default is outside its range");
  if (p.type != GANTRY_PARAMETER_CHOICE) return core::done();
  GANTRY_CHECK(check_list(name, "choices", p.choices, p.choice_count));
  Names choices(name);
  for (std::uint32_t i = 0; i < p.choice_count; ++i) GANTRY_CHECK(choices.add("choice", p.choices[i]->key, in_key));
  if (p.choice_count == 0) return broken(name, "has no choices");
  const auto is_default = [&](const gantry_choice *c) { return text(c->key) == text(p.default_text); };
  if (!required && std::none_of(p.choices, p.choices + p.choice_count, is_default))
    return broken(name, "its default is none of its choices");
  return core::done();
}

Result<void> check_parameters(const std::string &where, const gantry_parameter *const *items, std::uint32_t count) {
  GANTRY_CHECK(check_list(where, "parameters", items, count));
  Names keys(where);
  std::set<std::uint32_t> ids;
  for (std::uint32_t i = 0; i < count; ++i) {
    GANTRY_CHECK(keys.add("parameter", items[i]->key, in_key));
    if (!ids.insert(items[i]->id).second)
      return broken(where, "has two parameters of the id " + std::to_string(items[i]->id));
    GANTRY_CHECK(check_parameter(where, *items[i]));
  }
  return core::done();
}

Result<void> check_ports(const std::string &where, const char *what, const gantry_port *const *items,
                         std::uint32_t count) {
  GANTRY_CHECK(check_list(where, what, items, count));
  Names keys(where);
  for (std::uint32_t i = 0; i < count; ++i) {
    GANTRY_CHECK(keys.add(what, items[i]->key, in_key));
    const std::string name = where + ", " + what + " " + items[i]->key;
    if (items[i]->kind < GANTRY_KIND_VOLUME || items[i]->kind > GANTRY_KIND_FILE)
      return broken(name, "is of no known kind");
    const double tolerance[] = {items[i]->tolerance_absolute, items[i]->tolerance_relative,
                                items[i]->tolerance_fraction};
    for (const double t : tolerance)
      if (!(t >= 0) || std::isinf(t)) return broken(name, "has a tolerance that is below 0 or no number");
  }
  return core::done();
}

// oldest: the size of the first version of such a table.
template <class Item>
Result<void> check_item(Names &names, const char *what, const Item *item, std::size_t oldest = sizeof(Item)) {
  if (item == nullptr) return broken(what, "is empty");
  if (item->size < oldest) return broken(what, "does not give its size: set .size = sizeof");
  GANTRY_CHECK(names.add(what, item->id, in_id));
  if (empty(item->label)) return broken(std::string(what) + " " + item->id, "has no label");
  return core::done();
}

template <class Item>
Result<void> check_quantities(const std::string &where, const char *what, const Item *const *items,
                              std::uint32_t count) {
  GANTRY_CHECK(check_list(where, what, items, count));
  Names names(where);
  for (std::uint32_t i = 0; i < count; ++i) {
    GANTRY_CHECK(names.add(what, items[i]->name, in_symbol));
    if (empty(items[i]->unit))
      return broken(where + ", " + what + " " + items[i]->name, "has no unit; \"1\" stands for a bare number");
  }
  return core::done();
}

bool derives(const gantry_model &m) { return m.derive != nullptr; }
bool derives(const gantry_ode &o) {
  const gantry_ode *ode = &o;
  return o.derive != nullptr || (GANTRY_HAS(ode, derive_dosed) && o.derive_dosed != nullptr);
}

// What models have in common, whether formula or differential equations.
template <class Model>
Result<void> check_any_model(const std::string &where, const Model &m) {
  if (m.output_count == 0) return broken(where, "has no outputs");
  GANTRY_CHECK(check_list(where, "parameters", m.parameters, m.parameter_count));
  Names symbols(where);
  for (std::uint32_t i = 0; i < m.parameter_count; ++i) {
    const gantry_model_parameter &p = *m.parameters[i];
    GANTRY_CHECK(symbols.add("parameter", p.symbol, in_symbol));
    if (empty(p.unit)) return broken(where + ", parameter " + p.symbol, "has no unit; \"1\" stands for a bare number");
    if (!(p.minimum < p.maximum))
      return broken(where + ", parameter " + p.symbol, "has no range: minimum must be below maximum");
    if (!(p.start >= p.minimum && p.start <= p.maximum))
      return broken(where + ", parameter " + p.symbol, "its start is outside its bounds");
  }
  GANTRY_CHECK(check_quantities(where, "axis column", m.axis, m.axis_count));
  GANTRY_CHECK(check_quantities(where, "constant", m.constants, m.constant_count));
  GANTRY_CHECK(check_quantities(where, "output", m.outputs, m.output_count));
  GANTRY_CHECK(check_quantities(where, "derived quantity", m.derived, m.derived_count));
  if (m.derived_count > 0 && !derives(m)) return broken(where, "declares derived quantities but does not compute them");
  return check_parameters(where, m.choices, m.choice_count);
}

Result<void> check_model(const gantry_model &m) {
  const std::string where = std::string("model ") + m.id;
  if (m.evaluate_f32 == nullptr || m.evaluate_f64 == nullptr || m.prepare == nullptr || m.release == nullptr)
    return broken(where, "has no evaluation");
  if (m.parameter_count == 0 && !core::fit::makes_another(&m)) return broken(where, "has no parameters to be found");
  return check_any_model(where, m);
}

Result<void> check_states(const std::string &where, const gantry_ode &o) {
  if (o.state_count == 0) return broken(where, "has no states");
  GANTRY_CHECK(check_list(where, "states", o.states, o.state_count));
  Names states(where);
  for (std::uint32_t i = 0; i < o.state_count; ++i) {
    const gantry_ode_state &s = *o.states[i];
    GANTRY_CHECK(states.add("state", s.name, in_symbol));
    const std::string name = where + ", state " + s.name;
    if (empty(s.unit)) return broken(name, "has no unit; \"1\" stands for a bare number");
    if (!(s.scale > 0) || std::isinf(s.scale)) return broken(name, "its scale is not above 0");
  }
  return core::done();
}

Result<void> check_doses(const std::string &where, const gantry_ode &o) {
  GANTRY_CHECK(check_list(where, "doses", o.doses, o.dose_count));
  const auto symbol_is_there = [&](const char *symbol) {
    return symbol == nullptr || std::any_of(o.parameters, o.parameters + o.parameter_count,
                                            [&](const auto *p) { return text(p->symbol) == symbol; });
  };
  Names doses(where);
  for (std::uint32_t i = 0; i < o.dose_count; ++i) {
    const gantry_ode_dose &d = *o.doses[i];
    GANTRY_CHECK(doses.add("dose", d.name, in_symbol));
    const std::string name = where + ", dose " + d.name;
    if (std::none_of(o.states, o.states + o.state_count, [&](const auto *s) { return text(s->name) == text(d.state); }))
      return broken(name, "goes into \"" + text(d.state) + "\", which is no state");
    for (const char *symbol : {d.fraction, d.lag, d.duration})
      if (!symbol_is_there(symbol))
        return broken(name, "names the parameter \"" + text(symbol) + "\", which is not there");
  }
  return core::done();
}

Result<void> check_ode(const gantry_ode &o) {
  const std::string where = std::string("model ") + o.id;
  if (o.rates == nullptr || o.observe == nullptr || o.prepare == nullptr || o.release == nullptr)
    return broken(where, "has no equations");
  if (o.parameter_count == 0) return broken(where, "has no parameters to be found");
  GANTRY_CHECK(check_any_model(where, o));
  if (o.axis_count == 0) return broken(where, "has no time: its first axis column");
  GANTRY_CHECK(check_states(where, o));
  GANTRY_CHECK(check_doses(where, o));
  GANTRY_CHECK(check_list(where, "events", o.events, o.event_count));
  if (o.event_count > 0 && o.watch == nullptr) return broken(where, "declares events but does not watch for them");
  Names events(where);
  for (std::uint32_t i = 0; i < o.event_count; ++i) {
    GANTRY_CHECK(events.add("event", o.events[i]->name, in_symbol));
    if ((o.events[i]->flags & (GANTRY_EVENT_RISING | GANTRY_EVENT_FALLING)) == 0)
      return broken(where + ", event " + o.events[i]->name, "is neither rising nor falling");
  }
  return core::done();
}

Result<void> check_about(const gantry_about &about) {
  if (empty(about.id)) return broken("about", "the plugin has no id");
  if (!every(about.id, in_id) || text(about.id).find('.') == std::string::npos)
    return broken("about",
                  "the id \"" + text(about.id) + "\" is no reverse domain name in lower case, such as nl.umcu.strain");
  if (empty(about.name)) return broken("about", "the plugin has no name");
  const std::string version = text(about.version);
  if (version.empty() || std::isdigit(static_cast<unsigned char>(version[0])) == 0 ||
      std::count(version.begin(), version.end(), '.') < 2)
    return broken("about", "the version \"" + version + "\" is no semantic version, such as 1.4.0");
  if (empty(about.licence)) return broken("about", "the plugin has no licence");
  if (empty(about.intended_use)) return broken("about", "the plugin does not say what it is intended for");
  return core::done();
}

}  // namespace

Result<void> check_plugin(const Plugin &plugin) {
  GANTRY_CHECK(check_about(plugin.about()));
  Names tools("tools"), models("models"), readers("readers"), writers("writers");
  for (const gantry_tool *t : plugin.tools()) {
    GANTRY_CHECK(check_item(tools, "tool", t));
    const std::string where = std::string("tool ") + t->id;
    if (t->run == nullptr) return broken(where, "has no run function");
    GANTRY_CHECK(check_ports(where, "input", t->inputs, t->input_count));
    GANTRY_CHECK(check_ports(where, "output", t->outputs, t->output_count));
    GANTRY_CHECK(check_parameters(where, t->parameters, t->parameter_count));
  }
  for (const gantry_model *m : plugin.models()) {
    GANTRY_CHECK(check_item(models, "model", m));
    GANTRY_CHECK(check_model(*m));
  }
  for (const gantry_ode *o : plugin.odes()) {
    GANTRY_CHECK(check_item(models, "model", o));
    GANTRY_CHECK(check_ode(*o));
  }
  for (const gantry_reader *r : plugin.readers()) {
    GANTRY_CHECK(check_item(readers, "reader", r, offsetof(gantry_reader, parameters)));
    const std::string where = std::string("reader ") + r->id;
    if (r->sniff == nullptr || r->list == nullptr || r->read == nullptr)
      return broken(where, "lacks sniff, list or read");
    const auto parameters = parameters_of(r);
    GANTRY_CHECK(check_parameters(where, parameters.data(), static_cast<std::uint32_t>(parameters.size())));
    for (const gantry_parameter *p : parameters) {
      if ((p->flags & GANTRY_PARAMETER_REQUIRED) != 0)
        return broken(where + ", parameter " + p->key, "is required: files are read without being asked for anything");
    }
  }
  for (const gantry_writer *w : plugin.writers()) {
    GANTRY_CHECK(check_item(writers, "writer", w));
    const std::string where = std::string("writer ") + w->id;
    if (w->write == nullptr) return broken(where, "has no write function");
    GANTRY_CHECK(check_ports(where, "input", w->inputs, w->input_count));
    GANTRY_CHECK(check_parameters(where, w->parameters, w->parameter_count));
  }
  Names commands("commands");
  for (const gantry_command *c : plugin.commands()) {
    if (c == nullptr || c->size < sizeof(gantry_command))
      return broken("commands", "one does not give its size: set .size = sizeof");
    GANTRY_CHECK(commands.add("command", c->words, [](unsigned char x) { return in_key(x) || x == ' '; }));
    const std::string where = std::string("command ") + c->words;
    if (empty(c->label)) return broken(where, "has no label");
    if (c->run == nullptr) return broken(where, "has no run function");
    GANTRY_CHECK(check_ports(where, "input", c->inputs, c->input_count));
    GANTRY_CHECK(check_ports(where, "output", c->outputs, c->output_count));
    GANTRY_CHECK(check_parameters(where, c->parameters, c->parameter_count));
  }
  Names panels("panels");
  for (const gantry_panel *p : plugin.panels()) {
    GANTRY_CHECK(check_item(panels, "panel", p));
    if (p->open == nullptr || p->draw == nullptr || p->save == nullptr || p->close == nullptr)
      return broken(std::string("panel ") + p->id, "lacks open, draw, save or close");
  }
  if (plugin.tools().empty() && plugin.models().empty() && plugin.odes().empty() && plugin.readers().empty() &&
      plugin.writers().empty() && plugin.commands().empty() && plugin.panels().empty())
    return broken("plugin", "it offers nothing: no tool, model, reader, writer, command or panel");
  return core::done();
}

}  // namespace gantry::worker
