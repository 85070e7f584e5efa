// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <gantry/base.h>
#include <gantry/cpp/math.hpp>

#include <algorithm>
#include <type_traits>

// Lanes of a level belong into functions of that level: nothing that holds them may stand alone.
#define ALL_IN __attribute__((always_inline))

namespace gantry::formula {
namespace {

// Lanes that go through the steps together: enough to hide what choosing a step costs, few enough for the nearest cache.
constexpr std::size_t chunk = 64;

template <class F>
using BlockOf = std::conditional_t<sizeof(F) == 4, gantry_block_f32, gantry_block_f64>;

// Room for `count` numbers, a register of any level aligned: one that crosses a cache line costs two.
template <class F>
F *aligned(std::vector<F> &memory, std::size_t count) {
  constexpr std::size_t line = 64;
  memory.resize(count + line / sizeof(F));
  const auto beyond = reinterpret_cast<std::uintptr_t>(memory.data()) % line;
  return memory.data() + (beyond == 0 ? 0 : (line - beyond) / sizeof(F));
}

template <class L, class Operation>
GANTRY_INLINE void each(std::size_t lanes, typename L::Scalar *to, Operation operation) {
  for (std::size_t i = 0; i < lanes; i += static_cast<std::size_t>(L::size)) operation(i).store(to + i);
}

template <class L, class Operation>
GANTRY_INLINE void binary(const Step &s, typename L::Scalar *const *at, const typename L::Scalar *scalars,
                          std::size_t lanes, Operation operation) {
  if (s.form == Form::vectors) {
    const auto *const a = at[s.a], *const b = at[s.b];
    each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN { return operation(L::load(a + i), L::load(b + i)); });
  } else if (s.form == Form::scalar_second) {
    const auto *const a = at[s.a];
    const L b(scalars[s.b]);
    each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN { return operation(L::load(a + i), b); });
  } else {
    const L a(scalars[s.a]);
    const auto *const b = at[s.b];
    each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN { return operation(a, L::load(b + i)); });
  }
}

template <class L, class Operation>
GANTRY_INLINE void unary(const Step &s, typename L::Scalar *const *at, std::size_t lanes, Operation operation) {
  const auto *const a = at[s.a];
  each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN { return operation(L::load(a + i)); });
}

template <class L>
GANTRY_INLINE void take(const Step &s, typename L::Scalar *const *at, const typename L::Scalar *scalars,
                        std::size_t lanes) {
  const auto both = [&](auto operation) ALL_IN { binary<L>(s, at, scalars, lanes, operation); };
  const auto two = [&](auto operation) ALL_IN {
    const auto *const a = at[s.a], *const b = at[s.b];
    each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN { return operation(L::load(a + i), L::load(b + i)); });
  };
  const auto one = [&](auto operation) ALL_IN { unary<L>(s, at, lanes, operation); };
  switch (s.op) {
    case Op::number: {
      const L a(scalars[s.a]);
      return each<L>(lanes, at[s.to], [&](std::size_t) ALL_IN { return a; });
    }
    case Op::symbol: return one([](const L &a) ALL_IN { return a; });
    case Op::add: return both([](const L &a, const L &b) ALL_IN { return a + b; });
    case Op::subtract: return both([](const L &a, const L &b) ALL_IN { return a - b; });
    case Op::multiply: return both([](const L &a, const L &b) ALL_IN { return a * b; });
    case Op::divide: return both([](const L &a, const L &b) ALL_IN { return a / b; });
    case Op::power: return two([](const L &a, const L &b) ALL_IN { return pow(a, b); });
    case Op::less: return two([](const L &a, const L &b) ALL_IN { return where(a < b, L(1), L(0)); });
    case Op::less_equal: return two([](const L &a, const L &b) ALL_IN { return where(a <= b, L(1), L(0)); });
    case Op::minimum: return two([](const L &a, const L &b) ALL_IN { return min(a, b); });
    case Op::maximum: return two([](const L &a, const L &b) ALL_IN { return max(a, b); });
    case Op::select: {
      const auto *const a = at[s.a], *const b = at[s.b], *const c = at[s.c];
      return each<L>(lanes, at[s.to], [&](std::size_t i) ALL_IN {
        return where(L::load(a + i) != L(0), L::load(b + i), L::load(c + i));
      });
    }
    case Op::negate: return one([](const L &a) ALL_IN { return -a; });
    case Op::exp: return one([](const L &a) ALL_IN { return exp(a); });
    case Op::expm1: return one([](const L &a) ALL_IN { return expm1(a); });
    case Op::log: return one([](const L &a) ALL_IN { return log(a); });
    case Op::log1p: return one([](const L &a) ALL_IN { return log1p(a); });
    case Op::sqrt: return one([](const L &a) ALL_IN { return sqrt(a); });
    case Op::sin: return one([](const L &a) ALL_IN { return sin(a); });
    case Op::cos: return one([](const L &a) ALL_IN { return cos(a); });
    case Op::tan: return one([](const L &a) ALL_IN { return tan(a); });
    case Op::atan: return one([](const L &a) ALL_IN { return atan(a); });
    case Op::tanh: return one([](const L &a) ALL_IN { return tanh(a); });
    case Op::erf: return one([](const L &a) ALL_IN { return erf(a); });
    case Op::abs: return one([](const L &a) ALL_IN { return abs(a); });
  }
}

template <class F, int Bytes>
GANTRY_INLINE void run_at(const Program &program, const Scalars<F> &scalars, const BlockOf<F> &block) {
  using L = Lanes<F, Bytes>;
  thread_local std::vector<F> registers;
  thread_local std::vector<F *> at;
  F *const room = aligned(registers, chunk * program.registers);
  at.resize(program.parameters + program.outputs + program.registers);
  const std::size_t first = program.parameters,
                    known = scalars.points == 0 ? 0 : scalars.values.size() / scalars.points;
  for (std::size_t r = 0; r < program.registers; ++r) at[first + program.outputs + r] = room + r * chunk;
  for (std::size_t i = 0; i < block.count; i += chunk) {
    const std::size_t lanes = std::min(chunk, block.count - i);
    // Nothing is written where the parameters stand.
    for (std::size_t p = 0; p < first; ++p) at[p] = const_cast<F *>(block.params + p * block.stride + i);
    for (const Step &s : program.once) take<L>(s, at.data(), scalars.values.data(), lanes);
    for (std::size_t t = 0; t < scalars.points; ++t) {
      at[first] = block.values + t * block.stride + i;
      for (std::size_t j = 1; j < program.outputs; ++j)
        at[first + j] = block.jacobian + (t * (program.outputs - 1) + j - 1) * block.stride + i;
      for (const Step &s : program.at_each_point) take<L>(s, at.data(), scalars.values.data() + t * known, lanes);
    }
  }
}

// Outputs of so many points are kept before they are added up, so that the sums need to be taken up less often.
constexpr std::size_t together = 8;

// Adds `points` points to the sums of one register's worth of voxels: cost, gradient, lower triangle.
template <class L, unsigned n>
GANTRY_INLINE void add_up(const float *outputs, std::size_t points, const float *y, std::size_t stride, float *sums) {
  constexpr unsigned count = 1 + n + n * (n + 1) / 2;
  L sum[count];
  for (unsigned e = 0; e < count; ++e) sum[e] = L(0);
  for (std::size_t t = 0; t < points; ++t) {
    const float *const row = outputs + t * (n + 1) * chunk;
    const L r = L::load(y + t * stride) - L::load(row);
    sum[0] += r * r;
    L d[n];
    for (unsigned j = 0; j < n; ++j) {
      d[j] = L::load(row + (j + 1) * chunk);
      sum[1 + j] += d[j] * r;
      for (unsigned k = 0; k <= j; ++k) sum[1 + n + j * (j + 1) / 2 + k] += d[j] * d[k];
    }
  }
  // Each part is added to the whole at once: rounding grows with the parts, not with the points.
  for (unsigned e = 0; e < count; ++e) (L::load(sums + e * chunk) + sum[e]).store(sums + e * chunk);
}

template <class L>
GANTRY_INLINE void add_up(unsigned n, std::size_t lanes, const float *outputs, std::size_t points, const float *y,
                          std::size_t stride, float *sums) {
  for (std::size_t i = 0; i < lanes; i += static_cast<std::size_t>(L::size)) {
    const auto add = [&](auto number)
                         ALL_IN { add_up<L, decltype(number)::value>(outputs + i, points, y + i, stride, sums + i); };
    switch (n) {
      case 1: add(std::integral_constant<unsigned, 1>()); break;
      case 2: add(std::integral_constant<unsigned, 2>()); break;
      case 3: add(std::integral_constant<unsigned, 3>()); break;
      case 4: add(std::integral_constant<unsigned, 4>()); break;
      case 5: add(std::integral_constant<unsigned, 5>()); break;
      default: add(std::integral_constant<unsigned, most_summed>()); break;
    }
  }
}

template <class F, int Bytes>
GANTRY_INLINE void run_at(const Program &program, const Scalars<F> &scalars, const gantry_normal_f32 &block) {
  using L = Lanes<F, Bytes>;
  const unsigned n = program.outputs - 1, count = 1 + n + n * (n + 1) / 2;
  const std::size_t first = program.parameters, outputs = together * program.outputs,
                    known = scalars.points == 0 ? 0 : scalars.values.size() / scalars.points;
  thread_local std::vector<F> registers;
  thread_local std::vector<F *> at;
  F *const room = aligned(registers, chunk * (program.registers + outputs + count));
  at.resize(first + program.outputs + program.registers);
  F *const kept = room + program.registers * chunk, *const sums = kept + outputs * chunk;
  for (std::size_t r = 0; r < program.registers; ++r) at[first + program.outputs + r] = room + r * chunk;
  for (std::size_t i = 0; i < block.count; i += chunk) {
    const std::size_t lanes = std::min(chunk, block.count - i);
    // Nothing is written where the parameters stand.
    for (std::size_t p = 0; p < first; ++p) at[p] = const_cast<F *>(block.params + p * block.stride + i);
    for (const Step &s : program.once) take<L>(s, at.data(), scalars.values.data(), lanes);
    std::fill(sums, sums + count * chunk, F(0));
    for (std::size_t begin = 0; begin < scalars.points; begin += together) {
      const std::size_t points = std::min(together, scalars.points - begin);
      for (std::size_t t = 0; t < points; ++t) {
        for (std::size_t j = 0; j < program.outputs; ++j) at[first + j] = kept + (t * program.outputs + j) * chunk;
        for (const Step &s : program.at_each_point)
          take<L>(s, at.data(), scalars.values.data() + (begin + t) * known, lanes);
      }
      add_up<L>(n, lanes, kept, points, block.y + begin * block.stride + i, block.stride, sums);
    }
    const auto give = [&](const F *from, F *to) { std::copy(from, from + lanes, to + i); };
    give(sums, block.cost);
    for (unsigned p = 0; p < n; ++p) give(sums + (1 + p) * chunk, block.gradient + p * block.stride);
    for (unsigned e = 0; e < n * (n + 1) / 2; ++e) give(sums + (1 + n + e) * chunk, block.matrix + e * block.stride);
  }
}

template <class F, class Block>
__attribute__((noinline, flatten)) void run_baseline(const Program &p, const Scalars<F> &s, const Block &b) {
  run_at<F, 16>(p, s, b);
}
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__AVX__)
#define GANTRY_FORMULA_LEVELS
template <class F, class Block>
__attribute__((noinline, flatten, target("arch=x86-64-v3"))) void run_v3(const Program &p, const Scalars<F> &s,
                                                                         const Block &b) {
  run_at<F, 32>(p, s, b);
}
template <class F, class Block>
__attribute__((noinline, flatten, target("arch=x86-64-v4"))) void run_v4(const Program &p, const Scalars<F> &s,
                                                                         const Block &b) {
  run_at<F, 64>(p, s, b);
}
#endif

template <class F, class Block>
void run_by_level(const Program &p, const Scalars<F> &s, std::uint32_t level, const Block &b) {
#if defined(GANTRY_FORMULA_LEVELS)
  if (level >= GANTRY_LEVEL_V4) return run_v4(p, s, b);
  if (level >= GANTRY_LEVEL_V3) return run_v3(p, s, b);
#endif
  static_cast<void>(level);
  run_baseline(p, s, b);
}

}  // namespace

template <class F>
Scalars<F>::Scalars(const Graph &graph, const Program &program, const std::vector<std::vector<double>> &symbols,
                    std::size_t count)
    : points(count) {
  std::vector<double> all(graph.size());
  for (std::size_t t = 0; t < points; ++t) {
    for (Node node = 0; node < graph.size(); ++node) {
      const Part &p = graph[node];
      if (p.op == Op::number) all[node] = p.number;
      else if (p.op == Op::symbol) all[node] = symbols[p.index].empty() ? 0 : symbols[p.index][t];
      else all[node] = value_of(p.op, all[p.a], all[p.b], all[p.c]);
    }
    for (const Node node : program.scalars) values.push_back(static_cast<F>(all[node]));
  }
}
template struct Scalars<float>;
template struct Scalars<double>;

void run(const Program &program, const Scalars<float> &scalars, std::uint32_t level, const gantry_block_f32 &block) {
  run_by_level(program, scalars, level, block);
}
void run(const Program &program, const Scalars<double> &scalars, std::uint32_t level, const gantry_block_f64 &block) {
  run_by_level(program, scalars, level, block);
}

void run(const Program &program, const Scalars<float> &scalars, std::uint32_t level, const gantry_normal_f32 &block) {
  run_by_level(program, scalars, level, block);
}

}  // namespace gantry::formula
