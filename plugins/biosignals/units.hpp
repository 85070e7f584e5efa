// SPDX-License-Identifier: Apache-2.0
// Units as devices write them, in UCUM's notation, and the way back.
//
//   ucum("mmHg")       // "mm[Hg]"
//   ucum("degC")       // "Cel"
//   device_unit("uV")  // "uV"
#pragma once

#include <string>
#include <string_view>

namespace gantry::biosignals {

// "1" for nothing and for counts; what isn't understood becomes an annotation of UCUM's: "{furlong}".
std::string ucum(std::string_view written);
std::string device_unit(std::string_view ucum);
// Seconds in one of a unit of time (UCUM: s, ms, us, ns, min, h, d); 0 for anything else.
double seconds_in(std::string_view unit);

}  // namespace gantry::biosignals
