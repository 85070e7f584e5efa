// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>

#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>
#include <core/project/pack.hpp>
#include <memory>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block = std::size_t{4} << 20;

// Removes what it was told of, unless it was kept.
class Temporary {
 public:
  explicit Temporary(fs::path path) : path_(std::move(path)) {}
  Temporary(const Temporary &) = delete;
  Temporary &operator=(const Temporary &) = delete;
  ~Temporary() {
    std::error_code error;
    fs::remove(path_, error);
  }
  const fs::path &path() const { return path_; }

 private:
  fs::path path_;
};

class TarWriter {
 public:
  static Result<TarWriter> open(const fs::path &file) {
    TarWriter tar;
    auto *a = tar.archive_.get();
    // The chunks are compressed already: the fastest level is for the database.
    if (archive_write_set_format_pax_restricted(a) != ARCHIVE_OK || archive_write_add_filter_zstd(a) != ARCHIVE_OK ||
        archive_write_set_options(a, "zstd:compression-level=1") != ARCHIVE_OK ||
        archive_write_open_filename(a, file.c_str()) != ARCHIVE_OK) {
      return tar.failed();
    }
    return tar;
  }

  Result<void> add(const std::string &name, const fs::path &file) {
    GANTRY_TRY(in, platform::open_for_reading(file.string()));
    GANTRY_TRY(mapped, platform::MappedFile::map(std::move(in.descriptor)));
    const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(mapped.bytes().size()));
    if (archive_write_header(archive_.get(), entry.get()) != ARCHIVE_OK) return failed();
    for (auto rest = mapped.bytes(); !rest.empty();) {
      const auto part = rest.first(std::min(block, rest.size()));
      if (archive_write_data(archive_.get(), part.data(), part.size()) != static_cast<la_ssize_t>(part.size()))
        return failed();
      rest = rest.subspan(part.size());
    }
    return done();
  }

  Result<void> close() {
    if (archive_write_close(archive_.get()) != ARCHIVE_OK) return failed();
    return done();
  }

 private:
  struct Free {
    void operator()(archive *a) const { archive_write_free(a); }
  };

  boost::outcome_v2::failure_type<Error> failed() const {
    const int error = archive_errno(archive_.get());
    const char *words = archive_error_string(archive_.get());
    const bool full = error == ENOSPC || error == EFBIG || error == EDQUOT;
    return fail(full ? "disk.full" : "disk.write",
                std::string("the pack can't be written: ") + (words != nullptr ? words : ""), {},
                full ? "make room on the disk, or pack onto another" : "check that you may write there");
  }

  std::unique_ptr<archive, Free> archive_{archive_write_new()};
};

Result<std::vector<std::string>> chunk_names(const Database &database) {
  return database.attempt([](soci::session &sql) {
    const soci::rowset<std::string> rows = (sql.prepare << "SELECT hash FROM chunks ORDER BY hash");
    return std::vector<std::string>(rows.begin(), rows.end());
  });
}

}  // namespace

Result<void> pack(const Project &project, const fs::path &file) {
  std::error_code error;
  if (fs::exists(file, error)) {
    return fail("pack.exists", "there is a file of this name already", file.string(),
                "give another name, or remove it first");
  }
  const Temporary database(file.string() + ".sqlite" + platform::temporary_ending);
  const Temporary packed(file.string() + platform::temporary_ending);
  fs::remove(database.path(), error);  // what a killed process left behind
  GANTRY_CHECK(copy_database(project.database(), database.path()));
  // The chunks of the copy: a writer may go on meanwhile.
  GANTRY_TRY(copy, Database::open(database.path(), Access::read));
  GANTRY_TRY(chunks, chunk_names(copy));
  GANTRY_TRY(tar, TarWriter::open(packed.path()));
  GANTRY_CHECK(tar.add("gantry.sqlite", database.path()));
  for (const auto &chunk : chunks) {
    if (!project.chunks().holds(chunk)) {
      return fail("project.integrity", "chunk " + chunk + " of the project is missing", chunk,
                  "restore the project folder from a backup", Failure::integrity);
    }
    GANTRY_CHECK(tar.add("objects/" + chunk.substr(0, 2) + "/" + chunk, project.chunks().path(chunk)));
  }
  GANTRY_CHECK(tar.close());
  GANTRY_CHECK(platform::make_durable({packed.path()}));
  fs::rename(packed.path(), file, error);
  if (error) return fail("disk.write", "the pack can't be named: " + error.message(), file.string());
  return platform::make_durable({file});
}

}  // namespace gantry::core
