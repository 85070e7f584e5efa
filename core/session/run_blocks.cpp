// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <core/data/read_json.hpp>
#include <core/report/curve_plot.hpp>
#include <core/report/equation.hpp>
#include <core/report/picture.hpp>
#include <core/report/plot.hpp>
#include <core/session/run_blocks.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;
using report::Cell;
using report::Document;

constexpr std::size_t most_rows = 40;
constexpr std::size_t most_bars = 12;

// Maps that speak of the fit and not of the patient: their figures stand in tables.
bool is_about_fit(const std::string &port) {
  return port == "rss" || port == "chi2" || port == "status" || port.ends_with("_se");
}

// Tables of a fit that are seen in its plot, or in its intervals.
bool is_drawn(const std::string &port) { return port == "band" || port == "bootstrap"; }

std::string in_text(const json &value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return canonical(value);
  std::string text;
  for (const auto &v : value) text += (text.empty() ? "" : ", ") + canonical(v);
  return text;
}

Cell cell(const Column &column, std::size_t row) {
  return std::visit(
      [&](const auto &values) -> Cell {
        using Value = std::decay_t<decltype(values[row])>;
        if constexpr (std::is_same_v<Value, std::string>) return values[row];
        else if constexpr (std::is_same_v<Value, double>) return report::Number{values[row], 4};
        else return report::Number{static_cast<double>(values[row]), 1};
      },
      column.values);
}

const std::vector<std::string> *texts(const Table &table) {
  for (const auto &column : table.columns) {
    if (const auto *t = std::get_if<std::vector<std::string>>(&column.values)) return t;
  }
  return nullptr;
}

// Volumes per class and agreement per class are seen better than read.
const Column *worth_bars(const Table &table) {
  for (const auto &column : table.columns) {
    if (column.unit == "mL" || column.name == "Dice" || column.name == "dice") return &column;
  }
  return nullptr;
}

// Records come from plugins: a member of another type is taken as absent.
std::string text_in(const json &object, const char *key) {
  const bool there = object.is_object() && object.contains(key) && object.at(key).is_string();
  return there ? object.at(key).get<std::string>() : "";
}

json list_in(const json &object, const char *key) {
  const bool there = object.is_object() && object.contains(key) && object.at(key).is_array();
  return there ? object.at(key) : json::array();
}

report::Number number_in(const json &object, const char *key) {
  const bool there = object.is_object() && object.contains(key) && object.at(key).is_number();
  return {there ? object.at(key).get<double>() : std::numeric_limits<double>::quiet_NaN(), 4};
}

// The parameters of a curve with their intervals, how good the fit is, and what must be known about it.
void fit_record(Document &document, const json &content) {
  report::TableBlock block;
  block.caption = text_in(content, "message");
  const json interval = member_object(content, "interval");
  const double confidence = number_in(interval, "confidence").value;
  const std::string percent =
      std::isfinite(confidence) ? canonical(json(std::round(confidence * 1000) / 10)) + " % " : "";
  block.columns = {{"parameter", ""},      {"value", ""}, {"standard error", ""},
                   {percent + "from", ""}, {"to", ""},    {"unit", ""}};
  for (const auto *list : {"parameters", "derived"})
    for (const auto &p : list_in(content, list)) {
      const std::string label = text_in(p, "label"), curve = text_in(p, "curve");
      const json ends = member_object(p, "interval");
      block.rows.push_back({(label.empty() ? text_in(p, "symbol") : label) + (curve.empty() ? "" : " of " + curve),
                            number_in(p, "value"), number_in(p, "standard_error"), number_in(ends, "low"),
                            number_in(ends, "high"), text_in(p, "unit")});
    }
  document.blocks.push_back(std::move(block));
  report::TableBlock quality{
      "How good the fit is (intervals: " + text_in(interval, "method") + ")",
      {{"n", ""}, {"residual sd", ""}, {"R²", ""}, {"AICc", ""}, {"BIC", ""}, {"runs test, p", ""}},
      {}};
  quality.rows.push_back({number_in(content, "n"), number_in(content, "residual_sd"), number_in(content, "r2"),
                          number_in(content, "aicc"), number_in(content, "bic"),
                          number_in(member_object(content, "runs"), "p")});
  document.blocks.push_back(std::move(quality));
  for (const auto &note : list_in(content, "notes"))
    if (note.is_string())
      document.blocks.push_back(report::Notice{note.get<std::string>(), report::NoticeKind::information});
  if (const std::string words = text_in(content, "errors_message"); !words.empty())
    document.blocks.push_back(report::Notice{words, report::NoticeKind::warning});
}

}  // namespace

RunBlocks::RunBlocks(const Project &project, const Registry &registry, const RunRecord &run)
    : project_(project), run_(run) {
  const auto plugin = registry.plugin(run.plugin.id);
  if (!plugin) return;
  if (run.kind == JobKind::tool) tool_ = plugin.value()->manifest.tool(run.target);
  else model_ = plugin.value()->manifest.model(run.target);
}

std::string RunBlocks::title() const {
  if (!run_.step.empty()) return run_.step;
  if (const std::string name = typed("name"); !name.empty()) return name;
  return tool_ != nullptr ? tool_->label : model_ != nullptr ? model_->label : run_.target;
}

// A choice of a model that is made for each fit, as a typed formula is: what its manifest can't say.
std::string RunBlocks::typed(const char *choice) const {
  return model_ != nullptr && model_->made ? text_in(run_.parameters, choice) : "";
}

std::string RunBlocks::input_name(const RunInput &input) const {
  const auto item = project_.item(input.object);
  return item && !item.value().label.empty() ? item.value().label : input.port;
}

std::string RunBlocks::name_of(const RunOutput &output) const {
  const auto item = project_.item(output.item.empty() ? output.object : output.item);
  return item && !item.value().label.empty() ? item.value().label : run_.target + " " + output.port;
}

std::string RunBlocks::method() const {
  const std::string label = tool_ != nullptr ? tool_->label : model_ != nullptr ? model_->label : run_.target;
  std::string text = label + " (" + run_.plugin.id + "." + run_.target + " " + run_.plugin.version;
  const std::string source = tool_ != nullptr ? tool_->source : model_ != nullptr ? model_->source : "";
  if (!source.empty()) text += "; " + source;
  text += ")";
  const std::string formula = typed("formula");
  if (model_ != nullptr)
    text += ", " + (formula.empty() ? model_->equation : formula) + ", fitted by bounded least squares" +
            (run_.kind == JobKind::fit_map ? " in every voxel" : "");
  std::string inputs;
  for (const auto &input : run_.inputs) inputs += (inputs.empty() ? "" : ", ") + input_name(input);
  if (!inputs.empty()) text += ", of " + inputs;
  std::string settings;
  const auto add = [&](const std::string &name, const json &value, const std::string &unit) {
    const auto shown = in_text(value);
    if (!shown.empty())
      settings +=
          (settings.empty() ? "" : ", ") + name + " = " + shown + (unit.empty() || unit == "1" ? "" : " " + unit);
  };
  for (const auto &[key, value] : run_.parameters.items()) {
    if (!formula.empty() && (key == "formula" || key == "name" || key == "parameters")) continue;
    std::string unit;
    if (tool_ != nullptr) {
      for (const auto &p : tool_->parameters) {
        if (p.key == key) unit = p.unit;
      }
    }
    add(key, value, unit);
  }
  for (const auto &[key, value] : run_.options.items()) {
    if (value.is_object()) {
      for (const auto &[name, v] : value.items()) add(key + " " + name, v, "");
    } else {
      add(key, value, "");
    }
  }
  return text + (settings.empty() ? "." : ", with " + settings + ".");
}

Result<void> RunBlocks::write(Document &document) const {
  document.blocks.push_back(report::Heading{title(), 2});
  if (!run_.note.empty()) document.blocks.push_back(report::Notice{run_.note, report::NoticeKind::information});
  for (const auto &warning : run_.warnings)
    document.blocks.push_back(report::Notice{warning, report::NoticeKind::warning});
  for (const auto &output : run_.outputs) {
    GANTRY_TRY(object, project_.object(output.object));
    if (object->kind() == Kind::volume && !is_about_fit(output.port)) GANTRY_CHECK(volume(document, output, *object));
    if (object->kind() == Kind::table && output.port == "curve") GANTRY_CHECK(curve(document, *object));
    else if (object->kind() == Kind::table && !is_drawn(output.port)) GANTRY_CHECK(table(document, output, *object));
    if (object->kind() == Kind::record) GANTRY_CHECK(record(document, *object));
  }
  return done();
}

Result<ObjectPtr> RunBlocks::background(const VolumeHeader &header) const {
  for (const auto &input : run_.inputs) {
    GANTRY_TRY(facts, project_.header(input.object));
    if (facts.value("kind", "") != "volume" || facts.value("labels", false)) continue;
    GANTRY_TRY(other, volume_header(facts));
    if (other.shape[0] == header.shape[0] && other.shape[1] == header.shape[1] && other.shape[2] == header.shape[2] &&
        same_space(other.geometry, header.geometry, header.shape)) {
      return project_.object(input.object);
    }
  }
  return ObjectPtr{};
}

Result<void> RunBlocks::volume(Document &document, const RunOutput &output, const Object &object) const {
  GANTRY_TRY(header, volume_header(object.header));
  if (header.dtype == DType::c64 || header.dtype == DType::c128) return done();
  GANTRY_TRY(behind, background(header));
  report::MontageOptions options;
  options.count = std::min<std::size_t>(6, header.shape[2]);
  options.columns = std::min<std::size_t>(3, options.count);
  options.slice.plane = report::acquired_plane(header);
  options.slice.caption = name_of(output) + ".";
  const bool over = behind != nullptr && (header.labels || header.shape[3] == 1);
  if (over) options.slice.overlay.object = &object;
  // A fitted 0 is a value: the status says where there is one.
  ObjectPtr status;
  for (const auto &other : run_.outputs) {
    if (run_.kind != JobKind::fit_map || other.port != "status") continue;
    GANTRY_TRY(found, project_.object(other.object));
    status = found;
  }
  options.slice.overlay.mask = status.get();
  GANTRY_TRY(picture, report::draw_montage(over ? *behind : object, options));
  document.blocks.push_back(std::move(picture));
  return done();
}

Result<void> RunBlocks::table(Document &document, const RunOutput &output, const Object &object) const {
  GANTRY_TRY(data, table_of(object));
  report::TableBlock block;
  block.caption = name_of(output);
  if (data.rows() > most_rows)
    block.caption += " (the first " + std::to_string(most_rows) + " of " + std::to_string(data.rows()) + " rows)";
  for (const auto &column : data.columns) block.columns.push_back({column.name, column.unit == "1" ? "" : column.unit});
  for (std::size_t row = 0; row < std::min(data.rows(), most_rows); ++row) {
    auto &cells = block.rows.emplace_back();
    for (const auto &column : data.columns) cells.push_back(cell(column, row));
  }
  document.blocks.push_back(std::move(block));
  const auto *labels = texts(data);
  const Column *bars = worth_bars(data);
  if (labels == nullptr || bars == nullptr || data.rows() > most_bars) return done();
  report::BarChart chart;
  chart.labels = *labels;
  chart.value = {bars->name, bars->unit == "1" ? "" : bars->unit, false, {}};
  chart.bars.push_back({bars->name, bars->numbers(), {}});
  chart.caption = name_of(output);
  chart.alt = name_of(output) + ", the same numbers as in the table above";
  GANTRY_TRY(figure, report::draw_bars(chart));
  document.blocks.push_back(std::move(figure));
  return done();
}

Result<void> RunBlocks::record(Document &document, const Object &object) const {
  GANTRY_TRY(content, record_of(object));
  const std::string schema = object.header.value("schema", "");
  report::TableBlock block;
  if (schema == "gantry.fit.map/1") {
    block.caption = "Over the voxels whose fit converged";
    block.columns = {{"map", ""},          {"unit", ""}, {"median", ""}, {"1st quartile", ""},
                     {"3rd quartile", ""}, {"mean", ""}, {"sd", ""}};
    for (const auto &[name, m] : member_object(content, "maps").items()) {
      block.rows.push_back({name, text_in(m, "unit"), number_in(m, "median"), number_in(m, "q1"), number_in(m, "q3"),
                            number_in(m, "mean"), number_in(m, "sd")});
    }
    document.blocks.push_back(std::move(block));
    report::TableBlock status{"What became of the voxels", {{"status", ""}, {"voxels", ""}}, {}};
    for (const auto &[name, count] : member_object(content, "status").items()) {
      std::string words = name;
      std::replace(words.begin(), words.end(), '_', ' ');
      status.rows.push_back({words, canonical(count)});
    }
    document.blocks.push_back(std::move(status));
  } else if (schema == "gantry.fit.curve/1") {
    fit_record(document, content);
  }
  return done();
}

Result<void> RunBlocks::curve(Document &document, const Object &object) const {
  GANTRY_TRY(data, table_of(object));
  std::optional<Table> band;
  for (const auto &output : run_.outputs) {
    if (output.port != "band") continue;
    GANTRY_TRY(other, project_.object(output.object));
    GANTRY_TRY(fine, table_of(*other));
    band = std::move(fine);
  }
  report::XyPlot plot = report::curve_plot(data, band ? &*band : nullptr);
  if (plot.series.empty()) return done();
  const std::string formula = typed("formula"), equation = !formula.empty()    ? formula
                                                           : model_ != nullptr ? model_->equation
                                                                               : "";
  if (std::string svg = report::equation_svg(equation, 17); !svg.empty())
    document.blocks.push_back(report::Figure{std::move(svg), ""});
  plot.caption = model_ != nullptr ? model_->label + ": " + equation : run_.target;
  plot.alt = "Measured points, the fitted curve, and their differences below";
  GANTRY_TRY(figure, report::draw_plot(plot));
  document.blocks.push_back(std::move(figure));
  return done();
}

report::ProvenanceRun RunBlocks::provenance() const {
  report::ProvenanceRun p;
  p.id = run_.id;
  p.title = title();
  p.plugin = run_.plugin.id;
  p.plugin_version = run_.plugin.version;
  p.plugin_hash = run_.plugin.hash;
  p.tool = run_.target;
  for (const auto &[key, value] : run_.parameters.items()) p.parameters.push_back({key, in_text(value), ""});
  for (const auto &[key, value] : run_.options.items()) p.parameters.push_back({key, in_text(value), ""});
  for (const auto &input : run_.inputs) p.inputs.push_back({input.port, input.object, ""});
  for (const auto &output : run_.outputs) p.outputs.push_back({output.port, output.object, ""});
  p.who = run_.who;
  p.when = run_.started;
  p.seconds = run_.seconds;
  p.level = run_.level == 1 ? "x86-64" : "x86-64-v" + std::to_string(run_.level);
  for (const auto &[file, hash] : run_.libraries.items()) p.libraries.emplace_back(file, in_text(hash));
  p.sandboxed = run_.sandboxed;
  return p;
}

}  // namespace gantry::core
