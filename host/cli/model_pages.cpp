// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/platform/durable.hpp>
#include <core/report/equation.hpp>
#include <core/report/example_plot.hpp>
#include <filesystem>
#include <host/cli/model_pages.hpp>
#include <host/cli/print_spec.hpp>
#include <host/cli/results.hpp>
#include <map>

namespace gantry::host {
namespace {

using nlohmann::json;

Words names_of(const std::vector<core::QuantitySpec> &specs) {
  Words names;
  for (const auto &spec : specs) names.push_back(spec.name);
  return names;
}

core::Result<core::Call> example_call(Opened &opened, const std::string &model, const json &choices,
                                      const json &options, const core::JobWatcher &watcher) {
  return opened.session().fit_call(model, core::JobKind::evaluate, {}, choices, options, watcher);
}

core::Result<core::report::XyPlot> plot_of(const core::CallOutcome &outcome, const core::ModelSpec &spec) {
  for (const auto &output : outcome.outputs) {
    if (output.port != "data") continue;
    GANTRY_TRY(table, core::table_of(*output.object));
    auto plot = core::report::example_plot(table, names_of(spec.axis), names_of(spec.outputs));
    plot.alt = spec.label + ", its curve at the starting values";
    return plot;
  }
  return core::fail("fit.example", "the model " + spec.id + " gave no example");
}

core::Result<void> save_text(const std::filesystem::path &path, const std::string &text) {
  return core::platform::save_file(path, std::as_bytes(std::span(text)));
}

// A cell of a table: a bar would end it.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, 1, '\\');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string row(const Words &cells) {
  std::string text = "|";
  for (const auto &one : cells) text += " " + cell(one) + " |";
  return text + "\n";
}

std::string parameters_table(const core::ModelSpec &spec) {
  std::string text = "\n| parameter | unit | start | bounds | |\n|---|---|---|---|---|\n";
  for (const auto &p : spec.parameters)
    text += row({"`" + p.symbol + "`" + (p.label == p.symbol ? "" : " " + p.label), p.unit, number(p.start),
                 range_text(p.minimum, p.maximum), p.help});
  return text;
}

std::string quantities_table(const core::ModelSpec &spec) {
  std::string text = "\n| known or computed | unit | |\n|---|---|---|\n";
  const auto add = [&](const std::string &role, const std::vector<core::QuantitySpec> &all) {
    for (const auto &q : all) {
      std::string what = role + q.label;
      for (std::size_t w = 0; w < q.words.size(); ++w) what += (w == 0 ? ": " : ", ") + q.words[w];
      text += row({"`" + q.name + "`", q.words.empty() ? q.unit : "", what});
    }
  };
  add("axis: ", spec.axis);
  add("constant: ", spec.constants);
  add("measured: ", spec.outputs);
  add("derived: ", spec.derived);
  for (const auto &c : spec.choices) text += row({"`" + c.key + "`", c.unit, "choice: " + c.label});
  return text;
}

// The pictures that there are, and the section about the model.
core::Result<std::string> section(Opened &opened, const std::string &id, const core::ModelSpec &spec,
                                  const std::filesystem::path &folder, const core::JobWatcher &watcher) {
  const std::filesystem::path pictures = folder / "models";
  std::string text = "\n### " + spec.label + " (`" + spec.id + "`)\n\n";
  if (const std::string svg = core::report::equation_svg(spec.equation, 17); !svg.empty()) {
    GANTRY_CHECK(save_text(pictures / (spec.id + "-equation.svg"), svg));
    text += "![" + spec.equation + "](models/" + spec.id + "-equation.svg)\n\n";
  } else {
    text += "    " + spec.equation + "\n\n";
  }
  if (!spec.help.empty()) text += spec.help + "\n";
  if (spec.example) {
    GANTRY_TRY(call, example_call(opened, id, json::object(), json::object(), watcher));
    GANTRY_TRY(outcome, opened.session().run(call, watcher));
    GANTRY_TRY(plot, plot_of(outcome, spec));
    GANTRY_TRY(figure, core::report::draw_plot(plot));
    GANTRY_CHECK(save_text(pictures / (spec.id + ".svg"), figure.svg));
    text += "\n![" + plot.alt + "](models/" + spec.id + ".svg)\n";
  }
  text += parameters_table(spec) + quantities_table(spec);
  if (!spec.source.empty()) text += "\nSource: " + spec.source + "\n";
  return text;
}

}  // namespace

core::Result<void> write_model_pages(Opened &opened, const std::string &folder, const core::JobWatcher &watcher) {
  std::map<std::string, std::map<std::string, std::string>> fields;  // field → id → section
  for (const auto &plugin : opened.bench().registry().plugins()) {
    for (const auto &spec : plugin.manifest.models) {
      if (spec.made) continue;  // what it is shows once it has been made
      GANTRY_TRY(text, section(opened, plugin.manifest.id + "." + spec.id, spec, folder, watcher));
      fields[spec.category][spec.id] = text;
    }
  }
  std::string all = "# Models\n\nWritten by `gantry models pages`; the plugins say what stands here.\n";
  for (const auto &[field, models] : fields) {
    all += "\n## " + (field.empty() ? "Others" : field) + "\n";
    for (const auto &[id, text] : models) all += text;
  }
  return save_text(std::filesystem::path(folder) / "models.md", all);
}

core::Result<void> write_model_example(Opened &opened, const std::string &model, const json &choices,
                                       const json &options, const std::string &file, const core::JobWatcher &watcher) {
  GANTRY_TRY(found, opened.bench().registry().model(model));
  const std::filesystem::path path(file);
  GANTRY_TRY(call, example_call(opened, model, choices, options, watcher));
  GANTRY_TRY(outcome, opened.session().run(call, watcher));
  if (path.extension() == ".svg" || path.extension() == ".png") {
    GANTRY_TRY(plot, plot_of(outcome, *found.spec));
    if (path.extension() == ".svg") {
      GANTRY_TRY(figure, core::report::draw_plot(plot));
      return save_text(path, figure.svg);
    }
    GANTRY_TRY(picture, core::report::draw_plot_picture(plot));
    return core::platform::save_file(path, picture.png);
  }
  GANTRY_CHECK(write_outputs(opened.session(), call, outcome, {{"data", file}}, watcher));
  return core::done();
}

}  // namespace gantry::host
