// SPDX-License-Identifier: Apache-2.0
// The numbers of a map in the type that a DICOM parametric map has for them: 16-bit integers, float or double.
//
//   switch (stored_type(view)) { case Stored::f32: … }
//   const Extremes e = extremes(view, job);
//   take_slice<float>(view, t, k, frame.data());   // exact, or Error "dicom.precision"
#pragma once

#include <gantry/cpp/job.hpp>
#include <gantry/cpp/volume.hpp>

#include <cmath>
#include <cstdint>
#include <type_traits>

namespace gantry::dicom::write {

enum class Stored { u16, i16, f32, f64 };

// Eight-bit integers become 16-bit ones of the same sign, wider ones double.
Stored stored_type(const VolumeView &view);

struct Extremes {
  double lowest = 0, highest = 0;  // of the finite values; 0 where there are none
};
Extremes extremes(const VolumeView &view, const Job &job);

// Slice k of part t of the fourth axis; `out` has room for shape(0) * shape(1).
template <class To>
void take_slice(const VolumeView &view, std::uint64_t t, std::uint64_t k, To *out) {
  visit(view, [&](const auto *voxels) {
    using From = std::remove_cv_t<std::remove_pointer_t<decltype(voxels)>>;
    const std::uint64_t pixels = view.slice_voxels();
    const From *slice = voxels + (t * view.shape(2) + k) * pixels;
    for (std::uint64_t i = 0; i < pixels; ++i) {
      out[i] = static_cast<To>(slice[i]);
      if constexpr (std::is_integral_v<From> && sizeof(From) == 8) {
        if (std::abs(static_cast<double>(out[i])) > 9007199254740992.0) {
          throw Error("dicom.precision", "it has whole numbers above 2^53, which a DICOM parametric map can't hold",
                      GANTRY_UNSUPPORTED)
              .at("volume")
              .hint("write NIfTI, or divide the values first");
        }
      }
    }
  });
}

}  // namespace gantry::dicom::write
