// SPDX-License-Identifier: Apache-2.0
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/plugins/parameters.hpp>
#include <host/cli/dose_options.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

// "time=0,amount=100 mg,into=gut": numbers as such; what has a unit, or is a name, as text.
core::Result<json> dose(const std::string &word) {
  json result = json::object();
  Words parts;
  boost::split(parts, word, boost::is_any_of(","));
  for (const auto &part : parts) {
    GANTRY_TRY(split, key_value(part, "--dose"));
    const auto value = core::parse_number(split.second);
    result[split.first] = value ? json(*value) : json(split.second);
  }
  return result;
}

}  // namespace

void add_dose_flags(CommandLine &line) {
  const auto text = [] { return po::value<std::string>(); };
  line.flags().add_options()("dose", po::value<Words>()->composing(),
                             "time=0,amount=100,into=gut,duration=2,every=12,count=6: what was given when; a table of "
                             "doses is --input doses=FILE")(
      "dose-at-sample", text(), "after or before: what a sample at the very time of a dose sees")(
      "ode-method", text(), "explicit or stiff, instead of what the model says")(
      "ode-rtol", text(), "relative tolerance of differential equations: 1e-9")(
      "ode-atol", text(), "absolute tolerance, times the size of each state: 1e-9")(
      "ode-max-steps", text(), "the most steps of one solution: 100000")("ode-start", text(),
                                                                         "the time at which the equations begin");
}

core::Result<void> take_dose_options(const CommandLine &line, json &options) {
  for (const auto &word : line.texts("dose")) {
    GANTRY_TRY(read, dose(word));
    options["doses"].push_back(read);
  }
  for (const auto &[flag, key] : {std::pair{"dose-at-sample", "dose_at_sample"}, std::pair{"ode-method", "ode_method"}})
    if (line.has(flag)) options[key] = line.text(flag);
  for (const auto &[flag, key, like] : {std::tuple{"ode-rtol", "ode_rtol", "1e-9"},
                                        {"ode-atol", "ode_atol", "1e-9"},
                                        {"ode-max-steps", "ode_max_steps", "100000"},
                                        {"ode-start", "ode_start", "0"}}) {
    if (!line.has(flag)) continue;
    const auto value = core::parse_number(line.text(flag));
    if (!value) return unreadable(std::string("--") + flag, line.text(flag), like);
    const bool whole = std::string_view(key) == "ode_max_steps" && *value >= 0 && *value < 9e15;
    options[key] = whole ? json(static_cast<std::int64_t>(*value)) : json(*value);
  }
  return core::done();
}

bool is_dose_option(const std::string &key) {
  return key == "doses" || key == "dose_at_sample" || key.starts_with("ode_");
}

}  // namespace gantry::host
