# SPDX-License-Identifier: Apache-2.0
"""sum_by_pydicom.py FOLDER: a series by pydicom (compressed syntaxes by its GDCM handler), and the sum of all voxels."""
import os
import sys

import numpy as np
import pydicom

folder = sys.argv[1]
slices = [pydicom.dcmread(os.path.join(folder, name)) for name in os.listdir(folder)]
slices.sort(key=lambda s: float(s.ImagePositionPatient[2]))
volume = np.stack([s.pixel_array for s in slices])
slope, intercept = int(slices[0].RescaleSlope), int(slices[0].RescaleIntercept)
print(int(volume.sum(dtype=np.int64)) * slope + intercept * volume.size)
