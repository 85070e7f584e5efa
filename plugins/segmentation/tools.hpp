// SPDX-License-Identifier: Apache-2.0
// The tools of this plugin: their declared inputs, parameters and outputs. Each one's run() has a file of its own.
#pragma once

#include <gantry/cpp/tool.hpp>
#include <gantry/cpp/ports.hpp>

namespace gantry::segmentation {

inline constexpr const char *category_name = "segmentation";

struct Threshold : Tool {
  static constexpr const char *id = "threshold", *label = "Threshold",
                              *help =
                                  "Marks the voxels whose value is above, below or between levels. Right where "
                                  "values are calibrated (HU, T2* in ms); raw MR signal has no fixed scale: see "
                                  "Otsu. Voxels without a value (NaN) are never inside.",
                              *category = category_name;
  VolumeInput image{"image", "Image", "the grey image"};
  Number level{"level", "Level", "in the unit of the image", "1", 0, {}, GANTRY_PARAMETER_REQUIRED};
  Choice side{"side",
              "Side",
              "which values are inside",
              {{"above", "at or above the level"},
               {"below", "below the level"},
               {"between", "from the level to the upper level, both inside"}}};
  Number upper{"upper", "Upper level", "in the unit of the image", "1", 0, {}, 0, "side=between"};
  Integer frame{"frame", "Frame", "which frame of a 4D image, counted from 0", "1", 0, {0}};
  VolumeOutput mask{"mask", "Mask", "1 inside, 0 outside", "1"};
  void run(Job &job);
};

struct Otsu : Tool {
  static constexpr const char *id = "otsu", *label = "Otsu's thresholds",
                              *help =
                                  "Finds the levels that best separate the values into classes: the ones with the "
                                  "largest variance between classes, found exactly. Images of more than 4096 "
                                  "different values are sorted into 4096 equal bins first. Works where classes are "
                                  "of similar size and spread; a small lesion in a large background is missed.",
                              *category = category_name,
                              *source = "Otsu N (1979), IEEE Trans Syst Man Cybern 9:62-66; several levels: eq. 20 ff.";
  VolumeInput image{"image", "Image", "the grey image"};
  VolumeInput region{"mask", "Mask", "where to look; everywhere without it", GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  Integer thresholds{"thresholds", "Thresholds", "how many levels; one more makes the classes", "1", 1, {1, 4}};
  Integer frame{"frame", "Frame", "which frame of a 4D image, counted from 0", "1", 0, {0}};
  VolumeOutput labels{"labels", "Classes", "1 for the lowest values, 2 above the first level …; 0 outside the mask",
                      "1",      {},        GANTRY_PORT_LABELS};
  TableOutput levels{"levels", "Levels", "values at or above a level are in the class above it"};
  void run(Job &job);
};

struct Kmeans : Tool {
  static constexpr const char *id = "kmeans", *label = "K-means of intensities",
                              *help =
                                  "Groups voxels into classes of similar value: each to the nearest class mean "
                                  "(Lloyd's steps, until nothing changes). No chance is involved. From quantiles it "
                                  "may settle near the best grouping, as plain k-means does; the best start finds "
                                  "the least sum of squared distances. Knows nothing of place: uneven coil "
                                  "sensitivity moves the classes, so correct it first. Ordered by mean value.",
                              *category = category_name,
                              *source =
                                  "Lloyd SP (1982), IEEE Trans Inf Theory 28:129-137; best start: Wang H, Song M "
                                  "(2011), R Journal 3(2):29-33";
  VolumeInput image{"image", "Image", "the grey image"};
  VolumeInput region{"mask", "Mask", "where to look; everywhere without it", GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  Integer classes{"classes", "Classes", "how many", "1", 3, {2, 8}};
  Choice start{"start",
               "Start",
               "what the first step begins with",
               {{"quantiles", "quantiles of the values"},
                {"best", "the best partition", "of the values; of 4096 equal bins where there are more"}},
               GANTRY_PARAMETER_ADVANCED};
  Text names{"names", "Names", "one for each class from the lowest mean up: \"CSF,grey matter,white matter\""};
  Text codes{"codes", "Codes", "one for each class, as scheme:code: \"SCT:65216001,,\"", "", GANTRY_PARAMETER_ADVANCED};
  Integer frame{"frame", "Frame", "which frame of a 4D image, counted from 0", "1", 0, {0}};
  VolumeOutput labels{"labels", "Classes", "1 for the class with the lowest mean …; 0 outside the mask",
                      "1",      {},        GANTRY_PORT_LABELS};
  TableOutput table{"classes", "Classes", "voxels, volume in mL, mean and standard deviation of each", {0, 1e-9, 0}};
  void run(Job &job);
};

struct Volumes : Tool {
  static constexpr const char *id = "volumes", *label = "Volumes of segments",
                              *help =
                                  "Voxels, volume and centroid of each segment of a label map. Volumes count whole "
                                  "voxels: at the size of a few voxels they are rough.",
                              *category = "measurement";
  VolumeInput labels{"labels", "Label map", "whole numbers; 0 is background", GANTRY_PORT_LABELS};
  TableOutput table{"volumes", "Volumes", "a row for each segment; centroid in LPS mm", {0, 1e-9, 0}};
  void run(Job &job);
};

struct Dice : Tool {
  static constexpr const char *id = "dice", *label = "Overlap of two label maps",
                              *help =
                                  "Dice and Jaccard per class, between two label maps of the same space. It is the "
                                  "agreement between two methods (or two observers), not truth: both may be wrong "
                                  "alike.",
                              *category = "measurement",
                              *source = "Dice LR (1945), Ecology 26:297-302; Jaccard P (1912), New Phytol 11:37-50";
  VolumeInput a{"a", "First label map", "", GANTRY_PORT_LABELS};
  VolumeInput b{"b", "Second label map", "", GANTRY_PORT_LABELS};
  VolumeInput region{"mask", "Mask", "where to compare; everywhere without it",
                     GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  Text mapping{"mapping", "Mapping",
               "which value of the first is which of the second: \"1=4,2=5,3=6\"; empty: equal values"};
  TableOutput table{"overlap", "Overlap", "a row for each class, then all of them together", {0, 1e-12, 0}};
  void run(Job &job);
};

struct Mask : Tool {
  static constexpr const char *id = "mask", *label = "Mask",
                              *help =
                                  "Makes a mask of an image or a label map: the voxels above zero, or those of "
                                  "given values; combines it with a second one.",
                              *category = category_name;
  VolumeInput image{"image", "Image or label map", ""};
  VolumeInput other{"other", "Second mask", "above 0 is inside", GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
  Numbers chosen{"values", "Values", "the values that are inside; empty: all above 0", "1"};
  Choice combine{"combine",
                 "Combine",
                 "with the second mask",
                 {{"and", "inside both"}, {"or", "inside either"}, {"without", "inside the first, not the second"}}};
  Flag invert{"invert", "Invert", "swap inside and outside at the end"};
  Integer frame{"frame", "Frame", "which frame of a 4D image, counted from 0", "1", 0, {0}};
  VolumeOutput mask{"mask", "Mask", "1 inside, 0 outside", "1"};
  void run(Job &job);
};

}  // namespace gantry::segmentation
