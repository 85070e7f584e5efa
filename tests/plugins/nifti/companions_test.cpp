// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace gantry::test;

namespace {

// 2 frames; the first voxel axis points to the patient's `x` (1: right, -1: left).
NamedBytes diffusion(float x) {
  nifti_1_header h = small_header();
  h.dim[0] = 4;
  h.dim[4] = 2;
  h.sform_code = 1;
  h.srow_x[0] = x;
  h.srow_y[1] = h.srow_z[2] = 1;
  return {"a.nii", nii(h, counting_bytes(48))};
}

double column(const Outcome &o, unsigned c, unsigned f) { return o.volume("volume").c().axis->columns[c]->values[f]; }

std::string refusal(const std::vector<NamedBytes> &files) {
  const Outcome o = read_first(files);
  CHECK(o.status == GANTRY_BAD_DATA);
  CHECK_FALSE(o.hint.empty());
  return o.message;
}

}  // namespace

TEST_CASE("FSL's directions become patient LPS: the first axis is turned round where the determinant is above 0") {
  // FSL's voxel axes are radiological: with the first axis to the left (determinant below 0) they are as stored.
  const NamedBytes bval{"a.bval", "0 1000\n"}, bvec{"a.bvec", "0 0.6\n0 0.8\n0 0\n"};
  const Outcome left = read_first({diffusion(-1), bval, bvec});
  REQUIRE(left.status == GANTRY_OK);
  CHECK(std::string(left.volume("volume").c().axis->name) == "diffusion");
  CHECK(column(left, 0, 1) == 1000);
  CHECK(column(left, 1, 1) == Approx(0.6));   // +i is left, and L is + in LPS
  CHECK(column(left, 2, 1) == Approx(-0.8));  // +j is anterior, and P is +
  const Outcome right = read_first({diffusion(1), bval, bvec});
  CHECK(column(right, 1, 1) == Approx(0.6));  // the same patient direction, stored the other way round
  CHECK(column(right, 2, 1) == Approx(-0.8));
}

TEST_CASE("directions may stand in rows of three, and b-values may stand alone") {
  const Outcome rows = read_first({diffusion(-1), {"a.bval", "0\n1000"}, {"a.bvec", "0 0 0\n0.6,0.8,0\n"}});
  REQUIRE(rows.status == GANTRY_OK);
  CHECK(column(rows, 2, 1) == Approx(-0.8));
  const Outcome alone = read_first({diffusion(-1), {"a.bval", "0 1e3"}});
  REQUIRE(alone.status == GANTRY_OK);
  CHECK(alone.volume("volume").c().axis->column_count == 1);
}

TEST_CASE("companions that do not fit are refused in words") {
  const NamedBytes v = diffusion(1), bval{"a.bval", "0 1000"};
  CHECK(refusal({v, {"a.bval", "0 1000 2000"}}) == "file 1 of 2: its .bval has 3 values, where it has 2 frames");
  CHECK(refusal({v, {"a.bval", "0 nan"}}).find("no number") != std::string::npos);
  CHECK(refusal({v, {"a.bval", "0 1000x"}}).find("no number") != std::string::npos);
  CHECK(refusal({v, {"a.bval", "0 -5"}}).find("below 0") != std::string::npos);
  CHECK(refusal({v, bval, {"a.bvec", "0 1\n0 0\n"}}).find(".bvec has 2 rows") != std::string::npos);
  CHECK(refusal({v, bval, {"a.bvec", ""}}).find(".bvec has 0 rows") != std::string::npos);
  CHECK(refusal({v, bval, {"a.bvec", "0 1\n0 0 1\n0 0\n"}}).find(".bvec") != std::string::npos);
  CHECK(refusal({v, {"a.bvec", "0 1\n0 0\n0 0\n"}}).find("without a .bval") != std::string::npos);
  CHECK(refusal({v, {"a.json", "{"}}).find("not JSON") != std::string::npos);
  CHECK(refusal({v, {"a.json", R"({"axis":{"name":"echo","columns":[{"name":"TE","unit":"ms","values":[5]}]}})"}})
            .find("1 values") != std::string::npos);
  CHECK(refusal({v, {"a.json", R"({"axis":{"name":"echo","columns":[{"name":7}]}})"}}).find("wrong type") !=
        std::string::npos);
  CHECK(refusal({v, bval, bval}).find("several companions") != std::string::npos);
}

TEST_CASE("a .json gives the fourth axis; another program's .json is left alone") {
  const Outcome own = read_first(
      {diffusion(1), {"a.json", R"({"axis":{"name":"echo","columns":[{"name":"TE","unit":"ms","values":[5,10]}]}})"}});
  REQUIRE(own.status == GANTRY_OK);
  CHECK(std::string(own.volume("volume").c().axis->name) == "echo");
  CHECK(column(own, 0, 1) == 10);
  const Outcome bids = read_first({diffusion(1), {"a.json", R"({"EchoTime":0.005,"unit":3})"}});
  REQUIRE(bids.status == GANTRY_OK);
  CHECK(bids.volume("volume").c().axis == nullptr);
}
