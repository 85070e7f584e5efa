// SPDX-License-Identifier: Apache-2.0
#include "diffusion.hpp"

#include "siemens_csa.hpp"
#include "vectors.hpp"

#include <algorithm>

namespace gantry::dicom {
namespace {

struct Weighting {
  double b = unknown;
  std::optional<Vec3> direction;
};

std::optional<Vec3> vec3(const std::vector<double> &v) {
  if (v.size() < 3) return std::nullopt;
  return Vec3{v[0], v[1], v[2]};
}

double first(const std::vector<double> &v) { return v.empty() ? unknown : v.front(); }

Weighting standard(const FrameView &view) {
  Weighting w;
  const Item group = view.group(DCM_MRDiffusionSequence);
  for (const Item &item : {group, view.root()}) {
    if (!item.has_value(DCM_DiffusionBValue)) continue;
    w.b = item.number(DCM_DiffusionBValue).value_or(unknown);
    const Item direction = item.item(DCM_DiffusionGradientDirectionSequence);
    w.direction = vec3((direction ? direction : item).numbers(DCM_DiffusionGradientOrientation));
    break;
  }
  return w;
}

// The axis of a B-matrix (xx, xy, xz, yy, yz, zz) of one direction: its column of largest diagonal, to which all are
// parallel. The sign is lost.
std::optional<Vec3> axis_of(const std::vector<double> &m) {
  if (m.size() < 6) return std::nullopt;
  const Vec3 columns[3] = {{m[0], m[1], m[2]}, {m[1], m[3], m[4]}, {m[2], m[4], m[5]}};
  unsigned best = 0;
  for (unsigned i = 1; i < 3; ++i) {
    if (columns[i][i] > columns[best][best]) best = i;
  }
  const double l = length(columns[best]);
  if (!(l > 0)) return std::nullopt;
  return (1 / l) * columns[best];
}

Weighting siemens(const FrameView &view) {
  constexpr const char *creator = "SIEMENS MR HEADER";
  Weighting w;
  w.b = first(view.private_numbers(0x0019, creator, 0x0c, VR::IS));
  w.direction = vec3(view.private_numbers(0x0019, creator, 0x0e, VR::FD));
  if (!w.direction) w.direction = axis_of(view.private_numbers(0x0019, creator, 0x27, VR::FD));
  // Where that block is there it is the whole story; XA software has another one, older software the CSA header alone.
  if (!std::isnan(w.b) || view.root().private_tag(0x0019, creator, 0x0c)) return w;
  constexpr const char *xa = "SIEMENS MR SDI 02";
  w.b = first(view.private_numbers(0x0021, xa, 0x05, VR::IS));
  w.direction = vec3(view.private_numbers(0x0021, xa, 0x46, VR::FD));
  if (!w.direction) w.direction = axis_of(view.private_numbers(0x0021, xa, 0x23, VR::FD));
  if (!std::isnan(w.b)) return w;
  const auto tag = view.root().private_tag(0x0029, "SIEMENS CSA HEADER", 0x10);
  if (!tag) return w;
  const CsaHeader csa = csa_header(view.root().bytes(*tag));
  w.b = first(csa.numbers("B_value"));
  w.direction = vec3(csa.numbers("DiffusionGradientDirection"));
  if (!w.direction) w.direction = axis_of(csa.numbers("B_matrix"));
  return w;
}

Vec3 from_image(const FrameHeader &h, const Vec3 &v) {
  const auto &o = *h.orientation;
  return v[0] * row_of(o) + v[1] * column_of(o) + v[2] * normal_of(o);
}

void say(FrameHeader &h, const char *warning) { h.warnings.emplace_back(warning); }

// C. Rorden's dcm2niix, geCorrectBvecs, after X. Li's dicm2nii: columns are the phase-encoding direction or rows are.
std::optional<Vec3> ge_direction(const FrameView &view, FrameHeader &h, double &b) {
  constexpr const char *creator = "GEMS_ACQU_01";
  Vec3 v{};
  for (std::uint8_t i = 0; i < 3; ++i) {
    v[i] = first(view.private_numbers(0x0019, creator, static_cast<std::uint8_t>(0xbb + i), VR::DS));
  }
  const double l = length(v);
  if (!(l > 1e-6) || !(b > 0) || !h.orientation) return std::nullopt;
  if (l > 0.03 && l < 0.97) b *= l * l;  // several b-values by one table: scaled by the vector's length
  v = (1 / l) * v;
  const std::string phase = view.root().text(DCM_InPlanePhaseEncodingDirection);
  if (phase != "COL" && phase != "ROW") {
    say(h, "diffusion directions are left out: without InPlanePhaseEncodingDirection they can't be told");
    return std::nullopt;
  }
  const Vec3 normal = normal_of(*h.orientation);
  if (view.root().text(DCM_PatientPosition) != "HFS" || std::abs(normal[2]) < 0.7 || phase == "ROW") {
    say(h,
        "diffusion directions of this maker are only certain for axial slices, head first, supine, phase encoding "
        "along columns: check them");
  }
  if (phase == "ROW") v = {v[1], -v[0], v[2]};
  return from_image(h, {v[0], v[1], -v[2]});
}

Weighting ge(const FrameView &view, FrameHeader &h) {
  Weighting w;
  w.b = first(view.private_numbers(0x0043, "GEMS_PARM_01", 0x39, VR::IS));
  if (w.b >= 1e9) w.b -= 1e9;
  if (w.b > 1e5) w.b = std::fmod(w.b, 1e5);  // older releases had other offsets above the value
  w.direction = ge_direction(view, h, w.b);
  return w;
}

Weighting philips(const FrameView &view) {
  Weighting w;
  w.b = first(view.private_numbers(0x2001, "Philips Imaging DD 001", 0x03, VR::FL));
  Vec3 v{};
  for (std::uint8_t i = 0; i < 3; ++i) {
    v[i] =
        first(view.private_numbers(0x2005, "Philips MR Imaging DD 001", static_cast<std::uint8_t>(0xb0 + i), VR::FL));
  }
  if (std::isfinite(length(v))) w.direction = v;
  return w;
}

Weighting uih(const FrameView &view, const FrameHeader &h) {
  constexpr const char *creator = "Image Private Header";
  Weighting w;
  w.b = first(view.private_numbers(0x0065, creator, 0x09, VR::FD));
  const auto v = vec3(view.private_numbers(0x0065, creator, 0x37, VR::FD));
  if (v && h.orientation) w.direction = from_image(h, *v);
  return w;
}

bool made_by(const FrameHeader &h, const char *name) {
  std::string lower = h.manufacturer;
  for (char &c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower.find(name) != std::string::npos;
}

Weighting of_maker(const FrameView &view, FrameHeader &h) {
  if (made_by(h, "siemens")) return siemens(view);
  if (made_by(h, "ge medical")) return ge(view, h);
  if (made_by(h, "philips")) return philips(view);
  if (made_by(h, "uih") || made_by(h, "united imaging")) return uih(view, h);
  return {};
}

bool is_directed(const FrameView &view) {
  const std::string said = view.text(DCM_MRDiffusionSequence, DCM_DiffusionDirectionality);
  return said != "ISOTROPIC" && said != "NONE";
}

}  // namespace

void read_diffusion(const FrameView &view, FrameHeader &h) {
  if (h.modality != "MR") return;
  Weighting w = standard(view);
  if (std::isnan(w.b) || made_by(h, "uih")) {  // UIH's (0018,9089) is not turned with the slices, its private one is
    const Weighting own = of_maker(view, h);
    if (!std::isnan(own.b)) w = own;
  } else if (w.b > 0 && !w.direction && is_directed(view)) {
    w.direction = of_maker(view, h).direction;  // GE gives b by the standard's attribute and the direction by its own
  }
  if (!std::isfinite(w.b) || w.b < 0) return;
  Vec3 g{0, 0, 0};
  if (w.direction && std::isfinite(length(*w.direction)) && length(*w.direction) > 1e-6) g = unit(*w.direction);
  h.values[Quantity::b_value] = w.b;
  h.values[Quantity::gx] = w.b > 0 ? g[0] : 0;
  h.values[Quantity::gy] = w.b > 0 ? g[1] : 0;
  h.values[Quantity::gz] = w.b > 0 ? g[2] : 0;
}

}  // namespace gantry::dicom
