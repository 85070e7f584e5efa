#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""voi.py FILE: the values of an image as pydicom shows them, frame after frame: count, weighted sum, and some of them."""
import json
import sys

import numpy
import pydicom
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_voi_lut

dataset = pydicom.dcmread(sys.argv[1], force=True)
pixels = dataset.pixel_array
frames = pixels if int(dataset.get("NumberOfFrames", 1)) > 1 else pixels[numpy.newaxis]
shown = []
order = range(len(frames))
if "PerFrameFunctionalGroupsSequence" in dataset:  # slices along row x column, as volumes have them
    axes = dataset.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0].ImageOrientationPatient
    normal = numpy.cross(axes[:3], axes[3:])
    places = [numpy.dot(normal, g.PlanePositionSequence[0].ImagePositionPatient)
              for g in dataset.PerFrameFunctionalGroupsSequence]
    order = sorted(order, key=lambda number: places[number])
for number in order:
    frame = frames[number]
    one = pydicom.Dataset()
    one.update(dataset)
    if "PerFrameFunctionalGroupsSequence" in dataset:  # pydicom looks at the top of a dataset alone
        for groups in (dataset.SharedFunctionalGroupsSequence[0], dataset.PerFrameFunctionalGroupsSequence[number]):
            for sequence in ("PixelValueTransformationSequence", "FrameVOILUTSequence"):
                if sequence in groups:
                    one.update(groups[sequence].value[0])
    shown.append(apply_voi_lut(apply_modality_lut(frame, one), one).astype(float).ravel())
shown = numpy.concatenate(shown)
weights = numpy.arange(shown.size) % 1009 + 1
print(json.dumps({"count": shown.size, "sum": float((shown * weights).sum()),
                  "values": {str(i): shown[i] for i in range(0, shown.size, max(1, shown.size // 50))}}))
