#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Compares DICOM files with their de-identified copies, by pydicom alone: nothing of our own reads either.

usage: compare.py PROFILE.inc < pairs      one pair a line: original<TAB>copy
Prints one line for each thing that is wrong, and nothing else but "compared N" at the end."""
import re
import sys
import warnings

import pydicom
from pydicom.datadict import keyword_for_tag

warnings.simplefilter("ignore")
TEXT = {"AE", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT", "CS"}
BULK = {"OB", "OD", "OF", "OL", "OV", "OW", "UN", "SQ"}
GEOMETRY = ["ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness",
            "SpacingBetweenSlices", "ImagerPixelSpacing", "GridFrameOffsetVector", "Rows", "Columns", "NumberOfFrames",
            "RescaleSlope", "RescaleIntercept", "DoseGridScaling"]
PIXELS = ["PixelData", "FloatPixelData", "DoublePixelData", "WaveformData"]


def rules(path):
    found = re.findall(r'\{0x([0-9A-F]{8}), "([^"]+)"', open(path).read())
    return {int(tag, 16): action for tag, action in found}


def each(dataset, charset=None):
    """Every element of every depth with the character set it is stored in, and whether it lies in a private one."""
    charset = dataset.get("SpecificCharacterSet", charset) or charset
    for element in dataset:
        yield element, charset, dataset
        if element.VR == "SQ":
            for item in element.value or []:
                yield from each(item, charset)


def texts(element):
    value = element.value
    if value is None or element.VR in BULK:
        return []
    several = isinstance(value, (list, pydicom.multival.MultiValue))
    return [str(v).strip(" \0") for v in (value if several else [value])]


def identifying(dataset, table):
    """The values of the attributes that the table names, of four characters or more."""
    values = {}
    for element, _, _ in each(dataset):
        if (element.tag not in table and element.VR != "PN") or element.VR in ("DS", "IS"):
            continue
        if element.VR == "UI":
            continue
        for text in texts(element):
            if len(text) >= 4:
                values[text] = keyword_for_tag(element.tag) or str(element.tag)
    return values


def uids(dataset, table):
    return {text for element, _, _ in each(dataset) if element.VR == "UI" and element.tag in table
            for text in texts(element) if text and not text.startswith("1.2.840.10008.")}


def remains(copy, values, raw, source):
    for element, _, _ in each(copy):
        if element.VR in BULK or element.keyword in ("PatientName", "PatientID", "DeidentificationMethod"):
            continue
        for text in texts(element):
            for value, where in values.items():
                same = element.VR in ("DA", "TM", "DT", "UI", "DS", "IS", "AS")
                if (value == text if same else element.VR in TEXT and value in text):
                    yield f"{element.keyword or element.tag} holds the {where} of the original"
    # In the bytes, as they were stored: where no parser looks. Short numbers stand in many bytes by chance.
    for value, where in values.items():
        if len(value) < 6 or value.replace(".", "").isdigit():
            continue
        for charset in {"utf-8", "latin-1", *source}:
            try:
                stored = value.encode(charset)
            except (UnicodeEncodeError, LookupError):
                continue
            if stored in raw:
                yield f"its bytes hold the {where} of the original"


def values_of(dataset, names, table):
    """Of this dataset and the sequences that stay in a de-identified one."""
    found = []
    for element in dataset:
        if element.VR == "SQ" and not element.tag.is_private and table.get(element.tag, "U") != "X":
            for item in element.value or []:
                found += values_of(item, names, table)
        elif element.keyword in names:
            found.append((element.keyword, element.value))
    return found


def encodings(dataset):
    named = dataset.get("SpecificCharacterSet") or "ISO_IR 6"
    named = [named] if isinstance(named, str) else list(named)
    return {pydicom.charset.python_encoding.get(name, "latin-1") for name in named}


def check(original, copy, table):
    before, after = pydicom.dcmread(original, force=True), pydicom.dcmread(copy)
    with open(copy, "rb") as file:
        raw = file.read()
    for pixels in PIXELS:
        for element, _, _ in each(after):
            if element.keyword == pixels and isinstance(element.value, bytes) and len(element.value) > 64:
                raw = raw.replace(element.value, b"")
    yield from remains(after, identifying(before, table), raw, encodings(before))
    if left := uids(before, table) & {t for e, _, _ in each(after) if e.VR == "UI" for t in texts(e)}:
        yield f"{len(left)} of its UIDs are those of the original"
    if values_of(before, PIXELS, table) != values_of(after, PIXELS, table):
        yield "its pixel data differ"
    if values_of(before, GEOMETRY, table) != values_of(after, GEOMETRY, table):
        yield "its geometry differs"
    if before.file_meta.get("TransferSyntaxUID", after.file_meta.TransferSyntaxUID) != after.file_meta.TransferSyntaxUID:
        yield "its transfer syntax differs"
    if after.file_meta.MediaStorageSOPInstanceUID != after.get("SOPInstanceUID", after.file_meta.MediaStorageSOPInstanceUID):
        yield "its meta group names another instance"
    if after.get("PatientIdentityRemoved") != "YES":
        yield "it doesn't say that it is de-identified"
    if before.get("SpecificCharacterSet") != after.get("SpecificCharacterSet"):
        yield "its character set differs"


def main():
    table, count = rules(sys.argv[1]), 0
    for line in sys.stdin:
        original, copy = line.rstrip("\n").split("\t")
        for wrong in check(original, copy, table):
            print(f"{count}: {wrong}")
        count += 1
    print(f"compared {count}")


if __name__ == "__main__":
    main()
