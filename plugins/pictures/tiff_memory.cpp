// SPDX-License-Identifier: Apache-2.0
#include "tiff_memory.hpp"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace gantry::pictures {
namespace {

constexpr tmsize_t most_single_allocation = tmsize_t{256} << 20;

struct FreeOptions {
  void operator()(TIFFOpenOptions *options) const { TIFFOpenOptionsFree(options); }
};

}  // namespace

tmsize_t TiffMemory::read(thandle_t handle, void *into, tmsize_t size) {
  auto &self = *static_cast<TiffMemory *>(handle);
  if (self.at_ >= self.bytes_.size() || size <= 0) return 0;
  const auto n = std::min<std::size_t>(static_cast<std::size_t>(size), self.bytes_.size() - self.at_);
  std::memcpy(into, self.bytes_.data() + self.at_, n);
  self.at_ += n;
  return static_cast<tmsize_t>(n);
}

toff_t TiffMemory::seek(thandle_t handle, toff_t offset, int whence) {
  auto &self = *static_cast<TiffMemory *>(handle);
  self.at_ = whence == SEEK_CUR ? self.at_ + offset : whence == SEEK_END ? self.bytes_.size() + offset : offset;
  return self.at_;
}

int TiffMemory::map(thandle_t handle, void **base, toff_t *size) {
  auto &self = *static_cast<TiffMemory *>(handle);
  *base = const_cast<char *>(self.bytes_.data());  // opened for reading: libtiff does not write there
  *size = self.bytes_.size();
  return 1;
}

int TiffMemory::keep_error(TIFF *, void *user, const char *, const char *format, va_list arguments) {
  std::array<char, 200> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  static_cast<TiffMemory *>(user)->message_ = text.data();
  return 1;
}

TIFF *TiffMemory::open() {
  const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  if (!options) throw std::bad_alloc();
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), most_single_allocation);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_error, this);
  TIFFOpenOptionsSetWarningHandlerExtR(
      options.get(), [](TIFF *, void *, const char *, const char *, va_list) { return 1; }, nullptr);
  tiff_.reset(TIFFClientOpenExt(
      "picture", "r", this, read, [](thandle_t, void *, tmsize_t) -> tmsize_t { return 0; }, seek,
      [](thandle_t) { return 0; }, [](thandle_t h) -> toff_t { return static_cast<TiffMemory *>(h)->bytes_.size(); },
      map, [](thandle_t, void *, toff_t) {}, options.get()));
  if (!tiff_) throw broken();
  return tiff_.get();
}

// libtiff's words may hold the name given above, and nothing of the person.
Error TiffMemory::broken() const {
  return Error("picture.tiff", "libtiff says: " + message_, GANTRY_BAD_DATA)
      .hint("the file is damaged or was cut short: fetch it again");
}

}  // namespace gantry::pictures
