// SPDX-License-Identifier: Apache-2.0
// The segments of a JPEG-LS stream (ITU-T T.87, annex C). What they claim is compared with the dataset before anything
// is decoded; samples are written where they belong whatever the interleaving.
#include "codecs.hpp"
#include "jpeg_ls_bits.hpp"
#include "jpeg_ls_scan.hpp"

#include <algorithm>
#include <vector>

namespace gantry::dicom {
namespace {

class Stream {
 public:
  Stream(std::string_view bytes, const PixelFormat &format, void *into) : bytes_(bytes), f_(format), into_(into) {}

  void decode() {
    for (unsigned done = 0; done < f_.samples;) {
      const unsigned mark = next_mark();
      if (mark == 0xd8) continue;
      const std::string_view content = segment();
      switch (mark) {
        case 0xf7: take_frame(content); break;
        case 0xf8: take_presets(content); break;
        case 0xdd: take_restarts(content); break;
        case 0xda: done += take_scan(content); break;
        case 0xe8:
          // Hewlett-Packard's colour transforms, which DICOM doesn't know.
          if (content.substr(0, 4) == "mrfx" && content.size() > 4 && content[4] != 0)
            refuse_codestream("its JPEG-LS stream has a private colour transform");
          break;
        default:
          if (mark != 0xfe && (mark < 0xe0 || mark > 0xef)) refuse_jpeg_ls();
      }
    }
  }

 private:
  static unsigned byte(std::string_view b, std::size_t i) { return static_cast<unsigned char>(b[i]); }
  static std::uint32_t number(std::string_view b, std::size_t at, std::size_t width) {
    std::uint32_t v = 0;
    for (std::size_t i = 0; i < width; ++i) v = (v << 8) | byte(b, at + i);
    return v;
  }

  unsigned next_mark() {
    while (at_ + 1 < bytes_.size() && !(byte(bytes_, at_) == 0xff && byte(bytes_, at_ + 1) >= 0x80)) ++at_;
    while (at_ + 1 < bytes_.size() && byte(bytes_, at_ + 1) == 0xff) ++at_;
    if (at_ + 1 >= bytes_.size()) refuse_jpeg_ls();
    at_ += 2;
    return byte(bytes_, at_ - 1);
  }
  std::string_view segment() {
    if (bytes_.size() - at_ < 2) refuse_jpeg_ls();
    const std::size_t length = number(bytes_, at_, 2);
    if (length < 2 || length > bytes_.size() - at_) refuse_jpeg_ls();
    const std::string_view content = bytes_.substr(at_ + 2, length - 2);
    at_ += length;
    return content;
  }

  void take_frame(std::string_view c) {
    if (c.size() < 6 || c.size() < 6 + 3 * std::size_t{byte(c, 5)}) refuse_jpeg_ls();
    precision_ = byte(c, 0);
    if (number(c, 1, 2) != f_.rows || number(c, 3, 2) != f_.columns || byte(c, 5) != f_.samples)
      refuse_codestream("its JPEG-LS stream has another size than the dataset says");
    if (precision_ < 2 || precision_ > 16 || f_.container_bytes() > 2 || (precision_ > 8 && f_.container_bytes() < 2))
      refuse_codestream("its JPEG-LS stream has another depth than the dataset says");
    identifiers_.clear();
    for (unsigned i = 0; i < f_.samples; ++i) {
      identifiers_.push_back(byte(c, 6 + 3 * i));
      if (byte(c, 7 + 3 * i) != 0x11) refuse_codestream("its JPEG-LS stream has subsampled components");
    }
  }

  // C.2.4.1
  void take_presets(std::string_view c) {
    if (c.empty()) refuse_jpeg_ls();
    if (byte(c, 0) == 2 || byte(c, 0) == 3) return;  // mapping tables: refused where a scan uses one
    if (byte(c, 0) != 1 || c.size() < 11) refuse_jpeg_ls();
    for (unsigned i = 0; i < 5; ++i) presets_[i] = static_cast<std::int32_t>(number(c, 1 + 2 * i, 2));
  }

  void take_restarts(std::string_view c) {
    if (c.size() < 2 || c.size() > 4) refuse_jpeg_ls();
    restart_interval_ = number(c, 0, c.size());
  }

  // Returns how many components it holds.
  unsigned take_scan(std::string_view c) {
    if (identifiers_.empty() || c.empty()) refuse_jpeg_ls();
    const unsigned count = byte(c, 0);
    if (count < 1 || count > f_.samples || c.size() < 4 + 2 * std::size_t{count}) refuse_jpeg_ls();
    std::vector<std::size_t> places;
    for (unsigned i = 0; i < count; ++i) {
      const auto found = std::find(identifiers_.begin(), identifiers_.end(), byte(c, 1 + 2 * i));
      if (found == identifiers_.end()) refuse_jpeg_ls();
      if (byte(c, 2 + 2 * i) != 0) refuse_codestream("its JPEG-LS stream has a palette of its own");
      places.push_back(static_cast<std::size_t>(found - identifiers_.begin()));
    }
    const unsigned interleave = byte(c, 2 + 2 * count);
    if (interleave > 2 || (interleave == 0 && count > 1)) refuse_jpeg_ls();
    JpegLsScan scan = parameters(static_cast<std::int32_t>(byte(c, 1 + 2 * count)));
    scan.components = count;
    scan.by_sample = interleave == 2 && count > 1;
    at_ += decode_scan(bytes_.substr(at_), scan, [&](unsigned component, std::uint32_t row, const std::int32_t *line) {
      if (f_.container_bytes() == 1) store(static_cast<std::uint8_t *>(into_), places[component], row, line);
      else store(static_cast<std::uint16_t *>(into_), places[component], row, line);
    });
    return count;
  }

  // With the defaults of C.2.4.1.1.1 where none are given.
  JpegLsScan parameters(std::int32_t near) const {
    JpegLsScan s;
    s.columns = f_.columns;
    s.rows = f_.rows;
    s.near = near;
    s.restart_interval = restart_interval_;
    const std::int32_t most = (1 << precision_) - 1, given = presets_[0];
    s.maximum = given != 0 ? given : most;
    if (s.maximum > most || near > std::min(255, s.maximum / 2)) refuse_jpeg_ls();
    const std::int32_t factor = s.maximum >= 128 ? (std::min(s.maximum, 4095) + 128) / 256 : 256 / (s.maximum + 1);
    const auto usual = [&](std::int32_t basic, std::int32_t least, std::int32_t times, std::int32_t floor) {
      const std::int32_t v = s.maximum >= 128 ? factor * (basic - least) + least + times * near
                                              : std::max(least, basic / factor + times * near);
      return v > s.maximum || v < floor ? floor : v;
    };
    s.t1 = presets_[1] != 0 ? presets_[1] : usual(3, 2, 3, near + 1);
    s.t2 = presets_[2] != 0 ? presets_[2] : usual(7, 3, 5, s.t1);
    s.t3 = presets_[3] != 0 ? presets_[3] : usual(21, 4, 7, s.t2);
    s.reset = presets_[4] != 0 ? presets_[4] : 64;
    const bool ordered = near + 1 <= s.t1 && s.t1 <= s.t2 && s.t2 <= s.t3 && s.t3 <= s.maximum;
    if (!ordered || s.reset < 3 || s.reset > std::max(255, s.maximum)) refuse_jpeg_ls();
    return s;
  }

  template <class T>
  void store(T *into, std::size_t place, std::uint32_t row, const std::int32_t *line) const {
    T *out = into + std::size_t{row} * f_.columns * f_.samples + place;
    for (std::uint32_t x = 0; x < f_.columns; ++x) out[std::size_t{x} * f_.samples] = static_cast<T>(line[x]);
  }

  std::string_view bytes_;
  const PixelFormat &f_;
  void *into_;
  std::size_t at_ = 0;
  unsigned precision_ = 0;
  std::vector<unsigned> identifiers_;
  std::int32_t presets_[5] = {};  // MAXVAL, T1, T2, T3, RESET; 0: the usual one
  std::uint32_t restart_interval_ = 0;
};

}  // namespace

void decode_jpeg_ls(std::string_view bytes, const PixelFormat &f, DecodedFrame &frame) {
  if (bytes.size() < 4 || bytes.substr(0, 2) != "\xff\xd8") refuse_codestream("it has no JPEG-LS stream");
  Stream(bytes, f, frame.into).decode();
}

}  // namespace gantry::dicom
