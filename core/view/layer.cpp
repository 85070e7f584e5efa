// SPDX-License-Identifier: Apache-2.0
#include <core/view/layer.hpp>

#include <algorithm>
#include <cmath>
#include <core/report/text.hpp>
#include <core/report/voxels.hpp>
#include <core/view/measure.hpp>

namespace gantry::core::view {
namespace {

constexpr std::uint32_t most_fine = 4;
constexpr std::size_t steps = 1024;

Rgba rgba_of(const report::Colour &c) {
  const auto part = [](double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
  return {part(c.red), part(c.green), part(c.blue), 255};
}

}  // namespace

Placement::Placement(const VolumeHeader &image, const VolumeHeader &layer)
    : image_(image.geometry), layer_(layer), finder_(layer.geometry) {
  const std::string &a = image.geometry.frame_of_reference;
  const std::string &b = layer.geometry.frame_of_reference;
  const bool shapes = std::equal(image.shape.begin(), image.shape.begin() + 3, layer.shape.begin());
  same_ = shapes && same_space(image.geometry, layer.geometry, image.shape, 0.1);
  possible_ = same_ || a.empty() || b.empty() || a == b;
  if (same_) return;
  // How many voxels of the layer a step of the image goes through, from its middle.
  const std::array<double, 3> middle{static_cast<double>(image.shape[0]) / 2, static_cast<double>(image.shape[1]) / 2,
                                     static_cast<double>(image.shape[2]) / 2};
  const auto from = finder_.voxel(image_.position(middle));
  for (std::size_t axis = 0; from && axis < 3; ++axis) {
    std::array<double, 3> next = middle;
    next[axis] += 1;
    const auto to = finder_.voxel(image_.position(next));
    if (!to) continue;
    const double many = std::ceil(distance(*from, *to) - 0.25);
    finer_[axis] = static_cast<std::uint32_t>(std::clamp(many, 1.0, static_cast<double>(most_fine)));
  }
}

std::optional<std::array<std::uint64_t, 3>> Placement::voxel(std::array<double, 3> of_image) const {
  if (!possible_) return std::nullopt;
  if (same_) return nearest_voxel(of_image, layer_);
  const auto found = finder_.voxel(image_.position(of_image));
  return found ? nearest_voxel(*found, layer_) : std::nullopt;
}

Layer::Layer(ShownVolumePtr volume, const LayerLook &look, const std::string &label_word)
    : volume_(std::move(volume)), look_(look) {
  const VolumeHeader &h = volume_->header;
  if (h.labels) {
    classes_ = report::label_classes(h, volume_->bytes, 0, label_word);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      if (!classes_[i].above_zero) class_of_.emplace(classes_[i].value, i);
    }
    return;
  }
  if (look.range && look.range->upper > look.range->lower) {
    range_ = *look.range;
  } else {
    const report::Voxels voxels{volume_->bytes.data(), &h, 0, 0};
    range_ = report::percentiles(voxels, 2, 98, [](std::uint64_t, double value) { return value != 0; });
  }
  for (std::size_t i = 0; i < steps; ++i)
    table_.push_back(rgba_of(report::map_colour(look.colours, static_cast<double>(i) / (steps - 1))));
}

std::uint64_t Layer::axis_of(std::uint64_t image_axis) const { return std::min(image_axis, header().shape[3] - 1); }

Rgba Layer::colour(std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index) const {
  const VolumeHeader &h = header();
  if (!labels()) {
    const double value = value_at(*volume_, voxel, axis_index, 0);
    if (!std::isfinite(value) || value == 0) return {};
    const double fraction = std::clamp((value - range_.lower) / (range_.upper - range_.lower), 0.0, 1.0);
    return table_[static_cast<std::size_t>(std::lround(fraction * (steps - 1)))];
  }
  if (h.shape[4] == 1) {
    const double value = value_at(*volume_, voxel, axis_index, 0);
    if (!(std::abs(value) < 1e15) || value != std::floor(value)) return {};
    const auto found = class_of_.find(static_cast<std::int64_t>(value));
    return found == class_of_.end() ? Rgba{} : rgba_of(classes_[found->second].colour);
  }
  for (auto c = classes_.rbegin(); c != classes_.rend(); ++c) {  // the last one lies on top
    if (c->has(value_at(*volume_, voxel, axis_index, c->channel))) return rgba_of(c->colour);
  }
  return {};
}

Pixels Layer::pixels(const SliceView &page, const Placement &placement, const SliceChoice &choice) const {
  const auto &view = page.layout();
  const std::uint32_t fine[] = {placement.finer(view.axis[0]), placement.finer(view.axis[1])};
  Pixels out{
      static_cast<std::uint32_t>(page.columns()) * fine[0], static_cast<std::uint32_t>(page.rows()) * fine[1], {}};
  out.rgba.resize(std::size_t{out.width} * out.height);
  if (!placement.possible()) return out;
  const std::uint64_t axis = axis_of(choice.axis_index);
  const auto index = [&](std::uint32_t i, std::size_t p, bool mirrored) {
    const double at = (i + 0.5) / fine[p] - 0.5;
    return mirrored ? static_cast<double>(view.size[p]) - 1 - at : at;
  };
  std::array<double, 3> voxel{};
  voxel[view.axis[2]] = static_cast<double>(std::min(choice.slice, page.slices() - 1));
  Rgba *to = out.rgba.data();
  for (std::uint32_t y = 0; y < out.height; ++y) {
    voxel[view.axis[1]] = index(y, 1, view.mirror_down);
    for (std::uint32_t x = 0; x < out.width; ++x, ++to) {
      voxel[view.axis[0]] = index(x, 0, view.mirror_right);
      if (const auto found = placement.voxel(voxel)) *to = colour(*found, axis);
    }
  }
  return out;
}

std::vector<std::string> Layer::words(std::array<std::uint64_t, 3> voxel, std::uint64_t axis_index) const {
  std::vector<std::string> words;
  const std::uint64_t axis = axis_of(axis_index);
  if (!labels()) {
    const double value = value_at(*volume_, voxel, axis, 0);
    if (!std::isfinite(value) || value == 0) return words;
    const std::string unit = report::unit_text(header().unit);
    return {report::short_number(value, 4) + (unit.empty() ? "" : " " + unit)};
  }
  for (const auto &c : classes_) {
    if (c.has(value_at(*volume_, voxel, axis, c.channel))) words.push_back(c.name);
  }
  return words;
}

}  // namespace gantry::core::view
