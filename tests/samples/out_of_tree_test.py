# SPDX-License-Identifier: Apache-2.0
"""Installs Gantry, builds the sample plugins against what was installed, and runs them.

    out_of_tree_test.py --build BUILD --source TREE [--cmake cmake]
"""
import argparse
import json
import math
import os
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile
import unittest

options = argparse.Namespace()


def run(*command, env=None):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=env)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def write_nifti(path, values, frames=1):
    """One row of float32 voxels of 1 mm, in scanner coordinates."""
    voxels = len(values) // frames
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, 3 if frames == 1 else 4, voxels, 1, 1, frames, 1, 1, 1)
    struct.pack_into("<2h", header, 70, 16, 32)
    struct.pack_into("<8f", header, 76, 1, 1, 1, 1, 1, 1, 1, 1)
    struct.pack_into("<3f", header, 108, 352, 1, 0)
    struct.pack_into("<2h", header, 252, 0, 1)
    for row in range(3):
        struct.pack_into("<4f", header, 280 + 16 * row, *[1.0 if column == row else 0.0 for column in range(4)])
    header[344:348] = b"n+1\0"
    path.write_bytes(bytes(header) + struct.pack(f"<{len(values)}f", *values))


class OutOfTree(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.prefix = cls.root / "prefix"
        cls.bundles = cls.root / "bundles"
        state = cls.root / "state"
        state.mkdir()
        cls.env = {**os.environ, "XDG_STATE_HOME": str(state), "HOME": str(state)}
        run(options.cmake, "--install", options.build, "--prefix", cls.prefix)
        for sample in ("c", "cpp", "panel"):
            build = cls.root / sample
            run(options.cmake, "-S", options.source / "samples/plugins" / sample, "-B", build,
                "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_PREFIX_PATH={cls.prefix}",
                f"-DGANTRY_PLUGIN_OUTPUT={cls.bundles}")
            run(options.cmake, "--build", build)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def gantry(self, *words):
        command = [self.prefix / "bin/gantry", *words, "--plugins", self.bundles, "--json"]
        return json.loads(run(*command, env=self.env))

    def test_manifests_are_made_from_the_binaries(self):
        quality = json.loads((self.bundles / "hospital_quality/manifest.json").read_text())
        diffusion = json.loads((self.bundles / "hospital_diffusion/manifest.json").read_text())
        cardiac = json.loads((self.bundles / "hospital_cardiac/manifest.json").read_text())
        self.assertEqual([panel["id"] for panel in cardiac["panels"]], ["ejection-fraction"])
        self.assertEqual(cardiac["panels"][0]["icon"], "heartbeat")
        self.assertEqual(quality["id"], "org.example.hospital.quality")
        self.assertEqual([tool["id"] for tool in quality["tools"]], ["snr"])
        self.assertEqual([tool["id"] for tool in diffusion["tools"]], ["subtract"])
        self.assertEqual([model["id"] for model in diffusion["models"]], ["stretched"])

    def test_nothing_but_the_entry_is_exported(self):
        for name in ("hospital_quality", "hospital_diffusion", "hospital_cardiac"):
            symbols = run("nm", "-D", "--defined-only", self.bundles / name / f"{name}.so").split("\n")
            names = [line.split()[2] for line in symbols if line and line.split()[1] != "A"]
            self.assertEqual(names, ["gantry_plugin_entry_v1"])

    def test_the_c_tool_measures_a_known_ratio(self):
        noise = [3.0, 5.0, 2.0, 6.0, 4.0, 1.0]
        write_nifti(self.root / "image.nii", [98.0, 100.0, 102.0] + noise)
        write_nifti(self.root / "signal.nii", [1.0] * 3 + [0.0] * 6)
        write_nifti(self.root / "noise.nii", [0.0] * 3 + [1.0] * 6)
        done = self.gantry("run", "snr", "--input", f"image={self.root / 'image.nii'}", "--input",
                           f"signal={self.root / 'signal.nii'}", "--input", f"noise={self.root / 'noise.nii'}")
        table = done["outputs"][0]["table"]
        value = table["rows"][0][[column["name"] for column in table["columns"]].index("snr")]
        self.assertAlmostEqual(value, 0.655 * 100 / statistics.stdev(noise), places=9)

    def test_the_cpp_tool_subtracts(self):
        write_nifti(self.root / "before.nii", [1.0, 2.0, 3.0])
        write_nifti(self.root / "after.nii", [10.0, 10.0, 10.5])
        out = self.root / "difference.nii"
        self.gantry("run", "subtract", "--input", f"after={self.root / 'after.nii'}", "--input",
                    f"before={self.root / 'before.nii'}", "--output", f"difference={out}")
        self.assertEqual(struct.unpack("<3f", out.read_bytes()[352:]), (9.0, 8.0, 7.5))

    def test_the_cpp_model_finds_the_parameters_behind_a_curve(self):
        s0, ddc, alpha = 900.0, 1.2e-3, 0.7
        b_values = list(range(0, 3001, 150))
        write_nifti(self.root / "dwi.nii", [s0 * math.exp(-((b * ddc) ** alpha)) for b in b_values], len(b_values))
        (self.root / "dwi.bval").write_text(" ".join(map(str, b_values)) + "\n")
        fit = self.gantry("fit", "org.example.hospital.diffusion.stretched", "--input", self.root / "dwi.nii", "--voxel", "0,0,0")
        found = {parameter["symbol"]: parameter["value"] for parameter in fit["parameters"]}
        self.assertAlmostEqual(found["S0"], s0, delta=s0 * 1e-5)
        self.assertAlmostEqual(found["DDC"], ddc, delta=ddc * 1e-5)
        self.assertAlmostEqual(found["alpha"], alpha, delta=alpha * 1e-5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--cmake", default="cmake")
    parser.parse_args(namespace=options)
    unittest.main(argv=[sys.argv[0]])
