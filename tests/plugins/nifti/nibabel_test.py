# SPDX-License-Identifier: Apache-2.0
"""What `gantry convert` writes is, to nibabel, what nibabel sees in the original: shape, affine, every value.

    nibabel_test.py GANTRY      exits 77 where nibabel is absent (with CI=true: fails)
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import nibabel
    import numpy
except ImportError:
    print("skipped: python3-nibabel is not installed")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

GANTRY = pathlib.Path(sys.argv[1])


def reference_data():
    given = os.environ.get("GANTRY_REFERENCE_DATA")
    root = pathlib.Path(given) if given else pathlib.Path(os.environ["GANTRY_SOURCE_DIR"]).parent / "shared/data"
    return root if root.is_dir() else None


class Nibabel(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.env = {**os.environ, "HOME": folder.name, "XDG_STATE_HOME": folder.name}

    def convert(self, source, target):
        done = subprocess.run([str(GANTRY), "convert", str(source), "-o", str(target), "--json"], env=self.env,
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def compare(self, source, target):
        ours, theirs = nibabel.load(target), nibabel.load(source)
        self.assertEqual(ours.shape, theirs.shape)
        if theirs.header["qform_code"] > 0 or theirs.header["sform_code"] > 0:
            numpy.testing.assert_allclose(ours.affine, theirs.affine, atol=2e-5)
            numpy.testing.assert_allclose(ours.get_qform(), ours.get_sform(), atol=2e-3)  # float32 quaternions near a half turn
        if ours.get_data_dtype().names:
            numpy.testing.assert_array_equal(numpy.asarray(ours.dataobj), numpy.asarray(theirs.dataobj))
        else:
            numpy.testing.assert_allclose(numpy.asarray(ours.dataobj), numpy.asarray(theirs.dataobj), rtol=1e-6)

    def test_every_data_type_made_by_nibabel(self):
        affine = numpy.array([[-1.5, 0.2, 0, 10], [0.2, 1.5, 0, -20], [0, 0, 3, 30.5], [0, 0, 0, 1]])
        for dtype in "u1 i1 u2 i2 u4 i4 u8 i8 f4 f8 c8 c16".split():
            for order in "<>":
                with self.subTest(dtype=order + dtype):
                    data = numpy.arange(60).reshape(3, 4, 5).astype(dtype)
                    header = nibabel.Nifti1Header(endianness=order)
                    header.set_data_dtype(dtype)
                    image = nibabel.Nifti1Image(data, affine, header)
                    nibabel.save(image, self.root / "in.nii")
                    self.convert(self.root / "in.nii", self.root / "out.nii.gz")
                    self.compare(self.root / "in.nii", self.root / "out.nii.gz")

    def test_reference_files(self):
        root = reference_data()
        if root is None:
            if os.environ.get("CI") == "true":
                self.fail("the reference data are absent, with CI=true")
            self.skipTest("no reference data")
        files = json.loads((root / "nifti/reference.json").read_text())["files"]
        for name, wanted in files.items():
            if wanted.get("header_only") or name.endswith(".hdr"):
                continue
            with self.subTest(name):
                self.convert(root / name, self.root / "out.nii")
                self.compare(root / name, self.root / "out.nii")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
