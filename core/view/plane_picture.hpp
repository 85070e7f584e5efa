// SPDX-License-Identifier: Apache-2.0
// A picture of a plane in the patient: an image, and over it maps and labels, each where its own geometry says.
//
//   const PlanePicture picture({{.volume = ct, .look = Tone{.window = {40, 400}}},
//                               {.volume = pet, .look = Tone{.colours = ColourMap::magma, .rising = true}}});
//   picture.draw(plane, crew, pixels);                       // all of it
//
// Each row is made in one pass: numbers of a layer, their colours over those below. Pixels are opaque. What takes longer
// than a frame is drawn in bands over several (Refinement), coarse first.
#pragma once

#include <chrono>
#include <core/view/crew.hpp>
#include <core/view/label_rows.hpp>
#include <memory>
#include <variant>

namespace gantry::core::view {

struct PlaneLayer {
  ShownVolumePtr volume;
  std::uint64_t axis_index = 0, channel = 0;
  Interpolation interpolation = Interpolation::linear;
  Slab slab = {};
  // A volume of colours shows these as they are, with the tone's opacity. Labels look best on label maps, but whole
  // numbers are all they need.
  std::variant<Tone, LabelLook> look = Tone{};
};

class PlanePicture {
 public:
  explicit PlanePicture(const std::vector<PlaneLayer> &layers, Rgba background = {0, 0, 0, 255},
                        std::uint32_t level = SamplerOptions::platform_level());
  ~PlanePicture();
  PlanePicture(PlanePicture &&) noexcept;
  PlanePicture &operator=(PlanePicture &&) noexcept;

  // Pixels are given their size; what they hold is replaced.
  void draw(const PatientPlane &plane, Crew &crew, Pixels &pixels) const;
  // Rows `first` to `last` (not included) into pixels of the plane's size. From any thread.
  void draw_rows(const PatientPlane &plane, std::uint32_t first, std::uint32_t last, Pixels &pixels) const;

 private:
  struct Layer;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::uint32_t background_, level_;
};

// A picture that becomes finer from frame to frame: by pixels `coarsest` times as large first, then by half of that, and
// at last as the plane says. Anew when the plane or what is drawn changes.
//
//   Refinement fine(plane, 4);
//   while (!fine.done()) { fine.work(picture, crew, 4ms); show(fine.pixels()); }
class Refinement {
 public:
  Refinement(const PatientPlane &plane, std::uint32_t coarsest);

  // Goes on for about this long, at least by a band of rows. True when pixels() is a finer picture than before.
  bool work(const PlanePicture &picture, Crew &crew, std::chrono::microseconds time);
  bool done() const { return coarseness_ == 0; }
  // The finest whole picture so far, to be stretched over the plane; empty before the first one.
  const Pixels &pixels() const { return shown_; }
  const PatientPlane &plane() const { return shown_plane_; }  // that it is of

 private:
  PatientPlane plane_, shown_plane_, next_plane_;
  std::uint32_t coarseness_;  // of what is being made; 0: nothing is
  std::uint32_t row_ = 0;
  Pixels shown_, next_;
};

}  // namespace gantry::core::view
