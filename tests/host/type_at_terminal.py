#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a program at a terminal of its own, and types a line whenever it asks (its output ends in ": ").

usage: type_at_terminal.py COUNT ANSWER… PROGRAM ARGUMENT…
Prints what the terminal shows; ends with the program's exit code."""
import os
import pty
import sys


def main():
    count = int(sys.argv[1])
    answers, program = sys.argv[2:2 + count], sys.argv[2 + count:]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(program[0], program)
    shown = seen = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the program has ended
            break
        if not part:
            break
        shown += part
        seen += part
        if answers and seen.endswith(b": "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
            seen = b""
    sys.stdout.write(shown.decode("utf-8", "replace"))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
