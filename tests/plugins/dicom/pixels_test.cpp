// SPDX-License-Identifier: Apache-2.0
// Stored pixel values against pydicom's, kept with the reference data.
#include "pixels/frames.hpp"

#include <tests/plugins/support/reference.hpp>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace gantry::dicom;
using namespace gantry::test;
using nlohmann::json;

namespace {

template <class T>
double number_at(const std::vector<char> &bytes, std::size_t i) {
  T v;
  std::memcpy(&v, bytes.data() + i * sizeof v, sizeof v);
  return static_cast<double>(v);
}

double value(const PixelFormat &f, const std::vector<char> &bytes, std::size_t i) {
  switch (f.stored_dtype()) {
    case GANTRY_U8: return number_at<std::uint8_t>(bytes, i);
    case GANTRY_I8: return number_at<std::int8_t>(bytes, i);
    case GANTRY_U16: return number_at<std::uint16_t>(bytes, i);
    case GANTRY_I16: return number_at<std::int16_t>(bytes, i);
    case GANTRY_U32: return number_at<std::uint32_t>(bytes, i);
    case GANTRY_I32: return number_at<std::int32_t>(bytes, i);
    case GANTRY_F32: return number_at<float>(bytes, i);
    default: return number_at<double>(bytes, i);
  }
}

std::string sha256(const std::vector<char> &bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
  char hex[2 * sizeof hash + 1];
  return sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
}

// Its SIZ segment announces 3,723,362,560 columns. The reference holds what GDCM left in memory that it never wrote:
// pydicom gives other numbers each time it is run.
constexpr const char *undecodable = "dicom/odd/JPEG2000-embedded-sequence-delimiter.dcm";

}  // namespace

TEST_CASE("a JPEG 2000 stream of another size than its dataset says is refused", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  const NamedBytes file = load(*root / undecodable);
  const Dataset d = Dataset::open(file.bytes);
  std::vector<char> into(1024 * 256 * 2);
  CHECK_THROWS_WITH(Frames(d).stored(0, into.data()), Catch::Contains("another size"));
}

TEST_CASE("stored values of every image equal the reference", "[reference]") {
  const auto root = reference_data();
  if (!root) {
    WARN("the reference data are absent: skipped");
    return;
  }
  std::ifstream in(*root / "dicom/reference.json");
  const json files = json::parse(in).at("files");
  for (const auto &[path, wanted] : files.items()) {
    if (!wanted.contains("pixels") || !wanted["pixels"].is_object()) continue;
    const json &p = wanted["pixels"];
    if (!p.contains("sum") || path == undecodable) continue;
    INFO(path);
    const NamedBytes file = load(*root / path);
    try {
      const Dataset d = Dataset::open(file.bytes);
      const Frames frames(d);
      const PixelFormat &f = frames.format();
      std::vector<char> all;
      for (std::uint32_t i = 0; i < f.frames; ++i) {
        std::vector<char> one(f.values() * f.container_bytes());
        frames.stored(i, one.data());
        all.insert(all.end(), one.begin(), one.end());
      }
      double sum = 0, low = INFINITY, high = -INFINITY;
      for (std::size_t i = 0; i < all.size() / f.container_bytes(); ++i) {
        const double v = value(f, all, i);
        sum += v;
        low = std::min(low, v);
        high = std::max(high, v);
      }
      CHECK(sum == Approx(p["sum"].get<double>()).epsilon(1e-12));
      CHECK(low == p["min"].get<double>());
      CHECK(high == p["max"].get<double>());
      for (std::size_t i = 0; i < p["first"].size(); ++i) CHECK(value(f, all, i) == p["first"][i].get<double>());
      CHECK(sha256(all) == p["sha256_le"].get<std::string>());
    } catch (const gantry::Error &e) {
      FAIL_CHECK(path << ": " << e.what());
    }
  }
}
