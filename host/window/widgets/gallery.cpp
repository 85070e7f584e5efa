// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/gallery.hpp>

#include <algorithm>
#include <numeric>

namespace gantry::host::window {

using gantry::Ui;

void Gallery::tree(Ui &ui) {
  ui.text_field("search", "", search_, {"Search the project", GANTRY_UI_SEARCH});
  ui.space();
  if (auto images = ui.tree("images", "Images", "folder-open", GANTRY_UI_OPEN)) {
    const char *const names[] = {"T1, axial", "T2* multi-echo, sagittal", "DCE, 60 time points"};
    for (int i = 0; i < 3; ++i) {
      const std::string id = "image-" + std::to_string(i + 1);
      auto leaf = ui.tree(id, names[i], "image", GANTRY_UI_LEAF | (item_ == i ? GANTRY_UI_CHECKED : 0));
      if (leaf.pressed()) item_ = i;
    }
  }
  if (auto signals = ui.tree("signals", "Signals", "heartbeat")) {
    const auto leaf = ui.tree("ecg", "ECG, 2 leads", "line-chart", GANTRY_UI_LEAF);
  }
  if (auto runs = ui.tree("runs", "Runs", "history")) ui.text("none", "There are no runs yet.", GANTRY_UI_DIM);
}

void Gallery::buttons(Ui &ui) {
  const auto row = ui.row();
  if (ui.shortcut("ctrl+enter")
          .tooltip("Starts the run (Ctrl+Enter)")
          .button("run", "Run", "play", GANTRY_UI_PRIMARY)) {
    ++presses_;
    said_ = "Run was pressed " + std::to_string(presses_) + (presses_ == 1 ? " time." : " times.");
    ui.toast(GANTRY_UI_DONE, "The run has been queued.");
  }
  if (ui.button("open", "Open…", "folder-open")) asking_ = true;
  if (ui.button("delete", "Delete", "trash", GANTRY_UI_DANGER))
    ui.toast(GANTRY_UI_ERROR, "It can't be deleted: a report rests on it.");
  ui.disabled(true, "No job is running.").button("stop", "Stop", "stop");
  ui.button("quiet", "Details", "", GANTRY_UI_QUIET);
  if (ui.tooltip("Take a picture").button("picture", "", "camera", GANTRY_UI_QUIET)) said_ = "A picture was taken.";
  if (auto menu = ui.menu("more", "More", "ellipsis-h")) {
    if (ui.shortcut("ctrl+e").menu_item("export", "Export…", "upload")) said_ = "Export was chosen.";
    if (ui.menu_item("smooth", "Smooth voxels", "", smooth_ ? GANTRY_UI_CHECKED : 0)) smooth_ = !smooth_;
    ui.separator();
    if (auto layout = ui.menu("layout", "Layout", "columns")) {
      if (ui.menu_item("one", "One view", "square-o")) said_ = "One view.";
      if (ui.menu_item("four", "Four views", "th-large")) said_ = "Four views.";
    }
  }
}

void Gallery::choices(Ui &ui) {
  const auto section = ui.section("choices", "Choices");
  if (!section) return;
  ui.choice("model", "Model", {"Mono-exponential", "Bi-exponential (IVIM)", "Kurtosis", "Stretched"}, model_);
  ui.choice("plane", "Plane", {"Axial", "Coronal", "Sagittal"}, plane_, GANTRY_UI_SEGMENTS);
  ui.choice("view", "Shown as", {"Image", "Table", "Both"}, view_, GANTRY_UI_RADIO);
  ui.toggle("overlay", "Show the segments over the image", overlay_);
  ui.toggle("live", "Draw while dragging", live_, GANTRY_UI_SWITCH);
  ui.colour("colour", "Colour", colour_);
}

void Gallery::form(Ui &ui) {
  const auto section = ui.section("form", "Form");
  if (!section) return;
  ui.tooltip("How many tissues are told apart.")
      .number("classes", "Classes", classes_, {.minimum = 2, .maximum = 8, .step = 1, .initial = 3});
  ui.number("b-value", "b-value", b_value_,
            {.unit = "s/mm2", .minimum = 0, .maximum = 5000, .step = 50, .initial = 800});
  ui.number("level", "Level", level_, {"[hnsf'U]", -1024, 3071, 10, 40, GANTRY_UI_SLIDER | GANTRY_UI_INTEGER});
  ui.number("opacity", "Opacity", opacity_,
            {.minimum = 0, .maximum = 1, .step = 0.05, .initial = 0.6, .flags = GANTRY_UI_SLIDER});
  ui.text_field("name", "Name", name_);
  ui.error("A password has at least 12 characters.").text_field("secret", "Password", secret_, {"", GANTRY_UI_SECRET});
  ui.height(4).text_field("note", "Note", note_, {"What did you see?", GANTRY_UI_LINES});
}

void Gallery::results(Ui &ui) {
  static const char *const names[] = {"CSF", "Grey matter", "White matter", "Lesion", "Not classified"};
  std::vector<std::size_t> order(volumes_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (grid_.sorted_by == 1) {
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
      return grid_.descending != 0 ? volumes_[a] > volumes_[b] : volumes_[a] < volumes_[b];
    });
  }
  const std::vector<gantry::GridColumn> columns = {
      {"tissue", "Tissue", "", 0, 0},
      {"volume", "Volume", "mL", 8, GANTRY_UI_GRID_RIGHT | GANTRY_UI_GRID_SORTABLE | GANTRY_UI_GRID_EDITABLE},
      {"state", "State", "", 9, 0}};
  const auto did = ui.height(11).grid("results", columns, volumes_.size(), grid_, "", [&](const gantry::GridRow &row) {
    const auto i = order[static_cast<std::size_t>(row.index())];
    row.text(0, names[i]);
    row.number(1, volumes_[i], 5);
    if (i == 4) row.text(2, "Low", GANTRY_UI_WARNING);
    else row.text(2, "Checked", GANTRY_UI_DONE);
  });
  if (did.committed() && grid_.edited_row >= 0) {
    volumes_[order[static_cast<std::size_t>(grid_.edited_row)]] = std::strtod(grid_.edited_text, nullptr);
  }
  gantry::GridState none;
  ui.height(5).grid("empty", {{"a", "Points", "", 0, 0}}, 0, none, "No points yet: press in the image.",
                    [](const gantry::GridRow &) {});
}

void Gallery::words(Ui &ui) {
  ui.text("heading", "Results", GANTRY_UI_HEADING);
  ui.text("said", said_);
  ui.text("small", "K-means, 3 classes · 21 Nov 2026, 14:05 · 4.2 s", GANTRY_UI_DIM);
  if (auto tabs = ui.tabs("tabs")) {
    if (auto tab = ui.tab("table", "Table", "table")) {
      ui.space();
      results(ui);
    }
    if (auto tab = ui.tab("messages", "Messages", "comment")) {
      ui.space();
      ui.text("done", "The fit converged in every voxel.", GANTRY_UI_DONE);
      ui.text("info", "Two slices were left out: they hold no data.", GANTRY_UI_INFO);
      ui.text("warning", "The slices are not evenly spaced; volumes use their true positions.", GANTRY_UI_WARNING);
      ui.text("error", "There is no T1 map in this project. Make one, or choose a fixed T1.", GANTRY_UI_ERROR);
      ui.text("fixed", "sha256 9f86d081884c7d65", GANTRY_UI_FIXED);
      ui.icon("icon", "flask");
      ui.equation("equation", "S = S0 * abs(1 - 2 * eta * exp(-TI / T1)) / sqrt(1 + (TR / T2star)^2)");
    }
  }
  ui.space(0.75);
  ui.progress("progress", 0.42, "Fitting the map: 12 of 28 slices");
  if (shades_.empty()) {
    for (std::uint32_t i = 0; i < 64 * 8; ++i) {
      const std::uint32_t grey = (i % 64) * 4;
      shades_.push_back(0xff000000U | (grey << 16U) | (grey << 8U) | grey);
    }
  }
  ui.width(-0.001).picture("ramp", {64, 8, shades_.data(), 1, "A ramp from black to white"});
}

void Gallery::dialog(Ui &ui) {
  if (!asking_) return;
  if (auto dialog = ui.dialog("ask", "Open a project", asking_)) {
    ui.text("why", "The project of last time was moved. Choose where it is now.");
    ui.text_field("path", "Folder", name_);
    ui.space();
    const auto row = ui.row();
    if (ui.button("ok", "Open", "", GANTRY_UI_PRIMARY)) {
      said_ = "The dialog said yes.";
      asking_ = false;
    }
    if (ui.button("cancel", "Cancel")) asking_ = false;
  }
}

void Gallery::draw(const gantry_ui &table) {
  Ui ui(table);
  const auto split = ui.split("panes", 0.22);
  {
    const auto box = ui.box("project", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
    ui.text("title", "Knee study", GANTRY_UI_TITLE);
    ui.text("about", "12 items · saved", GANTRY_UI_DIM);
    ui.space();
    tree(ui);
  }
  split.next();
  const auto inner = ui.split("inner", 0.5);
  {
    const auto box = ui.box("work", GANTRY_UI_SCROLL | GANTRY_UI_QUIET);
    buttons(ui);
    ui.space();
    if (const auto card = ui.box("card")) choices(ui);
    if (const auto card = ui.box("card2")) form(ui);
  }
  inner.next();
  const auto box = ui.box("seen", GANTRY_UI_SCROLL | GANTRY_UI_QUIET);
  words(ui);
  dialog(ui);
}

}  // namespace gantry::host::window
