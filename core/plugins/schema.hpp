// SPDX-License-Identifier: Apache-2.0
// What a manifest says a plugin can do: enough for listing, help, flags and forms without loading any code.
//
//   const ToolSpec *tool = manifest.tool("threshold");
//   for (const ParameterSpec &p : tool->parameters) { … p.key, p.unit, p.minimum … }
#pragma once

#include <core/data/object.hpp>
#include <core/result.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gantry::core {

struct ChoiceSpec {
  std::string key, label, help;
};

enum class ParameterType { f64 = 1, i64, flag, choice, text, f64_list };

struct ParameterSpec {
  ParameterType type = ParameterType::f64;
  std::string key, label, help, unit, visible_if, default_text;
  double minimum = 0, maximum = 0, step = 0, default_number = 0;  // bounds may be infinite
  std::vector<ChoiceSpec> choices;
  bool required = false, advanced = false, secret = false;
};

struct PortSpec {
  Kind kind = Kind::volume;
  std::string key, label, help, unit;
  bool optional = false, many = false, labels = false, mask = false, colour = false;
  double tolerance_absolute = 0, tolerance_relative = 0, tolerance_fraction = 0;
};

// A tool, a command (id holds its words) or a writer.
struct ToolSpec {
  std::string id, label, help, category, source, extensions;
  bool needs_project = false;
  std::vector<PortSpec> inputs, outputs;
  std::vector<ParameterSpec> parameters;

  const PortSpec *input(const std::string &key) const;
  const PortSpec *output(const std::string &key) const;
};

struct ReaderSpec {
  std::string id, label, help, extensions;
  std::vector<ParameterSpec> parameters;  // none is required
};

struct PanelSpec {
  std::string id, label, help, icon;
  bool needs_project = false;
};

struct ModelParameterSpec {
  std::string symbol, label, help, unit;
  double minimum = 0, maximum = 0, start = 0;
};

struct QuantitySpec {
  std::string name, label, unit;
  double default_value = 0;
  bool required = false;
  std::vector<std::string> words = {};  // of an axis column of words
};

// What a model of differential equations has beside.
struct OdeSpec {
  struct Dose {
    std::string name, label, help, state, unit, fraction, lag, duration;
    bool optional = false;
  };
  struct Event {
    std::string name, label, help;
    bool rising = false, falling = false;
  };
  bool stiff = false;
  std::vector<QuantitySpec> states;
  std::vector<Dose> doses;
  std::vector<Event> events;
};

struct ModelSpec {
  std::string id, label, help, category, equation, source;
  bool whole_curve = false;
  bool made = false;            // for each fit: parameters, axis and outputs depend on its choices
  bool example = false;         // it shows what a study of it would measure
  std::string special_case_of;  // ids of models of the same plugin, space separated
  std::vector<ModelParameterSpec> parameters;
  std::vector<QuantitySpec> axis, constants, outputs, derived;
  std::vector<ParameterSpec> choices;
  std::optional<OdeSpec> ode;
};

struct Manifest {
  std::string id, name, version, vendor, licence, description, intended_use, file, sha256;
  std::vector<std::string> permissions;
  std::uint32_t abi_min = 0;
  std::vector<ToolSpec> tools, commands, writers;
  std::vector<ReaderSpec> readers;
  std::vector<ModelSpec> models;
  std::vector<PanelSpec> panels;

  const ToolSpec *tool(const std::string &id) const;
  const ReaderSpec *reader(const std::string &id) const;
  const ModelSpec *model(const std::string &id) const;
  const PanelSpec *panel(const std::string &id) const;
  bool permits(const std::string &permission) const;
};

// Trusts nothing. Errors "manifest.…" name the member.
Result<Manifest> parse_manifest(const std::string &text);

}  // namespace gantry::core
