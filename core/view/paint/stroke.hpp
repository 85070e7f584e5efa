// SPDX-License-Identifier: Apache-2.0
// One action on a label map, from its first voxel to its last, and what it changed.
//
//   Stroke stroke(canvas, 2);                 // paints with label 2
//   stroke.set(first, count);                 // runs of voxels, as often as one likes
//   history.add("Brush", stroke.finish());
//
// A voxel changes once in a stroke, from what it was before to the stroke's label.
#pragma once

#include <core/view/paint/label_canvas.hpp>
#include <optional>

namespace gantry::core::view {

// What a stroke may paint over.
struct Over {
  enum class What { all, background, label } what = What::all;
  Label label = 0;  // of What::label
  static Over background() { return {What::background, 0}; }
  static Over only(Label label) { return {What::label, label}; }
};

class Stroke {
 public:
  Stroke(LabelCanvas &canvas, Label label, Over over = {}) : canvas_(canvas), label_(label), over_(over) {}

  const LabelCanvas &canvas() const { return canvas_; }
  Label label() const { return label_; }
  bool may(Label now) const {
    return now != label_ &&
           (over_.what == Over::What::all || now == (over_.what == Over::What::label ? over_.label : 0));
  }
  void set(std::uint64_t first, std::uint64_t count);
  // Voxels that have changed since the last call, as a box of indices: what has to be drawn anew.
  struct Box {
    std::array<std::uint64_t, 3> first{}, last{};  // both included
  };
  std::optional<Box> changed_box();
  Change finish();

 private:
  void note(std::uint64_t first, std::uint64_t count, Label before);

  LabelCanvas &canvas_;
  Label label_;
  Over over_;
  std::vector<ChangedRun> runs_;
  std::optional<Box> box_;
};

}  // namespace gantry::core::view
