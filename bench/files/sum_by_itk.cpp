// SPDX-License-Identifier: Apache-2.0
// sum_by_itk PATH: a folder of DICOM by GDCM, or a NIfTI file by niftiio, and the sum of all voxels.
#include <itkGDCMImageIO.h>
#include <itkGDCMSeriesFileNames.h>
#include <itkImageFileReader.h>
#include <itkImageSeriesReader.h>
#include <itkNiftiImageIO.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>

using Image = itk::Image<std::int16_t, 3>;

static Image::Pointer read_series(const std::string &folder) {
  auto names = itk::GDCMSeriesFileNames::New();
  names->SetDirectory(folder);
  auto reader = itk::ImageSeriesReader<Image>::New();
  reader->SetImageIO(itk::GDCMImageIO::New());
  reader->SetFileNames(names->GetInputFileNames());
  reader->Update();
  return reader->GetOutput();
}

static Image::Pointer read_file(const std::string &file) {
  auto reader = itk::ImageFileReader<Image>::New();
  reader->SetImageIO(itk::NiftiImageIO::New());
  reader->SetFileName(file);
  reader->Update();
  return reader->GetOutput();
}

int main(int count, char **words) try {
  if (count != 2) return 2;
  const auto image = std::filesystem::is_directory(words[1]) ? read_series(words[1]) : read_file(words[1]);
  const auto voxels = image->GetLargestPossibleRegion().GetNumberOfPixels();
  const std::int16_t *data = image->GetBufferPointer();
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < voxels; ++i) sum += data[i];
  std::printf("%lld\n", static_cast<long long>(sum));
  return 0;
} catch (const std::exception &e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
