// SPDX-License-Identifier: Apache-2.0
#include <core/platform/lock.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/statfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace gantry::core::platform {
namespace {

// linux/magic.h and the kernel's own sources: NFS, SMB, CIFS, SMB2, AFS (two), Coda, NCP, Ceph, Lustre.
constexpr std::array<unsigned long, 10> network_types{0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x5346414F,
                                                      0x6B414653, 0x73757245, 0x564C,     0x00C36400, 0x0BD00BD0};

auto unsupported(const std::filesystem::path &path, const std::string &why) {
  return fail("lock.unsupported", "this folder can't be locked: " + why, path.string(),
              "keep the project on a disk of this computer; take it elsewhere with `gantry project pack`");
}

}  // namespace

bool is_network_file_system(long type) {
  // Some kernels extend the sign of 32-bit numbers.
  const auto magic = static_cast<unsigned long>(type) & 0xFFFFFFFFul;
  return std::find(network_types.begin(), network_types.end(), magic) != network_types.end();
}

Result<FileLock> FileLock::take(const std::filesystem::path &path) {
  FileLock lock;
  lock.descriptor_ = FileDescriptor{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)};
  if (!lock) {
    return fail("disk.write", std::string("the lock can't be made: ") + std::strerror(errno), path.string(),
                "check that the folder is there and that you may write into it");
  }
  struct statfs system {};
  if (::fstatfs(lock.descriptor_.get(), &system) == 0 && is_network_file_system(static_cast<long>(system.f_type))) {
    return unsupported(path, "it is on a network drive, where two computers could write at once");
  }
  if (::flock(lock.descriptor_.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) {
    return fail("lock.held", "another process has it open for writing", path.string(), "close it there first");
  }
  return unsupported(path, std::strerror(errno));
}

}  // namespace gantry::core::platform
