// SPDX-License-Identifier: Apache-2.0
#include <core/platform/files.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

auto cannot(const char *code, const char *what) {
  return fail(code, std::string(what) + ": " + std::strerror(errno), {},
              "check that the file is there and may be read");
}

auto not_regular() {
  return fail("file.kind", "this is not a file that can be read", {}, "give a file, not a folder, pipe or device");
}

}  // namespace

Result<OpenFile> open_for_reading(const std::string &path) {
  // Not blocking: opening a pipe must not wait for its other end.
  FileDescriptor descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (!descriptor) return cannot("file.open", "the file can't be opened");
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) return cannot("file.open", "the file can't be opened");
  if (!S_ISREG(status.st_mode)) return not_regular();
  return OpenFile{std::move(descriptor), static_cast<std::uint64_t>(status.st_size),
                  status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec,
                  static_cast<std::uint64_t>(status.st_ino)};
}

Result<std::string> read_head(const OpenFile &file, std::size_t most) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(file.bytes, most)), '\0');
  std::size_t at = 0;
  while (at < head.size()) {
    const ssize_t got = ::pread(file.descriptor.get(), head.data() + at, head.size() - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot("file.read", "the file can't be read");
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
  }
  head.resize(at);
  return head;
}

MappedFile::MappedFile(MappedFile &&other) noexcept { *this = std::move(other); }

MappedFile &MappedFile::operator=(MappedFile &&other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Result<MappedFile> MappedFile::map(FileDescriptor descriptor) {
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) return cannot("file.open", "the file can't be opened");
  if (!S_ISREG(status.st_mode)) return not_regular();
  MappedFile file;
  file.descriptor_ = std::move(descriptor);
  if (status.st_size == 0) return file;
  const auto bytes = static_cast<std::size_t>(status.st_size);
  void *data = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
  if (data == MAP_FAILED) return cannot("file.read", "the file can't be mapped");
  file.data_ = static_cast<std::byte *>(data);
  file.size_ = bytes;
  return file;
}

}  // namespace gantry::core::platform
