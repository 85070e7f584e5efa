// SPDX-License-Identifier: Apache-2.0
#include <host/window/widgets/drawing.hpp>

#include <limits>

namespace gantry::host::window {

namespace {

void next(const gantry_ui *ui, const gantry_ui_next *next) { of(ui).set_next(next); }
void redraw_after(const gantry_ui *ui, double seconds) { of(ui).redraw_in(seconds); }
void copy(const gantry_ui * /*ui*/, const char *text) { ImGui::SetClipboardText(text_of(text)); }

}  // namespace

Drawing::Drawing(ImGuiUi::Options given) : options(std::move(given)) {
  table.size = sizeof table;
  table.host = this;
  table.next = next;
  table.redraw_after = redraw_after;
  table.copy = copy;
  set_layout(table);
  set_panes(table);
  set_folding(table);
  set_menus(table);
  set_saying(table);
  set_buttons(table);
  set_choices(table);
  set_fields(table);
  set_numbers(table);
  set_grid(table);
  set_views(table);
  set_equation(table);
}

ImGuiUi::ImGuiUi(Options options) : drawing_(std::make_unique<Drawing>(std::move(options))) {}
ImGuiUi::~ImGuiUi() = default;

const gantry_ui &ImGuiUi::table() const { return drawing_->table; }
ImGuiUi::Options &ImGuiUi::options() { return drawing_->options; }
void ImGuiUi::begin() { drawing_->begin_frame(); }
void ImGuiUi::end() { drawing_->end_frame(); }
const Screen &ImGuiUi::screen() const { return drawing_->drawn; }
double ImGuiUi::redraw_in() const { return drawing_->redraw - ImGui::GetTime(); }
std::map<std::string, std::string> &ImGuiUi::remembered() { return drawing_->remembered; }
const std::vector<ImGuiUi::Shortcut> &ImGuiUi::shortcuts() const { return drawing_->shortcuts_drawn; }

double ImGuiUi::toasts_height() const {
  return static_cast<double>(drawing_->toasts_height) / static_cast<double>(drawing_->options.fonts.em);
}

void ImGuiUi::focus(const std::string &path) {
  drawing_->focus_wanted = path;
  drawing_->redraw_in(0);
}

}  // namespace gantry::host::window
