// SPDX-License-Identifier: Apache-2.0
#include <core/fit/rician.hpp>
#include <core/fit/step.hpp>
#include <core/fit/step_levels.hpp>
#include <core/fit/voxels_v4.hpp>
#include <gantry/cpp/dual.hpp>

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>

namespace gantry::core::fit {
namespace {

template <class F, int N>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void step(Bundle<F> &b, const Rules &rules) {
  step_bundle<Lanes<F, 64>, N>(b, rules);
}

template <class F>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void rician(Bundle<F> &b) {
  rician_bundle<Lanes<F, 64>>(b);
}

// A register's slots at once: the next voxels' numbers, spread over those of its lanes that they are for.
template <class F>
__attribute__((noinline, target("arch=x86-64-v4"))) void fill(Bundle<F> &b, const std::size_t *slots,
                                                              const VoxelsIn<F> &voxels) {
  constexpr std::size_t lanes = 64 / sizeof(F);
  for (std::size_t k = 0; k < voxels.count;) {
    const std::size_t first = slots[k] / lanes * lanes, from = k;
    unsigned chosen = 0;
    for (; k < voxels.count && slots[k] < first + lanes; ++k) chosen |= 1u << (slots[k] - first);
    F *to = b.y.data() + first;
    const F *data = voxels.data + from;
    for (std::size_t row = 0; row < b.layout.rows; ++row, to += b.slots, data += voxels.stride) {
      if constexpr (sizeof(F) == 4) {
        const auto lanes_of = static_cast<__mmask16>(chosen);
        _mm512_store_ps(to, _mm512_mask_expand_ps(_mm512_load_ps(to), lanes_of, _mm512_loadu_ps(data)));
      } else {
        const auto lanes_of = static_cast<__mmask8>(chosen);
        _mm512_store_pd(to, _mm512_mask_expand_pd(_mm512_load_pd(to), lanes_of, _mm512_loadu_pd(data)));
      }
    }
  }
}

}  // namespace

namespace {

template <class F>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) std::size_t read_strips(
    const std::vector<const F *> &rows, std::size_t count, F *values, std::size_t stride, F *sum,
    typename Lanes<F, 64>::Bits *bits) {
  using L = Lanes<F, 64>;
  constexpr int registers = 4;
  constexpr std::size_t lanes = 64 / sizeof(F), strip = registers * lanes;
  const L part(size_part);
  std::size_t first = 0;
  for (; first + strip <= count; first += strip) {
    L sums[registers], all[registers];
    gantry::detail::unrolled<registers>(GANTRY_UNROLLED(i) { sums[i] = all[i] = L(0); });
    for (const F *row : rows) {
      F *to = values + first;
      values += stride;
      gantry::detail::unrolled<registers>(GANTRY_UNROLLED(i) {
        const L x = L::load(row + first + static_cast<std::size_t>(i) * lanes), size = abs(x);
        x.store(to + static_cast<std::size_t>(i) * lanes);
        all[i] = L::from_bits(L::to_bits(all[i]) | L::to_bits(size));
        sums[i] += size * part;
      });
    }
    values -= rows.size() * stride;
    gantry::detail::unrolled<registers>(GANTRY_UNROLLED(i) {
      const std::size_t at = first + static_cast<std::size_t>(i) * lanes;
      sums[i].store(sum + at);
      std::memcpy(bits + at, &all[i].v, sizeof all[i].v);
    });
  }
  return first;
}

}  // namespace

template <class F>
std::size_t read_strips_v4(const std::vector<const F *> &rows, std::size_t count, F *values, std::size_t stride, F *sum,
                           std::conditional_t<sizeof(F) == 4, std::uint32_t, std::uint64_t> *bits) {
  return read_strips(rows, count, values, stride, sum, reinterpret_cast<typename Lanes<F, 64>::Bits *>(bits));
}
template std::size_t read_strips_v4<float>(const std::vector<const float *> &, std::size_t, float *, std::size_t,
                                           float *, std::uint32_t *);
template std::size_t read_strips_v4<double>(const std::vector<const double *> &, std::size_t, double *, std::size_t,
                                            double *, std::uint64_t *);

template <class F>
Fill<F> fill_v4() {
  return fill<F>;
}
template Fill<float> fill_v4<float>();
template Fill<double> fill_v4<double>();

template <class F>
Step<F> step_v4(std::size_t free_count) {
  constexpr std::array<Step<F>, 7> steps{step<F, 0>, step<F, 1>, step<F, 2>, step<F, 3>,
                                         step<F, 4>, step<F, 5>, step<F, 6>};
  return free_count < steps.size() ? steps[free_count] : steps[0];
}
template Step<float> step_v4<float>(std::size_t);
template Step<double> step_v4<double>(std::size_t);

template <class F>
Weigh<F> rician_v4() {
  return rician<F>;
}
template Weigh<float> rician_v4<float>();
template Weigh<double> rician_v4<double>();

}  // namespace gantry::core::fit
#endif
