// SPDX-License-Identifier: Apache-2.0
// The image that a sequence makes of tissue: of maps of T1, T2 and PD, of labels with a table, or of a head of ellipses.
//
//   PluginBench(mri_physics_entry).set("sequence", "spin_echo").set("TR", "600").set("TE", "15,90").run("simulate_image")
#pragma once

#include "asked_sequence.hpp"
#include "tissue.hpp"

#include <gantry/cpp/tool.hpp>

namespace mri_physics {

struct SimulateImage : gantry::Tool {
  static constexpr const char
      *id = "simulate_image",
      *label = "Bloch simulator: image", *category = "mri_physics",
      *source =
          "Bloch 1946, Phys Rev 70:460; Jaynes 1955, Phys Rev 98:1099; phantom: Shepp and Logan 1974, IEEE Trans Nucl "
          "Sci 21:21, with the tissues of Kwan, Evans and Pike 1999, IEEE Trans Med Imaging 18:1085",
      *help =
          "The size of the echoes in the steady state of a sequence, voxel by voxel, by the Bloch equations: the "
          "contrast "
          "that TR, TE, TI and flip angle make. Tissue comes as maps of T1 and T2 (ms; PD, df, B1 if there are), as "
          "labels "
          "with a table (label, T1, T2, PD, df, B1, T2prime), or is a phantom. TR, TE, TI and FA may be lists: an "
          "image for "
          "each, with these as its fourth axis, so that the models of this plugin fit it as it is; CPMG gives one for "
          "each echo. No noise, no k-space. Tissue that occurs twice is simulated once.";
  gantry::VolumeInput t1{"T1", "T1", "map, ms", GANTRY_PORT_OPTIONAL}, t2{"T2", "T2", "map, ms", GANTRY_PORT_OPTIONAL},
      pd{"PD", "Proton density", "map; 1 without it", GANTRY_PORT_OPTIONAL},
      df{"df", "Off-resonance", "map, Hz; 0 without it", GANTRY_PORT_OPTIONAL},
      b1{"B1", "B1", "map, actual over wanted angle; 1 without it", GANTRY_PORT_OPTIONAL},
      labels{"labels", "Labels", "of tissues, in place of maps", GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  gantry::TableInput tissues{"tissues", "Tissues", "of the labels", GANTRY_PORT_OPTIONAL};
  AskedSequence asked;
  gantry::Numbers tr{"TR", "TR", "repetition time: one, or a list", "ms", "500", {0.1, 1e6}},
      te{"TE", "TE", "echo time, and echo spacing of CPMG", "ms", "20", {0, 1e4}},
      ti{"TI", "TI", "inversion time", "ms", "500", {0, 1e5}},
      angle{"FA", "Flip angle", "of the gradient echoes", "deg", "30", {0, 360}};
  gantry::Integer side{"side", "Side", "of the phantom", "1", 128, {8, 1024}};
  gantry::VolumeOutput image{"image", "Image", "size of the echoes", "1", {1e-6, 1e-5, 0}};

  void run(gantry::Job &job);

 private:
  struct Plan {
    std::vector<Sequence> sequences;
    std::size_t echoes = 1;  // of each
    std::vector<gantry::AxisColumnValues> axis;
  };
  Plan plan() const;
  std::vector<Tissue> scene(gantry::VolumeSpec &spec) const;
  std::vector<Tissue> of_maps() const;
  std::vector<Tissue> of_labels() const;
};

}  // namespace mri_physics
