// SPDX-License-Identifier: Apache-2.0
// A typed formula as a model, unmade at the end.
//
//   const Made model("b1 * exp(-b2 * x)", {{"x", "s"}, {"y", "mV"}});
//   model->parameters[1]->unit
#pragma once

#include <gantry/cpp/error.hpp>
#include <memory>
#include <plugins/formula/typed_model.hpp>
#include <string>
#include <vector>

namespace gantry::test {

class Made {
 public:
  explicit Made(const std::string &text, const std::vector<formula::Column> &columns = {{"x", ""}, {"y", ""}},
                const std::string &x = "", const std::string &y = "", const char *signal_unit = nullptr)
      : Made(formula::Typed{text, x, y}, columns, signal_unit) {}
  Made(const formula::Typed &typed, const std::vector<formula::Column> &columns, const char *signal_unit = nullptr)
      : model_(formula::TypedModel::make(typed, columns, signal_unit)) {}
  Made(const Made &) = delete;
  Made &operator=(const Made &) = delete;
  ~Made() { formula::TypedModel::unmake(model_); }

  const gantry_model &operator*() const { return *model_; }
  const gantry_model *operator->() const { return model_; }

  std::vector<std::string> symbols() const {
    std::vector<std::string> names;
    for (std::uint32_t p = 0; p < model_->parameter_count; ++p) names.emplace_back(model_->parameters[p]->symbol);
    return names;
  }
  std::string unit(const std::string &symbol) const {
    for (std::uint32_t p = 0; p < model_->parameter_count; ++p)
      if (symbol == model_->parameters[p]->symbol) return model_->parameters[p]->unit;
    return "no such parameter";
  }

 private:
  const gantry_model *model_;
};

// What make() throws on, as code and words.
inline std::string refusal(const formula::Typed &typed, const std::vector<formula::Column> &columns) {
  try {
    const Made made(typed, columns);
  } catch (const gantry::Error &e) {
    return e.code() + ": " + e.what() + "; " + e.hint();
  }
  return "taken";
}

inline std::string refusal(const std::string &text,
                           const std::vector<formula::Column> &columns = {{"x", ""}, {"y", ""}},
                           const std::string &x = "", const std::string &y = "") {
  return refusal(formula::Typed{text, x, y}, columns);
}

}  // namespace gantry::test
