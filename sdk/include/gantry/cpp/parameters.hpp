// SPDX-License-Identifier: MIT
// Parameters as members of a tool, model or command; each reads as its value while a job runs.
//
//   gantry::Number level{"level", "Level", "voxels at or above it are inside", "1", 200, {0, 4096}};
//   gantry::Choice side{"side", "Side", "which side of the level is inside", {{"above", "above"}, {"below", "below"}}};
//   if (side == "above" && value >= level) …
#pragma once

#include <gantry/cpp/declarations.hpp>
#include <gantry/cpp/error.hpp>
#include <gantry/parameter.h>

#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace gantry {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

struct Range {
  double minimum = -infinity, maximum = infinity, step = 0;
};

namespace detail {

class Parameter : public Member {
 public:
  const char *key() const { return c_.key; }
  bool given() const { return owner().values != nullptr; }

  Parameter(const Parameter &) = delete;
  Parameter &operator=(const Parameter &) = delete;

 protected:
  Parameter(std::uint32_t type, const char *key, const char *label, const char *help, const char *unit) {
    c_.size = sizeof c_;
    c_.id = static_cast<std::uint32_t>(owner().declared_parameters.size()) + 1;
    c_.type = type;
    c_.key = key;
    c_.label = label;
    c_.help = help;
    c_.unit = unit;
    c_.minimum = -infinity;
    c_.maximum = infinity;
    owner().declared_parameters.push_back(&c_);
  }
  ~Parameter() = default;

  template <class T, class Getter>
  T read(Getter getter) const {
    T value{};
    const gantry_values *values = owner().values;
    require(values == nullptr ? GANTRY_NOT_FOUND : (values->*getter)(values, c_.key, &value), "job.parameter",
            std::string("the parameter \"") + c_.key + "\" can't be read", c_.key);
    return value;
  }

  gantry_parameter c_{};
};

}  // namespace detail

class Number : public detail::Parameter {
 public:
  Number(const char *key, const char *label, const char *help, const char *unit, double value, Range range = {},
         std::uint32_t flags = 0, const char *visible_if = nullptr)
      : Parameter(GANTRY_PARAMETER_F64, key, label, help, unit) {
    c_.default_number = value;
    c_.minimum = range.minimum;
    c_.maximum = range.maximum;
    c_.step = range.step;
    c_.flags = flags;
    c_.visible_if = visible_if;
  }
  double value() const { return read<double>(&gantry_values::get_f64); }
  operator double() const { return value(); }  // NOLINT(google-explicit-constructor): reads as a number
};

class Integer : public detail::Parameter {
 public:
  Integer(const char *key, const char *label, const char *help, const char *unit, std::int64_t value, Range range = {},
          std::uint32_t flags = 0, const char *visible_if = nullptr)
      : Parameter(GANTRY_PARAMETER_I64, key, label, help, unit) {
    c_.default_number = static_cast<double>(value);
    c_.minimum = range.minimum;
    c_.maximum = range.maximum;
    c_.step = range.step == 0 ? 1 : range.step;
    c_.flags = flags;
    c_.visible_if = visible_if;
  }
  std::int64_t value() const { return read<std::int64_t>(&gantry_values::get_i64); }
  operator std::int64_t() const { return value(); }  // NOLINT(google-explicit-constructor)
};

class Flag : public detail::Parameter {
 public:
  Flag(const char *key, const char *label, const char *help, bool value = false, std::uint32_t flags = 0)
      : Parameter(GANTRY_PARAMETER_FLAG, key, label, help, "1") {
    c_.default_number = value ? 1 : 0;
    c_.minimum = 0;
    c_.maximum = 1;
    c_.flags = flags;
  }
  bool value() const { return read<std::int64_t>(&gantry_values::get_i64) != 0; }
  explicit operator bool() const { return value(); }
};

struct ChoiceOption {
  const char *key;
  const char *label;
  const char *help = "";
};

class Choice : public detail::Parameter {
 public:
  // The first option is the default.
  Choice(const char *key, const char *label, const char *help, std::initializer_list<ChoiceOption> options,
         std::uint32_t flags = 0)
      : Parameter(GANTRY_PARAMETER_CHOICE, key, label, help, "1") {
    for (const auto &o : options) options_.push_back({sizeof(gantry_choice), 0, o.key, o.label, o.help});
    for (const auto &o : options_) pointers_.push_back(&o);
    c_.choices = pointers_.data();
    c_.choice_count = static_cast<std::uint32_t>(pointers_.size());
    c_.default_text = options_.front().key;
    c_.flags = flags;
  }
  std::string_view value() const { return read<const char *>(&gantry_values::get_text); }
  bool operator==(std::string_view key) const { return value() == key; }

 private:
  std::vector<gantry_choice> options_;
  std::vector<const gantry_choice *> pointers_;
};

class Text : public detail::Parameter {
 public:
  Text(const char *key, const char *label, const char *help, const char *value = "", std::uint32_t flags = 0)
      : Parameter(GANTRY_PARAMETER_TEXT, key, label, help, "1") {
    c_.default_text = value;
    c_.flags = flags;
  }
  std::string value() const { return read<const char *>(&gantry_values::get_text); }
};

class Numbers : public detail::Parameter {
 public:
  // `value` as text: "1,2.5,4". The range holds for each number.
  Numbers(const char *key, const char *label, const char *help, const char *unit, const char *value = "",
          Range range = {}, std::uint32_t flags = 0)
      : Parameter(GANTRY_PARAMETER_F64_LIST, key, label, help, unit) {
    c_.default_text = value;
    c_.minimum = range.minimum;
    c_.maximum = range.maximum;
    c_.flags = flags;
  }
  std::vector<double> value() const {
    const double *numbers = nullptr;
    std::uint64_t count = 0;
    const gantry_values *values = owner().values;
    detail::require(values == nullptr ? GANTRY_NOT_FOUND : values->get_list(values, c_.key, &numbers, &count),
                    "job.parameter", std::string("the parameter \"") + c_.key + "\" can't be read", c_.key);
    return {numbers, numbers + count};
  }
};

}  // namespace gantry
