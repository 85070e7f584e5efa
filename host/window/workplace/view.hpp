// SPDX-License-Identifier: Apache-2.0
// What the screens themselves remember from one drawing to the next: what is selected, open, scrolled, half typed.
//
//   view.item = "image-1";
//   ui.grid("rows", columns, n, view.grids["results/classes"], tr("No rows"), …);
#pragma once

#include <gantry/cpp/ui_parts.hpp>
#include <host/window/workplace/import_choices.hpp>
#include <map>
#include <string>
#include <vector>

namespace gantry::host::window {

enum class Page { start, work, fit, plugins, preferences };
enum class Asked {
  nothing,
  create_project,
  open_project,
  import_data,
  report,
  export_item,
  relabel,
  paste,
  save_model
};

// What lies over an image.
struct Over {
  std::string item;
  double opacity = 0.5;
  bool hidden = false, outlines = false;
};

struct ShownNow {
  Page page = Page::start;
  double height = 0;            // of the window, em; 0: unknown
  double messages = 0;          // em that short messages take at the foot of the list of data
  std::string item, run, task;  // what is selected
  std::string other_run;        // the one that `run` is compared with

  // The dialog that is open, and what was typed there.
  Asked asked = Asked::nothing;
  std::string path;
  bool path_proposed = false;
  ImportChoices import;

  bool palette = false, palette_appears = false;
  std::string palette_text, tree_text, tool_text;
  int tour = -1;           // the step that is shown; -1: none
  std::string show_below;  // the tab at the bottom that is to come forward: "results"
  bool header = false;     // beside what is looked at
  std::string header_text;

  // On the screen for curves.
  std::string model_text, model_field;  // typed and chosen, to find a model
  std::string list_model;               // the one that was chosen before a formula was typed
  bool comparing = false;               // the tab that is shown

  std::map<std::string, GridState> grids;
  std::map<std::string, PlotState> plots;
  std::map<std::string, ImageState> images;        // by item
  std::map<std::string, std::vector<Over>> over;   // by item
  std::map<std::string, std::string> preset_name;  // by task
  std::map<std::string, int> plot_x, plot_y;       // by table: which columns are drawn
};

}  // namespace gantry::host::window
