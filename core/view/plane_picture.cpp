// SPDX-License-Identifier: Apache-2.0
#include <core/view/plane_picture.hpp>

#include <algorithm>
#include <cstring>

namespace gantry::core::view {
namespace {

constexpr std::uint32_t band_rows = 16;

// What a thread needs for a band of rows of one layer.
struct LayerScratch {
  RowScratch sampling;
  LabelBand labels;
  std::vector<float> numbers[4];  // of the band
  std::vector<std::uint32_t> colours;
};

}  // namespace

// Numbers with their tones, colours as they are, or labels.
struct PlanePicture::Layer {
  ShownVolumePtr volume;
  std::vector<PlaneSampler> samplers;  // one; of colours three or four
  std::optional<ToneTable> tones;
  std::optional<LabelPainter> labels;
  double opacity = 1;

  void begin(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, LayerScratch &scratch) const;
  // Row `y` of the band, which begins with row `first`.
  void paint(const PatientPlane &plane, std::uint32_t first, std::uint32_t y, std::uint32_t level,
             LayerScratch &scratch, std::uint32_t *colours) const;
  void paint_colours(std::size_t from, std::uint32_t width, std::uint32_t level, LayerScratch &scratch,
                     std::uint32_t *colours) const;
};

void PlanePicture::Layer::begin(const PatientPlane &plane, std::uint32_t first, std::uint32_t last,
                                LayerScratch &scratch) const {
  if (labels) return labels->begin(plane, first, last, scratch.labels);
  for (std::size_t s = 0; s < samplers.size(); ++s) {
    scratch.numbers[s].resize(std::size_t{last - first} * plane.width);
    samplers[s].rows(plane, first, last, scratch.sampling, scratch.numbers[s].data());
  }
}

void PlanePicture::Layer::paint(const PatientPlane &plane, std::uint32_t first, std::uint32_t y, std::uint32_t level,
                                LayerScratch &scratch, std::uint32_t *colours) const {
  if (labels) return labels->paint(plane, y, scratch.labels, colours);
  const std::size_t from = std::size_t{y - first} * plane.width;
  if (tones) tones->paint(scratch.numbers[0].data() + from, plane.width, level, colours);
  else paint_colours(from, plane.width, level, scratch, colours);
}

void PlanePicture::Layer::paint_colours(std::size_t from, std::uint32_t width, std::uint32_t level,
                                        LayerScratch &scratch, std::uint32_t *colours) const {
  scratch.colours.resize(width);
  const auto byte = [](float v) { return static_cast<std::uint8_t>(v + 0.5f); };
  for (std::uint32_t x = 0; x < width; ++x) {
    const auto number = [&](std::size_t component) { return scratch.numbers[component][from + x]; };
    const float alpha = samplers.size() == 4 ? number(3) : 255;
    scratch.colours[x] =
        std::isnan(number(0))
            ? 0
            : packed({byte(number(0)), byte(number(1)), byte(number(2)), byte(alpha * static_cast<float>(opacity))});
  }
  blend(scratch.colours.data(), width, level, colours);
}

PlanePicture::PlanePicture(const std::vector<PlaneLayer> &layers, Rgba background, std::uint32_t level)
    : background_(packed({background.red, background.green, background.blue, 255})), level_(level) {
  for (const PlaneLayer &given : layers) {
    auto layer = std::make_unique<Layer>();
    layer->volume = given.volume;
    if (const auto *look = std::get_if<LabelLook>(&given.look)) {
      layer->labels.emplace(given.volume, given.axis_index, *look, level);
    } else {
      const Tone &tone = std::get<Tone>(given.look);
      const DType type = given.volume->header.dtype;
      const std::uint32_t components = has_colours(type) ? static_cast<std::uint32_t>(byte_size(type)) : 1;
      for (std::uint32_t c = 0; c < components; ++c)
        layer->samplers.emplace_back(*given.volume, SamplerOptions{.axis_index = given.axis_index,
                                                                   .channel = given.channel,
                                                                   .component = c,
                                                                   .interpolation = given.interpolation,
                                                                   .slab = given.slab,
                                                                   .level = level});
      if (components == 1) layer->tones.emplace(tone);
      layer->opacity = std::clamp(tone.opacity, 0.0, 1.0);
    }
    layers_.push_back(std::move(layer));
  }
}

PlanePicture::~PlanePicture() = default;
PlanePicture::PlanePicture(PlanePicture &&) noexcept = default;
PlanePicture &PlanePicture::operator=(PlanePicture &&) noexcept = default;

void PlanePicture::draw(const PatientPlane &plane, Crew &crew, Pixels &pixels) const {
  pixels.width = plane.width;
  pixels.height = plane.height;
  pixels.rgba.resize(std::size_t{plane.width} * plane.height);
  crew.each((plane.height + band_rows - 1) / band_rows, [&](std::uint32_t band) {
    draw_rows(plane, band * band_rows, std::min((band + 1) * band_rows, plane.height), pixels);
  });
}

void PlanePicture::draw_rows(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, Pixels &pixels) const {
  // Kept from band to band: a picture of 800 rows would ask for memory some thousand times.
  thread_local std::vector<LayerScratch> scratch;
  thread_local std::vector<std::uint32_t> row;
  if (scratch.size() < layers_.size()) scratch.resize(layers_.size());
  row.resize(plane.width);
  for (std::uint32_t begin = first; begin < last; begin += band_rows) {
    const std::uint32_t end = std::min(begin + band_rows, last);
    for (std::size_t l = 0; l < layers_.size(); ++l) layers_[l]->begin(plane, begin, end, scratch[l]);
    for (std::uint32_t y = begin; y < end; ++y) {
      std::fill(row.begin(), row.end(), background_);
      for (std::size_t l = 0; l < layers_.size(); ++l)
        layers_[l]->paint(plane, begin, y, level_, scratch[l], row.data());
      std::memcpy(static_cast<void *>(pixels.rgba.data() + std::size_t{y} * plane.width), row.data(),
                  row.size() * sizeof(Rgba));
    }
  }
}

Refinement::Refinement(const PatientPlane &plane, std::uint32_t coarsest)
    : plane_(plane), shown_plane_(plane), coarseness_(std::max(1u, coarsest)) {
  next_plane_ = plane_.coarser(coarseness_);
}

bool Refinement::work(const PlanePicture &picture, Crew &crew, std::chrono::microseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  bool finer = false;
  while (!done()) {
    next_.width = next_plane_.width;
    next_.height = next_plane_.height;
    next_.rgba.resize(std::size_t{next_.width} * next_.height);
    const std::uint32_t bands = 4, from = row_;
    crew.each(bands, [&](std::uint32_t band) {
      const std::uint32_t first = std::min(from + band * band_rows / 2, next_plane_.height);
      picture.draw_rows(next_plane_, first, std::min(first + band_rows / 2, next_plane_.height), next_);
    });
    row_ += bands * band_rows / 2;
    if (row_ >= next_plane_.height) {
      std::swap(shown_, next_);
      shown_plane_ = next_plane_;
      finer = true;
      row_ = 0;
      coarseness_ /= 2;
      if (!done()) next_plane_ = plane_.coarser(coarseness_);
    }
    if (std::chrono::steady_clock::now() >= end) break;
  }
  return finer;
}

}  // namespace gantry::core::view
