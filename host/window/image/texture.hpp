// SPDX-License-Identifier: Apache-2.0
// Pixels on the graphics card, for as long as the object lives. In the window's thread, while its context is current.
//
//   Texture t;
//   t.upload(pixels.width, pixels.height, pixels.rgba.data(), true);
//   list.AddImage(t.id(), a, b);
#pragma once

#include <cstdint>
#include <imgui.h>
#include <utility>

namespace gantry::host::window {

class Texture {
 public:
  Texture() = default;
  Texture(Texture &&other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Texture &operator=(Texture &&other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  ~Texture();

  // rgba: four bytes a pixel, row after row from the top left. smooth: bilinear between them.
  void upload(std::uint32_t width, std::uint32_t height, const void *rgba, bool smooth);
  bool empty() const { return name_ == 0; }
  ImTextureID id() const;

 private:
  unsigned name_ = 0;  // OpenGL's
};

}  // namespace gantry::host::window
