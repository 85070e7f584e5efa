// SPDX-License-Identifier: Apache-2.0
#include <core/view/plane_sampler.hpp>

#include <algorithm>
#include <core/view/levels.hpp>
#include <limits>

namespace gantry::core::view {
namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
constexpr std::uint32_t piece_pixels = 128;

// `into` gathers the greatest, the least, or the weighted sum; numbers that are none don't count.
struct Gather {
  static GANTRY_INLINE void run(Projection how, const float *from, std::uint32_t count, float weight, float *into,
                                float *weights) {
    if (how == Projection::maximum) {
      for (std::uint32_t i = 0; i < count; ++i) into[i] = from[i] > into[i] ? from[i] : into[i];
    } else if (how == Projection::minimum) {
      for (std::uint32_t i = 0; i < count; ++i) into[i] = from[i] < into[i] ? from[i] : into[i];
    } else {
      for (std::uint32_t i = 0; i < count; ++i) {
        const bool there = from[i] == from[i];
        into[i] += there ? weight * from[i] : 0;
        weights[i] += there ? weight : 0;
      }
    }
  }
};

struct Finish {
  static GANTRY_INLINE void run(Projection how, std::uint32_t count, const float *weights, float *into) {
    if (how == Projection::mean) {
      for (std::uint32_t i = 0; i < count; ++i) into[i] = weights[i] > 0 ? into[i] / weights[i] : nothing;
    } else {
      constexpr float none = std::numeric_limits<float>::infinity();
      for (std::uint32_t i = 0; i < count; ++i) into[i] = into[i] == none || into[i] == -none ? nothing : into[i];
    }
  }
};

float start_of(Projection how) {
  constexpr float infinite = std::numeric_limits<float>::infinity();
  return how == Projection::maximum ? -infinite : how == Projection::minimum ? infinite : 0;
}

}  // namespace

std::uint32_t SamplerOptions::platform_level() {
  static const std::uint32_t level = platform::best_level();
  return level;
}

PlaneSampler::PlaneSampler(const ShownVolume &volume, const SamplerOptions &o)
    : grid_(volume, o.axis_index, o.channel),
      reader_(field_of(volume, o.axis_index, o.channel, o.component), o.interpolation, o.level),
      slab_(o.slab),
      level_(o.level) {}

std::vector<PlaneSampler::Layered> PlaneSampler::planes_of(const Vector &normal) const {
  const double half = slab_.thickness / 2, step = grid_.finest_step(normal);
  const bool mean = slab_.projection == Projection::mean;
  const double each = mean ? std::ceil(half / step + 0.5 - 1e-9) - 1 : std::floor(half / step + 1e-9);
  std::vector<Layered> planes;
  for (double i = -each; i <= each; ++i) {
    if (!mean) {
      planes.push_back({i * step, 1});
      continue;
    }
    const double from = std::max((i - 0.5) * step, -half), to = std::min((i + 0.5) * step, half);
    planes.push_back({(from + to) / 2, to - from});
  }
  return planes;
}

void PlaneSampler::row(const PatientPlane &plane, std::uint32_t y, RowScratch &scratch, float *numbers) const {
  const Vector start = plane.position(0, y);
  if (slab_.thickness > 0) {
    const auto planes = planes_of(plane.normal());
    if (!project_lines(plane, start, planes, scratch, numbers)) project_rows(plane, start, planes, scratch, numbers);
    return;
  }
  std::fill_n(numbers, plane.width, nothing);
  grid_.spans(start, plane.spacing * plane.orientation.right, plane.width, scratch.spans);
  for (const Span &span : scratch.spans) reader_(span, scratch.reading, numbers);
}

void PlaneSampler::rows(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, RowScratch &scratch,
                        float *numbers) const {
  const std::uint32_t piece = grid_.along_axis(plane.orientation.right) ? plane.width : piece_pixels;
  for (std::uint32_t x = 0; x < plane.width; x += piece) {
    PatientPlane part = plane;
    part.origin = plane.position(x, 0);
    part.width = std::min(piece, plane.width - x);
    for (std::uint32_t y = first; y < last; ++y)
      row(part, y, scratch, numbers + std::size_t{y - first} * plane.width + x);
  }
}

// When all planes of the slab cross the same voxels along the row: the lines of voxels are projected, then stretched.
bool PlaneSampler::project_lines(const PatientPlane &plane, const Vector &start, const std::vector<Layered> &planes,
                                 RowScratch &scratch, float *numbers) const {
  const Vector step = plane.spacing * plane.orientation.right, normal = plane.normal();
  std::optional<Span> first;
  std::optional<SpanReader::Along> along;
  std::vector<std::pair<Span, double>> lines;
  for (const Layered &layer : planes) {
    grid_.spans(start + layer.distance * normal, step, plane.width, scratch.spans);
    if (scratch.spans.empty()) continue;
    if (scratch.spans.size() > 1) return false;
    const Span &span = scratch.spans[0];
    if (!first) {
      first = span;
      along = reader_.along(span);
      if (!along) return false;
    }
    const std::size_t a = along->axis;
    if (span.begin != first->begin || span.end != first->end || std::abs(span.at[a] - first->at[a]) > 1e-6 ||
        std::abs(span.step[a] - first->step[a]) > 1e-9 || !reader_.along(span))
      return false;
    lines.emplace_back(span, layer.weight);
  }
  std::fill_n(numbers, plane.width, nothing);
  if (!first) return true;
  auto &[line, other] = scratch.reading;
  line.assign(along->count, start_of(slab_.projection));
  other.resize(std::max<std::size_t>(other.size(), along->count));
  scratch.sum.assign(along->count, 0);
  for (const auto &[span, weight] : lines) {
    reader_.read_line(span, *along, other.data());
    at_level<Gather>(level_, slab_.projection, static_cast<const float *>(other.data()), along->count,
                     static_cast<float>(weight), line.data(), scratch.sum.data());
  }
  at_level<Finish>(level_, slab_.projection, along->count, static_cast<const float *>(scratch.sum.data()), line.data());
  reader_.stretch_line(*first, *along, line.data(), numbers);
  return true;
}

void PlaneSampler::project_rows(const PatientPlane &plane, const Vector &start, const std::vector<Layered> &planes,
                                RowScratch &scratch, float *numbers) const {
  const Vector step = plane.spacing * plane.orientation.right, normal = plane.normal();
  std::fill_n(numbers, plane.width, start_of(slab_.projection));
  scratch.sum.assign(plane.width, 0);
  scratch.row.resize(plane.width);
  for (const Layered &layer : planes) {
    grid_.spans(start + layer.distance * normal, step, plane.width, scratch.spans);
    for (const Span &span : scratch.spans) {
      reader_(span, scratch.reading, scratch.row.data());
      at_level<Gather>(level_, slab_.projection, static_cast<const float *>(scratch.row.data()) + span.begin,
                       span.end - span.begin, static_cast<float>(layer.weight), numbers + span.begin,
                       scratch.sum.data() + span.begin);
    }
  }
  at_level<Finish>(level_, slab_.projection, plane.width, static_cast<const float *>(scratch.sum.data()), numbers);
}

}  // namespace gantry::core::view
