# SPDX-License-Identifier: Apache-2.0
"""A plugin author may include any one header, in any language from C11 to C++20, and needs nothing but the standard library."""
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

from compiling import INCLUDE, STANDARDS, compiled

C_HEADERS = sorted(INCLUDE.glob("gantry/*.h"))
CPP_HEADERS = sorted(INCLUDE.glob("gantry/cpp/**/*.hpp"))
# The C++ library's headers have neither folder nor ending; a system's or another library's have one or the other.
ALLOWED = re.compile(r"<(gantry/[a-z0-9_/]+\.(h|hpp)|stddef\.h|stdint\.h|[a-z_]+)>")


class HeadersAlone(unittest.TestCase):
    def compile_all(self, cases):
        def one(case):
            header, (language, standard) = case
            include = f"#include <{header.relative_to(INCLUDE)}>"
            return header, standard, compiled(language, standard, f"{include}\n{include}")

        with ThreadPoolExecutor(2) as pool:
            for header, standard, messages in pool.map(one, cases):
                with self.subTest(header=header.name, standard=standard):
                    self.assertEqual(messages, "")

    def test_every_c_header_compiles_alone_and_twice_as_c_and_as_cpp(self):
        self.assertTrue(C_HEADERS)
        self.compile_all([(header, standard) for header in C_HEADERS for standard in STANDARDS])

    def test_every_cpp_header_compiles_alone_and_twice(self):
        self.compile_all([(header, standard) for header in CPP_HEADERS for standard in STANDARDS if standard[0] == "c++"])

    def test_headers_include_gantry_and_the_standard_library_alone(self):
        for header in C_HEADERS + CPP_HEADERS:
            for name in re.findall(r"^\s*#\s*include\s+(\S+)", header.read_text(encoding="utf-8"), flags=re.M):
                with self.subTest(header=header.name, includes=name):
                    self.assertIsNotNone(ALLOWED.fullmatch(name))

    def test_the_whole_interface_is_in_gantry_h(self):
        whole = (INCLUDE / "gantry" / "gantry.h").read_text(encoding="utf-8")
        for header in C_HEADERS:
            if header.name != "gantry.h":
                self.assertIn(f"#include <gantry/{header.name}>", whole)


if __name__ == "__main__":
    unittest.main()
