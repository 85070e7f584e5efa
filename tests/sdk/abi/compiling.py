# SPDX-License-Identifier: Apache-2.0
"""Compiles a few lines against the SDK, without making anything, with all warnings as errors.

    messages = compiled("c", "c11", "#include <gantry/tool.h>")   # "" when the compiler had nothing to say
"""
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
INCLUDE = ROOT / "sdk" / "include"
STANDARDS = [("c", "c11"), ("c", "c17"), ("c++", "c++17"), ("c++", "c++20")]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wundef", "-Werror"]


def compilers(language):
    """The build's own compiler, and clang where there is one."""
    own = os.environ.get("CC", "cc") if language == "c" else os.environ.get("CXX", "c++")
    other = "clang" if language == "c" else "clang++"
    return [own] + ([other] if shutil.which(other) and Path(own).name != other else [])


def compiled(language, standard, text, include=INCLUDE):
    warnings = WARNINGS + (["-Wstrict-prototypes", "-Wc++-compat"] if language == "c" else [])
    messages = ""
    for compiler in compilers(language):
        command = [compiler, f"-std={standard}", *warnings, "-fsyntax-only", "-I", str(include), "-x", language, "-"]
        done = subprocess.run(command, input=text + "\n", capture_output=True, text=True, check=False)
        messages += done.stderr if done.stderr or done.returncode == 0 else f"{compiler}: exit {done.returncode}"
    return messages
