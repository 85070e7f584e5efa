// SPDX-License-Identifier: Apache-2.0
#include "voi.hpp"

#include <algorithm>
#include <cmath>

namespace gantry::dicom {
namespace {

Voi window_of(const Item &holder) {
  const auto centers = holder.numbers(DCM_WindowCenter), widths = holder.numbers(DCM_WindowWidth);
  Voi voi;
  voi.offered = std::min(centers.size(), widths.size());
  if (voi.offered == 0 || !std::isfinite(centers[0]) || !std::isfinite(widths[0])) return voi;
  const std::string function = holder.text(DCM_VOILUTFunction);
  voi.center = centers[0];
  voi.width = widths[0];
  if (function == "SIGMOID") voi.kind = Voi::Kind::sigmoid;
  else if (function == "LINEAR_EXACT") voi.kind = Voi::Kind::linear_exact;
  else voi.kind = Voi::Kind::linear;
  const bool wide = voi.kind == Voi::Kind::linear ? voi.width >= 1 : voi.width > 0;
  if (!wide) voi.kind = Voi::Kind::none;
  return voi;
}

Voi voi_of(const Item &holder, bool below_zero) {
  const std::vector<Item> tables = holder.items(DCM_VOILUTSequence);
  if (tables.empty() || !tables.front().has(DCM_LUTData)) return window_of(holder);
  Voi voi;
  voi.kind = Voi::Kind::table;
  voi.offered = tables.size();
  voi.table = read_table(tables.front(), below_zero, "dicom.voi-lut");
  const auto &entries = voi.table->entries;  // some say 8 bits and give more
  voi.bits = *std::max_element(entries.begin(), entries.end()) > 255 ? 16 : voi.table->bits;
  return voi;
}

void take_scale(const Item &holder, Voi &voi) {
  const auto slope = holder.number(DCM_RescaleSlope), intercept = holder.number(DCM_RescaleIntercept);
  if (!slope || !std::isfinite(*slope) || *slope == 0) return;
  voi.slope = *slope;
  voi.intercept = intercept && std::isfinite(*intercept) ? *intercept : 0;
}

// As far as a table may be asked.
std::int64_t entry_of(double value) {
  constexpr double most = 1e15;
  return static_cast<std::int64_t>(std::floor(value > -most ? std::min(value, most) : -most));
}

}  // namespace

double Voi::shown(double value, double low, double high) const {
  switch (kind) {
    case Kind::none: return value;
    case Kind::table: return table->at(entry_of(value));
    case Kind::sigmoid: return low + (high - low) / (1 + std::exp(-4 * (value - center) / width));
    default: break;
  }
  // C.11.2.1.2.1: a linear window of width w goes over w - 1 steps.
  const double c = kind == Kind::linear ? center - 0.5 : center, w = kind == Kind::linear ? width - 1 : width;
  if (value <= c - w / 2) return low;
  if (value > c + w / 2) return high;
  return ((value - c) / w + 0.5) * (high - low) + low;
}

std::vector<Voi> voi_of_frames(const Dataset &d) {
  const bool below_zero =
      d.integer(DCM_PixelRepresentation).value_or(0) == 1 || d.number(DCM_RescaleIntercept).value_or(0) < 0;
  const Item groups = d.item(DCM_SharedFunctionalGroupsSequence);
  const Item shared = groups.item(DCM_FrameVOILUTSequence), scale = groups.item(DCM_PixelValueTransformationSequence);
  Voi common = voi_of(shared ? shared : Item(d), below_zero);
  take_scale(scale ? scale : Item(d), common);
  std::vector<Voi> of_frames;
  bool differ = false;
  for (const Item &group : d.items(DCM_PerFrameFunctionalGroupsSequence)) {
    const Item own = group.item(DCM_FrameVOILUTSequence), own_scale = group.item(DCM_PixelValueTransformationSequence);
    differ = differ || own || own_scale;
    Voi voi = common;
    if (own) {
      voi = voi_of(own, below_zero);
      voi.slope = common.slope;
      voi.intercept = common.intercept;
    }
    if (own_scale) take_scale(own_scale, voi);
    of_frames.push_back(std::move(voi));
  }
  return differ ? of_frames : std::vector<Voi>{common};
}

}  // namespace gantry::dicom
