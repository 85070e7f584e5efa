// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>

#include <core/platform/durable.hpp>
#include <core/project/pack.hpp>
#include <fstream>
#include <memory>
#include <set>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block = std::size_t{1} << 20;
constexpr const char *database_name = "gantry.sqlite";

struct FreeReader {
  void operator()(archive *a) const { archive_read_free(a); }
};
using TarReader = std::unique_ptr<archive, FreeReader>;

auto refused(const std::string &why) {
  return fail("unpack.refused", "this is not a pack of a Gantry project, or it is damaged: " + why, {},
              "ask its sender for it again, made by `gantry project pack`", Failure::integrity);
}

auto unreadable(const TarReader &tar) {
  const char *words = archive_error_string(tar.get());
  return refused(words != nullptr ? words : "it can't be read");
}

// The folder while it is being filled; removed unless it was kept.
class Staging {
 public:
  explicit Staging(fs::path path) : path_(std::move(path)) {}
  Staging(const Staging &) = delete;
  Staging &operator=(const Staging &) = delete;
  ~Staging() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  const fs::path &path() const { return path_; }

 private:
  fs::path path_;
};

bool is_chunk_path(const std::string &name) {
  constexpr std::string_view start = "objects/";
  if (name.size() != start.size() + 3 + 64 || name.compare(0, start.size(), start) != 0 || name[10] != '/')
    return false;
  return is_chunk_name(std::string_view(name).substr(11)) && name.compare(8, 2, name, 11, 2) == 0;
}

// Only names that a project has, each once: nothing can lead out of the folder.
Result<std::uint64_t> allowed_bytes(archive_entry *entry, const UnpackLimits &limits, std::set<std::string> &seen) {
  const char *text = archive_entry_pathname(entry);
  const std::string name = text != nullptr ? text : "";
  const bool database = name == database_name;
  if (!database && !is_chunk_path(name)) return refused("it holds a file that no project has");
  if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
      archive_entry_symlink(entry) != nullptr) {
    return refused("it holds a link or a device");
  }
  if (!seen.insert(name).second) return refused("it holds a file twice");
  if (seen.size() > limits.chunks + 1) return refused("it holds too many files");
  const std::uint64_t most = database ? limits.database_bytes : largest_chunk_file();
  const la_int64_t size = archive_entry_size(entry);
  if (size < 0 || static_cast<std::uint64_t>(size) > most) return refused("it holds a file that is too large");
  return most;
}

Result<void> extract(const TarReader &tar, const fs::path &to, std::uint64_t most) {
  std::error_code error;
  std::ofstream out(to, std::ios::binary);
  std::vector<char> buffer(block);
  std::uint64_t written = 0;
  while (out) {
    const la_ssize_t got = archive_read_data(tar.get(), buffer.data(), buffer.size());
    if (got < 0) return unreadable(tar);
    if (got == 0) break;
    written += static_cast<std::uint64_t>(got);
    if (written > most) return refused("it holds a file that is too large");
    out.write(buffer.data(), got);
  }
  out.close();
  if (out) return done();
  return fail("disk.full", "the project can't be written: there is no room, or the disk fails",
              to.parent_path().string(), "make room, or unpack onto another disk");
}

Result<void> extract_all(const fs::path &file, const fs::path &folder, const UnpackLimits &limits) {
  const TarReader tar(archive_read_new());
  archive_read_support_format_tar(tar.get());
  archive_read_support_filter_zstd(tar.get());
  if (archive_read_open_filename(tar.get(), file.c_str(), block) != ARCHIVE_OK) return unreadable(tar);
  std::set<std::string> seen;
  archive_entry *entry = nullptr;
  int state = ARCHIVE_OK;
  while ((state = archive_read_next_header(tar.get(), &entry)) == ARCHIVE_OK) {
    GANTRY_TRY(most, allowed_bytes(entry, limits, seen));
    GANTRY_CHECK(extract(tar, folder / archive_entry_pathname(entry), most));
  }
  if (state != ARCHIVE_EOF) return unreadable(tar);
  if (seen.count(database_name) == 0) return refused("it holds no database");
  return done();
}

Result<void> check_unpacked(const fs::path &folder) {
  GANTRY_TRY(project, Project::open(folder, Access::write));
  GANTRY_TRY(checked, project.check());
  if (checked.whole()) return done();
  return fail("project.integrity", "the pack is damaged: " + checked.damage.front(), {},
              "ask its sender for it again, made by `gantry project pack`", Failure::integrity);
}

}  // namespace

Result<Project> unpack(const fs::path &file, const fs::path &folder, const UnpackLimits &limits) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return fail("file.open", "there is no such file", file.string());
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    return fail("unpack.folder", "this folder holds other things", folder.string(), "give an empty or a new folder");
  }
  // Beside the folder, hence on the same file system: the last step is a rename.
  const fs::path whole = fs::absolute(folder).lexically_normal();
  const fs::path target = whole.has_filename() ? whole : whole.parent_path();
  const Staging staging(target.string() + platform::temporary_ending);
  fs::create_directories(target.parent_path(), error);
  if (fs::exists(staging.path(), error)) {
    return fail("unpack.folder", "an earlier attempt left a folder behind", staging.path().string(), "remove it first");
  }
  const ChunkStore store(staging.path() / "objects");
  GANTRY_CHECK(store.create());
  GANTRY_CHECK(extract_all(file, staging.path(), limits));
  GANTRY_CHECK(check_unpacked(staging.path()));
  GANTRY_CHECK(platform::flush_file_system(staging.path()));
  fs::remove(target, error);  // an empty folder
  fs::rename(staging.path(), target, error);
  if (error) return fail("disk.write", "the project can't be put in place: " + error.message(), target.string());
  GANTRY_CHECK(platform::make_durable({target}));
  return Project::open(target, Access::write);
}

}  // namespace gantry::core
