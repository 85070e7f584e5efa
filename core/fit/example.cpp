// SPDX-License-Identifier: Apache-2.0
#include <core/fit/example.hpp>

#include <core/fit/offered.hpp>

#include <algorithm>

namespace gantry::core::fit {
namespace {

bool has_example(const gantry_model *model) {
  return GANTRY_HAS(model, example_points) && model->example != nullptr && model->example_points > 0;
}

// Numbers, or the words for which they stand.
Column axis_column(const gantry_model_quantity &q, const std::vector<double> &values) {
  if (word_count_of(&q) == 0) return {q.name, std::string_view(q.unit) == "axis" ? "" : q.unit, values};
  std::vector<std::string> words;
  for (const double value : values) {
    const auto place = static_cast<std::uint32_t>(value);
    words.emplace_back(place < q.word_count ? q.words[place] : "");
  }
  return {q.name, "", std::move(words)};
}

}  // namespace

bool wants_example(const FitJob &job) {
  if (job.kind == JobKind::check_model) return true;
  return job.kind == JobKind::evaluate && std::none_of(job.inputs.begin(), job.inputs.end(), [](const auto &input) {
           return input.port == "data" || input.port == "image";
         });
}

Result<Place> example_place(const gantry_model &model) {
  if (!has_example(&model))
    return fail("fit.example", "the model \"" + std::string(model.id) + "\" has no example", "data",
                "give data: a table, or an image", Failure::usage);
  Place example;
  example.points = model.example_points;
  example.axis.assign(model.axis_count, std::vector<double>(example.points));
  std::vector<double *> columns;
  for (std::uint32_t c = 0; c < model.axis_count; ++c) {
    for (double &x : example.axis[c]) x = model.axis[c]->default_value;
    columns.push_back(example.axis[c].data());
  }
  for (std::uint32_t c = 0; c < model.constant_count; ++c)
    example.constants.push_back(model.constants[c]->default_value);
  model.example(&model, columns.data(), example.constants.data());
  return example;
}

std::vector<double> declared_starts(const gantry_model &model) {
  std::vector<double> starts;
  for (std::uint32_t p = 0; p < model.parameter_count; ++p) starts.push_back(model.parameters[p]->start);
  return starts;
}

Result<Table> example_table(const gantry_model &model, const std::vector<double> &parameters,
                            const gantry_values *values, std::uint32_t level) {
  GANTRY_TRY(example, example_place(model));
  GANTRY_TRY(probe, Probe::of(model, example, values, level));
  const auto curve = probe.at(parameters).values;
  Table table;
  for (std::uint32_t c = 0; c < model.axis_count; ++c)
    table.columns.push_back(axis_column(*model.axis[c], example.axis[c]));
  for (std::uint32_t c = 0; c < model.constant_count; ++c)
    table.columns.push_back({model.constants[c]->name, model.constants[c]->unit,
                             std::vector<double>(example.points, example.constants[c])});
  for (std::uint32_t o = 0; o < model.output_count; ++o) {
    std::vector<double> column;
    for (std::size_t t = 0; t < example.points; ++t) column.push_back(curve[t * model.output_count + o]);
    const bool signal = std::string_view(model.outputs[o]->unit) == "signal";
    table.columns.push_back({model.outputs[o]->name, signal ? "" : model.outputs[o]->unit, std::move(column)});
  }
  return table;
}

}  // namespace gantry::core::fit
