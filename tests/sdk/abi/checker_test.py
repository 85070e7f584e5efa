# SPDX-License-Identifier: Apache-2.0
"""The checker sees what would break a plugin that is already installed, and lets the interface grow."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from compiling import INCLUDE, ROOT

LAYOUT = ROOT / "sdk" / "abi" / "layout.py"


class Checker(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.headers, self.versions = self.folder / "gantry", self.folder / "abi"
        shutil.copytree(INCLUDE / "gantry", self.headers)
        self.versions.mkdir()
        abi = next(line for line in (self.headers / "base.h").read_text().splitlines() if "define GANTRY_ABI_VERSION" in line)
        self.version_line = abi
        self.version("1000u")
        self.layout("--record")  # released: 1.0

    def version(self, number):
        line = f"#define GANTRY_ABI_VERSION {number}"
        self.edit("base.h", self.version_line, line)
        self.version_line = line

    def edit(self, header, old, new):
        path = self.headers / header
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def layout(self, action):
        done = subprocess.run([sys.executable, LAYOUT, action, "--headers", self.headers, "--versions", self.versions],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def assert_refused(self, *words):
        status, said = self.layout("--check")
        self.assertEqual(status, 1, said)
        for word in words:
            self.assertIn(word, said)

    def test_unchanged_headers_agree(self):
        self.assertEqual(self.layout("--check")[0], 0)

    def test_a_new_minor_may_append_a_member_and_still_begins_with_the_frozen_version(self):
        self.edit("host.h", "} gantry_host;", "  const char *site;\n} gantry_host;")
        self.version("1001u")
        self.assertEqual(self.layout("--record")[0], 0)
        self.assertEqual(self.layout("--check")[0], 0)
        self.assertEqual(len(list(self.versions.glob("1.*/layout.txt"))), 2)

    def test_a_frozen_version_is_not_recorded_again(self):
        self.edit("host.h", "} gantry_host;", "  const char *site;\n} gantry_host;")
        self.assert_refused("1.0: something was added", "raise the minor")
        status, said = self.layout("--record")
        self.assertEqual(status, 1)
        self.assertIn("1.0 is frozen", said)

    def test_a_removed_member_is_named(self):
        self.edit("host.h", "  const char *version;", "  ")
        self.assert_refused("1.0: gantry_host.version (const char *, offset 16) has become plugin_folder")

    def test_a_removed_last_member_is_named(self):
        self.edit("host.h", "  const char *plugin_folder;", "  ")
        self.assert_refused("gantry_host.plugin_folder is gone.")

    def test_a_retyped_member_is_named(self):
        self.edit("host.h", "uint32_t abi;", "int32_t abi;")
        self.assert_refused("gantry_host.abi (uint32_t, offset 4) has become abi (int32_t, offset 4).")

    def test_a_changed_signature_is_named(self):
        self.edit("entry.h", "(*init)(const gantry_host *host)", "(*init)(const gantry_host *host, uint32_t flags)")
        self.assert_refused("gantry_plugin_entry.init", "(const gantry_host *, uint32_t)")

    def test_exchanged_members_are_named(self):
        self.edit("host.h", "const char *name;", "const char *swapped;")
        self.assert_refused("gantry_host.name (const char *, offset 8) has become swapped")

    def test_a_changed_constant_is_named(self):
        self.edit("base.h", "#define GANTRY_F32 9u", "#define GANTRY_F32 15u")
        self.assert_refused("constant GANTRY_F32 was 9u and is 15u.")

    def test_a_vanished_struct_is_named(self):
        (self.headers / "storage.h").unlink()
        self.assert_refused("struct gantry_storage is gone.", "constant GANTRY_STORAGE_ID was")

    def test_types_that_differ_between_compilers_are_refused(self):
        for kind in ["long", "bool", "int", "size_t", "unsigned char", "enum gantry_kind"]:
            with self.subTest(kind=kind):
                self.edit("host.h", "  uint32_t abi;", f"  {kind} abi;")
                self.assert_refused("breaks its own rules", f"'{kind}' may not cross the border")
                self.edit("host.h", f"  {kind} abi;", "  uint32_t abi;")

    def test_bit_fields_and_gaps_are_refused(self):
        self.edit("host.h", "  uint32_t abi;", "  uint32_t abi : 4;")
        self.assert_refused("is not one named member")
        self.edit("host.h", "  uint32_t abi : 4;", "")
        self.assert_refused("gantry_host.name leaves a gap of 4 bytes before it")
        self.edit("host.h", "} gantry_host;", "  uint32_t last;\n  uint32_t abi; uint32_t odd;\n} gantry_host;")
        self.edit("host.h", "  uint32_t size;", "  uint32_t size; uint32_t reserved;")
        self.assert_refused("gantry_host leaves a gap of 4 bytes at its end")

    def test_below_1_0_the_record_is_replaced(self):
        self.version("11u")
        self.assertEqual(self.layout("--record")[0], 0)
        self.version("12u")
        self.edit("host.h", "} gantry_host;", "  const char *site;\n} gantry_host;")
        self.assertEqual(self.layout("--record")[0], 0)
        self.assertEqual([path.name for path in sorted(self.versions.iterdir())], ["0.12", "1.0"])


if __name__ == "__main__":
    unittest.main()
