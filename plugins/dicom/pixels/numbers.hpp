// SPDX-License-Identifier: Apache-2.0
// A buffer of numbers in its own type.
//
//   visit_numbers(dtype, bytes, [&](auto *numbers) { numbers[0] = 0; });   // uint8_t * … double *
#pragma once

#include <gantry/base.h>

#include <cstdint>

namespace gantry::dicom {

// Calls f with `bytes` as what `dtype` says: GANTRY_U8 … GANTRY_I32, GANTRY_F32, GANTRY_F64.
template <class F>
void visit_numbers(std::uint32_t dtype, void *bytes, F &&f) {
  switch (dtype) {
    case GANTRY_U8: return f(static_cast<std::uint8_t *>(bytes));
    case GANTRY_I8: return f(static_cast<std::int8_t *>(bytes));
    case GANTRY_U16: return f(static_cast<std::uint16_t *>(bytes));
    case GANTRY_I16: return f(static_cast<std::int16_t *>(bytes));
    case GANTRY_U32: return f(static_cast<std::uint32_t *>(bytes));
    case GANTRY_I32: return f(static_cast<std::int32_t *>(bytes));
    case GANTRY_F32: return f(static_cast<float *>(bytes));
    default: return f(static_cast<double *>(bytes));
  }
}

// The same of numbers that stay as they are.
template <class F>
void visit_numbers(std::uint32_t dtype, const void *bytes, F &&f) {
  visit_numbers(dtype, const_cast<void *>(bytes), [&](const auto *numbers) { f(numbers); });
}

}  // namespace gantry::dicom
