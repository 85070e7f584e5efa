// SPDX-License-Identifier: MIT
// A volume on the screen, with label maps and parameter maps over it. The host scrolls, zooms, pans and windows.
//
//   gantry_ui_image image = {.size = sizeof image, .volume = "image-1", .layer_count = 1, .layers = layers};
//   if (ui->image(ui, "brain", &image, &state) & GANTRY_UI_PRESSED) fit_voxel(state.voxel);
#ifndef GANTRY_UI_IMAGE_H
#define GANTRY_UI_IMAGE_H

#include <gantry/base.h>
#include <gantry/volume.h>

#define GANTRY_UI_AXIAL 0u
#define GANTRY_UI_CORONAL 1u
#define GANTRY_UI_SAGITTAL 2u
#define GANTRY_UI_ACQUIRED 3u  // as the slices were acquired

#define GANTRY_UI_LAYER_LABELS 1u    // colours of its segments
#define GANTRY_UI_LAYER_MAP 2u       // a colour map, with its bar beside the image
#define GANTRY_UI_LAYER_OUTLINES 3u  // the borders of its segments alone

// Something over an image, lying where its own geometry says.
typedef struct gantry_ui_layer {
  uint32_t size;
  uint32_t kind;  // GANTRY_UI_LAYER_*
  const char *id;
  const char *name;
  const char *volume;      // an item's id or an object's hash in the open project
  const char *colour_map;  // "viridis", "magma", "grey", …; maps
  double minimum;          // of the colour map; NAN: from the data
  double maximum;
  double opacity;  // 0 to 1
  uint32_t hidden;
  uint32_t reserved;
} gantry_ui_layer;

typedef struct gantry_ui_image {
  uint32_t size;
  uint32_t layer_count;
  const char *volume;         // an item's id or an object's hash in the open project; "" when `made` is given
  const gantry_volume *made;  // a volume of the panel's own, at most 64 MiB; NULL: none
  uint32_t made_revision;     // another number whenever its voxels are others
  uint32_t reserved;
  const gantry_ui_layer *const *layers;
} gantry_ui_image;

// Kept by the caller; begins with all 0, and then as the host thinks best. The host changes it as the user scrolls and
// windows; the caller may too. Returns GANTRY_UI_CHANGED for any of that, GANTRY_UI_PRESSED for a voxel that was pressed.
typedef struct gantry_ui_image_state {
  uint32_t size;
  uint32_t plane;       // GANTRY_UI_AXIAL …
  uint64_t slice;       // of that plane
  uint64_t axis_index;  // along the fourth axis
  double centre;        // of the window, in the volume's unit; width 0: as the host thinks best
  double width;
  double zoom;       // 1: all of it is seen; 0: as 1
  double pan[2];     // mm, of the middle of the view from the middle of the slice
  uint32_t hovered;  // 1: `voxel`, `position` and `value` are where the pointer is
  uint32_t reserved;
  uint64_t voxel[3];   // index; also of the voxel that was pressed
  double position[3];  // LPS, mm
  double value;        // in the volume's unit
} gantry_ui_image_state;

#endif
