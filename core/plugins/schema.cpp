// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <core/data/read_json.hpp>
#include <core/plugins/schema.hpp>
#include <limits>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

// Reads one manifest; the first thing that is wrong is kept, and later reads give harmless values.
class Reader {
 public:
  Reader(const json &source, std::string where, std::string &error)
      : in_(&source), where_(std::move(where)), error_(&error) {
    if (!source.is_object()) wrong("", "must be an object");
  }

  std::string text(const char *key, bool required = false) {
    const json *found = find(key);
    if (found == nullptr || found->is_null()) {
      if (required) wrong(key, "is missing");
      return {};
    }
    if (!found->is_string()) return wrong(key, "must be text"), std::string{};
    auto value = found->get<std::string>();
    if (value.size() > 65536) return wrong(key, "is longer than 64 KiB"), std::string{};
    if (required && value.empty()) wrong(key, "is empty");
    return value;
  }
  // null stands for the infinity that JSON has no word for.
  double number(const char *key, double otherwise) {
    const json *found = find(key);
    if (found == nullptr || found->is_null()) return otherwise;
    if (!found->is_number()) return wrong(key, "must be a number"), otherwise;
    return found->get<double>();
  }
  std::uint32_t whole(const char *key) {
    const json *found = find(key);
    if (found == nullptr || !found->is_number_unsigned() || *found > 0xFFFFFFFFU)
      return wrong(key, "must be a whole number"), 0;
    return found->get<std::uint32_t>();
  }
  bool is_text(const char *key) const {
    const json *found = find(key);
    return found != nullptr && found->is_string();
  }
  bool has(const char *key) const { return find(key) != nullptr; }
  bool flag(const char *key) {
    const json *found = find(key);
    return found != nullptr && found->is_boolean() && found->get<bool>();
  }
  std::vector<std::string> words(const char *key) {
    std::vector<std::string> result;
    for (const json &entry : list(key)) {
      if (entry.is_string()) result.push_back(entry.get<std::string>());
      else wrong(key, "must be a list of words");
    }
    return result;
  }
  // Calls read(Reader) for each entry; entries must differ in `unique`.
  template <class T, class F>
  std::vector<T> each(const char *key, F read, std::string T::*unique) {
    std::vector<T> result;
    std::set<std::string> seen;
    for (const json &entry : list(key)) {
      Reader reader(entry, where_ + "." + key, *error_);
      result.push_back(read(reader));
      if (!seen.insert(result.back().*unique).second) wrong(key, "names \"" + result.back().*unique + "\" twice");
    }
    return result;
  }
  Reader member(const char *key) {
    static const json empty = json::object();
    const json *found = find(key);
    return {found == nullptr ? empty : *found, where_ + "." + key, *error_};
  }
  void wrong(const std::string &key, const std::string &why) {
    if (error_->empty()) *error_ = where_ + (key.empty() ? "" : "." + key) + " " + why;
  }

 private:
  const json *find(const char *key) const {
    if (!in_->is_object()) return nullptr;
    const auto found = in_->find(key);
    return found == in_->end() ? nullptr : &*found;
  }
  const json &list(const char *key) {
    static const json empty = json::array();
    const json *found = find(key);
    if (found == nullptr || found->is_null()) return empty;
    if (!found->is_array() || found->size() > 4096) return wrong(key, "must be a list of at most 4096"), empty;
    return *found;
  }

  const json *in_;
  std::string where_;
  std::string *error_;
};

constexpr double infinity = std::numeric_limits<double>::infinity();

ParameterSpec read_parameter(Reader &in) {
  ParameterSpec p;
  p.key = in.text("key", true);
  p.label = in.text("label", true);
  p.help = in.text("help");
  p.unit = in.text("unit");
  p.visible_if = in.text("visible_if");
  p.minimum = in.number("minimum", -infinity);
  p.maximum = in.number("maximum", infinity);
  p.step = in.number("step", 0);
  static const std::vector<std::string> types{"f64", "i64", "flag", "choice", "text", "f64_list"};
  const auto type = std::find(types.begin(), types.end(), in.text("type", true));
  if (type == types.end()) in.wrong("type", "is unknown");
  else p.type = static_cast<ParameterType>(type - types.begin() + 1);
  if (in.is_text("default")) p.default_text = in.text("default");
  else if (p.type == ParameterType::flag) p.default_number = in.flag("default") ? 1 : 0;
  else p.default_number = in.number("default", 0);
  p.choices = in.each<ChoiceSpec>(
      "choices",
      [](Reader &c) {
        return ChoiceSpec{c.text("key", true), c.text("label"), c.text("help")};
      },
      &ChoiceSpec::key);
  for (const auto &word : in.words("flags")) {
    p.required |= word == "required";
    p.advanced |= word == "advanced";
    p.secret |= word == "secret";
  }
  return p;
}

PortSpec read_port(Reader &in) {
  PortSpec p;
  const auto kind = kind_by_name(in.text("kind", true));
  if (kind) p.kind = *kind;
  else in.wrong("kind", "is unknown");
  p.key = in.text("key", true);
  p.label = in.text("label", true);
  p.help = in.text("help");
  p.unit = in.text("unit");
  for (const auto &word : in.words("flags")) {
    p.optional |= word == "optional";
    p.many |= word == "many";
    p.labels |= word == "labels";
    p.mask |= word == "mask";
    p.colour |= word == "colour";
  }
  Reader tolerance = in.member("tolerance");
  p.tolerance_absolute = tolerance.number("absolute", 0);
  p.tolerance_relative = tolerance.number("relative", 0);
  p.tolerance_fraction = tolerance.number("fraction", 0);
  return p;
}

ToolSpec read_tool(Reader &in, const char *id) {
  ToolSpec t;
  t.id = in.text(id, true);
  t.label = in.text("label", true);
  t.help = in.text("help");
  t.category = in.text("category");
  t.source = in.text("source");
  t.extensions = in.text("extensions");
  t.needs_project = in.flag("needs_project");
  t.inputs = in.each<PortSpec>("inputs", read_port, &PortSpec::key);
  t.outputs = in.each<PortSpec>("outputs", read_port, &PortSpec::key);
  t.parameters = in.each<ParameterSpec>("parameters", read_parameter, &ParameterSpec::key);
  return t;
}

QuantitySpec read_quantity(Reader &in) {
  return {in.text("name", true),   in.text("label"),    in.text("unit"),
          in.number("default", 0), in.flag("required"), in.words("words")};
}

OdeSpec read_ode(Reader in) {
  OdeSpec o;
  o.stiff = in.flag("stiff");
  o.states = in.each<QuantitySpec>("states", read_quantity, &QuantitySpec::name);
  o.doses = in.each<OdeSpec::Dose>(
      "doses",
      [](Reader &d) {
        return OdeSpec::Dose{d.text("name", true), d.text("label"),    d.text("help"),
                             d.text("state"),      d.text("unit"),     d.text("fraction"),
                             d.text("lag"),        d.text("duration"), d.flag("optional")};
      },
      &OdeSpec::Dose::name);
  o.events = in.each<OdeSpec::Event>(
      "events",
      [](Reader &e) {
        return OdeSpec::Event{e.text("name", true), e.text("label"), e.text("help"), e.flag("rising"),
                              e.flag("falling")};
      },
      &OdeSpec::Event::name);
  return o;
}

ModelSpec read_model(Reader &in) {
  ModelSpec m;
  m.id = in.text("id", true);
  m.label = in.text("label", true);
  m.help = in.text("help");
  m.category = in.text("category");
  m.equation = in.text("equation");
  m.source = in.text("source");
  m.whole_curve = in.flag("whole_curve");
  m.made = in.flag("made");
  m.example = in.flag("example");
  m.special_case_of = in.text("special_case_of");
  m.parameters = in.each<ModelParameterSpec>(
      "parameters",
      [](Reader &p) {
        return ModelParameterSpec{p.text("symbol", true),
                                  p.text("label"),
                                  p.text("help"),
                                  p.text("unit"),
                                  p.number("minimum", -infinity),
                                  p.number("maximum", infinity),
                                  p.number("start", 0)};
      },
      &ModelParameterSpec::symbol);
  m.axis = in.each<QuantitySpec>("axis", read_quantity, &QuantitySpec::name);
  m.constants = in.each<QuantitySpec>("constants", read_quantity, &QuantitySpec::name);
  m.outputs = in.each<QuantitySpec>("outputs", read_quantity, &QuantitySpec::name);
  m.derived = in.each<QuantitySpec>("derived", read_quantity, &QuantitySpec::name);
  m.choices = in.each<ParameterSpec>("choices", read_parameter, &ParameterSpec::key);
  if (in.has("ode")) m.ode = read_ode(in.member("ode"));
  return m;
}

template <class T>
const T *by(const std::vector<T> &all, std::string T::*member, const std::string &key) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T &t) { return t.*member == key; });
  return found == all.end() ? nullptr : &*found;
}

// Reverse DNS. A folder is named by it, so it must not be able to lead anywhere else.
bool is_plugin_id(const std::string &id) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; };
  return id.size() <= 128 && id.front() != '.' && id.back() != '.' && id.find('.') != std::string::npos &&
         id.find("..") == std::string::npos && std::all_of(id.begin(), id.end(), fits);
}

bool is_sha256(const std::string &hash) {
  return hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

const PortSpec *ToolSpec::input(const std::string &key) const { return by(inputs, &PortSpec::key, key); }
const PortSpec *ToolSpec::output(const std::string &key) const { return by(outputs, &PortSpec::key, key); }
const ToolSpec *Manifest::tool(const std::string &wanted) const { return by(tools, &ToolSpec::id, wanted); }
const ReaderSpec *Manifest::reader(const std::string &wanted) const { return by(readers, &ReaderSpec::id, wanted); }
const ModelSpec *Manifest::model(const std::string &wanted) const { return by(models, &ModelSpec::id, wanted); }
const PanelSpec *Manifest::panel(const std::string &wanted) const { return by(panels, &PanelSpec::id, wanted); }
bool Manifest::permits(const std::string &permission) const {
  return std::find(permissions.begin(), permissions.end(), permission) != permissions.end();
}

Result<Manifest> parse_manifest(const std::string &text) {
  const json source = json::parse(text, nullptr, false);
  std::string error;
  Manifest m;
  if (source.is_discarded()) {
    error = "it is not JSON";
  } else {
    Reader in(source, "manifest", error);
    if (in.whole("manifest") != 1 && error.empty()) error = "it is of a newer kind: update Gantry";
    m.id = in.text("id", true);
    m.name = in.text("name", true);
    m.version = in.text("version", true);
    m.vendor = in.text("vendor");
    m.licence = in.text("licence");
    m.description = in.text("description");
    m.intended_use = in.text("intended_use");
    m.file = in.text("file", true);
    m.sha256 = in.text("sha256", true);
    m.permissions = in.words("permissions");
    m.abi_min = in.whole("abi_min");
    if (!m.id.empty() && !is_plugin_id(m.id))
      in.wrong("id", "must be letters, digits, - and _ in parts with points between them: nl.hospital.tool");
    if (m.file.find_first_of("/\\") != std::string::npos || m.file == "." || m.file == "..")
      in.wrong("file", "must have no folder");
    if (!is_sha256(m.sha256)) in.wrong("sha256", "must be 64 hexadecimal digits");
    m.tools = in.each<ToolSpec>(
        "tools", [](Reader &t) { return read_tool(t, "id"); }, &ToolSpec::id);
    m.commands = in.each<ToolSpec>(
        "commands", [](Reader &t) { return read_tool(t, "words"); }, &ToolSpec::id);
    m.writers = in.each<ToolSpec>(
        "writers", [](Reader &t) { return read_tool(t, "id"); }, &ToolSpec::id);
    m.readers = in.each<ReaderSpec>(
        "readers",
        [](Reader &r) {
          return ReaderSpec{r.text("id", true), r.text("label"), r.text("help"), r.text("extensions"),
                            r.each<ParameterSpec>("parameters", read_parameter, &ParameterSpec::key)};
        },
        &ReaderSpec::id);
    m.models = in.each<ModelSpec>("models", read_model, &ModelSpec::id);
    m.panels = in.each<PanelSpec>(
        "panels",
        [](Reader &p) {
          return PanelSpec{p.text("id", true), p.text("label", true), p.text("help"), p.text("icon"),
                           p.flag("needs_project")};
        },
        &PanelSpec::id);
  }
  if (!error.empty()) {
    return fail("manifest.bad", "the manifest can't be used: " + error, "manifest.json",
                "build the plugin again with gantry_add_plugin(), which makes the manifest");
  }
  return m;
}

}  // namespace gantry::core
