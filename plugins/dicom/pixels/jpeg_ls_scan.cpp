// SPDX-License-Identifier: Apache-2.0
#include "jpeg_ls_scan.hpp"

#include "codecs.hpp"
#include "jpeg_ls_bits.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace gantry::dicom {
namespace {

struct Context {
  std::int64_t a = 0;
  std::int32_t b = 0, c = 0, n = 1;
};

struct RunContext {
  std::int64_t a = 0;
  std::int32_t n = 1, negative = 0;
};

// A.2.1, table A.8: the orders of the run lengths.
constexpr std::array<unsigned, 32> run_orders = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,  2,  3,  3,  3,  3,
                                                 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::int32_t greatest_error = 65535;

// The least k with n * 2^k >= a (A.5.1). Errors are bounded, so what is greater than this belongs to no stream.
unsigned golomb_order(std::int64_t n, std::int64_t a) {
  unsigned k = 0;
  while ((n << k) < a) ++k;
  if (k > 16) refuse_jpeg_ls();
  return k;
}

unsigned bits_for(std::int64_t values) {  // ceil(log2)
  unsigned bits = 0;
  while ((std::int64_t{1} << bits) < values) ++bits;
  return bits;
}

// One line of each component, with a sample more at both ends.
struct Line {
  std::vector<std::int32_t> before, now;
  unsigned run_index = 0;
};

class Decoder {
 public:
  Decoder(std::string_view bytes, const JpegLsScan &scan)
      : bits_(bytes),
        scan_(scan),
        step_(2 * scan.near + 1),
        range_(scan.near == 0 ? scan.maximum + 1 : (scan.maximum + 2 * scan.near) / step_ + 1),
        error_bits_(bits_for(range_)),
        lines_(scan.components),
        quantised_(2 * static_cast<std::size_t>(scan.maximum) + 1) {
    const unsigned bits = std::max(2u, bits_for(std::int64_t{scan.maximum} + 1));
    limit_ = 2 * (bits + std::max(8u, bits));
    for (std::int32_t d = -scan.maximum; d <= scan.maximum; ++d)
      quantised_[static_cast<std::size_t>(d + scan.maximum)] = region_of(d);
    begin();
  }

  std::size_t decode(const TakeLine &take) {
    for (std::uint32_t row = 0; row < scan_.rows; ++row) {
      if (scan_.restart_interval != 0 && row != 0 && row % scan_.restart_interval == 0) {
        bits_.restart();
        begin();
      }
      for (Line &line : lines_) {
        std::swap(line.before, line.now);
        line.before[scan_.columns + 1] = line.before[scan_.columns];
        line.now[0] = line.before[1];
      }
      if (!scan_.by_sample) {
        for (Line &line : lines_) decode_line<1>(&line);
      } else {
        switch (scan_.components) {
          case 2: decode_line<2>(lines_.data()); break;
          case 3: decode_line<3>(lines_.data()); break;
          default: decode_line<4>(lines_.data()); break;
        }
      }
      for (unsigned c = 0; c < scan_.components; ++c) take(c, row, lines_[c].now.data() + 1);
    }
    return bits_.used();
  }

 private:
  void begin() {
    const std::int64_t a = std::max(2, (range_ + 32) / 64);
    contexts_.fill({a, 0, 0, 1});
    run_contexts_.fill({a, 1, 0});
    for (Line &line : lines_) {
      line.before.assign(std::size_t{scan_.columns} + 2, 0);
      line.now.assign(std::size_t{scan_.columns} + 2, 0);
      line.run_index = 0;
    }
  }

  // A.3.3
  std::int8_t region_of(std::int32_t d) const {
    const std::int32_t size = std::abs(d);
    const int region = size <= scan_.near ? 0 : size < scan_.t1 ? 1 : size < scan_.t2 ? 2 : size < scan_.t3 ? 3 : 4;
    return static_cast<std::int8_t>(d < 0 ? -region : region);
  }
  int region(std::int32_t difference) const { return quantised_[static_cast<std::size_t>(difference + scan_.maximum)]; }

  // The context of the sample at x (1: the first), of which negative ones are those of the opposite sign; 0: a run.
  int context_of(const Line &line, std::uint32_t x) const {
    const std::int32_t a = line.now[x - 1], b = line.before[x], c = line.before[x - 1], d = line.before[x + 1];
    return 81 * region(d - b) + 9 * region(b - c) + region(c - a);
  }

  // A.5.3
  std::uint32_t golomb(unsigned k, unsigned limit) {
    const unsigned zeros = bits_.zeros();
    if (zeros >= limit - error_bits_ - 1) return bits_.take(error_bits_) + 1;
    return (zeros << k) | bits_.take(k);
  }

  std::int32_t reconstructed(std::int32_t predicted, std::int32_t error) const {
    std::int32_t v = predicted + error * step_;
    if (v < -scan_.near) v += range_ * step_;
    else if (v > scan_.maximum + scan_.near) v -= range_ * step_;
    return std::clamp(v, 0, scan_.maximum);
  }

  // A.4 to A.6
  std::int32_t regular(const Line &line, std::uint32_t x, int context) {
    const std::int32_t a = line.now[x - 1], b = line.before[x], c = line.before[x - 1];
    const std::int32_t sign = context < 0 ? -1 : 1;
    Context &own = contexts_[static_cast<std::size_t>(std::abs(context))];
    std::int32_t predicted = c >= std::max(a, b) ? std::min(a, b) : c <= std::min(a, b) ? std::max(a, b) : a + b - c;
    predicted = std::clamp(predicted + sign * own.c, 0, scan_.maximum);
    const unsigned k = golomb_order(own.n, own.a);
    const std::uint32_t mapped = golomb(k, limit_);
    if (mapped > 2 * greatest_error) refuse_jpeg_ls();
    const auto half = static_cast<std::int32_t>(mapped / 2);
    std::int32_t error = (mapped & 1) != 0 ? -half - 1 : half;
    if (scan_.near == 0 && k == 0 && 2 * own.b <= -own.n) error = -error - 1;
    update(own, error);
    return reconstructed(predicted, sign * error);
  }

  void update(Context &own, std::int32_t error) const {
    own.b += error * step_;
    own.a += std::abs(error);
    if (own.n == scan_.reset) {
      own.a >>= 1;
      own.b = own.b >= 0 ? own.b >> 1 : -((1 - own.b) >> 1);
      own.n >>= 1;
    }
    ++own.n;
    if (own.b <= -own.n) {
      own.b = std::max(own.b + own.n, 1 - own.n);
      own.c = std::max(own.c - 1, -128);
    } else if (own.b > 0) {
      own.b = std::min(own.b - own.n, 0);
      own.c = std::min(own.c + 1, 127);
    }
  }

  template <unsigned count>
  void decode_line(Line *lines) {
    for (std::uint32_t x = 1; x <= scan_.columns;) {
      std::array<int, count> contexts;
      bool flat = true;
      for (unsigned c = 0; c < count; ++c) {
        contexts[c] = context_of(lines[c], x);
        flat = flat && contexts[c] == 0;
      }
      if (flat) {
        x = run<count>(lines, x);
        continue;
      }
      for (unsigned c = 0; c < count; ++c) lines[c].now[x] = regular(lines[c], x, contexts[c]);
      ++x;
    }
  }

  // A.7.1: how many samples from x on are as the one before.
  std::uint32_t run_length(unsigned &index, std::uint32_t most) {
    std::uint32_t length = 0;
    while (bits_.take(1) != 0) {
      const std::uint32_t full = 1u << run_orders[index], count = std::min(full, most - length);
      length += count;
      if (count == full && index < 31) ++index;
      if (length == most) return length;
    }
    length += bits_.take(run_orders[index]);
    if (length > most) refuse_jpeg_ls();
    return length;
  }

  // A run, and the sample that ends it; returns the place behind. The first component's index counts for all.
  template <unsigned count>
  std::uint32_t run(Line *lines, std::uint32_t x) {
    unsigned &index = lines[0].run_index;
    const std::uint32_t length = run_length(index, scan_.columns + 1 - x), end = x + length;
    for (unsigned c = 0; c < count; ++c) {
      auto &now = lines[c].now;
      std::fill(now.begin() + x, now.begin() + end, now[x - 1]);
    }
    if (end > scan_.columns) return end;
    for (unsigned c = 0; c < count; ++c) {
      const std::int32_t a = lines[c].now[end - 1], b = lines[c].before[end];
      const bool alike = count == 1 && std::abs(a - b) <= scan_.near;
      const std::int32_t error = interruption(alike, index);
      lines[c].now[end] = alike ? reconstructed(a, error) : reconstructed(b, b >= a ? error : -error);
    }
    if (index > 0) --index;
    return end + 1;
  }

  // A.7.2
  std::int32_t interruption(bool alike, unsigned index) {
    RunContext &own = run_contexts_[alike ? 1 : 0];
    const unsigned k = golomb_order(own.n, own.a + (alike ? own.n >> 1 : 0));
    const std::uint32_t coded = golomb(k, limit_ - run_orders[index] - 1);
    if (coded > 2 * greatest_error) refuse_jpeg_ls();
    const std::uint32_t mapped = coded + (alike ? 1 : 0);
    const bool odd = (mapped & 1) != 0;
    const auto size = static_cast<std::int32_t>((mapped + 1) / 2);
    const std::int32_t error = (k != 0 || 2 * own.negative >= own.n) == odd ? -size : size;
    if (error < 0) ++own.negative;
    own.a += (coded + 1 - (alike ? 1 : 0)) >> 1;
    if (own.n == scan_.reset) {
      own.a >>= 1;
      own.n >>= 1;
      own.negative >>= 1;
    }
    ++own.n;
    return error;
  }

  JpegLsBits bits_;
  const JpegLsScan &scan_;
  std::int32_t step_, range_;
  unsigned error_bits_, limit_ = 0;
  std::array<Context, 365> contexts_;
  std::array<RunContext, 2> run_contexts_;
  std::vector<Line> lines_;
  std::vector<std::int8_t> quantised_;
};

}  // namespace

std::size_t decode_scan(std::string_view bytes, const JpegLsScan &scan, const TakeLine &take) {
  return Decoder(bytes, scan).decode(take);
}

}  // namespace gantry::dicom
