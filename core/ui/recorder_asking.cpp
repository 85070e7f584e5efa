// SPDX-License-Identifier: Apache-2.0
#include <core/ui/recorder.hpp>
#include <core/ui/recorder_parts.hpp>

namespace gantry::core {

void Recorder::fill_saying() {
  table_.text = [](const gantry_ui *ui, const char *id, const char *text, std::uint32_t style) {
    of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::text, {name_of(id), shown(text)}, {style});
  };
  table_.icon = [](const gantry_ui *ui, const char *id, const char *icon, std::uint32_t colour) {
    of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::icon, {name_of(id), shown(icon)}, {colour});
  };
  table_.progress = [](const gantry_ui *ui, const char *id, double fraction, const char *label) {
    of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::progress, {name_of(id), shown(label)}, {finite(fraction, -1)});
  };
  table_.picture = [](const gantry_ui *ui, const char *id, const gantry_ui_picture *picture) {
    Recorder &self = of(ui);
    if (picture == nullptr || picture->size < sizeof *picture || picture->width > 4096 || picture->height > 4096)
      return self.mistake("panel.struct", "gave a picture of more than 4096 pixels across, or of wrong size");
    const std::string path = self.widget(id);
    self.edit(path);
    const std::size_t bytes = picture->rgba == nullptr ? 0 : std::size_t{4} * picture->width * picture->height;
    const bool old = self.kept(path, {picture->revision, picture->width, picture->height}, bytes);
    const std::span pixels(static_cast<const std::byte *>(picture->rgba), old ? 0 : bytes);
    self.put(Op::picture, {name_of(id), shown(picture->alt)},
             {bytes == 0 ? 0u : picture->width, bytes == 0 ? 0u : picture->height, picture->revision, old ? 1u : 0u},
             {pixels});
  };
  table_.toast = [](const gantry_ui *ui, std::uint32_t severity, const char *text) {
    of(ui).put(Op::toast, {shown(text)}, {severity});
  };
  table_.redraw_after = [](const gantry_ui *ui, double seconds) {
    if (seconds >= 0) of(ui).redraw_after_ = std::min(of(ui).redraw_after_, seconds);
  };
  table_.copy = [](const gantry_ui *ui, const char *text) { of(ui).put(Op::copy, {shown(text)}); };
  table_.equation = [](const gantry_ui *ui, const char *id, const char *equation) {
    of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::equation, {name_of(id), shown(equation)});
  };
}

// True when the other side has these pixels from the last drawing.
bool Recorder::kept(const std::string &path, Pixels pixels, std::size_t bytes) {
  if (silent()) return true;
  const auto found = sent_.find(path);
  const bool old = bytes > 0 && found != sent_.end() && found->second == pixels;
  if (!old) pixel_bytes_ += bytes;
  if (pixel_bytes_ > max_pixel_bytes) mistake("panel.too-much", "drew more than 64 MiB of pixels at once");
  if (bytes > 0) sending_[path] = pixels;
  return old;
}

void Recorder::fill_asking() {
  table_.button = [](const gantry_ui *ui, const char *id, const char *label, const char *icon,
                     std::uint32_t flags) -> std::uint32_t {
    const Edit *done = of(ui).edit(of(ui).widget(id));
    of(ui).put(Op::button, {name_of(id), shown(label), shown(icon)}, {flags});
    return done == nullptr ? 0u : done->what;
  };
  table_.toggle = [](const gantry_ui *ui, const char *id, const char *label, std::uint32_t *on,
                     std::uint32_t flags) -> std::uint32_t {
    const Edit *done = of(ui).edit(of(ui).widget(id));
    if (on == nullptr) return of(ui).mistake("panel.struct", "gave a toggle without a value"), 0;
    const bool valid = done != nullptr && done->value.is_boolean();
    if (valid) *on = done->value.get<bool>() ? 1 : 0;
    of(ui).put(Op::toggle, {name_of(id), shown(label)}, {*on != 0 ? 1u : 0u, flags});
    return valid ? done->what : 0u;
  };
  table_.choice = [](const gantry_ui *ui, const char *id, const char *label, const char *const *items,
                     std::uint32_t count, std::uint32_t *index, std::uint32_t flags) -> std::uint32_t {
    Recorder &self = of(ui);
    const Edit *done = self.edit(self.widget(id));
    if (index == nullptr || (items == nullptr && count > 0))
      return self.mistake("panel.struct", "gave a choice without its items or its value"), 0;
    const bool valid = done != nullptr && done->value.is_number_unsigned() && done->value.get<std::uint64_t>() < count;
    if (valid) *index = done->value.get<std::uint32_t>();
    std::string texts;
    for (std::uint32_t i = 0; i < count && !self.silent(); ++i) {
      texts += shown(items[i]) + '\0';
      if (texts.size() > max_written_bytes) self.mistake("panel.too-much", FrameLoad::much_text);
    }
    self.put(Op::choice, {name_of(id), shown(label)}, {count, *index, flags}, {std::as_bytes(std::span(texts))});
    return valid ? done->what : 0u;
  };
  table_.number = [](const gantry_ui *ui, const char *id, const char *label, const gantry_ui_number *number,
                     double *value) -> std::uint32_t {
    Recorder &self = of(ui);
    const Edit *done = self.edit(self.widget(id));
    if (number == nullptr || number->size < sizeof *number || value == nullptr)
      return self.mistake("panel.struct", "gave a number without a value, or a struct of wrong size"), 0;
    const bool valid = done != nullptr && done->value.is_number();
    if (valid) *value = done->value.get<double>();
    constexpr double all = std::numeric_limits<double>::infinity();
    self.put(Op::number, {name_of(id), shown(label), shown(number->unit)},
             {number->flags, std::isnan(number->minimum) ? -all : number->minimum,
              std::isnan(number->maximum) ? all : number->maximum, finite(number->step), number->initial, *value});
    return valid ? done->what : 0u;
  };
  table_.text_field = [](const gantry_ui *ui, const char *id, const char *label, const gantry_ui_text_field *field,
                         char *text, std::uint64_t capacity) -> std::uint32_t {
    Recorder &self = of(ui);
    const Edit *done = self.edit(self.widget(id));
    if (field == nullptr || field->size < sizeof *field || text == nullptr || capacity == 0 ||
        std::memchr(text, '\0', capacity) == nullptr)
      return self.mistake("panel.struct", "gave a text field without a text that ends, or a struct of wrong size"), 0;
    const bool valid = done != nullptr && done->value.is_string();
    if (valid) {
      const std::string typed = plain_text(done->value.get_ref<const std::string &>(), capacity - 1);
      std::memcpy(text, typed.c_str(), typed.size() + 1);
    }
    const std::string now = shown(text);
    self.put(Op::text_field, {name_of(id), shown(label), shown(field->hint), now},
             {field->flags, std::clamp<std::uint64_t>(capacity, now.size() + 1, max_text_bytes + 1)});
    return valid ? done->what : 0u;
  };
  table_.colour = [](const gantry_ui *ui, const char *id, const char *label, std::uint32_t *rgb) -> std::uint32_t {
    const Edit *done = of(ui).edit(of(ui).widget(id));
    if (rgb == nullptr) return of(ui).mistake("panel.struct", "gave a colour without a value"), 0;
    const bool valid = done != nullptr && done->value.is_number_unsigned();
    if (valid) *rgb = done->value.get<std::uint32_t>() & 0xFFFFFFu;
    of(ui).put(Op::colour, {name_of(id), shown(label)}, {*rgb & 0xFFFFFFu});
    return valid ? done->what : 0u;
  };
}

}  // namespace gantry::core
