// SPDX-License-Identifier: Apache-2.0
// Left: what is in the project. "work/tree/images/image-1"
#include <host/window/screens/parts.hpp>

#include <algorithm>

namespace gantry::host::window::screens {
namespace {

struct Group {
  const char *id;
  const char *label;
  bool (*holds)(const ShownItem &);
};

constexpr std::uint64_t most_for_a_thumbnail = std::uint64_t{256} << 20;  // bytes to be read

// The data of one item at a time is read for its thumbnail, so that what is looked at never waits for many.
void ask_for_thumbnail(Workplace &w, const ShownItem &item, bool &reading) {
  const bool pictured = item.kind == core::Kind::volume || item.kind == core::Kind::signal;
  if (reading || !pictured || (item.volume && item.volume->byte_size() > most_for_a_thumbnail)) return;
  const Known &known = w.objects().get(item.object);
  reading = !known.object && known.problem.empty();
}

constexpr double line_height = 2;  // em, with a thumbnail or while there is none yet

void draw_node(Ui &ui, Workplace &w, const ShownItem &item, const char *icon, double height) {
  ShownNow &view = w.view();
  const std::string about =
      kind_word(item) + (item.facts.empty() ? "" : " · ") + said_facts(item.facts) + "\n" + shown_moment(item.added);
  const auto node = ui.width(-0.01).height(height).tooltip(about).tree(
      item.id, item.label, icon, GANTRY_UI_LEAF | (view.item == item.id ? GANTRY_UI_CHECKED : 0u));
  if (node.pressed() || node.activated()) view.item = item.id, view.page = Page::work;
}

// A thumbnail stands where the icon is of what has none, so that the names are below each other.
void draw_item_row(Ui &ui, Workplace &w, const ShownItem &item, bool &reading) {
  if (item.kind != core::Kind::volume && item.kind != core::Kind::signal)
    return draw_node(ui, w, item, icon_of(item), 0);
  const core::view::Pixels *const picture = w.objects().thumbnail(item.object);
  if (picture == nullptr) ask_for_thumbnail(w, item, reading);
  if (picture == nullptr || picture->rgba.empty()) return draw_node(ui, w, item, icon_of(item), line_height);
  const auto line = ui.row();
  ui.width(line_height)
      .height(line_height)
      .picture("picture-" + item.id,
               {picture->width, picture->height, picture->rgba.data(), 1, said_facts(item.facts)});
  draw_node(ui, w, item, "", line_height);
}

void draw_item_menu(Ui &ui, Workplace &w, const ShownItem &item) {
  const auto menu = ui.context_menu("menu-" + item.id);
  if (!menu) return;
  ShownNow &view = w.view();
  if (ui.menu_item("show", tr("Show"), "eye")) view.item = item.id;
  if (ui.menu_item("export", tr("Export…"), "upload")) {
    view.item = item.id;
    view.asked = Asked::export_item;
    view.path.clear();
  }
  if (ui.disabled(!w.project()->writable, tr("The project can't be changed."))
          .menu_item("rename", tr("Rename…"), "pencil"))
    ask_for_label(w, item);
  const Task *const task = w.catalogue().task(view.task);
  if (task != nullptr && ui.menu_item("use", tr("Use in the form"), "chevron-right")) {
    offer(w.draft(*task), *task, *w.project(), item.id);
    w.edited(*task);
  }
}

}  // namespace

void draw_tree(Ui &ui, Workplace &w) {
  const auto all = ui.height(-0.01 - w.view().messages).box("tree", GANTRY_UI_QUIET | GANTRY_UI_SCROLL);
  ShownNow &view = w.view();
  const Snapshot &project = *w.project();
  const std::size_t before = project.items.size();
  bool reading = false;
  if (before > 8) ui.width(-0.01).text_field("find", "", view.tree_text, {tr("Find…"), GANTRY_UI_SEARCH});
  const Group groups[] = {
      {"images", tr("Images"), [](const ShownItem &i) { return i.kind == core::Kind::volume && !i.labels(); }},
      {"labels", tr("Segmentations"), [](const ShownItem &i) { return i.labels(); }},
      {"signals", tr("Signals"), [](const ShownItem &i) { return i.kind == core::Kind::signal; }},
      {"tables", tr("Tables"), [](const ShownItem &i) { return i.kind == core::Kind::table; }},
      {"records", tr("Records and files"),
       [](const ShownItem &i) { return i.kind == core::Kind::record || i.kind == core::Kind::file; }},
  };
  for (const Group &group : groups) {
    std::vector<const ShownItem *> items;
    for (const ShownItem &item : project.items)
      if (group.holds(item) && fitness(item.label + " " + item.id, view.tree_text)) items.push_back(&item);
    if (items.empty()) continue;
    const auto section = ui.section(group.id, group.label + (" · " + shown(std::uint64_t{items.size()})),
                                    std::string_view(group.id) == "records" ? 0u : GANTRY_UI_OPEN);
    if (!section) continue;
    for (const ShownItem *item : items) {
      draw_item_row(ui, w, *item, reading);
      draw_item_menu(ui, w, *item);
    }
  }
  if (before == 0) {
    ui.text("empty", tr("There is no data yet."), GANTRY_UI_STRONG);
    ui.text("how",
            tr("Drop files or folders on the window: DICOM, NIfTI, EDF, tables and more are read, and de-identified."),
            GANTRY_UI_DIM);
  } else if (!view.tree_text.empty()) {
    bool any = false;
    for (const ShownItem &item : project.items) any = any || fitness(item.label + " " + item.id, view.tree_text);
    if (!any) ui.text("none", filled(tr("Nothing is called “{1}”."), {view.tree_text}), GANTRY_UI_DIM);
  }
  ui.space();
  if (ui.disabled(!project.writable, tr("The project can't be changed."))
          .tooltip(tr("Bring files or a folder into the project"))
          .shortcut("ctrl+i")
          .button("import", tr("Import…"), "download")) {
    view.asked = Asked::import_data;
    view.path.clear();
  }
}

}  // namespace gantry::host::window::screens
