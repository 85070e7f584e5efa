// SPDX-License-Identifier: Apache-2.0
// The residue of a tissue curve: what the tissue would show of an instantaneous input of one unit, found by a truncated
// singular value decomposition of the block-circulant matrix of the input (Wu, Østergaard, Weisskoff, Benner, Rosen and
// Sorensen 2003, Magn Reson Med 50:164), which does not mind input and tissue arriving one before the other.
//
//   const Deconvolution d(input, 1.243);               // the arterial curve, and the seconds between its points
//   const auto residue = d.truncated(tissue, 0.05);    // 1/s, at twice as many points, the second half before the input
//   const auto steady = d.oscillating(tissue, 0.035);  // as many singular values as keep it from oscillating more
//
// The singular vectors of a circulant matrix are the Fourier modes, and its singular values their amplitudes in the input
// (Golub and Van Loan 2013, Matrix Computations, section 4.8): the decomposition is a Fourier transform.
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace perfusion {

class Deconvolution {
 public:
  Deconvolution(const std::vector<double> &input, double step);

  // Without the singular values below `part` of the largest.
  std::vector<double> truncated(const std::vector<double> &tissue, double part) const;
  // The lowest such part, found by halving, at which the residue's oscillation is at most `index`.
  std::vector<double> oscillating(const std::vector<double> &tissue, double index) const;

 private:
  using Complex = std::complex<double>;
  std::vector<Complex> modes(const std::vector<double> &curve) const;
  std::vector<double> residue(const std::vector<Complex> &tissue, double part) const;

  std::size_t length_;
  std::vector<Complex> turn_;   // exp(-2 pi i k / length)
  std::vector<Complex> input_;  // of each mode, times the step
  double largest_ = 0;
};

// How much a residue goes up and down (Wu et al. 2003).
double oscillation(const std::vector<double> &residue);

}  // namespace perfusion
