// SPDX-License-Identifier: Apache-2.0
// Waveforms (PS3.3, C.10.9): ECG, haemodynamic and other curves as signals in their own units.
//
//   read_waveform(job, dataset);   // one signal for each multiplex group, on the port "signal"
#pragma once

#include "../dataset.hpp"

#include <gantry/cpp/job.hpp>

namespace gantry::dicom {

// "12 channels, 10000 samples at 1000 Hz"
std::string waveform_summary(const Dataset &dataset);
// value = (stored * ChannelSensitivity) * ChannelSensitivityCorrectionFactor + ChannelBaseline, float32; samples of the
// padding value are NaN. Annotations are events (waveform_annotations.hpp). Throws Error "dicom.waveform".
void read_waveform(Job &job, const Dataset &dataset);

}  // namespace gantry::dicom
