// SPDX-License-Identifier: Apache-2.0
// Voxels as stored to voxels as delivered: byte order turned, scaling applied, 128-bit numbers narrowed.
//
//   Conversion convert(header);
//   if (!convert.identity()) convert(stored, delivered, count);     // in place where both have the same size
#pragma once

#include "header.hpp"
#include "wide_float.hpp"

namespace gantry::nifti {

// The element type that is delivered: the stored one where nothing is scaled, or it is real or complex floating point
// already; GANTRY_F32 for scaled integers.
std::uint32_t delivered_type(const Header &header);
std::uint64_t delivered_bytes(const Header &header);  // of one voxel

class Conversion {
 public:
  explicit Conversion(const Header &header);

  bool identity() const { return step_ == nullptr; }
  // delivered = slope * stored + intercept, computed in double. Neither address need be aligned; they may be equal.
  // Any thread, several at once unless in_order().
  void operator()(const char *from, char *to, std::uint64_t count) const { step_(*this, from, to, count); }

  double slope() const { return header_.slope; }
  double intercept() const { return header_.intercept; }
  bool swapped() const { return header_.swapped; }
  // 128-bit numbers: what they turned out to be. Such blocks are converted one after the other.
  bool in_order() const { return header_.type->swap_bytes == 16; }
  WideFloats &wide() const { return wide_; }

 private:
  using Step = void (*)(const Conversion &, const char *, char *, std::uint64_t);

  const Header &header_;
  Step step_ = nullptr;
  mutable WideFloats wide_;
};

}  // namespace gantry::nifti
