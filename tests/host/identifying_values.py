#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every value of four characters or more that PS3.15 names in these DICOM files, and names and ids of EDF files, read by
pydicom and by hand: nothing of our own reads them.

usage: identifying_values.py PROFILE.inc < files
Prints {"texts": [...], "bytes": [hex, ...]}: as UTF-8, and as stored in every character set that the data use."""
import json
import re
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
BULK = {"OB", "OD", "OF", "OL", "OV", "OW", "UN", "SQ", "DS", "IS"}


# Words of the files' own that values of other files may be part of: a maker that is elsewhere an institution.
OURS = ["OFFIS_DCMTK", "SegmentationType"]


def table(path):
    return {int(tag, 16) for tag in re.findall(r"\{0x([0-9A-F]{8}),", open(path).read())}


def walk(dataset, tags, encodings, found, others):
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value or []:
                walk(item, tags, encodings, found, others)
        elif (element.tag in tags or element.VR == "PN") and element.VR not in BULK and element.value is not None:
            several = isinstance(element.value, (list, pydicom.multival.MultiValue))
            for value in element.value if several else [element.value]:
                text = str(value).strip(" \0")
                if len(text) >= 4 and not text.startswith("1.2.840.10008."):
                    found.setdefault(text, set()).update(encodings)
        elif element.VR not in BULK and element.value is not None:
            others.append(str(element.value))


def of_dicom(path, tags, found, others):
    dataset = pydicom.dcmread(path, force=True)
    named = dataset.get("SpecificCharacterSet") or "ISO_IR 6"
    named = [named] if isinstance(named, str) else list(named)
    walk(dataset, tags, {pydicom.charset.python_encoding.get(name, "latin-1") for name in named}, found, others)


def of_edf(head, found):
    """The patient and recording fields of an EDF header, 80 bytes each."""
    for field in (head[8:88], head[88:168]):
        text = field.decode("latin-1").strip(" \0")
        if len(text) >= 4:
            found.setdefault(text, set()).add("latin-1")


def by_chance(text):
    """Short numbers, and times, stand in other numbers."""
    return len(text) < 8 and text.replace(".", "").isdigit()


def main():
    tags, found, others = table(sys.argv[1]), {}, list(OURS)
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as file:
            head = file.read(256)
        if head[128:132] == b"DICM":
            try:
                of_dicom(path, tags, found, others)
            except Exception:  # what pydicom can't read has no values that it could name
                continue
        elif head[:8] in (b"0       ", b"\xffBIOSEMI"):
            of_edf(head, found)
    found = {text: encodings for text, encodings in found.items()
             if not by_chance(text) and not any(text in other for other in others)}
    stored = set()
    for text, encodings in found.items():
        if len(text) < 6:
            continue
        for encoding in {"utf-8", *encodings}:
            try:
                stored.add(text.encode(encoding).hex())
            except (UnicodeEncodeError, LookupError):
                pass
    json.dump({"texts": sorted(found), "bytes": sorted(stored)}, sys.stdout)


if __name__ == "__main__":
    main()
