// SPDX-License-Identifier: Apache-2.0
#include "mosaic.hpp"

#include "clock.hpp"
#include "siemens_csa.hpp"
#include "vectors.hpp"
#include "words.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

struct Grid {
  std::uint32_t tiles = 0, across = 0, down = 0;
};

bool has_type(const FrameHeader &h, const char *value) {
  return std::find(h.image_type.begin(), h.image_type.end(), value) != h.image_type.end();
}

Grid grid_of(const FrameHeader &h, double tiles, bool square) {
  if (!(tiles >= 1) || tiles > 4096 || tiles != std::floor(tiles)) return {};
  const double across = std::ceil(std::sqrt(tiles));
  const double down = square ? across : std::ceil(tiles / across);
  const Grid g{static_cast<std::uint32_t>(tiles), static_cast<std::uint32_t>(across), static_cast<std::uint32_t>(down)};
  if (h.columns % g.across != 0 || h.rows % g.down != 0) return {};
  return g;
}

// Tile number `t` of the picture, without its place.
FrameHeader tile_of(const FrameHeader &h, const Grid &g, std::uint32_t t) {
  FrameHeader tile = h;
  tile.mosaic = true;
  tile.tile = t;
  tile.columns = h.columns / g.across;
  tile.rows = h.rows / g.down;
  tile.tile_column = t % g.across * tile.columns;
  tile.tile_row = t / g.across * tile.rows;
  return tile;
}

struct SiemensFacts {
  double tiles = 0;
  std::vector<double> normal, times;  // times: ms
};

SiemensFacts siemens_facts(const FrameView &view) {
  SiemensFacts out;
  if (const auto tag = view.root().private_tag(0x0029, "SIEMENS CSA HEADER", 0x10)) {
    const CsaHeader csa = csa_header(view.root().bytes(*tag));
    const auto tiles = csa.numbers("NumberOfImagesInMosaic");
    if (!tiles.empty()) out.tiles = tiles[0];
    out.normal = csa.numbers("SliceNormalVector");
    out.times = csa.numbers("MosaicRefAcqTimes");
  }
  constexpr const char *creator = "SIEMENS MR HEADER";
  const auto tiles = view.private_numbers(0x0019, creator, 0x0a, VR::US);
  if (!(out.tiles > 1) && !tiles.empty()) out.tiles = tiles[0];
  if (!(out.tiles > 1)) {  // XA software, which has neither
    constexpr const char *xa = "SIEMENS MR SDI 02";
    const auto images = view.private_numbers(0x0021, xa, 0x01, VR::US);
    if (!images.empty()) out.tiles = images[0];
    out.normal = view.private_numbers(0x0021, xa, 0x02, VR::FD);
    out.times = view.private_numbers(0x0021, xa, 0x62, VR::FD);
  }
  // The public copy of the times is not rounded.
  const auto times = view.private_numbers(0x0019, creator, 0x29, VR::FD);
  if (!times.empty()) out.times = times;
  return out;
}

// The picture's place is that of a single slice as large as the whole mosaic about the same centre.
Vec3 first_place(const FrameHeader &h, const FrameHeader &tile) {
  const auto &o = *h.orientation;
  const auto &s = *h.pixel_spacing;
  return *h.position + 0.5 * (h.columns - tile.columns) * s[0] * row_of(o) +
         0.5 * (h.rows - tile.rows) * s[1] * column_of(o);
}

double distance_of(const FrameHeader &h) {
  for (const double v : {h.spacing_between_slices, h.slice_thickness}) {
    if (std::isfinite(v) && v > 0) return v;
  }
  return unknown;
}

std::vector<FrameHeader> siemens(const FrameView &view, FrameHeader h) {
  const SiemensFacts facts = siemens_facts(view);
  const Grid g = grid_of(h, facts.tiles, true);
  const double distance = distance_of(h);
  if (g.tiles == 0 || !h.orientation || !h.position || !h.pixel_spacing || std::isnan(distance)) {
    h.warnings.emplace_back(
        "a mosaic of slices that can't be unfolded: its private header does not say how; shown as it is");
    return {h};
  }
  Vec3 normal = normal_of(*h.orientation);
  if (facts.normal.size() >= 3) {
    const Vec3 given{facts.normal[0], facts.normal[1], facts.normal[2]};
    if (dot(given, normal) < 0) normal = -1 * normal;  // the slices run the other way
  }
  std::vector<FrameHeader> out;
  for (std::uint32_t t = 0; t < g.tiles; ++t) {
    FrameHeader tile = tile_of(h, g, t);
    tile.position = first_place(h, tile) + t * distance * normal;
    if (facts.times.size() >= g.tiles) tile.clocks.slice = facts.times[t] / 1000;
    out.push_back(std::move(tile));
  }
  return out;
}

// (0065,1050) counts the slices, (0065,1051) has an item with place and time for each.
std::vector<FrameHeader> uih_volume(const FrameView &view, FrameHeader h) {
  constexpr const char *creator = "Image Private Header";
  const auto count = view.private_numbers(0x0065, creator, 0x50, VR::DS);
  const auto tag = view.root().private_tag(0x0065, creator, 0x51);
  const auto slices = tag ? view.root().items(*tag) : std::vector<Item>();
  const Grid g = grid_of(h, count.empty() ? 0 : count[0], false);
  if (g.tiles == 0 || slices.size() != g.tiles) {
    h.warnings.emplace_back(
        "a picture of many slices that can't be unfolded: its private header does not say how; shown as "
        "it is");
    return {h};
  }
  std::vector<FrameHeader> out;
  for (std::uint32_t t = 0; t < g.tiles; ++t) {
    FrameHeader tile = tile_of(h, g, t);
    const auto place = slices[t].numbers(DCM_ImagePositionPatient);
    tile.position.reset();
    if (place.size() >= 3) tile.position = Vec3{place[0], place[1], place[2]};
    tile.clocks.acquisition = seconds_of(slices[t].text(DCM_AcquisitionDate), slices[t].text(DCM_AcquisitionTime));
    out.push_back(std::move(tile));
  }
  return out;
}

}  // namespace

std::vector<FrameHeader> unfolded(const FrameView &view, const FrameHeader &h) {
  // XA30 leaves the word in enhanced objects whose slices it has unfolded itself (dcm2niix, issue 553).
  if (has_type(h, "MOSAIC")) return h.multi_frame ? std::vector{h} : siemens(view, h);
  if (has_type(h, "VFRAME")) return uih_volume(view, h);
  return {h};
}

}  // namespace gantry::dicom
