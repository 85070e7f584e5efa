// SPDX-License-Identifier: Apache-2.0
#include "packing.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t chunk_bytes = std::uint64_t{1} << 20;

struct Deflate {
  z_stream stream{};
  Deflate(Wrapping wrapping, int level) {
    const int bits = MAX_WBITS + (wrapping == Wrapping::gzip ? 16 : 0);
    if (deflateInit2(&stream, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~Deflate() { deflateEnd(&stream); }
  Deflate(const Deflate &) = delete;
  Deflate &operator=(const Deflate &) = delete;
};

}  // namespace

std::string packed(const Job &job, const char *data, std::uint64_t size, Wrapping wrapping, int level) {
  Deflate deflating(wrapping, level);
  std::array<char, 65536> buffer;
  std::string out;
  std::uint64_t done = 0;
  do {
    job.progress(size == 0 ? 1 : static_cast<double>(done) / static_cast<double>(size), "compressing");
    const std::uint64_t n = std::min(chunk_bytes, size - done);
    deflating.stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(data + done));  // zlib does not write there
    deflating.stream.avail_in = static_cast<uInt>(n);
    done += n;
    int status = Z_OK;
    do {
      deflating.stream.next_out = reinterpret_cast<Bytef *>(buffer.data());
      deflating.stream.avail_out = static_cast<uInt>(buffer.size());
      status = deflate(&deflating.stream, done == size ? Z_FINISH : Z_NO_FLUSH);
      out.append(buffer.data(), buffer.size() - deflating.stream.avail_out);
    } while (deflating.stream.avail_out == 0 || (done == size && status != Z_STREAM_END));
  } while (done < size);
  return out;
}

}  // namespace gantry::pictures
