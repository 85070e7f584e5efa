// SPDX-License-Identifier: Apache-2.0
#include <host/worker/values.hpp>

#include <charconv>
#include <cmath>
#include <optional>

namespace gantry::worker {
namespace {

using core::fail;
using nlohmann::json;

auto wrong_type(const std::string &key, const char *what) {
  return fail("parameter.type", "the parameter " + key + " must be " + what, key, "give it as its help says");
}

std::string written(double number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

Result<double> in_range(const gantry_parameter &p, double number) {
  const std::string key = p.key;
  if (std::isnan(number)) return wrong_type(key, "a number");
  if (number < p.minimum || number > p.maximum)
    return fail("parameter.range",
                "the parameter " + key + " is " + written(number) + ", outside " + written(p.minimum) + " to " +
                    written(p.maximum),
                key, "give a value inside that range");
  return number;
}

// "1,2.5,4"
std::optional<std::vector<double>> numbers(const std::string &text) {
  std::vector<double> out;
  const char *at = text.data(), *end = text.data() + text.size();
  while (at != end) {
    while (at != end && (*at == ' ' || *at == ',')) ++at;
    if (at == end) break;
    double number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc{} || (next != end && *next != ',' && *next != ' ')) return {};
    out.push_back(number);
    at = next;
  }
  return out;
}

// The default as it would be given.
json default_of(const gantry_parameter &p) {
  if (p.type == GANTRY_PARAMETER_F64) return p.default_number;
  if (p.type == GANTRY_PARAMETER_I64 || p.type == GANTRY_PARAMETER_FLAG)
    return static_cast<std::int64_t>(p.default_number);
  return p.default_text == nullptr ? "" : p.default_text;
}

}  // namespace

Result<Values::Value> Values::value_of(const gantry_parameter &p, const json &given) {
  const std::string key = p.key;
  switch (p.type) {
    case GANTRY_PARAMETER_F64: {
      if (!given.is_number()) return wrong_type(key, "a number");
      GANTRY_TRY(number, in_range(p, given.get<double>()));
      return Value{number};
    }
    case GANTRY_PARAMETER_I64: {
      if (!given.is_number() || std::trunc(given.get<double>()) != given.get<double>())
        return wrong_type(key, "a whole number");
      GANTRY_CHECK(in_range(p, given.get<double>()));
      return Value{given.is_number_float() ? static_cast<std::int64_t>(given.get<double>())
                                           : given.get<std::int64_t>()};
    }
    case GANTRY_PARAMETER_FLAG: {
      if (given.is_boolean()) return Value{std::int64_t{given.get<bool>()}};
      if (given.is_number_integer() && (given == 0 || given == 1)) return Value{given.get<std::int64_t>()};
      return wrong_type(key, "true or false");
    }
    case GANTRY_PARAMETER_CHOICE: {
      if (!given.is_string()) return wrong_type(key, "the name of a choice");
      std::string all;
      for (std::uint32_t i = 0; i < p.choice_count; ++i) {
        if (given == p.choices[i]->key) return Value{given.get<std::string>()};
        all += (i == 0 ? "" : ", ") + std::string(p.choices[i]->key);
      }
      return fail("parameter.choice", "the parameter " + key + " has no choice \"" + given.get<std::string>() + "\"",
                  key, "choose one of: " + all);
    }
    case GANTRY_PARAMETER_TEXT:
      if (!given.is_string()) return wrong_type(key, "text");
      return Value{given.get<std::string>()};
    case GANTRY_PARAMETER_F64_LIST: {
      std::vector<double> list;
      if (given.is_string()) {
        auto parsed = numbers(given.get<std::string>());
        if (!parsed) return wrong_type(key, "a list of numbers such as 1,2.5,4");
        list = std::move(*parsed);
      } else {
        if (!given.is_array()) return wrong_type(key, "a list of numbers");
        for (const auto &number : given) {
          if (!number.is_number()) return wrong_type(key, "a list of numbers");
          list.push_back(number.get<double>());
        }
      }
      for (const double number : list) GANTRY_CHECK(in_range(p, number));
      return Value{std::move(list)};
    }
    default: return wrong_type(key, "of a type that this version of Gantry knows");
  }
}

Result<std::unique_ptr<Values>> Values::make(std::span<const gantry_parameter *const> declared, const json &given) {
  std::unique_ptr<Values> values(new Values);
  std::size_t used = 0;
  for (const gantry_parameter *p : declared) {
    const auto found = given.find(p->key);
    used += found != given.end() ? 1 : 0;
    if (found == given.end() && (p->flags & GANTRY_PARAMETER_REQUIRED) != 0)
      return fail("parameter.required", "the parameter " + std::string(p->key) + " has no value", p->key,
                  "give one: it has no default");
    GANTRY_TRY(value, value_of(*p, found != given.end() ? *found : default_of(*p)));
    values->values_.insert_or_assign(p->key, std::move(value));
  }
  if (used < given.size())
    for (const auto &[key, value] : given.items())
      if (!values->values_.contains(key))
        return fail("parameter.unknown", "there is no parameter " + key, key, "see the parameters in its help");
  return values;
}

template <class T>
const T *Values::find(const gantry_values *values, const char *key, std::int32_t &status) {
  const auto &all = static_cast<const Values *>(values->host)->values_;
  const auto found = key == nullptr ? all.end() : all.find(std::string_view(key));
  status = GANTRY_NOT_FOUND;
  if (found == all.end()) return nullptr;
  const T *value = std::get_if<T>(&found->second);
  status = value == nullptr ? GANTRY_INVALID_ARGUMENT : GANTRY_OK;
  return value;
}

Values::Values() {
  table_.size = sizeof table_;
  table_.host = this;
  table_.get_f64 = [](const gantry_values *values, const char *key, double *out) {
    std::int32_t status = 0;
    if (const auto *value = find<double>(values, key, status)) *out = *value;
    return status;
  };
  table_.get_i64 = [](const gantry_values *values, const char *key, std::int64_t *out) {
    std::int32_t status = 0;
    if (const auto *value = find<std::int64_t>(values, key, status)) *out = *value;
    return status;
  };
  table_.get_text = [](const gantry_values *values, const char *key, const char **out) {
    std::int32_t status = 0;
    if (const auto *value = find<std::string>(values, key, status)) *out = value->c_str();
    return status;
  };
  table_.get_list = [](const gantry_values *values, const char *key, const double **out, std::uint64_t *count) {
    std::int32_t status = 0;
    if (const auto *value = find<std::vector<double>>(values, key, status)) {
      *out = value->data();
      *count = value->size();
    }
    return status;
  };
}

}  // namespace gantry::worker
