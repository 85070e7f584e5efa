// SPDX-License-Identifier: MIT
// Puts large parts into an output volume, the cheapest way that the host has.
//
//   const Fill fill(job);
//   fill.put(volume, slice * slice_bytes, pixels.data(), slice_bytes);   // from any thread
//   job.ready(volume, slice * slice_bytes, (slice + 1) * slice_bytes);
#pragma once

#include <gantry/cpp/job.hpp>
#include <gantry/fill.h>

#include <cstring>

namespace gantry {

class Fill {
 public:
  // On the thread that runs the job.
  explicit Fill(const Job &job)
      : service_(static_cast<const gantry_fill *>(job.c().get_service(&job.c(), GANTRY_FILL_ID))) {}

  void put(const gantry_volume &volume, std::uint64_t begin, const void *bytes, std::uint64_t byte_size) const {
    if (service_ == nullptr) {
      std::memcpy(static_cast<char *>(volume.writable) + begin, bytes, static_cast<std::size_t>(byte_size));
      return;
    }
    detail::require(service_->put(service_, &volume, begin, bytes, byte_size), "job.output",
                    "a part of the output can't be written", "");
  }

 private:
  const gantry_fill *service_;
};

}  // namespace gantry
