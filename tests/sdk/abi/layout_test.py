# SPDX-License-Identifier: Apache-2.0
"""Every recorded layout, member by member, as the compilers of today see today's headers: a second method beside the
arithmetic of sdk/abi/layout.py."""
import subprocess
import sys
import unittest

from compiling import ROOT, STANDARDS, compiled

LAYOUT = ROOT / "sdk" / "abi" / "layout.py"
RECORDED = sorted((ROOT / "sdk" / "abi").glob("*/layout.txt"))


def assertions(language, path):
    return subprocess.run([sys.executable, LAYOUT, "--assertions", language, path],
                          capture_output=True, text=True, check=True).stdout


class Layout(unittest.TestCase):
    def test_todays_headers_begin_with_every_recorded_version(self):
        done = subprocess.run([sys.executable, LAYOUT, "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_compilers_agree_with_the_recorded_sizes_offsets_types_and_signatures(self):
        self.assertTrue(RECORDED)
        for path in RECORDED:
            for language, standard in STANDARDS:
                with self.subTest(version=path.parent.name, standard=standard):
                    self.assertEqual(compiled(language, standard, assertions(language, path)), "")

    def test_the_compiler_refuses_a_layout_that_is_not_todays(self):
        text = assertions("c", RECORDED[-1])
        for right, wrong in [("offsetof(gantry_io, host) == 8u", "offsetof(gantry_io, host) == 16u"),
                             ("sizeof(gantry_tool) == ", "sizeof(gantry_tool) == 1"),
                             ("uint64_t (*)[5]", "uint64_t (*)[4]"),
                             ("int32_t (**)(const gantry_host *)", "int32_t (**)(gantry_host *)")]:
            self.assertIn(right, text)
            self.assertIn("error", compiled("c", "c11", text.replace(right, wrong)))


if __name__ == "__main__":
    unittest.main()
