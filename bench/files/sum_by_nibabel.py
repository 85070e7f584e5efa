# SPDX-License-Identifier: Apache-2.0
"""sum_by_nibabel.py FILE: the sum of all voxels, read by nibabel without a conversion to double."""
import sys

import nibabel
import numpy as np

print(int(np.asanyarray(nibabel.load(sys.argv[1]).dataobj).sum(dtype=np.int64)))
