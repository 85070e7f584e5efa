// SPDX-License-Identifier: MIT
// A function of lanes applied to arrays at each instruction-set level, as the model layer does it.
//
//   at_level<float>(4, [](const auto &x) { return exp(x); }, in, out);
#pragma once

#include <gantry/base.h>
#include <gantry/cpp/math.hpp>

#include <cstddef>
#include <vector>

namespace levels {

template <class F, int Bytes, class Op>
GANTRY_INLINE void apply(const Op &op, const std::vector<F> &in, std::vector<F> &out) {
  using L = gantry::Lanes<F, Bytes>;
  for (std::size_t i = 0; i < in.size(); i += L::size) op(L::load(in.data() + i)).store(out.data() + i);
}

template <class F, class Op>
__attribute__((noinline, flatten)) void baseline(const Op &op, const std::vector<F> &in, std::vector<F> &out) {
  apply<F, 16>(op, in, out);
}
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__AVX__)
template <class F, class Op>
__attribute__((noinline, flatten, target("arch=x86-64-v3"))) void v3(const Op &op, const std::vector<F> &in,
                                                                     std::vector<F> &out) {
  apply<F, 32>(op, in, out);
}
template <class F, class Op>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void v4(const Op &op, const std::vector<F> &in,
                                                                     std::vector<F> &out) {
  apply<F, 64>(op, in, out);
}
inline std::vector<int> available() {
  std::vector<int> found{1};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found.push_back(3);
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) found.push_back(4);
  return found;
}
template <class F, class Op>
void at_level(int level, const Op &op, const std::vector<F> &in, std::vector<F> &out) {
  if (level == 4) return v4<F>(op, in, out);
  if (level == 3) return v3<F>(op, in, out);
  baseline<F>(op, in, out);
}
#else
inline std::vector<int> available() { return {1}; }
template <class F, class Op>
void at_level(int, const Op &op, const std::vector<F> &in, std::vector<F> &out) {
  baseline<F>(op, in, out);
}
#endif

}  // namespace levels
