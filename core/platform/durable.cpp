// SPDX-License-Identifier: Apache-2.0
#include <core/platform/durable.hpp>

#include <atomic>
#include <cerrno>
#include <core/platform/file_descriptor.hpp>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <string>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t few_files = 16;  // beyond it one flush of the file system is cheaper

auto cannot_write(const fs::path &path, int error) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) {
    return fail("disk.full", std::string("there is no room on the disk: ") + std::strerror(error), path.string(),
                "make room, then do it again; what was saved before is unharmed");
  }
  return fail("disk.write", std::string("the file can't be written: ") + std::strerror(error), path.string(),
              "check that the folder is there and may be written");
}

fs::path temporary_name(const fs::path &path) {
  static std::atomic<unsigned> count{0};
  return path.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(count++) + temporary_ending;
}

int write_all(int descriptor, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return 0;
}

// 0, or the system's error; then nothing is left under `path`.
int write_new(const fs::path &path, std::span<const std::byte> bytes, mode_t mode) {
  FileDescriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
  if (!file) return errno;
  const int error = write_all(file.get(), bytes);
  if (error != 0) ::unlink(path.c_str());
  return error;
}

Result<void> flush(const fs::path &path, int (*sync)(int)) {
  FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file || sync(file.get()) != 0) return cannot_write(path, errno);
  return done();
}

Result<void> place(const fs::path &path, std::span<const std::byte> bytes, mode_t mode) {
  const fs::path temporary = temporary_name(path);
  if (const int error = write_new(temporary, bytes, mode); error != 0) return cannot_write(path, error);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return cannot_write(path, error);
  }
  return done();
}

}  // namespace

Result<void> place_file(const fs::path &path, std::span<const std::byte> bytes) { return place(path, bytes, 0666); }

Result<void> save_file(const fs::path &path, std::span<const std::byte> bytes, FileMode mode) {
  std::error_code problem;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), problem);  // place() says what is wrong
  GANTRY_CHECK(place(path, bytes, mode == FileMode::owner_only ? 0600 : 0666));
  return make_durable({path});
}

Result<void> make_durable(const std::vector<fs::path> &paths) {
  if (paths.empty()) return done();
  if (paths.size() > few_files) return flush_file_system(paths.front());
  std::set<fs::path> folders;
  for (const auto &path : paths) {
    GANTRY_CHECK(flush(path, ::fsync));
    folders.insert(path.has_parent_path() ? path.parent_path() : fs::path("."));
  }
  for (const auto &folder : folders) GANTRY_CHECK(flush(folder, ::fsync));
  return done();
}

// Since Linux 5.8 syncfs reports what could not be written.
Result<void> flush_file_system(const fs::path &path) { return flush(path, ::syncfs); }

Result<void> make_private_file(const fs::path &path, std::span<const std::byte> bytes) {
  const fs::path temporary = temporary_name(path);
  if (const int error = write_new(temporary, bytes, 0600); error != 0) return cannot_write(path, error);
  // A link, unlike a rename, fails where the name is taken: the first of two processes wins.
  const int error = ::link(temporary.c_str(), path.c_str()) == 0 ? 0 : errno;
  ::unlink(temporary.c_str());
  if (error == EEXIST) return fail("file.exists", "the file is there already", path.string());
  if (error != 0) return cannot_write(path, error);
  return make_durable({path});
}

}  // namespace gantry::core::platform
