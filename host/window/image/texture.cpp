// SPDX-License-Identifier: Apache-2.0
#include <host/window/image/texture.hpp>

#include <GL/gl.h>

namespace gantry::host::window {

Texture::~Texture() {
  if (name_ != 0) glDeleteTextures(1, &name_);
}

void Texture::upload(std::uint32_t width, std::uint32_t height, const void *rgba, bool smooth) {
  GLint bound = 0;
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &bound);
  if (name_ == 0) glGenTextures(1, &name_);
  glBindTexture(GL_TEXTURE_2D, name_);
  const GLint filter = smooth ? GL_LINEAR : GL_NEAREST;
  constexpr GLint to_the_edge = 0x812F;  // GL_CLAMP_TO_EDGE, of OpenGL 1.2
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, to_the_edge);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, to_the_edge);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, static_cast<GLsizei>(width), static_cast<GLsizei>(height), 0, GL_RGBA,
               GL_UNSIGNED_BYTE, rgba);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(bound));
}

ImTextureID Texture::id() const { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name_)); }

}  // namespace gantry::host::window
