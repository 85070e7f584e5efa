// SPDX-License-Identifier: Apache-2.0
// NIfTI's float128 is "long double", whatever the writing machine had: Intel's 80-bit numbers in 16 bytes, or IEEE 754
// binary128. Which of the two, the numbers themselves tell.
//
//   WideFloats wide;
//   wide.narrow(from, to, count, swapped, 1, 0);      // 16 bytes each to double
//   wide.form();                                      // WideFloats::Form::x87
#pragma once

#include <cstdint>

namespace gantry::nifti {

class WideFloats {
 public:
  enum class Form { unknown, x87, binary128 };

  // double = slope * number + intercept. The form is settled by the first block that holds anything but zeros: the leading
  // bit of an 80-bit number is stored, and is 1 unless the number is 0 or denormal; in binary128 that bit is one of the
  // fraction's last 64.
  void narrow(const char *from, char *to, std::uint64_t count, bool swapped, double slope, double intercept);
  Form form() const { return form_; }

 private:
  Form form_ = Form::unknown;
};

}  // namespace gantry::nifti
