// SPDX-License-Identifier: Apache-2.0
// The model that is a formula which somebody types: `gantry fit --formula 'S0 * exp(-TE / T2)' --input t.csv`.
#include <gantry/cpp/plugin.hpp>

#include "typed_model.hpp"

#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace gantry::formula {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

constexpr gantry_parameter text_parameter(std::uint32_t id, std::uint32_t flags, const char *key, const char *label,
                                          const char *help) {
  gantry_parameter p{};
  p.size = sizeof p;
  p.id = id;
  p.type = GANTRY_PARAMETER_TEXT;
  p.flags = flags;
  p.key = key;
  p.label = label;
  p.help = help;
  p.unit = "1";
  p.minimum = -infinite;
  p.maximum = infinite;
  return p;
}

constexpr gantry_parameter formula_choice = text_parameter(
    1, GANTRY_PARAMETER_REQUIRED, "formula", "Formula",
    "for instance S0 * exp(-TE / T2): names that are columns of the data are known, all others are sought");
constexpr gantry_parameter x_choice =
    text_parameter(2, 0, "x", "Known columns",
                   "names of the formula that are columns, where they are called otherwise: t=time,b; empty: by name");
constexpr gantry_parameter y_choice = text_parameter(
    3, 0, "y", "Fitted column", "the column that the formula is to meet; empty: the first that is not known");
constexpr gantry_parameter name_choice =
    text_parameter(4, GANTRY_PARAMETER_ADVANCED, "name", "Name", "what the model is called in results; may be empty");
constexpr gantry_parameter parameters_choice = text_parameter(
    5, GANTRY_PARAMETER_ADVANCED, "parameters", "Parameters",
    "what is sought, with units, starts and bounds, as a saved model has it; empty: all that is no column");
constexpr const gantry_parameter *choices[] = {&formula_choice, &x_choice, &y_choice, &name_choice, &parameters_choice};

constexpr gantry_model_quantity any_output{sizeof any_output, 0, "y", "y", "signal", 0, nullptr, 0, 0};
constexpr const gantry_model_quantity *outputs[] = {&any_output};

std::string text(const gantry_values *values, const char *key) {
  const char *value = nullptr;
  const bool there = values != nullptr && values->get_text(values, key, &value) == GANTRY_OK && value != nullptr;
  return there ? value : "";
}

std::int32_t make(const gantry_model *, const gantry_model_request *request, const gantry_model **made,
                  const char **reason) {
  thread_local std::string why;
  *made = nullptr;
  try {
    std::vector<Column> columns;
    for (std::uint32_t c = 0; c < request->column_count; ++c)
      columns.push_back({request->column_names[c], request->column_units[c]});
    const auto *const values = request->values;
    *made = TypedModel::make({text(values, "formula"), text(values, "x"), text(values, "y"), text(values, "name"),
                              declared_in(text(values, "parameters"))},
                             columns, request->signal_unit);
    return GANTRY_OK;
  } catch (const Error &e) {
    why = e.what() + (e.hint().empty() ? "" : "; " + e.hint());
    *reason = why.c_str();
    return GANTRY_INVALID_ARGUMENT;  // what was typed
  } catch (const std::exception &e) {
    why = e.what();
  }
  *reason = why.c_str();
  return GANTRY_BAD_DATA;
}

// A formula is fitted by what make() gives, never itself.
std::int32_t not_prepared(const gantry_model *, const gantry_model_setup *, void **state, const char **reason) {
  *state = nullptr;
  *reason = "this host can't make a model of a typed formula: it is older than the plugin";
  return GANTRY_UNSUPPORTED;
}

const gantry_model typed = [] {
  gantry_model m{};
  m.size = sizeof m;
  m.id = "formula";
  m.label = "Formula, typed";
  m.help = "Fits a formula that you type, without a compiler: parsed, its units checked, derived exactly.";
  m.category = "general";
  m.equation = "as typed";
  m.source = "your own";
  m.outputs = outputs;
  m.output_count = 1;
  m.choices = choices;
  m.choice_count = static_cast<std::uint32_t>(std::size(choices));
  m.prepare = not_prepared;
  m.release = [](const gantry_model *, void *) {};
  m.evaluate_f32 = [](const gantry_model *, const void *, const gantry_block_f32 *) {};
  m.evaluate_f64 = [](const gantry_model *, const void *, const gantry_block_f64 *) {};
  m.make = make;
  m.unmake = [](const gantry_model *, const gantry_model *made) { TypedModel::unmake(made); };
  return m;
}();
const gantry_model *const models[] = {&typed};
const gantry_models all{sizeof all, 1, models};

const gantry_about about{sizeof about,
                         0,
                         "org.gantry.formula",
                         "Typed formulas",
                         "0.1.0",
                         "The Gantry authors",
                         "Apache-2.0",
                         "Fits a formula that you type, without a compiler.",
                         "Education and research. Not a medical device.",
                         ""};

// So that a formula can be checked before there are data for it.
struct Check : Command {
  static constexpr const char *words = "formula check", *label = "Check a formula",
                              *help = "Says which names a formula has, or at which place it can't be read.";
  Text formula{"formula", "Formula", "for instance S0 * exp(-TE / T2)", "", GANTRY_PARAMETER_REQUIRED};
  RecordOutput parts{"parts", "Parts", "the names of the formula, and that of its left side"};

  void run(Job &) {
    const Formula parsed = parse(formula.value());
    nlohmann::json names = nlohmann::json::array();
    for (const Symbol &s : parsed.symbols)
      if (!s.name.empty()) names.push_back(s.name);
    parts.write("gantry.formula/1", nlohmann::json{{"names", names}, {"output", parsed.output}}.dump());
  }
};

const void *get_interface(const char *id) {
  return std::string_view(id) == GANTRY_MODELS_ID ? &all : detail::Tables::of<Check>().find(id);
}

}  // namespace
}  // namespace gantry::formula

GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1;
const gantry_plugin_entry gantry_plugin_entry_v1 = {sizeof(gantry_plugin_entry),
                                                    GANTRY_ABI_VERSION,
                                                    &gantry::formula::about,
                                                    [](const gantry_host *) -> std::int32_t { return GANTRY_OK; },
                                                    [] {},
                                                    gantry::formula::get_interface};
