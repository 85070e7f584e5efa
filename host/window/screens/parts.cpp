// SPDX-License-Identifier: Apache-2.0
#include <host/window/screens/parts.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace gantry::host::window::screens {

std::string id_of(std::string_view words) {
  std::string id;
  for (const char c : words)
    id += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' ? c : '_';
  return id.empty() ? "_" : id.substr(0, 120);
}

std::string headline(std::string words) {
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

std::string field_name(const std::string &category) {
  std::string words = category;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (words.starts_with("mri ")) words.replace(0, 3, "MRI");
  return headline(tr(words));
}

std::string first_words(const std::string &help) {
  for (std::size_t at = 0; at < help.size(); ++at) {
    const bool ends = help[at] == '.' || help[at] == ':' || help[at] == ';';
    if (ends && (at + 1 == help.size() || help[at + 1] == ' ')) return help.substr(0, at) + ".";
  }
  return help;
}

const char *icon_of(const ShownItem &item) {
  switch (item.kind) {
    case core::Kind::volume: return item.labels() ? "object-group" : "image";
    case core::Kind::signal: return "heartbeat";
    case core::Kind::table: return "table";
    case core::Kind::record: return "file-text-o";
    case core::Kind::file: break;
  }
  return "file-o";
}

std::vector<NamedTheme> shown_themes() {
  return {{"dark", tr("Dark")}, {"light", tr("Light")}, {"contrast", tr("High contrast")}};
}

std::string kind_word(const ShownItem &item) {
  switch (item.kind) {
    case core::Kind::volume: return item.labels() ? tr("Segmentation") : tr("Image");
    case core::Kind::signal: return tr("Signal");
    case core::Kind::table: return tr("Table");
    case core::Kind::record: return tr("Record");
    case core::Kind::file: break;
  }
  return tr("File");
}

std::string cleaned_path(std::string path) {
  while (!path.empty() && (path.front() == ' ' || path.front() == '"' || path.front() == '\'')) path.erase(0, 1);
  while (!path.empty() && (path.back() == ' ' || path.back() == '"' || path.back() == '\'')) path.pop_back();
  const char *const home = std::getenv("HOME");
  if (path.rfind("~/", 0) == 0 && home != nullptr) path = home + path.substr(1);
  return path;
}

bool contains(std::string_view text, std::string_view typed) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), typed.begin(), typed.end(), same) != text.end() || typed.empty();
}

void ask_for_label(Workplace &w, const ShownItem &item) {
  ShownNow &view = w.view();
  view.item = item.id;
  view.asked = Asked::relabel;
  view.path.clear();
}

void draw_error(Ui &ui, std::string_view id, const core::Error &given) {
  const core::Error error = said(given);
  const auto box = ui.box(id);
  ui.text("what", headline(error.message), GANTRY_UI_ERROR);
  if (!error.parameter.empty()) ui.text("where", filled(tr("At: {1}"), {error.parameter}), GANTRY_UI_DIM);
  if (!error.hint.empty()) ui.text("hint", filled(tr("What to do: {1}"), {error.hint}));
}

std::string run_label(const Workplace &w, const core::RunRecord &run) {
  const Task *const task = w.catalogue().task(run.plugin.id, run.target, run.kind != core::JobKind::tool);
  return run.step.empty() ? task == nullptr ? run.target : tr(task->label()) : run.step;
}

// Letters that follow each other count for most, then beginnings of words: "otsu" is Otsu, not "Open the sample study".
std::optional<int> fitness(std::string_view text, std::string_view typed) {
  const auto lower = [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); };
  int score = 0;
  std::size_t at = 0;
  bool follows = false;
  for (const char wanted : typed) {
    if (wanted == ' ') {
      follows = false;
      continue;
    }
    const std::size_t from = at;
    while (at < text.size() && lower(text[at]) != lower(wanted)) ++at;
    if (at == text.size()) return {};
    const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
    score += follows && at == from ? 9 : begins ? 8 : 1;
    follows = true;
    ++at;
  }
  return score * 4 - static_cast<int>(text.size()) / 8;
}

void draw_table(Ui &ui, Workplace &w, const std::string &name, const core::Table &table, double height,
                const std::map<std::string, std::string> &marks) {
  std::vector<GridColumn> columns;
  for (const core::Column &column : table.columns) {
    const bool words = std::holds_alternative<std::vector<std::string>>(column.values);
    const auto mark = marks.find(column.name);
    const std::string label = mark == marks.end() ? column.name : mark->second + " · " + column.name;
    columns.push_back({id_of(column.name), label, column.unit, 0, words ? 0u : GANTRY_UI_GRID_RIGHT});
  }
  ui.height(height).grid(id_of(name), columns, table.rows(), w.view().grids[name], tr("The table has no rows."),
                         [&](const GridRow &row) {
                           for (std::uint32_t c = 0; c < table.columns.size(); ++c) {
                             std::visit(
                                 [&](const auto &values) {
                                   using Value = typename std::decay_t<decltype(values)>::value_type;
                                   const auto &value = values[static_cast<std::size_t>(row.index())];
                                   if constexpr (std::is_same_v<Value, std::string>) row.text(c, value);
                                   else if constexpr (std::is_same_v<Value, double>) row.number(c, value);
                                   else row.number(c, static_cast<double>(value), 17);
                                 },
                                 table.columns[c].values);
                           }
                         });
}

namespace {

// A fit of a map: its maps with their quartiles, and how the voxels ended.
void draw_map_summary(Ui &ui, Workplace &w, const std::string &name, const nlohmann::json &record) {
  const auto maps = record.find("maps");
  if (maps != record.end() && maps->is_object()) {
    std::vector<std::string> names;
    for (const auto &[map, numbers] : maps->items()) names.push_back(map);
    ui.height(2.5 + 1.75 * static_cast<double>(names.size()))
        .grid("maps",
              {{"map", tr("Map"), "", 6, 0},
               {"unit", tr("Unit"), "", 5, 0},
               {"median", tr("Median"), "", 0, GANTRY_UI_GRID_RIGHT},
               {"q1", tr("1st quartile"), "", 0, GANTRY_UI_GRID_RIGHT},
               {"q3", tr("3rd quartile"), "", 0, GANTRY_UI_GRID_RIGHT},
               {"mean", tr("Mean"), "", 0, GANTRY_UI_GRID_RIGHT},
               {"sd", tr("SD"), "", 0, GANTRY_UI_GRID_RIGHT}},
              names.size(), w.view().grids[name + "/maps"], tr("There are no maps."), [&](const GridRow &row) {
                const std::string &map = names[static_cast<std::size_t>(row.index())];
                const auto &numbers = (*maps)[map];
                row.text(0, map, GANTRY_UI_STRONG);
                if (!numbers.is_object()) return;
                row.text(1, with_unit("", numbers.value("unit", "")));
                std::uint32_t column = 2;
                for (const char *figure : {"median", "q1", "q3", "mean", "sd"}) {
                  const auto found = numbers.find(figure);
                  if (found != numbers.end() && found->is_number()) row.number(column, found->get<double>(), 4);
                  else row.text(column, "–");
                  ++column;
                }
              });
  }
  const auto status = record.find("status");
  if (status == record.end() || !status->is_object()) return;
  std::string words;
  for (const auto &[state, count] : status->items()) {
    std::string name = state;
    std::replace(name.begin(), name.end(), '_', ' ');
    if (count.is_number_unsigned())
      words += (words.empty() ? "" : ", ") + shown(count.get<std::uint64_t>()) + " " + tr(name);
  }
  ui.text("status", filled(tr("Voxels: {1}"), {words}), GANTRY_UI_DIM);
}

}  // namespace

void draw_record(Ui &ui, Workplace &w, const std::string &name, const Known &known, double height) {
  const std::string schema = known.object ? known.object->header.value("schema", "") : "";
  if (schema == "gantry.fit.map/1") return draw_map_summary(ui, w, name, known.record);
  if (schema == "gantry.fit.curve/1") return draw_curve_fit(ui, w, name, known.record);
  ui.height(height).grid(id_of(name), {{"what", tr("What"), "", 16, 0}, {"value", tr("Value"), "", 0, 0}},
                         known.lines.size(), w.view().grids[name], tr("The record is empty."), [&](const GridRow &row) {
                           const auto &[what, value] = known.lines[static_cast<std::size_t>(row.index())];
                           row.text(0, what, GANTRY_UI_DIM);
                           row.text(1, value);
                         });
}

}  // namespace gantry::host::window::screens
