// SPDX-License-Identifier: Apache-2.0
// The dialog of an import: what, under which name, how it is read, and what may stay of who it is of. "dialog/path",
// "dialog/keep/dates", "dialog/org.gantry.pictures.pictures/pixel_size"
#include <host/window/screens/parts.hpp>

#include <core/import/join.hpp>
#include <host/window/workplace/reading.hpp>

namespace gantry::host::window::screens {
namespace {

struct Option {
  const char *name, *label, *help;
};

std::vector<Option> options() {
  return {
      {"modified-dates", tr("Dates, moved"),
       tr("All dates of a patient by the same number of days: what lies between two stays right.")},
      {"private", tr("Private fields that are known to be safe"),
       tr("What vendors keep outside of the standard, by the list of DICOM's own profile.")},
      {"dates", tr("Dates and times as they are"), tr("In place of moved ones.")},
      {"characteristics", tr("Sex, age, height and weight"), tr("As many measures need them.")},
      {"descriptors", tr("Descriptions that people typed"), tr("Of studies and series. They may name somebody.")},
      {"device", tr("The device"), tr("Its serial number, and what else tells it from others.")},
      {"institution", tr("The institution"), tr("Its name and address.")},
      {"uids", tr("Unique identifiers"), tr("With them the data can be found again in the archive that it came from.")},
      {"structured", tr("The content of structured reports"), tr("It may name somebody.")},
      {"graphics", tr("Graphics drawn over images"), tr("They may name somebody.")},
  };
}

void draw_keep(Ui &ui, std::set<std::string> &keep) {
  const auto section = ui.section("keep", tr("What may stay"), 0);
  if (!section) return;
  for (const Option &option : options()) {
    bool kept = keep.count(option.name) > 0;
    if (!ui.tooltip(option.help).toggle(option.name, option.label, kept)) continue;
    if (kept) keep.insert(option.name);
    else keep.erase(option.name);
    // Either as they are or moved.
    if (kept && std::string_view(option.name) == "dates") keep.erase("modified-dates");
    if (kept && std::string_view(option.name) == "modified-dates") keep.erase("dates");
  }
}

// What is wrong with the axis as typed; "" when nothing is.
std::string wrong_with_axis(const std::string &axis) {
  if (axis.empty()) return {};
  const auto column = core::axis_column(axis);
  return column ? std::string{} : std::string(tr("Write it like TE[ms]=4.3; 8.7; 13, or TE alone"));
}

void draw_choices(Ui &ui, ImportChoices &choices) {
  ui.width(-0.01).text_field("label", tr("Name"), choices.label, {tr("by what it is: Image 1")});
  ui.toggle("de-identify", tr("De-identify"), choices.de_identify, GANTRY_UI_SWITCH);
  if (choices.de_identify) {
    ui.text("clean",
            tr("After DICOM PS3.15: names become pseudonyms, identifiers new ones; what identifies the patient is left "
               "out. Pixels are not judged."),
            GANTRY_UI_DIM);
    draw_keep(ui, choices.keep);
  } else {
    ui.text("unclean", tr("Names, dates and numbers of the patient stay in the project, in its reports and exports."),
            GANTRY_UI_WARNING);
  }
  if (const auto section = ui.section("join", tr("Several images as one series"), 0)) {
    ui.error(wrong_with_axis(choices.axis))
        .width(-0.01)
        .text_field("axis", tr("Axis"), choices.axis, {"TE[ms]=4.3; 8.7; 13"});
    ui.text(
        "axis-help",
        tr("All images become one, in their order, along an axis: its name, its unit, and a value for each. TE, TI, "
           "TR, FA or B0 alone takes the values from their headers."),
        GANTRY_UI_DIM);
  }
}

// How the files are to be read, where their reader can be told: what they don't say themselves, mostly.
void draw_reader(Ui &ui, const ReaderOffer &offer, nlohmann::json &set) {
  const core::ReaderSpec &reader = *offer.reader;
  const auto section =
      ui.section(id_of(offer.id), filled(tr("Reading {1}"), {tr(reader.label)}), offer.by_name ? GANTRY_UI_OPEN : 0u);
  if (!section) return;
  for (const core::ParameterSpec &p : reader.parameters) {
    if (!set.contains(p.key)) set[p.key] = initial_value(p);
    ui.error(wrong_with(p, set)).width(-0.01);
    draw_parameter(ui, p, set[p.key]);
    if (!p.help.empty()) ui.text("help-" + id_of(p.key), tr(p.help), GANTRY_UI_DIM);
  }
}

// Why it can't begin yet; "" when it can.
std::string missing(const std::string &path, const ImportChoices &choices, const std::vector<ReaderOffer> &readers) {
  if (path.empty()) return tr("Say where first.");
  if (!wrong_with_axis(choices.axis).empty()) return tr("The axis is not right yet.");
  for (const ReaderOffer &offer : readers)
    for (const core::ParameterSpec &p : offer.reader->parameters)
      if (!wrong_with(p, choices.set).empty()) return filled(tr("“{1}” is not right yet."), {tr(p.label)});
  return {};
}

}  // namespace

void draw_import(Ui &ui, Workplace &w) {
  ShownNow &view = w.view();
  bool open = true;
  {
    const auto dialog = ui.width(36).dialog("dialog", tr("Import"), open);
    if (dialog) {
      const bool appears = !std::exchange(view.path_proposed, true);
      if (appears) view.import = {};
      ui.text("what", tr("A file, or a folder with all that is in it."), GANTRY_UI_DIM);
      const Did typed = ui.width(-0.01).focus(appears).text_field("path", tr("File or folder"), view.path);
      const std::string path = cleaned_path(view.path);
      const auto readers = readers_concerned(w.catalogue().registry(), path);
      for (const ReaderOffer &offer : readers) draw_reader(ui, offer, view.import.set);
      draw_choices(ui, view.import);
      const std::string why = missing(path, view.import, readers);
      ui.space();
      const auto line = ui.row();
      ui.space(-1);
      if (ui.button("cancel", tr("Cancel"))) open = false;
      const bool go = ui.disabled(!why.empty(), why).button("ok", tr("Import"), "check", GANTRY_UI_PRIMARY);
      if (go || (typed.activated() && why.empty())) {
        open = false;
        ImportChoices choices = view.import;
        choices.set = said_to(readers, view.import.set);
        w.import_paths({path}, choices);
      }
    }
  }
  if (open || view.asked != Asked::import_data) return;
  view.asked = Asked::nothing;
  view.path_proposed = false;
}

}  // namespace gantry::host::window::screens
