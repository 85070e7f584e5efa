# SPDX-License-Identifier: Apache-2.0
"""make_series.py FOLDER: a CT series of 300 slices of 512 x 512 in three transfer syntaxes, and the same as NIfTI.

Its voxels are a body with organs and the noise of a scanner (sigma 12 HU), so that compression meets what it would meet.
"""
import os
import subprocess
import sys

import nibabel
import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

SLICES, SIZE = 300, 512
CT = "1.2.840.10008.5.1.4.1.1.2"
ROOT = "2.25.1"


def voxels():
    random = np.random.default_rng(7)
    y, x = np.mgrid[-1:1:SIZE * 1j, -1:1:SIZE * 1j]
    volume = np.empty((SLICES, SIZE, SIZE), np.int16)
    for k in range(SLICES):
        t = k / SLICES
        image = np.full((SIZE, SIZE), -1000.0)
        image[(x / 0.8) ** 2 + (y / 0.6) ** 2 < 1] = -100
        image[(x / 0.75) ** 2 + (y / 0.55) ** 2 < 1] = 45
        image[(x - 0.3) ** 2 + (y + 0.1) ** 2 < 0.05 * (1 + t)] = -820
        image[(x + 0.3) ** 2 + (y + 0.1) ** 2 < 0.05 * (1 + t)] = -820
        image[x ** 2 + (y - 0.35) ** 2 < 0.012] = 700
        image += random.normal(0, 12, image.shape)
        volume[k] = np.clip(np.rint(image), -1024, 3071)
    return volume


def write_slice(path, k, image):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CT
    meta.MediaStorageSOPInstanceUID = f"{ROOT}.3.{k + 1}"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds = FileDataset(path, {}, file_meta=meta, preamble=b"\0" * 128)
    ds.is_little_endian, ds.is_implicit_VR = True, False
    ds.SOPClassUID, ds.SOPInstanceUID = CT, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = f"{ROOT}.1", f"{ROOT}.2", f"{ROOT}.4"
    ds.Modality, ds.PatientName, ds.PatientID = "CT", "Phantom", "PHANTOM"
    ds.StudyDate, ds.StudyTime, ds.AccessionNumber, ds.StudyID = "20260101", "120000", "", "1"
    ds.SeriesNumber, ds.InstanceNumber = 1, k + 1
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.ImagePositionPatient, ds.ImageOrientationPatient = [-180, -180, float(k)], [1, 0, 0, 0, 1, 0]
    ds.PixelSpacing, ds.SliceThickness = [0.703125, 0.703125], 1
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = image.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    ds.RescaleSlope, ds.RescaleIntercept, ds.RescaleType = 1, 0, "HU"
    ds.PixelData = image.tobytes()
    ds.save_as(path, write_like_original=False)


def main():
    folder = sys.argv[1]
    volume = voxels()
    for name in ("uncompressed", "jpeg-lossless", "jpeg-2000"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for k in range(SLICES):
        plain = os.path.join(folder, "uncompressed", f"{k:03}.dcm")
        write_slice(plain, k, volume[k])
        subprocess.run(["dcmcjpeg", "+e1", "+un", plain, os.path.join(folder, "jpeg-lossless", f"{k:03}.dcm")], check=True)
        subprocess.run(["gdcmconv", "--j2k", plain, os.path.join(folder, "jpeg-2000", f"{k:03}.dcm")], check=True)
    image = nibabel.Nifti1Image(volume.transpose(2, 1, 0), np.diag([-0.703125, -0.703125, 1, 1]))
    for name in ("ct.nii", "ct.nii.gz"):  # apart: niftiio takes the plain one where both are
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        nibabel.save(image, os.path.join(folder, name, name))
    with open(os.path.join(folder, "sum"), "w") as out:
        out.write(str(int(volume.sum(dtype=np.int64))))


main()
