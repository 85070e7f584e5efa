// SPDX-License-Identifier: Apache-2.0
#include "element.hpp"
#include "nrrd_volume.hpp"
#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>

namespace gantry::pictures {
namespace {

enum class Role { space, frames, channels, unknown };

struct Axis {
  std::uint64_t size;
  std::string kind;
  Role role;
};

Error misshapen(const std::string &message) {
  return Error("header.shape", message, GANTRY_BAD_DATA)
      .hint("the header is damaged, or of a kind that Gantry has no place for: split the file into simpler volumes");
}

Role role_of(const std::string &kind) {
  if (kind == "domain" || kind == "space") return Role::space;
  if (kind == "time" || kind == "list") return Role::frames;
  if (kind.empty() || kind == "???" || kind == "none") return Role::unknown;
  return Role::channels;  // points, vectors, colours, matrices …
}

std::vector<Axis> axes_of(const NrrdHeader &header) {
  const auto sizes = words(header.fields.at("sizes"));
  const std::string kind_text = header.field("kinds");
  const auto kinds = words(kind_text);
  const auto steps = vectors_of(header.field("space directions"), "space directions");
  const std::uint64_t dimension = count_of(header.required("dimension"), "dimension");
  if (dimension > 16 || sizes.size() != dimension || (!kinds.empty() && kinds.size() != dimension) ||
      (!steps.empty() && steps.size() != dimension)) {
    throw misshapen("its sizes, kinds and directions are not one for each of its dimensions");
  }
  std::vector<Axis> axes;
  for (std::size_t a = 0; a < dimension; ++a) {
    Axis axis{count_of(sizes[a], "sizes"), kinds.empty() ? "" : lower(kinds[a]), Role::unknown};
    axis.role = role_of(axis.kind);
    if (!steps.empty()) {  // a direction in space is the surest sign
      if (!steps[a].empty()) axis.role = Role::space;
      else if (axis.role == Role::space) axis.role = Role::unknown;
    }
    axes.push_back(std::move(axis));
  }
  return axes;
}

// Where nothing tells: the first three are space, then frames, then channels.
void guess(std::vector<Axis> &axes, const NrrdHeader &header) {
  const auto with = [&](Role role) {
    return std::count_if(axes.begin(), axes.end(), [&](const Axis &a) { return a.role == role; });
  };
  const bool vectors_last = is_segmentation(header);
  for (Axis &axis : axes) {
    if (is_diffusion(header) && axis.role == Role::channels) axis.role = Role::frames;
    if (vectors_last && axis.role != Role::space) axis.role = Role::channels;
  }
  const bool placed = with(Role::space) > 0;
  for (Axis &axis : axes) {
    if (axis.role != Role::unknown) continue;
    if (!placed && with(Role::space) < 3) axis.role = Role::space;
    else axis.role = with(Role::frames) == 0 ? Role::frames : Role::channels;
  }
  if (with(Role::frames) == 2 && with(Role::channels) == 0) {
    std::find_if(axes.rbegin(), axes.rend(), [](const Axis &a) { return a.role == Role::frames; })->role =
        Role::channels;
  }
}

bool is_complex(const Axis &axis) { return axis.kind == "complex"; }

bool is_colour(const Axis &axis) {
  return axis.kind == "rgb-color" || axis.kind == "rgba-color" || axis.kind == "3-color" || axis.kind == "4-color";
}

}  // namespace

void take_axes(const NrrdHeader &header, StoredVolume &stored) {
  header.required("sizes");
  std::vector<Axis> axes = axes_of(header);
  guess(axes, header);
  const Axis first = axes.front();
  if (first.role == Role::channels && (is_complex(first) || is_colour(first))) {
    if (const std::uint32_t whole = joined(stored.dtype, first.size, is_complex(first)); whole != 0) {
      stored.dtype = whole;
      axes.erase(axes.begin());
    }
  }
  unsigned space = 0;
  for (const Axis &axis : axes) {
    if (axis.role == Role::space && space > 2) throw misshapen("it has more than three dimensions in space");
    stored.axes.push_back({axis.size, axis.role == Role::space ? space++ : axis.role == Role::frames ? 3u : 4u});
  }
  // Axes of one element add nothing where their place is taken.
  for (unsigned d = 3; d < 5; ++d) {
    const auto surplus = [&](const StoredAxis &a) { return a.dimension == d && a.size == 1; };
    stored.axes.erase(std::remove_if(stored.axes.begin(), stored.axes.end(), surplus), stored.axes.end());
  }
}

}  // namespace gantry::pictures
