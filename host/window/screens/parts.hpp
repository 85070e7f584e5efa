// SPDX-License-Identifier: Apache-2.0
// The parts that the screens are made of. Private to this folder.
//
//   draw_tree(ui, workplace);              // left
//   draw_item(ui, workplace, *item);       // centre
//   draw_tools(ui, workplace);             // right
#pragma once

#include <functional>
#include <gantry/cpp/ui.hpp>
#include <host/window/words/words.hpp>
#include <host/window/workplace/workplace.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::host::window::screens {

void draw_top_bar(Ui &ui, Workplace &w);
void draw_start(Ui &ui, Workplace &w);
void draw_tree(Ui &ui, Workplace &w);
void draw_centre(Ui &ui, Workplace &w);
void draw_tools(Ui &ui, Workplace &w);
bool draw_panel_list(Ui &ui, Workplace &w);  // to open them; false: none is called as was typed
void draw_panels(Ui &ui, Workplace &w);
void draw_form(Ui &ui, Workplace &w, const Task &task);
void draw_fitting(Ui &ui, Workplace &w);  // the screen for curves
// With its unit, range and reset; true: an edit of it is done. ui.error() says beforehand what is wrong with the value.
bool draw_parameter(Ui &ui, const core::ParameterSpec &parameter, nlohmann::json &value);
void draw_bottom(Ui &ui, Workplace &w);
void draw_run(Ui &ui, Workplace &w, const core::RunRecord &run);
void draw_history(Ui &ui, Workplace &w);
void draw_voxel(Ui &ui, Workplace &w);
void draw_plugins(Ui &ui, Workplace &w);
void draw_preferences(Ui &ui, Workplace &w);
void draw_palette(Ui &ui, Workplace &w);
void draw_dialogs(Ui &ui, Workplace &w);
void draw_tour(Ui &ui, Workplace &w);

// What several parts say in the same way.
std::string id_of(std::string_view words);            // letters, digits, '-', '_', '.'
std::string headline(std::string words);              // "segmentation" as "Segmentation"
std::string field_name(const std::string &category);  // "mri_physics" as "MRI physics"
// "Groups voxels into classes of similar value." of a help that goes on: to the first full stop, colon or semicolon.
std::string first_words(const std::string &help);
const char *icon_of(const ShownItem &item);
struct NamedTheme {
  const char *id, *name;
};
std::vector<NamedTheme> shown_themes();      // "dark", "Dark"
std::string cleaned_path(std::string path);  // `~/` and quotation marks, as people paste them
void draw_header(Ui &ui, Workplace &w, const ShownItem &item);
// Whether a text holds what was typed, letters great or small.
bool contains(std::string_view text, std::string_view typed);
void ask_for_label(Workplace &w, const ShownItem &item);  // opens the dialog
void draw_import(Ui &ui, Workplace &w);                   // its dialog
std::string kind_word(const ShownItem &item);             // "Image", "Segmentation", "Signal" …
void draw_error(Ui &ui, std::string_view id, const core::Error &error);
// The label of what a run did: that of the tool or model, else its id.
std::string run_label(const Workplace &w, const core::RunRecord &run);
// How well text fits what was typed, its letters in order with gaps between them: more is better. Nothing: it doesn't.
std::optional<int> fitness(std::string_view text, std::string_view typed);
// `marks`: what stands before the names of some columns.
void draw_table(Ui &ui, Workplace &w, const std::string &name, const core::Table &table, double height,
                const std::map<std::string, std::string> &marks = {});
// narrow: without intervals, where there is no room for them.
void draw_curve_fit(Ui &ui, Workplace &w, const std::string &name, const nlohmann::json &record, bool narrow = false);
// A model's parameter: where to start, within what bounds, or held. True: an edit of it is done.
struct CellRow {
  std::string symbol, label, unit;
  double start = 0, low = 0, high = 0;  // the model's own
};
// `wrong`: what is wrong with "SYMBOL/start" and the like, in words.
bool draw_cell(Ui &ui, const CellRow &row, FitCell &cell, const std::function<std::string(const std::string &)> &wrong);
// Fields for a model's constants, and for columns of its axis that the data may lack; true: an edit is done.
bool has_constants(const core::ModelSpec &model);
bool draw_constants(Ui &ui, const core::ModelSpec &model, std::map<std::string, std::string> &constants,
                    const std::function<std::string(const std::string &)> &wrong);
void draw_record(Ui &ui, Workplace &w, const std::string &name, const Known &known, double height);

}  // namespace gantry::host::window::screens
