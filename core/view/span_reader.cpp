// SPDX-License-Identifier: Apache-2.0
#include <core/view/span_kernels.hpp>
#include <core/view/span_reader.hpp>

namespace gantry::core::view {
namespace {

constexpr double nowhere_else = 1e-5;  // voxels that a span along an axis may stray from it
constexpr double no_part = 1e-6;       // of a voxel: nearer to a centre, the neighbour does not count

struct Weighted {
  std::int64_t voxel;
  float weight;
};

// The one or two voxels along an axis between which a coordinate lies.
int neighbours(double at, bool linear, std::int64_t size, Weighted *two) {
  const auto lower = std::min(static_cast<std::int64_t>(linear ? at : at + 0.5), size - 1);
  const double part = linear ? at - static_cast<double>(lower) : 0;
  if (part < no_part || lower + 1 >= size) {
    two[0] = {lower, 1};
    return 1;
  }
  if (part > 1 - no_part) {
    two[0] = {lower + 1, 1};
    return 1;
  }
  two[0] = {lower, static_cast<float>(1 - part)};
  two[1] = {lower + 1, static_cast<float>(part)};
  return 2;
}

}  // namespace

SpanReader::SpanReader(const Field &field, Interpolation interpolation, std::uint32_t level)
    : field_(field), interpolation_(interpolation), level_(level) {}

std::optional<SpanReader::Along> SpanReader::along(const Span &span) const {
  const double pixels = span.end - span.begin;
  std::size_t axis = 0;
  for (std::size_t a = 1; a < 3; ++a)
    if (std::abs(span.step[a]) > std::abs(span.step[axis])) axis = a;
  for (std::size_t a = 0; a < 3; ++a)
    if (a != axis && std::abs(span.step[a]) * pixels > nowhere_else) return std::nullopt;
  const double first = span.at[axis], last = first + (pixels - 1) * span.step[axis];
  const double least = std::clamp(std::min(first, last), span.low[axis], span.high[axis]);
  const double most = std::clamp(std::max(first, last), span.low[axis], span.high[axis]);
  const auto begin = static_cast<std::int64_t>(least);
  // What lies beyond `high` may be another slice, on the other side of a gap: the line ends before it.
  const auto end = std::min(static_cast<std::int64_t>(most) + 2, static_cast<std::int64_t>(span.high[axis]) + 1);
  if (static_cast<double>(end - begin) > 2 * pixels + 16) return std::nullopt;
  return Along{axis, begin, static_cast<std::uint32_t>(end - begin)};
}

void SpanReader::read_line(const Span &span, const Along &along, float *line) const {
  const bool linear = interpolation_ == Interpolation::linear;
  const std::size_t others[] = {(along.axis + 1) % 3, (along.axis + 2) % 3};
  Weighted near[2][2];
  int count[2];
  for (std::size_t o = 0; o < 2; ++o) {
    const std::size_t a = others[o];
    count[o] = neighbours(std::clamp(span.at[a], span.low[a], span.high[a]), linear, field_.size[a], near[o]);
  }
  VoxelLine read{.stride = field_.stride[along.axis], .count = along.count};
  const std::size_t element = byte_size(field_.type);
  for (int p = 0; p < count[0]; ++p) {
    for (int q = 0; q < count[1]; ++q) {
      const std::ptrdiff_t offset = along.first * field_.stride[along.axis] +
                                    near[0][p].voxel * field_.stride[others[0]] +
                                    near[1][q].voxel * field_.stride[others[1]];
      read.from[read.lines] = field_.data + offset * static_cast<std::ptrdiff_t>(element);
      read.weight[read.lines++] = near[0][p].weight * near[1][q].weight;
    }
  }
  by_element_type(field_.type, [&](auto kind) {
    at_level<ReadLine<decltype(kind)>>(level_, static_cast<const VoxelLine *>(&read), line);
  });
}

void SpanReader::stretch_line(const Span &span, const Along &along, const float *line, float *row) const {
  at_level<LineToRow>(level_, line, static_cast<std::int32_t>(along.count),
                      span.at[along.axis] - static_cast<double>(along.first), span.step[along.axis],
                      span.end - span.begin, interpolation_ == Interpolation::linear, row + span.begin);
}

void SpanReader::operator()(const Span &span, SpanScratch &scratch, float *row) const {
  if (const auto line = along(span)) {
    if (scratch.line.size() < line->count) scratch.line.resize(line->count);
    read_line(span, *line, scratch.line.data());
    stretch_line(span, *line, scratch.line.data(), row);
    return;
  }
  by_element_type(field_.type, [&](auto kind) {
    using T = decltype(kind);
    const Field *const field = &field_;
    const Span *const of = &span;
    if (interpolation_ == Interpolation::linear) at_level<ObliqueSpan<T>>(level_, field, of, row);
    else at_level<NearestSpan<T>>(level_, field, of, row);
  });
}

}  // namespace gantry::core::view
