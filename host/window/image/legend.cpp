// SPDX-License-Identifier: Apache-2.0
// Beside a slice: what lies over it, the classes of its segments and the colour bars of its maps.
#include <host/window/image/frame.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/ticks.hpp>
#include <host/window/theme/style.hpp>

namespace gantry::host::window {
namespace {

float draw_classes(const ImageFrame &f, const core::view::Layer &layer, float y) {
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const float line = em(v, 1.25);
  const auto fitting = static_cast<std::size_t>(std::max(1.0F, std::floor((f.strip.Max.y - y) / line)));
  const auto &classes = layer.classes();
  const std::size_t shown = classes.size() <= fitting ? classes.size() : fitting - 1;
  for (std::size_t i = 0; i < shown; ++i, y += line) {
    const ImVec2 at(f.strip.Min.x, y + em(v, 0.125));
    const auto &c = classes[i].colour;
    const auto part = [](double p) { return static_cast<Rgb>(std::lround(p * 255)); };
    list.AddRectFilled(at, at + ImVec2(em(v, 0.75), em(v, 0.75)),
                       colour(part(c.red) << 16U | part(c.green) << 8U | part(c.blue)), em(v, 0.125));
    list.AddRect(at, at + ImVec2(em(v, 0.75), em(v, 0.75)), colour(v.theme->edge, 0.6F), em(v, 0.125));
    put(list, v.fonts->small, {at.x + em(v, 1.125), y - 1}, colour(v.theme->ink),
        fitted(v.fonts->small, classes[i].name, f.strip.GetWidth() - em(v, 1.125)));
  }
  if (shown < classes.size()) {
    put(list, v.fonts->small, {f.strip.Min.x, y}, colour(v.theme->dim), "+ " + std::to_string(classes.size() - shown));
    y += line;
  }
  return y;
}

float draw_bar(const ImageFrame &f, const core::view::Layer &layer, float y) {
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  const auto range = layer.range();
  core::report::Ticks ticks = core::report::nice_ticks(range.lower, range.upper, 5);
  const std::string unit = core::report::unit_text(layer.header().unit);
  const std::string head = ticks.factor + (ticks.factor.empty() || unit.empty() ? "" : " ") + unit;
  if (!head.empty()) {
    put(list, v.fonts->small, {f.strip.Min.x, y}, colour(v.theme->dim), head);
    y += em(v, 1.375);
  }
  y += em(v, 0.375);
  const float height = std::min(em(v, 11), f.strip.Max.y - y - em(v, 1));
  if (height < em(v, 3)) return y;
  const ImRect bar({f.strip.Min.x, y}, {f.strip.Min.x + em(v, 0.875), y + height});
  constexpr int parts = 32;
  const auto shade = [&](int i) {
    const auto c = core::report::map_colour(layer.colours(), static_cast<double>(i) / parts);
    return ImGui::GetColorU32(
        ImVec4(static_cast<float>(c.red), static_cast<float>(c.green), static_cast<float>(c.blue), 1));
  };
  for (int i = 0; i < parts; ++i) {
    const float low = bar.Max.y - height * static_cast<float>(i) / parts;
    const float high = bar.Max.y - height * static_cast<float>(i + 1) / parts;
    list.AddRectFilledMultiColor({bar.Min.x, high}, {bar.Max.x, low}, shade(i + 1), shade(i + 1), shade(i), shade(i));
  }
  list.AddRect(bar.Min, bar.Max, colour(v.theme->edge, 0.6F));
  for (std::size_t i = 0; i < ticks.at.size(); ++i) {
    const double part = (ticks.at[i] - range.lower) / (range.upper - range.lower);
    const float at = IM_ROUND(bar.Max.y - height * static_cast<float>(part));
    list.AddRectFilled({bar.Max.x, at}, {bar.Max.x + em(v, 0.25), at + 1}, colour(v.theme->ink));
    put(list, v.fonts->small, {bar.Max.x + em(v, 0.5), at - v.fonts->small->FontSize / 2}, colour(v.theme->ink),
        localised(v, ticks.text[i]));
  }
  return bar.Max.y + em(v, 1);
}

}  // namespace

float strip_width(const View &view, const gantry_ui_image &image) {
  const bool any =
      std::any_of(image.layers, image.layers + image.layer_count, [](const auto *l) { return l->hidden == 0; });
  return any ? em(view, 8) : 0;
}

void draw_strip(const ImageFrame &f) {
  if (f.strip.GetWidth() <= 0) return;
  const View &v = f.view;
  ImDrawList &list = *ImGui::GetWindowDrawList();
  float y = f.strip.Min.y + em(v, 0.25);
  each_layer(f, [&](const gantry_ui_layer &layer, const LayerMemory &m) {
    if (y + em(v, 3) > f.strip.Max.y) return;
    const float from = y;
    const std::string name = layer.name == nullptr ? "" : layer.name;
    if (!name.empty()) {
      put(list, v.fonts->strong, {f.strip.Min.x, y}, colour(v.theme->ink),
          fitted(v.fonts->strong, name, f.strip.GetWidth()));
      y += em(v, 1.5);
    }
    const bool elsewhere = m.placement && !m.placement->possible();
    if (elsewhere || !m.layer) {
      const std::string words = elsewhere                ? v.tr("Lies in another patient space")
                                : !m.found.error.empty() ? m.found.error
                                                         : v.tr("Reading");
      list.AddText(v.fonts->small, v.fonts->small->FontSize, {f.strip.Min.x, y},
                   colour(elsewhere || !m.found.error.empty() ? v.theme->warning : v.theme->dim), words.c_str(),
                   nullptr, f.strip.GetWidth());
      y += em(v, 2.5);
    } else {
      y = m.layer->labels() ? draw_classes(f, *m.layer, y) + em(v, 0.75) : draw_bar(f, *m.layer, y);
      const std::string id = layer.id == nullptr ? "" : layer.id;
      const auto range = m.layer->range();
      const std::string shown = m.layer->labels() ? std::to_string(m.layer->classes().size())
                                                  : number_words(v, range.lower, "") + " – " +
                                                        number_words(v, range.upper, m.layer->header().unit);
      tell(v, "legend-" + id, Kind::text, {f.strip.Min.x, from, f.strip.Max.x, y}, name, false, shown);
    }
  });
}

}  // namespace gantry::host::window
