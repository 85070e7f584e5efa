// SPDX-License-Identifier: Apache-2.0
// The plugins and their state, and the preferences. "plugins/org.gantry.nifti/retry", "preferences/theme"
#include <host/window/screens/parts.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

// "2 tools · 1 model · 4 formats read"
std::string brought_by(const core::Manifest &m) {
  std::string words;
  const auto add = [&](std::uint64_t count, const char *of_so_many) {
    if (count > 0) words += (words.empty() ? "" : " · ") + filled(of_so_many, {shown(count)});
  };
  add(m.tools.size(), tr_n("{1} tool", "{1} tools", m.tools.size()));
  add(m.models.size(), tr_n("{1} model", "{1} models", m.models.size()));
  add(m.panels.size(), tr_n("{1} panel", "{1} panels", m.panels.size()));
  add(m.readers.size(), tr_n("reads {1} format", "reads {1} formats", m.readers.size()));
  add(m.writers.size(), tr_n("writes {1} format", "writes {1} formats", m.writers.size()));
  return words;
}

void draw_plugin(Ui &ui, Workplace &w, const core::Plugin &plugin) {
  const core::Manifest &m = plugin.manifest;
  const PluginState &state = w.catalogue().state(m.id);
  const auto box = ui.box(id_of(m.id));
  {
    const auto line = ui.row();
    ui.icon("icon", state.quarantined ? "ban" : "plug");
    ui.text("name", m.name, GANTRY_UI_STRONG);
    ui.text("version", m.id + " " + m.version, GANTRY_UI_DIM);
    if (state.quarantined) ui.text("state", tr("in quarantine"), GANTRY_UI_ERROR);
    else if (state.broken_inputs > 0)
      ui.text("state",
              filled(tr_n("refuses {1} input", "refuses {1} inputs", state.broken_inputs),
                     {shown(std::uint64_t{state.broken_inputs})}),
              GANTRY_UI_WARNING);
    else ui.text("state", tr("ready"), GANTRY_UI_DONE);
    if ((state.quarantined || state.broken_inputs > 0) &&
        ui.tooltip(tr("Forget what is held against it, and try it again")).button("retry", tr("Retry"), "refresh"))
      w.retry_plugin(m.id);
  }
  if (!m.description.empty()) ui.text("description", tr(m.description));
  if (const std::string brings = brought_by(m); !brings.empty()) ui.text("brings", brings, GANTRY_UI_DIM);
  if (state.quarantined) {
    ui.text("reason", filled(tr("Since {1}: {2}"), {shown_moment(state.when), said(state.reason)}), GANTRY_UI_ERROR);
    if (!state.log_tail.empty())
      if (const auto section = ui.section("tail", tr("What it said last"), 0))
        ui.text("log", state.log_tail, GANTRY_UI_FIXED);
  }
  if (!m.intended_use.empty())
    if (const auto section = ui.section("use", tr("Intended use"), 0)) ui.text("intended", tr(m.intended_use));
}

}  // namespace

void draw_plugins(Ui &ui, Workplace &w) {
  const auto page = ui.box("plugins", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  ui.text("title", tr("Plugins"), GANTRY_UI_TITLE);
  ui.text("what",
          tr("Each runs in a process of its own. One that crashes is put into quarantine until it is tried again or "
             "replaced."),
          GANTRY_UI_DIM);
  if (!w.catalogue_ready()) return ui.text("reading", tr("Reading the plugins…"), GANTRY_UI_DIM);
  const core::Registry &registry = w.catalogue().registry();
  if (registry.plugins().empty()) ui.text("none", tr("No plugin is installed."));
  // What needs attention comes first.
  for (const bool held : {true, false})
    for (const core::Plugin &plugin : registry.plugins())
      if (w.catalogue().state(plugin.manifest.id).quarantined == held) draw_plugin(ui, w, plugin);
  for (const core::BrokenPlugin &broken : registry.broken()) {
    const auto box = ui.box("broken-" + id_of(broken.folder.filename().string()));
    ui.text("name", broken.folder.filename().string(), GANTRY_UI_STRONG);
    draw_error(ui, "error", broken.error);
  }
}

void draw_preferences(Ui &ui, Workplace &w) {
  const auto page = ui.box("preferences", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  ui.text("title", tr("Preferences"), GANTRY_UI_TITLE);
  ui.space();
  core::Preferences &p = w.preferences();
  std::size_t language = 0;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < all_languages.size(); ++i) {
    names.emplace_back(own_name(all_languages[i]));
    if (all_languages[i] == spoken()) language = i;
  }
  if (ui.choice("language", tr("Language"), names, language, GANTRY_UI_SEGMENTS))
    w.set_language(std::string(code(all_languages[language])));
  const std::vector<NamedTheme> themes = shown_themes();
  std::vector<std::string> theme_names;
  std::size_t theme = 0;
  for (std::size_t i = 0; i < themes.size(); ++i) {
    theme_names.emplace_back(themes[i].name);
    if (themes[i].id == p.theme) theme = i;
  }
  if (ui.choice("theme", tr("Theme"), theme_names, theme, GANTRY_UI_SEGMENTS)) p.theme = themes[theme].id;
  ui.number("scale", tr("Size of everything"), p.scale, {"", 0.75, 2, 0.05, 1, GANTRY_UI_SLIDER});
  ui.space();
  if (ui.button("tour", tr("Show the tour"), "map-marker"))
    w.view().tour = 0, w.view().page = w.project() != nullptr ? Page::work : Page::start;
  if (ui.disabled(p.recent.empty())
          .button("forget", tr("Empty the list of recent projects"), "trash-o", GANTRY_UI_QUIET))
    p.recent.clear();
  ui.space();
  ui.text("who", filled(tr("Runs are recorded under the name “{1}”."), {w.who()}), GANTRY_UI_DIM);
}

}  // namespace gantry::host::window::screens
