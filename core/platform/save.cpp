// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <core/platform/file_descriptor.hpp>
#include <core/platform/save.hpp>
#include <filesystem>
#include <system_error>

namespace gantry::core::platform {
namespace {

auto write_error(const std::string &path, int code) {
  return fail("file.write", path + " can't be written: " + std::generic_category().message(code), path,
              code == ENOSPC || code == EDQUOT ? "make room on the disk, then try again" : "check the path and who may write there");
}

}  // namespace

Result<void> save_file(const std::string &path, std::span<const std::byte> bytes, FileMode mode) {
  namespace fs = std::filesystem;
  std::error_code problem;
  if (const auto folder = fs::path(path).parent_path(); !folder.empty()) fs::create_directories(folder, problem);
  const std::string beside = path + ".part" + std::to_string(getpid());
  FileDescriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode == FileMode::owner_only ? 0600 : 0666)};
  if (!file) return write_error(path, errno);
  int failed = 0;
  while (!bytes.empty() && failed == 0) {
    const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
    if (n >= 0) bytes = bytes.subspan(static_cast<std::size_t>(n));
    else if (errno != EINTR) failed = errno;
  }
  if (failed == 0 && ::fsync(file.get()) != 0 && errno != EINVAL) failed = errno;
  if (failed == 0 && ::rename(beside.c_str(), path.c_str()) != 0) failed = errno;
  if (failed == 0) return done();
  ::unlink(beside.c_str());
  return write_error(path, failed);
}

}  // namespace gantry::core::platform
