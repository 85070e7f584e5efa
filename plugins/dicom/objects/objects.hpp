// SPDX-License-Identifier: Apache-2.0
// What is no plain image: segmentations, structure sets, waveforms, reports, documents, directories and the rest.
//
//   list_objects(scans, images, files, items);
//   read_object(job, "segmentation:4", scans, images, files);   // false: the key is none of these
#pragma once

#include "../images.hpp"

namespace gantry::dicom {

void list_objects(const std::vector<Scan> &scans, const Images &images, const Files &files, const Items &items);
bool read_object(Job &job, const std::string &key, const std::vector<Scan> &scans, const Images &images,
                 const Files &files);

}  // namespace gantry::dicom
