// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace gantry::test;

namespace {

Outcome read_with(const nifti_1_header &h) { return read_first({{"a.nii", nii(h, counting_bytes())}}); }

std::vector<double> direction(const Outcome &o) {
  const double *d = o.volume("volume").geometry().direction;
  return {d, d + 9};
}

void set_rows(nifti_1_header &h, const std::vector<float> &rows) {
  std::copy(rows.begin(), rows.begin() + 4, h.srow_x);
  std::copy(rows.begin() + 4, rows.begin() + 8, h.srow_y);
  std::copy(rows.begin() + 8, rows.end(), h.srow_z);
}

}  // namespace

TEST_CASE("the sform goes before the qform, and RAS becomes LPS") {
  nifti_1_header h = small_header();
  h.qform_code = 1;
  h.qoffset_x = 99;
  h.sform_code = 1;
  set_rows(h, {2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30});
  const Outcome o = read_with(h);
  const auto &g = o.volume("volume").geometry();
  CHECK(g.flags == 0);
  CHECK(g.origin[0] == -10);
  CHECK(g.origin[1] == -20);
  CHECK(g.origin[2] == 30);
  CHECK(g.spacing[0] == 2);
  CHECK(g.spacing[1] == 3);
  CHECK(g.spacing[2] == 4);
  CHECK(direction(o) == std::vector<double>{-1, 0, 0, 0, -1, 0, 0, 0, 1});
}

TEST_CASE("the qform is a quaternion, with qfac for a left-handed third axis") {
  nifti_1_header h = small_header();
  h.qform_code = 1;
  h.pixdim[0] = -1;
  h.pixdim[1] = 2;
  h.quatern_d = static_cast<float>(std::sqrt(0.5));  // a quarter turn about z: i points to A, j to L
  h.qoffset_y = 7;
  const Outcome o = read_with(h);
  const auto d = direction(o);
  const std::vector<double> wanted{0, 1, 0, -1, 0, 0, 0, 0, -1};
  for (std::size_t i = 0; i < 9; ++i) CHECK(d[i] == Approx(wanted[i]).margin(1e-6));
  CHECK(o.volume("volume").geometry().origin[1] == -7);
  CHECK(o.volume("volume").geometry().spacing[0] == Approx(2));
}

TEST_CASE("without either form the placement is the standard's assumption, and says so") {
  nifti_1_header h = small_header();
  h.pixdim[2] = 2.5f;
  const Outcome o = read_with(h);
  CHECK(o.volume("volume").geometry().flags == GANTRY_GEOMETRY_ASSUMED);
  CHECK(o.volume("volume").geometry().spacing[1] == 2.5);
}

TEST_CASE("metres and micrometres become millimetres") {
  nifti_1_header h = small_header();
  h.sform_code = 1;
  h.xyzt_units = NIFTI_UNITS_METER;
  set_rows(h, {0.002f, 0, 0, 0.01f, 0, 0.002f, 0, 0, 0, 0, 0.002f, 0});
  const Outcome o = read_with(h);
  CHECK(o.volume("volume").geometry().spacing[0] == Approx(2));
  CHECK(o.volume("volume").geometry().origin[0] == Approx(-10));
  h.xyzt_units = NIFTI_UNITS_MICRON;
  CHECK(read_with(h).volume("volume").geometry().spacing[0] == Approx(2e-6));
}

TEST_CASE("an oblique third axis is kept and flagged as sheared") {
  nifti_1_header h = small_header();
  h.sform_code = 1;
  set_rows(h, {1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0});
  const Outcome o = read_with(h);
  CHECK(o.volume("volume").geometry().flags == GANTRY_GEOMETRY_SHEARED);
  CHECK(direction(o)[5] == Approx(-std::sqrt(0.5)));
  CHECK(o.volume("volume").geometry().spacing[2] == Approx(std::sqrt(2)));
}

TEST_CASE("a form that is flat or not finite is passed over with a warning") {
  nifti_1_header h = small_header();
  h.sform_code = 1;
  set_rows(h, {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0});
  const Outcome flat = read_with(h);
  CHECK(flat.volume("volume").geometry().flags == GANTRY_GEOMETRY_ASSUMED);
  REQUIRE(flat.warnings.size() == 2);  // passed over; and assumed
  set_rows(h, {NAN, 0, 0, 0, 0, INFINITY, 0, 0, 0, 0, 1, 0});
  CHECK(read_with(h).warnings.size() == 2);
}
