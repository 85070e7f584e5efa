#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every value of four characters or more that PS3.15 names in these DICOM files, names and ids of EDF and WFDB headers,
free text of NIfTI headers: read by pydicom and by hand, by nothing of our own.

usage: identifying_values.py PROFILE.inc < files
Prints {"texts": [...], "bytes": [hex, ...], "kinds": {...}}: as UTF-8, as stored in every character set that the data
use, and how many files of each kind gave values."""
import gzip
import json
import re
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
BULK = {"OB", "OD", "OF", "OL", "OV", "OW", "UN", "SQ", "DS", "IS"}
FREE_TEXT = {"LO", "SH", "LT", "ST", "UC", "UR", "UT", "PN", "AE"}

# Words of the files' own that values of other files may be part of: a maker that is elsewhere an institution.
OURS = ["OFFIS_DCMTK", "SegmentationType", "GE MEDICAL SYSTEMS", "Unknown"]


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
        elif element.VR not in BULK and element.value is not None and not element.tag.is_private:
            # Free text may not hold what identifies. Codes may: they are everybody's words.
            if element.VR not in FREE_TEXT or 0x00080100 <= element.tag <= 0x00080124:
                others.append(str(element.value))


def of_dicom(path, tags, found, others):
    dataset = pydicom.dcmread(path, force=True)
    named = dataset.get("SpecificCharacterSet") or "ISO_IR 6"
    named = [named] if isinstance(named, str) else list(named)
    walk(dataset, tags, {pydicom.charset.python_encoding.get(name, "latin-1") for name in named}, found, others)


def note(raw, found):
    text = raw.decode("latin-1").strip(" \0\r\n")
    if len(text) >= 4:
        found.setdefault(text, set()).add("latin-1")


def of_edf(head, found):
    """The patient and recording fields, 80 bytes each; EDF+ has parts in them: code, sex, birthdate, name, …"""
    patient, recording = head[8:88], head[88:168]
    note(patient, found)
    note(recording, found)
    if head[192:196] in (b"EDF+", b"BDF+"):
        for part in patient.split() + recording.split()[1:]:
            note(part, found)


def of_wfdb(text, found):
    """The record's name, its date and its comments."""
    lines = text.splitlines()
    record = next((line.split() for line in lines if line.strip() and not line.startswith(b"#")), [b""])
    for part in [record[0], *record[5:6]]:
        note(part, found)
    for line in lines:
        if line.startswith(b"#"):
            note(line[1:], found)


NIFTI_1 = {"db_name": (14, 18), "descrip": (148, 80), "aux_file": (228, 24), "intent_name": (328, 16)}
NIFTI_2 = {"descrip": (240, 80), "aux_file": (320, 24), "intent_name": (508, 16)}


def of_nifti(head, found):
    fields = NIFTI_1 if 348 in (int.from_bytes(head[:4], order) for order in ("little", "big")) else NIFTI_2
    for begin, size in fields.values():
        note(head[begin:begin + size].split(b"\0")[0], found)


def by_chance(text):
    """Short numbers and times, and one digit again and again, stand in other numbers."""
    return (len(text) < 8 and text.replace(".", "").isdigit()) or (text.isdigit() and len(set(text)) == 1)


def head_of(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return file.read(4096)


def main():
    tags, found, others, kinds = table(sys.argv[1]), {}, list(OURS), {}
    for path in sys.stdin.read().splitlines():
        before = len(found)
        try:
            head = head_of(path)
            if head[128:132] == b"DICM":
                kind = "dicom"
                of_dicom(path, tags, found, others)
            elif head[:8] in (b"0       ", b"\xffBIOSEMI"):
                kind = "edf"
                of_edf(head, found)
            elif path.endswith(".hea"):
                kind = "wfdb"
                of_wfdb(head, found)
            elif path.endswith((".nii", ".nii.gz", ".hdr")):
                kind = "nifti"
                of_nifti(head, found)
            else:
                continue
        except Exception:  # what pydicom can't read has no values that it could name
            continue
        kinds[kind] = kinds.get(kind, 0) + (len(found) > before)
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
    json.dump({"texts": sorted(found), "bytes": sorted(stored), "kinds": kinds}, sys.stdout)


if __name__ == "__main__":
    main()
