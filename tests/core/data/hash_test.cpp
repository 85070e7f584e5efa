// SPDX-License-Identifier: Apache-2.0
// Names by content, against numbers of Python's hashlib.blake2b(digest_size=32).
#include <catch2/catch.hpp>
#include <core/data/object.hpp>

using namespace gantry::core;
using nlohmann::json;

namespace {

std::span<const std::byte> bytes_of(const std::string &text) { return std::as_bytes(std::span(text)); }

constexpr std::size_t mib = std::size_t{1} << 20;
const std::string one_seven = "873e4fe9e41e924911bba3ec53ff4782efc8c0f244fb75c879f8a4328d0142ca";
const std::string full_chunk = "bc7e5132d75f8e724509bf9dd75ebd3ef9ad1c9c6fe7fb963ced627f9d9e1796";

}  // namespace

TEST_CASE("BLAKE2b-256 gives the digests that Python's hashlib gives", "[data]") {
  CHECK(blake2b(bytes_of("abc")) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  CHECK(blake2b({}) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST_CASE("bytes are hashed in chunks of 1 MiB, the last one shorter, none for nothing", "[data]") {
  const std::string sevens(mib + 1, '\7');
  const auto all = bytes_of(sevens);
  CHECK(chunk_hashes({}).empty());
  CHECK(chunk_hashes(all.first(1)) == std::vector{one_seven});
  CHECK(chunk_hashes(all.first(mib - 1)) ==
        std::vector<std::string>{"f15fe47e63b85e8eb8ad9731b795a31fc0a8e74fa612e7d2275b14dab6326a64"});
  CHECK(chunk_hashes(all.first(mib)) == std::vector{full_chunk});
  CHECK(chunk_hashes(all) == std::vector{full_chunk, one_seven});
}

TEST_CASE("the root hash covers the canonical header, a zero byte and the chunks", "[data]") {
  const std::string sevens(mib + 1, '\7');
  const auto file = make_file("text/plain", "a", bytes_of(sevens)).value();
  CHECK(content_hash(*file) == "b69fc84ebb000715ba7a6a035657dc59081dbeae8cb82e9761ef5b08224b9a2b");
}

TEST_CASE("canonical JSON does not depend on the order of keys, and reads back to the same doubles", "[data]") {
  CHECK(canonical(json::parse(R"({"b": 1, "a": [1.5, null]})")) ==
        canonical(json::parse(R"({ "a":[1.5,null],"b":1 })")));
  CHECK(canonical(json::parse(R"({"b": 1, "a": 0.1})")) == R"({"a":0.1,"b":1})");
  for (const double x : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, -0.0}) {
    CHECK(json::parse(canonical(json(x))).get<double>() == x);
  }
  CHECK_NOTHROW(canonical(json("no UTF-8: \xff")));
}

TEST_CASE("equal data has one hash, and every change of a header or a voxel has another", "[data]") {
  VolumeHeader h;
  h.dtype = DType::u8;
  h.shape = {2, 2, 2, 1, 1};
  const std::string voxels(8, '\1');
  const auto hash_of = [&](const VolumeHeader &header, const std::string &data) {
    return content_hash(*make_volume(header, bytes_of(data)).value());
  };
  const std::string base = hash_of(h, voxels);
  CHECK(hash_of(h, voxels) == base);
  std::vector<std::string> all{base, hash_of(h, voxels.substr(1) + '\2')};
  const auto changed = [&](auto change) {
    VolumeHeader other = h;
    change(other);
    all.push_back(hash_of(other, voxels));
  };
  changed([](auto &o) { o.dtype = DType::i8; });
  changed([](auto &o) { o.shape = {4, 2, 1, 1, 1}; });
  changed([](auto &o) { o.geometry.origin[2] = 1e-12; });
  changed([](auto &o) { o.geometry.spacing[0] = 2; });
  changed([](auto &o) { o.geometry.direction[0] = -1; });
  changed([](auto &o) { o.geometry.frame_of_reference = "1.2"; });
  changed([](auto &o) { o.geometry.assumed = true; });
  changed([](auto &o) { o.geometry.sheared = true; });
  changed([](auto &o) { o.geometry.slice_positions = {{0, 0, 0}, {0, 0, 1}}; });
  changed([](auto &o) { o.axis = Axis{"t", {{"t", "s", {0}}}}; });
  changed([](auto &o) { o.channels = {"red"}; });
  changed([](auto &o) { o.labels = true; });
  changed([](auto &o) { o.segments = {{1, "a", "", 0}}; });
  changed([](auto &o) { o.unit = "ms"; });
  changed([](auto &o) { o.quantity = "T2*"; });
  changed([](auto &o) { o.modality = "MR"; });
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}
