// SPDX-License-Identifier: Apache-2.0
// Breast DCE by three phases, as the University of California, San Francisco, computes it: PE1 and SER.
//
//   PluginBench(perfusion_entry).input("images", pre).input("images", early).input("images", late).run("enhancement_ratio")
#pragma once

#include <gantry/cpp/tool.hpp>

namespace perfusion {

struct EnhancementRatio : gantry::Tool {
  static constexpr const char *
      id = "enhancement_ratio",
     *label = "Enhancement and signal enhancement ratio", *category = "perfusion",
     *source =
         "Hylton et al. 2012, Radiology 263:663 (PE, SER); Newitt and Hylton 2016, Single site breast DCE-MRI data and "
         "segmentations, The Cancer Imaging Archive (background, whole percents, range)",
     *help =
         "Percent enhancement PE1 = 100 (S1 - S0) / S0 and the signal enhancement ratio SER = (S1 - S0) / (S2 - S0) of "
         "an image before the injection, an early and a late one: SER is above 1 where the agent washes out. Voxels "
         "that "
         "are darker than the background before, or that enhance less than asked, hold 0. SER is cut off at its "
         "largest.";
  gantry::VolumeInput images{"images", "Images", "a series, or volumes one after the other: before, early, late",
                             GANTRY_PORT_MANY};
  gantry::Integer before{"before", "Before", "which image was taken before the injection, from 0", "1", 0, {0, 9999}};
  gantry::Integer early{"early", "Early", "which is the early one", "1", 1, {0, 9999}};
  gantry::Integer late{"late", "Late", "which is the late one", "1", 2, {0, 9999}};
  gantry::Number background{"background", "Background", "voxels darker than this before the injection are left out",
                            "signal", 0};
  gantry::Number enhancing{"enhancing", "Enhancing", "SER where PE1 is at least this", "%", 70, {0, 10000}};
  gantry::Number largest{"largest", "Largest SER", "where SER is cut off", "1", 3, {0, 1000}};
  gantry::Flag whole{"whole", "Whole percents", "PE1 rounded down to whole percents, and not below 0", false};
  gantry::VolumeOutput pe{"PE1", "Percent enhancement", "early over before", "%", {1e-4, 1e-6, 0}};
  gantry::VolumeOutput ser{"SER", "Signal enhancement ratio", "early over late", "1", {1e-6, 1e-6, 0}};

  void run(gantry::Job &job);
};

}  // namespace perfusion
