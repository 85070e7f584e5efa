// SPDX-License-Identifier: Apache-2.0
#include <core/view/label_rows.hpp>

#include <algorithm>
#include <core/view/levels.hpp>

namespace gantry::core::view {
namespace {

constexpr std::int64_t tabled = 4096;  // values that are looked up directly

std::uint32_t colour_of(const report::Colour &c, double opacity) {
  const auto byte = [](double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
  return packed({byte(c.red), byte(c.green), byte(c.blue), byte(opacity)});
}

// Whether a neighbour has another id, for a run of pixels; `edge` gathers it.
struct MarkBorder {
  static GANTRY_INLINE void run(const std::uint16_t *ids, const std::uint16_t *neighbours, std::uint32_t count,
                                std::uint8_t *edge) {
    for (std::uint32_t i = 0; i < count; ++i) edge[i] |= ids[i] != neighbours[i] ? 1 : 0;
  }
};

}  // namespace

LabelPainter::LabelPainter(ShownVolumePtr volume, std::uint64_t axis_index, const LabelLook &look, std::uint32_t level)
    : volume_(std::move(volume)),
      thickness_(std::clamp(look.thickness, 1u, 4u)),
      level_(level),
      outlined_(look.outline > 0) {
  const VolumeHeader &h = volume_->header;
  fills_ = outlines_ = {0};
  small_.assign(tabled, 0);
  const auto sampler = [&](std::uint64_t channel) {
    return PlaneSampler(
        *volume_,
        {.axis_index = axis_index, .channel = channel, .interpolation = Interpolation::nearest, .level = level});
  };
  for (const report::LabelClass &c : report::label_classes(h, volume_->bytes, axis_index, "")) {
    const std::int64_t key = c.above_zero ? static_cast<std::int64_t>(c.channel) : c.value;
    if (std::find(look.hidden.begin(), look.hidden.end(), key) != look.hidden.end()) continue;
    const auto id = static_cast<std::uint16_t>(fills_.size());
    fills_.push_back(colour_of(c.colour, look.fill));
    outlines_.push_back(colour_of(c.colour, look.outline));
    if (c.above_zero) parts_.push_back({sampler(c.channel), id});
    else if (c.value >= 0 && c.value < tabled) small_[static_cast<std::size_t>(c.value)] = id;
    else others_.emplace_back(c.value, id);
  }
  std::sort(others_.begin(), others_.end());
  if (h.shape[4] == 1 && parts_.empty()) parts_.push_back({sampler(0), 0});
}

std::uint16_t LabelPainter::id_of(float value) const {
  if (value >= 0 && value < static_cast<float>(tabled)) return small_[static_cast<std::size_t>(value)];
  if (!(std::abs(value) < 1e15f)) return 0;
  const auto wanted = static_cast<std::int64_t>(value);
  const auto found = std::lower_bound(others_.begin(), others_.end(), std::pair{wanted, std::uint16_t{0}});
  return found != others_.end() && found->first == wanted ? found->second : std::uint16_t{0};
}

void LabelPainter::begin(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, LabelBand &band) const {
  band.first = first > thickness_ ? first - thickness_ : 0;
  band.last = std::min(last + thickness_, plane.height);
  const std::size_t count = std::size_t{band.last - band.first} * plane.width;
  band.ids.assign(count, 0);
  band.numbers.resize(count);
  band.colours.resize(plane.width);
  for (const Part &part : parts_) {
    part.sampler.rows(plane, band.first, band.last, band.scratch, band.numbers.data());
    if (part.id != 0) {
      for (std::size_t i = 0; i < count; ++i) band.ids[i] = band.numbers[i] > 0 ? part.id : band.ids[i];
      continue;
    }
    float value = 0;
    std::uint16_t id = id_of(0);
    for (std::size_t i = 0; i < count; ++i) {
      if (band.numbers[i] != value) {
        value = band.numbers[i];
        id = id_of(value);
      }
      band.ids[i] = id;
    }
  }
}

void LabelPainter::paint(const PatientPlane &plane, std::uint32_t y, LabelBand &band, std::uint32_t *colours) const {
  const std::uint32_t width = plane.width;
  const auto row = [&](std::uint32_t of) {
    return static_cast<const std::uint16_t *>(band.ids.data()) + std::size_t{of - band.first} * width;
  };
  const std::uint16_t *const ids = row(y);
  band.edge.assign(width, 0);
  for (std::uint32_t d = 1; outlined_ && d <= thickness_; ++d) {
    const auto mark = [&](const std::uint16_t *of, const std::uint16_t *neighbours, std::uint32_t count,
                          std::uint8_t *to) { at_level<MarkBorder>(level_, of, neighbours, count, to); };
    // Beyond the picture a segment goes on.
    if (y >= d) mark(ids, row(y - d), width, band.edge.data());
    if (y + d < plane.height) mark(ids, row(y + d), width, band.edge.data());
    if (d >= width) continue;
    mark(ids + d, ids, width - d, band.edge.data() + d);
    mark(ids, ids + d, width - d, band.edge.data());
  }
  for (std::uint32_t x = 0; x < width; ++x) band.colours[x] = (band.edge[x] != 0 ? outlines_ : fills_)[ids[x]];
  blend(band.colours.data(), width, level_, colours);
}

}  // namespace gantry::core::view
