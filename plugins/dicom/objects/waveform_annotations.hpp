// SPDX-License-Identifier: Apache-2.0
// Annotations of waveforms (PS3.3, C.10.10): beats, marks, measurements and statements as events of a signal.
//
//   const std::vector<Multiplex> groups{{12, 10000, 500, 0}};   // of the dataset's WaveformSequence
//   for (SignalEvent &e : annotations_of(dataset, groups, 0)) spec.event(std::move(e));
#pragma once

#include "../dataset.hpp"

#include <gantry/cpp/signal.hpp>

#include <cstdint>
#include <vector>

namespace gantry::dicom {

// What of a multiplex group matters for times.
struct Multiplex {
  std::uint64_t channels = 0, samples = 0;
  double rate = 0;    // Hz
  double offset = 0;  // s, from the start of the acquisition
};

// Those of the group at `place`, in the order of the file. An event's code is "SCHEME:VALUE" of what was found; its
// label what it is called, with the value of a measurement, or the free text of a person, which may name somebody. One
// without a place in time is about the whole of its group, and lasts as long. `left_out` counts those beyond a
// million, or beyond 64 MiB of words.
std::vector<SignalEvent> annotations_of(const Dataset &dataset, const std::vector<Multiplex> &groups, std::size_t place,
                                        std::size_t &left_out);

}  // namespace gantry::dicom
