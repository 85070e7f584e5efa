// SPDX-License-Identifier: Apache-2.0
// Against nibabel's numbers, kept with the reference data.
#include "making.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>
#include <fstream>

using namespace gantry::test;
using nlohmann::json;

namespace {

std::vector<NamedBytes> with_image(const std::filesystem::path &path) {
  std::vector<NamedBytes> files{load(path)};
  std::filesystem::path image = path;
  image.replace_extension(".img");
  if (path.extension() == ".hdr" && std::filesystem::exists(image)) files.push_back(load(image));
  return files;
}

void check_placement(const HeldVolume &v, const json &wanted) {
  const auto &g = v.geometry();
  for (unsigned r = 0; r < 3; ++r) {
    const double sign = r < 2 ? -1 : 1;  // nibabel speaks RAS
    for (unsigned c = 0; c < 3; ++c) {
      const double step = sign * g.direction[3 * r + c] * g.spacing[c];
      CHECK(step == Approx(wanted["affine"][r][c].get<double>()).margin(2e-6));
    }
    CHECK(sign * g.origin[r] == Approx(wanted["affine"][r][3].get<double>()).margin(2e-5));
  }
}

void check_values(const HeldVolume &v, const json &wanted) {
  double sum = 0, low = INFINITY, high = -INFINITY;
  for (std::uint64_t i = 0; i < v.elements(); ++i) {
    const double x = wanted["complex_magnitude"] ? std::abs(v.as<std::complex<float>>()[i]) : v.value(i);
    sum += x;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  CHECK(sum == Approx(wanted["sum"].get<double>()).epsilon(1e-7));
  CHECK(low == Approx(wanted["min"].get<double>()).epsilon(1e-6));
  CHECK(high == Approx(wanted["max"].get<double>()).epsilon(1e-6));
}

// The voxel at the RAS index (x, y, z) of a head stored in any axis order.
class Reoriented {
 public:
  explicit Reoriented(const HeldVolume &v) : v_(v) {
    for (unsigned r = 0; r < 3; ++r) {
      for (unsigned c = 0; c < 3; ++c) {
        const double d = (r < 2 ? -1 : 1) * v.geometry().direction[3 * r + c];
        if (std::abs(d) > 0.5) axis_[r] = c, forward_[r] = d > 0;
      }
    }
  }
  std::uint64_t size(unsigned r) const { return v_.c().shape[axis_[r]]; }
  double at(const std::array<std::uint64_t, 3> &ras) const {
    std::array<std::uint64_t, 3> i{};
    for (unsigned r = 0; r < 3; ++r) i[axis_[r]] = forward_[r] ? ras[r] : size(r) - 1 - ras[r];
    return v_.value((i[2] * v_.c().shape[1] + i[1]) * v_.c().shape[0] + i[0]);
  }

 private:
  const HeldVolume &v_;
  std::array<unsigned, 3> axis_{};
  std::array<bool, 3> forward_{};
};

}  // namespace

TEST_CASE("shape, placement and values agree with nibabel", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const json reference = json::parse(std::ifstream(*root / "nifti/reference.json"));
  int checked = 0;
  for (const auto &[name, wanted] : reference["files"].items()) {
    if (wanted.contains("header_only")) continue;
    INFO(name);
    const Outcome o = read_first(with_image(*root / name));
    INFO(o.message);
    REQUIRE(o.status == GANTRY_OK);
    const HeldVolume &v = o.volume("volume");
    for (std::size_t d = 0; d < wanted["shape"].size(); ++d) CHECK(v.c().shape[d] == wanted["shape"][d]);
    const bool assumed = wanted["qform_code"] == 0 && wanted["sform_code"] == 0;
    CHECK(((v.geometry().flags & GANTRY_GEOMETRY_ASSUMED) != 0) == assumed);
    if (!assumed) check_placement(v, wanted);
    if (wanted.contains("sum")) check_values(v, wanted);
    ++checked;
  }
  CHECK(checked == 27);
}

TEST_CASE("one head in thirteen axis orders is the same head", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  const Outcome first = read_first({load(*root / "nifti/orientations/RAS.nii.gz")});
  const Reoriented wanted(first.volume("volume"));
  int orders = 0;
  for (const auto &entry : std::filesystem::directory_iterator(*root / "nifti/orientations")) {
    const Outcome o = read_first({load(entry.path())});
    const Reoriented head(o.volume("volume"));
    INFO(entry.path().filename());
    std::uint64_t different = 0;
    for (std::uint64_t z = 0; z < wanted.size(2); ++z) {
      for (std::uint64_t y = 0; y < wanted.size(1); ++y) {
        for (std::uint64_t x = 0; x < wanted.size(0); ++x) different += head.at({x, y, z}) != wanted.at({x, y, z});
      }
    }
    CHECK(different == 0);
    ++orders;
  }
  CHECK(orders == 13);
}

TEST_CASE("the echoes of a kidney have the published size", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("skipped: no reference data");
    return;
  }
  int echoes = 0;
  for (const auto &entry : std::filesystem::directory_iterator(*root / "t2star_ukat/philips_kidney")) {
    if (entry.path().extension() != ".gz") continue;
    const Outcome o = read_first({load(entry.path())});
    REQUIRE(o.status == GANTRY_OK);
    CHECK(o.volume("volume").c().shape[0] == 128);
    CHECK(o.volume("volume").c().shape[1] == 128);
    CHECK(o.volume("volume").c().shape[2] == 5);
    ++echoes;
  }
  CHECK(echoes == 12);
}
