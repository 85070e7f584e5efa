#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_dicom.py FOLDER: three series of one slice, each with a window and with an overlay of one pixel, by pydicom."""
import sys
from pathlib import Path

import pydicom
from pydicom.uid import ExplicitVRLittleEndian

for number in range(3):
    image = pydicom.Dataset()
    image.SOPClassUID, image.Modality = "1.2.840.10008.5.1.4.1.1.4", "MR"
    image.PatientName, image.PatientID = "Jansen^Anna", "4711-AB"
    image.StudyInstanceUID, image.SeriesInstanceUID = "1.2", f"1.2.{number + 1}"
    image.SOPInstanceUID, image.FrameOfReferenceUID = f"1.2.{number + 1}.1", "1.9"
    image.SeriesNumber, image.InstanceNumber = number + 1, 1
    image.ImagePositionPatient, image.ImageOrientationPatient = [0, 0, 0], [1, 0, 0, 0, 1, 0]
    image.PixelSpacing, image.SliceThickness = [1, 1], 2
    image.Rows = image.Columns = 4
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    image.WindowCenter, image.WindowWidth = 50, 101
    image.PixelData = bytes(sum(([value, 0] for value in range(16)), []))
    for element, vr, value in ((0x10, "US", 4), (0x11, "US", 4), (0x40, "CS", "G"), (0x50, "SS", [1, 1]),
                               (0x100, "US", 1), (0x102, "US", 0), (0x3000, "OW", bytes([1 << number, 0]))):
        image.add_new((0x6000, element), vr, value)
    image.is_little_endian, image.is_implicit_VR = True, False
    image.file_meta = pydicom.dataset.FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    image.save_as(Path(sys.argv[1]) / f"{number + 1}.dcm", write_like_original=False)
