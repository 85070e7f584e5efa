// SPDX-License-Identifier: Apache-2.0
// Ctrl+P: every tool, model, datum, run, setting and command by a few letters of its name. "palette/find", "palette/go"
#include <host/window/screens/parts.hpp>
#include <host/window/screens/search.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

namespace gantry::host::window::screens {
namespace {

struct Entry {
  std::string name, kind;
  std::function<void()> carry_out;
  const Task *task = nullptr;  // that it opens
  std::string english = {};    // its name
  int fits = 0;
};

using Entries = std::vector<Entry>;

void add_commands(Entries &all, Workplace &w) {
  ShownNow &view = w.view();
  const auto ask = [&view](Asked what) { return [&view, what] { view.asked = what, view.path.clear(); }; };
  const auto page = [&view](Page p) { return [&view, p] { view.page = p; }; };
  const std::string command = tr("command");
  all.push_back({tr("New project…"), command, ask(Asked::create_project)});
  all.push_back({tr("Open a project…"), command, ask(Asked::open_project)});
  all.push_back({tr("Open the sample study"), command, [&w] { w.open_sample(); }});
  all.push_back({tr("Plugins"), command, page(Page::plugins)});
  all.push_back({tr("Preferences"), command, page(Page::preferences)});
  all.push_back({tr("Show the tour"), command, [&view] { view.tour = 0; }});
  for (const auto &recent : w.preferences().recent)
    all.push_back({std::filesystem::path(recent.folder).filename().string(), tr("project"),
                   [&w, folder = recent.folder] { w.open_project(folder); }});
  if (w.project() == nullptr) return;
  all.push_back({tr("Import…"), command, ask(Asked::import_data)});
  all.push_back({tr("Fit a curve…"), command, [&w] { w.open_fitting(w.view().item); }});
  all.push_back({tr("Paste a table to fit…"), command, [&w] { w.open_fitting(""), w.paste_table(); }});
  all.push_back({tr("Write a report…"), command, ask(Asked::report)});
  all.push_back({tr("Verify all"), command, [&w] { w.verify(""); }});
  all.push_back({tr("Close the project"), command, [&w] { w.close_project(); }});
}

void add_settings(Entries &all, Workplace &w) {
  const std::string setting = tr("setting");
  for (const Language language : all_languages)
    all.push_back({filled(tr("Language: {1}"), {own_name(language)}), setting,
                   [&w, language] { w.set_language(std::string(code(language))); }});
  for (const auto &[id, name] : shown_themes())
    all.push_back({filled(tr("Theme: {1}"), {name}), setting, [&w, id = id] { w.preferences().theme = id; }});
}

Entries all_entries(Workplace &w) {
  Entries all;
  ShownNow &view = w.view();
  if (w.project() != nullptr) {
    for (const Task &task : w.catalogue().tasks())
      all.push_back({tr(task.label()), task.fit() ? tr("model") : tr("tool"),
                     [&w, key = task.key] { w.choose_task(key); }, &task});
    for (const ShownItem &item : w.project()->items)
      all.push_back({item.label, kind_word(item), [&view, id = item.id] { view.item = id, view.page = Page::work; }});
    for (const core::RunRecord &run : w.project()->runs)
      all.push_back({run_label(w, run) + ", " + shown_moment(run.started), tr("run"),
                     [&view, id = run.id] { view.run = id, view.page = Page::work, view.show_below = "results"; }});
  }
  for (const PanelOffer &offer : w.catalogue().panels())
    all.push_back({tr(offer.panel->label), tr("panel"), [&w, id = offer.id] { w.open_panel(id); }});
  add_commands(all, w);
  add_settings(all, w);
  return all;
}

// Those that are called as was typed, in either language, the likeliest first.
Entries entries(Workplace &w) {
  const ShownNow &view = w.view();
  Entries all = all_entries(w);
  if (spoken() != Language::english)
    in_english([&] {
      const Entries english = all_entries(w);
      for (std::size_t i = 0; i < all.size(); ++i) all[i].english = english[i].name;
      return std::string();
    });
  std::erase_if(all, [&](Entry &e) {
    auto fits = fitness(e.name + " " + e.kind, view.palette_text);
    if (!e.english.empty()) fits = std::max(fits, fitness(e.english + " " + e.kind, view.palette_text));
    if (e.task != nullptr) fits = std::max(fits, found(*e.task, view.palette_text));
    e.fits = fits.value_or(0);
    return !fits;
  });
  if (!view.palette_text.empty())
    std::stable_sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) { return a.fits > b.fits; });
  return all;
}

}  // namespace

void draw_palette(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  const auto dialog = ui.width(36).height(26).dialog("palette", tr("Search"), view.palette);
  if (!dialog) return;
  GridState &state = view.grids["palette"];
  const Did typed =
      ui.width(-0.01)
          .focus(std::exchange(view.palette_appears, false))
          .text_field("find", "", view.palette_text, {tr("Tools, models, panels, data, settings"), GANTRY_UI_SEARCH});
  const Entries all = entries(w);
  if (typed.changed() || state.selected >= static_cast<std::int64_t>(all.size())) state.selected = 0;
  std::optional<std::size_t> chosen;
  const Did did =
      ui.height(-3).grid("found", {{"name", tr("Name"), "", 0, 0}, {"kind", tr("Kind"), "", 8, 0}}, all.size(), state,
                         tr("Nothing fits. Try fewer letters."), [&](const GridRow &row) {
                           const Entry &entry = all[static_cast<std::size_t>(row.index())];
                           row.text(0, entry.name);
                           row.text(1, headline(entry.kind), GANTRY_UI_DIM);
                         });
  if (did.activated() && state.selected >= 0) chosen = static_cast<std::size_t>(state.selected);
  if (typed.activated()) chosen = static_cast<std::size_t>(std::max<std::int64_t>(state.selected, 0));
  if (ui.disabled(all.empty()).button("go", tr("Go"), "chevron-right", GANTRY_UI_PRIMARY))
    chosen = static_cast<std::size_t>(std::max<std::int64_t>(state.selected, 0));
  if (!chosen || *chosen >= all.size()) return;
  view.palette = false;
  view.palette_text.clear();
  all[*chosen].carry_out();
}

}  // namespace gantry::host::window::screens
