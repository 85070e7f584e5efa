// SPDX-License-Identifier: Apache-2.0
// JPEG-LS against CharLS, which encodes what is decoded here.
#include "pixels/codecs.hpp"
#include "pixels/jpeg_ls_scan.hpp"

#include <catch2/catch.hpp>

#include <charls/charls.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

using namespace gantry::dicom;

namespace {

// The same on every machine.
class Random {
 public:
  explicit Random(unsigned seed) : generator_(seed) {}
  std::uint32_t operator()() { return static_cast<std::uint32_t>(generator_()); }

 private:
  std::mt19937 generator_;
};

struct Picture {
  std::uint32_t columns, rows;
  unsigned bits, samples;
  std::vector<std::uint16_t> values;  // samples of a pixel side by side
};

// Noise, flat parts and slow changes, so that runs end everywhere and errors are of every size.
Picture picture(Random &random, unsigned bits, unsigned samples) {
  Picture p{1 + random() % 90, 1 + random() % 60, bits, samples, {}};
  const std::uint32_t most = (1u << bits) - 1;
  std::uint32_t level = random() & most;
  for (std::size_t i = 0; i < std::size_t{p.columns} * p.rows * samples; ++i) {
    const std::size_t kind = i * 5 / (std::size_t{p.columns} * p.rows * samples);
    if (kind == 0) level = random() & most;
    else if (kind == 1 && random() % 40 == 0) level = random() & most;
    else if (kind == 2) level = (i / 17) % 2 != 0 ? most : 0;
    else if (kind > 2) level = std::min(most, level + random() % 5 - std::min(level, random() % 5));
    p.values.push_back(static_cast<std::uint16_t>(level));
  }
  return p;
}

std::string as_bytes(const Picture &p, bool planar) {
  const std::size_t pixels = std::size_t{p.columns} * p.rows;
  std::string out;
  for (std::size_t i = 0; i < p.values.size(); ++i) {
    const std::uint16_t v = planar ? p.values[i % pixels * p.samples + i / pixels] : p.values[i];
    out += static_cast<char>(v & 0xff);
    if (p.bits > 8) out += static_cast<char>(v >> 8);
  }
  return out;
}

std::string encoded(const Picture &p, int interleave, int near) {
  charls::jpegls_encoder encoder;
  encoder.frame_info({p.columns, p.rows, static_cast<int>(p.bits), static_cast<int>(p.samples)});
  encoder.interleave_mode(static_cast<charls::interleave_mode>(interleave)).near_lossless(near);
  std::string out(2 * encoder.estimated_destination_size() + 4096, '\0');
  encoder.destination(out.data(), out.size());
  const std::string raw = as_bytes(p, interleave == 0);
  out.resize(encoder.encode(raw.data(), raw.size()));
  return out;
}

std::vector<std::uint16_t> decoded(const Picture &p, const std::string &stream) {
  PixelFormat f;
  f.rows = p.rows;
  f.columns = p.columns;
  f.samples = p.samples;
  f.allocated = 16;
  f.stored = p.bits;
  f.high_bit = p.bits - 1;
  std::vector<std::uint16_t> out(p.values.size());
  DecodedFrame frame;
  frame.into = out.data();
  decode_jpeg_ls(stream, f, frame);
  CHECK_FALSE(frame.planar);
  return out;
}

JpegLsScan grey(std::uint32_t columns, std::uint32_t rows) {
  JpegLsScan scan;
  scan.columns = columns;
  scan.rows = rows;
  scan.maximum = 255;
  scan.t1 = 3;
  scan.t2 = 7;
  scan.t3 = 21;
  return scan;
}

}  // namespace

TEST_CASE("what CharLS encodes without loss comes back, at every depth and interleaving") {
  Random random(2026);
  for (unsigned bits = 2; bits <= 16; ++bits) {
    for (const unsigned samples : {1u, 3u, 4u}) {
      for (int interleave = 0; interleave <= (samples > 1 ? 2 : 0); ++interleave) {
        INFO(bits << " bits, " << samples << " samples, interleaved " << interleave);
        const Picture p = picture(random, bits, samples);
        CHECK(decoded(p, encoded(p, interleave, 0)) == p.values);
      }
    }
  }
}

TEST_CASE("near-lossless values are those that CharLS decodes, and within the bound") {
  Random random(87);
  for (const int near : {1, 2, 7, 60}) {
    for (const unsigned bits : {8u, 12u, 16u}) {
      for (const unsigned samples : {1u, 3u}) {
        INFO(near << " near, " << bits << " bits, " << samples << " samples");
        const Picture p = picture(random, bits, samples);
        const std::string stream = encoded(p, samples > 1 ? 2 : 0, near);
        const std::vector<std::uint16_t> own = decoded(p, stream);
        charls::jpegls_decoder decoder;
        decoder.source(stream.data(), stream.size()).read_header();
        std::vector<unsigned char> theirs(decoder.destination_size());
        decoder.decode(theirs);
        bool same = true, bounded = true;
        for (std::size_t i = 0; i < own.size(); ++i) {
          same = same && own[i] == (bits > 8 ? theirs[2 * i] | (theirs[2 * i + 1] << 8) : theirs[i]);
          bounded = bounded && std::abs(int{own[i]} - int{p.values[i]}) <= near;
        }
        CHECK(same);
        CHECK(bounded);
      }
    }
  }
}

TEST_CASE("a damaged stream ends in its first lines, where CharLS 2.4.1 counts for seconds within one sample") {
  // 01010101… makes the errors grow without bound.
  const std::string damaged(22347, '\x55');
  const JpegLsScan scan = grey(1679, 5766);
  std::uint32_t lines = 0;
  CHECK_THROWS_WITH(decode_scan(damaged, scan, [&](unsigned, std::uint32_t, const std::int32_t *) { ++lines; }),
                    Catch::Contains("damaged or cut off"));
  CHECK(lines < 40);
}

TEST_CASE("a stream whose bytes end early is refused, and no bits are made up for it") {
  Random random(5);
  const Picture p = picture(random, 8, 1);
  const std::string whole = encoded(p, 0, 0);
  for (std::size_t cut = 0; cut + 3 < whole.size(); cut += 7)
    CHECK_THROWS_WITH(decoded(p, whole.substr(0, cut)), Catch::Contains("JPEG-LS stream"));
}

TEST_CASE("flipped bytes anywhere are refused or decoded, with each line taken once") {
  Random random(11);
  const Picture p = picture(random, 8, 3);
  const std::string whole = encoded(p, 2, 0);
  unsigned refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string damaged = whole;
    for (int flips = 0; flips < 3; ++flips) damaged[random() % damaged.size()] = static_cast<char>(random());
    try {
      decoded(p, damaged);
    } catch (const gantry::Error &e) {
      CHECK(e.code() == "dicom.codec");
      ++refused;
    }
  }
  CHECK(refused > 0);
}
