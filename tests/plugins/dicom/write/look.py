# SPDX-License-Identifier: Apache-2.0
"""What pydicom sees in a DICOM file, as one JSON document: the attributes as DICOM's own JSON model without pixel data,
and the decoded pixels.

    python3 look.py FILE        {"attributes": {…}, "pixels": {"shape": […], "values": […]}}
"""
import json
import sys

import numpy
import pydicom


def pixels(dataset):
    if not any(k in dataset for k in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return None
    array = dataset.pixel_array
    return {"shape": list(array.shape), "type": str(array.dtype),
            "values": [None if numpy.isnan(v) else v for v in array.astype(float).ravel().tolist()]}


dataset = pydicom.dcmread(sys.argv[1])
decoded = pixels(dataset)
for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"):
    if keyword in dataset:
        delattr(dataset, keyword)
json.dump({"attributes": dataset.to_json_dict(), "pixels": decoded}, sys.stdout)
