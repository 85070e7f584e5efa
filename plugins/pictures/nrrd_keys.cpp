// SPDX-License-Identifier: Apache-2.0
#include "element.hpp"
#include "nrrd_volume.hpp"
#include "space.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::pictures {
namespace {

constexpr std::size_t most_frames = 65536, most_segments = 65535, most_layered_segments = 1024;
constexpr const char *nominal_b = "DWMRI_b-value", *gradient = "DWMRI_gradient_";

Error unfit(const std::string &message, const std::string &hint) {
  return Error("header.keys", message, GANTRY_BAD_DATA).hint(hint);
}

std::string numbered(const char *prefix, std::size_t index) {
  std::string digits = std::to_string(index);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return prefix + digits;
}

// One per frame; DWMRI_NEX_NNNN repeats a gradient.
std::vector<Vector> gradients_of(const NrrdHeader &header, std::uint64_t frames) {
  std::vector<Vector> out;
  if (frames > most_frames) throw unfit("it has more diffusion frames than can be", "the header is damaged");
  while (out.size() < frames) {
    const std::string key = numbered(gradient, out.size());
    const auto g = numbers(header.key(key), key);
    const auto repeats = whole_number(trimmed(header.key(numbered("DWMRI_NEX_", out.size())))).value_or(1);
    if (g.size() != 3 || repeats < 1) {
      throw unfit("its gradients are not one for each of its " + std::to_string(frames) + " frames",
                  "the header is damaged: fetch the file again");
    }
    for (std::int64_t i = 0; i < repeats && out.size() < frames; ++i) out.push_back({g[0], g[1], g[2]});
  }
  return out;
}

// From the measurement frame, whose columns the header lists, to patient LPS, of length 1.
Vector in_patient(const std::vector<std::vector<double>> &frame, const std::array<double, 3> &signs, const Vector &g) {
  Vector v{};
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 3; ++c) v[r] += (frame.empty() ? (r == c ? 1.0 : 0.0) : frame[c][r]) * g[c];
    v[r] *= signs[r];
  }
  const double n = length(v);
  return n > 0 ? Vector{v[0] / n + 0.0, v[1] / n + 0.0, v[2] / n + 0.0} : Vector{};
}

// "1 0.5 0": 0xFF8000
std::uint32_t colour_of(const std::string &text) {
  const auto parts = numbers(text, "Color");
  std::uint32_t colour = 0;
  if (parts.size() != 3) return Segment{}.colour;
  for (const double part : parts) {
    const double level = std::isfinite(part) ? std::clamp(part, 0.0, 1.0) : 0;
    colour = colour << 8 | static_cast<std::uint32_t>(std::lround(255 * level));
  }
  return colour;
}

// Tags hold "TerminologyEntry:context~category~type~…", where a type is "SCT^10200004^Liver".
std::string code_of(const std::string &tags) {
  const std::size_t entry = tags.find("TerminologyEntry:");
  if (entry == std::string::npos) return "";
  std::size_t at = entry;
  for (int i = 0; i < 2; ++i) {
    at = tags.find('~', at);
    if (at++ == std::string::npos) return "";
  }
  const std::string type = tags.substr(at, tags.find_first_of("~|", at) - at);
  const std::size_t first = type.find('^'), second = type.find('^', first == std::string::npos ? first : first + 1);
  if (second == std::string::npos || first == 0) return "";
  return type.substr(0, first) + ":" + type.substr(first + 1, second - first - 1);
}

}  // namespace

bool is_diffusion(const NrrdHeader &header) { return !header.key(nominal_b).empty(); }

bool is_segmentation(const NrrdHeader &header) { return header.key_values.count("Segment0_ID") > 0; }

void take_diffusion(const NrrdHeader &header, StoredVolume &stored) {
  const auto nominal = numbers(header.key(nominal_b), nominal_b);
  const auto frame = vectors_of(header.field("measurement frame"), "measurement frame");
  const bool square = frame.empty() || (frame.size() == 3 && std::all_of(frame.begin(), frame.end(),
                                                                         [](const auto &v) { return v.size() == 3; }));
  if (nominal.size() != 1 || !(nominal[0] >= 0) || !std::isfinite(nominal[0]) || !square) {
    throw unfit("its b-value or measurement frame makes no sense", "the header is damaged: fetch the file again");
  }
  std::array<double, 3> signs = lps_factors(header).value_or(std::array<double, 3>{1, 1, 1});
  for (double &s : signs) s = s < 0 ? -1 : 1;
  const auto gradients = gradients_of(header, stored.shape()[3]);
  double longest = 0;
  for (const Vector &g : gradients) longest = std::max(longest, length(g));
  stored.axis_name = "diffusion";
  stored.columns = {{"b", "s/mm2", {}}, {"gx", "1", {}}, {"gy", "1", {}}, {"gz", "1", {}}};
  for (const Vector &g : gradients) {
    const double share = longest > 0 ? length(g) / longest : 0;
    // Directions are rounded in headers: lengths within 1e-3 of the longest mean the nominal b-value.
    stored.columns[0].values.push_back(nominal[0] * (share > 0.999 ? 1 : share * share));
    const Vector lps = in_patient(frame, signs, g);
    for (std::size_t a = 0; a < 3; ++a) stored.columns[a + 1].values.push_back(lps[a]);
  }
  stored.modality = "MR";
}

void take_segments(const NrrdHeader &header, StoredVolume &stored) {
  const std::uint32_t dtype = stored.dtype;
  if (dtype > GANTRY_I64) {
    throw unfit("its segments are stored in a type that is no whole number", "save it as a label map of whole numbers");
  }
  stored.labels = true;
  const std::uint64_t layers = stored.shape()[4];
  for (std::size_t s = 0; s < (layers > 1 ? most_layered_segments : most_segments); ++s) {
    const std::string prefix = "Segment" + std::to_string(s) + "_";
    if (header.key(prefix + "ID").empty()) break;
    LayeredSegment one;
    one.segment.name = header.key(prefix + "Name");
    if (one.segment.name.empty()) one.segment.name = "segment " + std::to_string(s + 1);
    one.segment.colour = colour_of(header.key(prefix + "Color"));
    one.segment.code = code_of(header.key(prefix + "Tags"));
    // Files before Slicer 4.11 have one layer for each segment, of ones.
    one.segment.value = whole_number(trimmed(header.key(prefix + "LabelValue"))).value_or(1);
    const auto layer = whole_number(trimmed(header.key(prefix + "Layer")));
    one.layer = static_cast<std::uint64_t>(std::max<std::int64_t>(0, layer.value_or(static_cast<std::int64_t>(s))));
    if (layers == 1 && !layer) one.layer = 0;
    if (one.layer >= layers) {
      throw unfit("one of its segments is in a layer that is not there", "the header is damaged: fetch the file again");
    }
    stored.segments.push_back(std::move(one));
  }
}

void take_own_key(const NrrdHeader &header, StoredVolume &stored) {
  const std::string text = header.key("org.gantry.volume");
  if (text.empty()) return;
  try {
    const auto own = nlohmann::json::parse(text);
    stored.quantity = own.value("quantity", "");
    stored.modality = own.value("modality", "");
    stored.channels = own.value("channels", std::vector<std::string>{});
    if (!own.contains("axis")) return;
    stored.axis_name = own.at("axis").at("name").get<std::string>();
    stored.columns.clear();
    for (const auto &c : own.at("axis").at("columns")) {
      stored.columns.push_back({c.at("name"), c.at("unit"), c.at("values").get<std::vector<double>>()});
    }
    if (stored.columns.empty() || stored.axis_name.empty()) throw unfit("its axis has no columns", "fetch it again");
  } catch (const nlohmann::json::exception &) {
    throw unfit("its key org.gantry.volume is damaged", "take that line out of the header, or fetch the file again");
  }
}

}  // namespace gantry::pictures
