// SPDX-License-Identifier: Apache-2.0
#include <host/window/image/memory.hpp>

#include <core/data/views.hpp>
#include <core/ui/image_state.hpp>
#include <sstream>

namespace gantry::host::window {

using namespace core::view;

namespace {

// All that a thing is made of, as one text to compare.
template <class... Part>
std::string key(const Part &...parts) {
  std::ostringstream text;
  text.precision(17);
  ((text << parts << ' '), ...);
  return text.str();
}

ShownVolumePtr made_volume(const gantry_volume &given) {
  const auto header = core::header_of(given);
  if (!header) return nullptr;
  const auto object = core::make_volume(header.value(), core::packed_voxels(given, header.value()));
  if (!object) return nullptr;
  const auto shown = shown_volume(object.value());
  return shown ? shown.value() : nullptr;
}

}  // namespace

bool ImageMemory::find(VolumeSource &source, const gantry_ui_image &image, std::uint32_t wanted_plane) {
  const std::string id = image.volume == nullptr ? "" : image.volume;
  if (image.made != nullptr && id.empty()) {
    if (made == nullptr || made_revision != image.made_revision) {
      made = made_volume(*image.made);
      made_revision = image.made_revision;
    }
    found = {.volume = made};
  } else {
    made = nullptr;
    found = id.empty() ? FoundVolume{} : source.find(id);
  }
  if (found.volume == nullptr || found.volume->header.voxels() == 0) return false;
  const std::string now = key(found.volume->revision, wanted_plane);
  if (now == shown_of) return true;
  shown_of = now;
  page.emplace(header(), wanted_plane);
  automatic.reset();
  return true;
}

void ImageMemory::refresh_image(const SliceChoice &choice, const Window &window) {
  const std::string now =
      key(shown_of, choice.slice, choice.axis_index, choice.inverted, window.centre, window.width, smooth);
  if (now == drawn_of && !texture.empty()) return;
  drawn_of = now;
  const core::view::Pixels pixels = grey_pixels(*found.volume, *page, choice, window);
  texture.upload(pixels.width, pixels.height, pixels.rgba.data(), smooth);
}

void ImageMemory::refresh_layer(VolumeSource &source, const gantry_ui_layer &layer, const SliceChoice &choice,
                                const std::string &label_word) {
  LayerMemory &m = layers[layer.id == nullptr ? "" : layer.id];
  m.used = true;
  m.found = source.find(layer.volume == nullptr ? "" : layer.volume);
  if (m.found.volume == nullptr || m.found.volume->header.voxels() == 0) return;
  const std::string name = layer.colour_map == nullptr ? "" : layer.colour_map;
  const std::string made_of =
      key(m.found.volume->revision, found.volume->revision, name, layer.minimum, layer.maximum, label_word);
  if (made_of != m.made_of) {
    m.made_of = made_of;
    LayerLook look{.colours = core::report::colour_map_named(name).value_or(core::report::ColourMap::viridis)};
    if (layer.maximum > layer.minimum) look.range = core::report::ValueRange{layer.minimum, layer.maximum};
    m.layer.emplace(m.found.volume, look, label_word);
    m.placement.emplace(header(), m.found.volume->header);
  }
  const bool lines = layer.kind == GANTRY_UI_LAYER_OUTLINES && m.layer->labels();
  const std::string drawn = key(made_of, shown_of, choice.slice, choice.axis_index, lines);
  if (drawn == m.drawn_of) return;
  m.drawn_of = drawn;
  const core::view::Pixels pixels = m.layer->pixels(*page, *m.placement, choice);
  m.columns = pixels.width;
  m.rows = pixels.height;
  m.outlines = lines ? core::view::outlines(pixels) : std::vector<core::view::Outline>{};
  if (lines) m.texture = {};
  else m.texture.upload(pixels.width, pixels.height, pixels.rgba.data(), false);
}

}  // namespace gantry::host::window
