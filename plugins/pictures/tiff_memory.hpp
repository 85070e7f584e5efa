// SPDX-License-Identifier: Apache-2.0
// libtiff on memory instead of a path, with its errors kept instead of printed.
//
//   TiffMemory memory(bytes);
//   TIFF *tiff = memory.open();          // throws Error "picture.tiff"
#pragma once

#include <gantry/cpp/error.hpp>

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gantry::pictures {

struct CloseTiff {
  void operator()(TIFF *tiff) const { TIFFClose(tiff); }
};

class TiffMemory {
 public:
  explicit TiffMemory(std::string_view bytes) : bytes_(bytes) {}
  TiffMemory(const TiffMemory &) = delete;
  TiffMemory &operator=(const TiffMemory &) = delete;

  TIFF *open();
  Error broken() const;  // what libtiff said last
  std::uint64_t size() const { return bytes_.size(); }

 private:
  static tmsize_t read(thandle_t handle, void *into, tmsize_t size);
  static toff_t seek(thandle_t handle, toff_t offset, int whence);
  static int map(thandle_t handle, void **base, toff_t *size);
  static int keep_error(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments);

  std::string_view bytes_;
  toff_t at_ = 0;
  std::string message_ = "it can't be read";
  std::unique_ptr<TIFF, CloseTiff> tiff_;
};

}  // namespace gantry::pictures
