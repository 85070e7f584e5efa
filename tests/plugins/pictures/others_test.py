# SPDX-License-Identifier: Apache-2.0
"""Other programs' pictures and volumes, read by `gantry convert`, hold what those programs say they hold; and what Gantry
writes is read by others: PIL (python3-pil) and teem's teem-unu (teem-apps).

    others_test.py GANTRY      exits 77 where PIL or nibabel is absent (with CI=true: fails)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import nibabel
    import numpy
    from PIL import Image
except ImportError:
    print("skipped: python3-pil or python3-nibabel is not installed")
    sys.exit(1 if os.environ.get("CI") == "true" else 77)

GANTRY = [sys.argv[1], *sys.argv[2:]]


class Others(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.env = {**os.environ, "HOME": folder.name, "XDG_STATE_HOME": folder.name}

    def convert(self, source, name):
        target = self.root / name
        done = subprocess.run([GANTRY[0], "convert", str(source), "-o", str(target), "--json", *GANTRY[1:]],
                              env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return target

    # (x, y) or (x, y, channel) of the one slice, as PIL has it
    def read(self, source):
        data = numpy.asarray(nibabel.load(self.convert(source, "out.nii")).dataobj)
        if data.dtype.names:
            data = numpy.stack([data[n] for n in data.dtype.names], axis=-1)
        return numpy.moveaxis(data.squeeze(), 0, 1)

    def test_pictures_of_every_mode(self):
        random = numpy.random.default_rng(1)
        bytes_ = random.integers(0, 256, (7, 11), dtype=numpy.uint8)
        words = random.integers(0, 65536, (7, 11), dtype=numpy.uint16)
        colours = random.integers(0, 256, (7, 11, 3), dtype=numpy.uint8)
        with_alpha = random.integers(0, 256, (7, 11, 4), dtype=numpy.uint8)
        floats = random.normal(size=(7, 11)).astype(numpy.float32)
        cases = [("a.png", bytes_), ("a.tif", bytes_), ("b.png", words), ("b.tif", words), ("c.png", colours),
                 ("c.tif", colours), ("d.png", with_alpha), ("d.tif", with_alpha), ("e.tif", floats)]
        for name, data in cases:
            with self.subTest(name):
                Image.fromarray(data).save(self.root / name)
                numpy.testing.assert_array_equal(self.read(self.root / name), data)
        palette = Image.fromarray(colours).quantize(32)
        palette.save(self.root / "p.png")
        numpy.testing.assert_array_equal(self.read(self.root / "p.png"), numpy.asarray(palette.convert("RGB")))

    def test_a_jpeg_is_turned_upright_by_its_exif(self):
        y, x = numpy.mgrid[0:16, 0:32]
        data = (8 * x + 4 * y).astype(numpy.uint8)
        exif = Image.Exif()
        exif[0x0112] = 6
        exif[0x013B] = "JANSEN"
        Image.fromarray(data).save(self.root / "a.jpg", exif=exif, quality=95)
        from PIL import ImageOps
        wanted = numpy.asarray(ImageOps.exif_transpose(Image.open(self.root / "a.jpg")))
        numpy.testing.assert_array_equal(self.read(self.root / "a.jpg"), wanted)

    def test_numbered_slices_become_a_volume(self):
        folder = self.root / "slices"
        folder.mkdir()
        for i in range(1, 13):
            Image.fromarray(numpy.full((4, 5), i, numpy.uint8)).save(folder / f"slice{i}.png")
        data = numpy.asarray(nibabel.load(self.convert(folder, "out.nii")).dataobj)
        self.assertEqual(data.shape, (5, 4, 12))
        self.assertEqual(list(data[0, 0]), list(range(1, 13)))

    def test_what_is_written_is_read_by_others(self):
        data = numpy.arange(60, dtype=numpy.int16).reshape(3, 4, 5)
        nibabel.save(nibabel.Nifti1Image(data, numpy.diag([-0.5, -0.5, 2, 1])), self.root / "in.nii")
        pages = Image.open(self.convert(self.root / "in.nii", "out.tif"))
        self.addCleanup(pages.close)
        self.assertEqual(pages.n_frames, 5)
        pages.seek(4)
        numpy.testing.assert_array_equal(numpy.asarray(pages).T, data[..., 4])
        nrrd = self.convert(self.root / "in.nii", "out.nrrd")
        if shutil.which("teem-unu") is None:
            if os.environ.get("CI") == "true":
                self.fail("teem-unu (teem-apps) is absent, with CI=true")
            self.skipTest("teem-apps is not installed")
        text = subprocess.run(["teem-unu", "save", "-f", "text", "-i", str(nrrd)], capture_output=True, check=False)
        plain = subprocess.run(["teem-unu", "save", "-f", "nrrd", "-e", "ascii", "-i", str(nrrd)], capture_output=True, check=True)
        head, _, body = plain.stdout.decode().partition("\n\n")
        self.assertIn("left-posterior-superior", head, text.stderr)
        self.assertEqual([int(w) for w in body.split()], list(data.T.ravel()))

    def test_a_volume_goes_through_nrrd_and_metaimage_unchanged(self):
        random = numpy.random.default_rng(2)
        data = random.normal(size=(4, 5, 6)).astype(numpy.float32)
        affine = numpy.array([[-1.5, 0.2, 0, 10], [0.2, 1.5, 0, -20], [0, 0, 3, 30.5], [0, 0, 0, 1]])
        nibabel.save(nibabel.Nifti1Image(data, affine), self.root / "in.nii")
        for name in ("between.nrrd", "between.mha"):
            with self.subTest(name):
                out = nibabel.load(self.convert(self.convert(self.root / "in.nii", name), "out.nii"))
                numpy.testing.assert_array_equal(numpy.asarray(out.dataobj), data)
                numpy.testing.assert_allclose(out.affine, affine, atol=1e-5)

    def test_unu_makes_what_gantry_reads(self):
        if shutil.which("teem-unu") is None:
            self.skipTest("teem-apps is not installed")
        data = numpy.arange(60, dtype="<i2")
        (self.root / "in.raw").write_bytes(data.tobytes())
        for encoding in ("raw", "gzip", "bzip2", "ascii", "hex"):
            with self.subTest(encoding):
                subprocess.run(["teem-unu", "make", "-i", "in.raw", "-t", "short", "-s", "3", "4", "5", "-en", "little", "-e", "raw",
                                "-sp", "0.5", "0.5", "2", "-o", "made.nrrd"], cwd=self.root, check=True)
                done = subprocess.run(["teem-unu", "save", "-f", "nrrd", "-e", encoding, "-i", "made.nrrd", "-o", "saved.nrrd"],
                                      cwd=self.root, capture_output=True, text=True, check=False)
                if done.returncode != 0 and "not available" in done.stderr + done.stdout:
                    continue  # this teem was built without it
                self.assertEqual(done.returncode, 0, done.stderr)
                out = numpy.asarray(nibabel.load(self.convert(self.root / "saved.nrrd", "out.nii")).dataobj)
                numpy.testing.assert_array_equal(out.ravel(order="F"), data)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
