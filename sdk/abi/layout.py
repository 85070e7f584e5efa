#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Why this exists: a plugin built years ago must still load. What it was compiled against is the layout of these
structs, so that layout is recorded, and every change to the headers is held against what was recorded.

  layout.py --check                     today's headers against every recorded version (./dev abi)
  layout.py --record                    write sdk/abi/<version>/layout.txt from today's headers
  layout.py --assertions c|c++ LAYOUT   a source file in which the compiler checks LAYOUT against today's headers

A recorded layout has a line for each struct (name, size), member (struct, name, offset, size, type) and constant (name,
value). Versions below 1.0 may be recorded again; from 1.0 on a recorded version is frozen.
"""
import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCALARS = {"uint8_t": 1, "int8_t": 1, "uint16_t": 2, "int16_t": 2, "uint32_t": 4, "int32_t": 4,
           "uint64_t": 8, "int64_t": 8, "float": 4, "double": 8}
POINTEES = set(SCALARS) | {"void", "char"}
NOT_RECORDED = {"GANTRY_EXTERN_C", "GANTRY_EXPORT", "GANTRY_ABI_VERSION"}


class Broken(Exception):
    """A rule of the interface that the headers break, in words for whoever changed them."""


class Layout:
    def __init__(self):
        self.version = 0     # as GANTRY_ABI_VERSION
        self.constants = {}  # name -> text
        self.structs = {}    # name -> (size, [(member, offset, size, type)])


def dotted(version):
    return f"{version // 1000}.{version % 1000}"


def read_headers(folder):
    """The layout of all headers of a folder, on a 64-bit machine, or Broken."""
    layout, found = Layout(), []
    for path in sorted(Path(folder).glob("*.h")):
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", path.read_text(encoding="utf-8"), flags=re.S)
        text = text.replace("\\\n", " ")
        for name, value in re.findall(r"^#define (\w+)[ \t]+(\S.*?)\s*$", text, flags=re.M):
            if name == "GANTRY_ABI_VERSION":
                layout.version = int(value.rstrip("u"))
            elif name not in NOT_RECORDED:
                layout.constants[name] = value
        code = re.sub(r"^#.*$", "", text, flags=re.M)
        structs = r"typedef struct (\w+) \{(.*?)\} (\w+);"
        found += [(path.name, *match) for match in re.findall(structs, code, flags=re.S)]
        rest = re.sub(structs, "", code, flags=re.S).split()
        if rest:
            raise Broken(f"{path.name}: '{' '.join(rest)[:80]}' is not `typedef struct x {{ … }} x;`, the only form used here.")
    names = {name for _, name, _, _ in found}
    for header, name, body, alias in found:
        if alias != name:
            raise Broken(f"{header}: struct {name} is called {alias}: give both one name.")
        members = [split_member(f"{header}: {name}", part, names, layout.constants)
                   for part in body.split(";") if part.strip()]
        layout.structs[name] = placed(f"{header}: {name}", members)
    return layout


def split_member(where, text, names, constants):
    """'double origin[3]' -> ('origin', 'double [3]', size, alignment)"""
    text = " ".join(text.split())
    function = re.fullmatch(r"(.+?) ?\(\*(\w+)\)\((.*)\)", text)
    if function:
        result, name, parameters = function.groups()
        parts = [] if parameters == "void" else parameters.split(",")
        types = [pointer_or_scalar(where, declared(where, part)[1], names) for part in parts]
        return name, f"{canonical(result)} (*)({', '.join(types) or 'void'})", 8, 8
    name, kind, count = declared(where, text)[0], declared(where, text)[1], None
    array = re.fullmatch(r"(.+)\[(\w+)\]", text)
    if array:
        name, kind = declared(where, array.group(1))
        count = int(constants.get(array.group(2), array.group(2)).rstrip("u"))
    kind = pointer_or_scalar(f"{where}.{name}", kind, names)
    size = SCALARS.get(kind, 8)
    return (name, kind, size, size) if count is None else (name, f"{kind} [{count}]", size * count, size)


def declared(where, text):
    """'const char *name' -> ('name', 'const char *')"""
    match = re.fullmatch(r"\s*(.*?[\s*])([A-Za-z_]\w*)\s*(?:\[\w+\])?", text)
    if not match or "," in text:
        raise Broken(f"{where}: '{text}' is not one named member or parameter.")
    return match.group(2), canonical(match.group(1))


def canonical(kind):
    kind = re.sub(r"\bstruct\b", " ", kind)
    return re.sub(r"\* (?=\*)", "*", " ".join(kind.replace("*", " * ").split()))


def pointer_or_scalar(where, kind, names):
    base = [word for word in re.findall(r"\w+", kind) if word != "const"]
    if len(base) == 1 and (kind in SCALARS or ("*" in kind and base[0] in POINTEES | names)):
        return kind
    raise Broken(f"{where}: '{kind}' may not cross the border: fixed-width numbers, and pointers to them or to our structs.")


def placed(where, members):
    """Members at their natural alignment. Gaps are refused: a member added in one would seem present in old structs."""
    if not members or members[0][:2] != ("size", "uint32_t"):
        raise Broken(f"{where} must begin with `uint32_t size`.")
    lines, offset, largest = [], 0, 1
    for name, kind, size, alignment in members:
        if offset % alignment:
            raise Broken(f"{where}.{name} leaves a gap of {-offset % alignment} bytes before it: fill it with a reserved member.")
        lines.append((name, offset, size, kind))
        offset, largest = offset + size, max(largest, alignment)
    if offset % largest:
        raise Broken(f"{where} leaves a gap of {-offset % largest} bytes at its end: fill it with a reserved member.")
    return offset, lines


def text_of(layout):
    lines = ["# SPDX-License-Identifier: MIT",
             f"# The C interface at version {dotted(layout.version)}, on 64-bit machines. Written by sdk/abi/layout.py, never by hand.",
             f"version {layout.version}"]
    lines += [f"constant {name} {value}" for name, value in sorted(layout.constants.items())]
    for name, (size, members) in sorted(layout.structs.items()):
        lines.append(f"struct {name} {size}")
        lines += [f"member {name} {member} {offset} {length} {kind}" for member, offset, length, kind in members]
    return "\n".join(lines) + "\n"


def read_layout(path):
    layout = Layout()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "version":
            layout.version = int(rest)
        elif word == "constant":
            name, value = rest.split(" ", 1)
            layout.constants[name] = value
        elif word == "struct":
            name, size = rest.split()
            layout.structs[name] = (int(size), [])
        elif word == "member":
            struct, name, offset, size, kind = rest.split(" ", 4)
            layout.structs[struct][1].append((name, int(offset), int(size), kind))
    return layout


def prefix_breaks(recorded, today):
    """Every way in which today's layout no longer begins with the recorded one, one sentence each."""
    for name, value in recorded.constants.items():
        now = today.constants.get(name)
        if now != value:
            yield f"constant {name} was {value} and is {now or 'gone'}."
    for name, (_, members) in recorded.structs.items():
        if name not in today.structs:
            yield f"struct {name} is gone."
            continue
        now = today.structs[name][1]
        for index, (member, offset, size, kind) in enumerate(members):
            if index >= len(now):
                yield f"{name}.{member} is gone."
            elif now[index] != (member, offset, size, kind):
                found, at, _, found_kind = now[index]
                yield f"{name}.{member} ({kind}, offset {offset}) has become {found} ({found_kind}, offset {at})."
                break  # what follows has moved because of this one


def check(headers, folder):
    today = read_headers(headers)
    own = folder / dotted(today.version) / "layout.txt"
    unstable = today.version < 1000
    failures = []
    for path in sorted(folder.glob("*/layout.txt")):
        recorded = read_layout(path)
        version = path.parent.name
        breaks = list(prefix_breaks(recorded, today))
        if path == own and not breaks and text_of(recorded) != text_of(today):
            breaks = ["something was added (members, structs or constants) that the record does not have."]
        failures += [f"{version}: {line}" for line in breaks]
    if not own.exists():
        failures.append(f"{dotted(today.version)}: this version has not been recorded.")
    if not failures:
        print(f"The C interface {dotted(today.version)} agrees with every recorded version: {len(today.structs)} structs, "
              f"{sum(len(members) for _, members in today.structs.values())} members, {len(today.constants)} constants.")
        return 0
    print("The C interface is not what was recorded:", *failures, sep="\n  ")
    print("Below 1.0 it may change, through the whole tree at once. If that is what you mean: ./dev abi --record"
          if unstable else
          "A frozen version never changes: append members at the end, raise the minor of GANTRY_ABI_VERSION, then ./dev abi --record")
    return 1


def record(headers, folder):
    today = read_headers(headers)
    path = folder / dotted(today.version) / "layout.txt"
    if today.version >= 1000 and path.exists() and path.read_text(encoding="utf-8") != text_of(today):
        raise Broken(f"{dotted(today.version)} is frozen: raise the minor of GANTRY_ABI_VERSION in base.h and record that.")
    for old in folder.glob("0.*/layout.txt"):  # what may change promises nothing to anyone
        old.unlink()
        if not any(old.parent.iterdir()):
            old.parent.rmdir()
    path.parent.mkdir(exist_ok=True)
    path.write_text(text_of(today), encoding="utf-8")
    print(f"Recorded {path.name} of version {dotted(today.version)}.")
    return 0


def assertions(language, path):
    layout = read_layout(path)
    lines = ["// SPDX-License-Identifier: MIT", f"// Made from {dotted(layout.version)}/layout.txt by layout.py.",
             "#include <gantry/gantry.h>"]
    cpp = language == "c++"
    word = "static_assert" if cpp else "_Static_assert"
    if cpp:
        lines.append("#include <type_traits>")
    for name, (size, members) in layout.structs.items():
        relation = f"GANTRY_ABI_VERSION == {layout.version}u ? sizeof({name}) == {size}u : sizeof({name}) >= {size}u"
        lines.append(f'{word}({relation}, "size of {name}");')
        for member, offset, length, kind in members:
            place = f"offsetof({name}, {member}) == {offset}u && sizeof((({name} *)0)->{member}) == {length}u"
            lines.append(f'{word}({place}, "place of {name}.{member}");')
            if cpp:
                same = f"std::is_same<decltype({name}::{member}), {kind}>::value"
            else:  # by the member's address, since _Generic sees a value without its qualifiers and an array as a pointer
                pointer = kind.replace("(*)", "(**)") if "(*)" in kind else re.sub(r"^([^\[]*?) ?(\[\d+\])?$", r"\1 (*)\2", kind)
                same = f"_Generic(&(({name} *)0)->{member}, {pointer}: 1, default: 0)"
            lines.append(f'{word}({same}, "type of {name}.{member} is no longer {kind}");')
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true")
    action.add_argument("--record", action="store_true")
    action.add_argument("--assertions", choices=["c", "c++"])
    parser.add_argument("layout", nargs="?", help="for --assertions")
    parser.add_argument("--headers", type=Path, default=HERE.parent / "include" / "gantry")
    parser.add_argument("--versions", type=Path, default=HERE, help="the folder of recorded versions")
    asked = parser.parse_args()
    try:
        if asked.assertions:
            sys.stdout.write(assertions(asked.assertions, asked.layout))
            return 0
        return (record if asked.record else check)(asked.headers, asked.versions)
    except Broken as rule:
        print(f"The C interface breaks its own rules.\n  {rule}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
