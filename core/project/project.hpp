// SPDX-License-Identifier: Apache-2.0
// A project: a folder with a database (gantry.sqlite), content-addressed objects (objects/ab/…) and a lock.
//
//   GANTRY_TRY(project, Project::open_or_create(folder));
//   GANTRY_TRY(hash, project.add_object(*volume));
//   GANTRY_TRY(item, project.add_item({.object = hash, .label = "T1, visit 2"}));   // item.id == "image-1"
//
// What an add_… returned is on the disk, and survives the end of the process and of the machine. One writer; readers
// beside it. A Project is used by one thread at a time. Errors of all functions: "project.integrity"
// (Failure::integrity) when what is on the disk is not what was put there; "project.full", "disk.full", "disk.write",
// "project.busy"; "project.read-only" from whatever writes.
#pragma once

#include <core/platform/lock.hpp>
#include <core/project/chunk_store.hpp>
#include <core/project/database.hpp>
#include <core/project/records.hpp>
#include <core/project/schema.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace gantry::core {

class Project {
 public:
  // create: "project.exists" when there is one already, "project.folder" when the folder holds other things.
  static Result<Project> create(const std::filesystem::path &folder);
  // "project.none", "project.newer", "project.foreign"; write: "project.locked" when another process writes,
  // "lock.unsupported" on a drive that can't lock. An older project is migrated when opened for writing (see backup()),
  // and refused when opened for reading ("project.older"). Another schema than Gantry's own is for tests of migration.
  static Result<Project> open(const std::filesystem::path &folder, Access access,
                              const Schema &schema = project_schema());
  static Result<Project> open_or_create(const std::filesystem::path &folder);
  static bool is_project(const std::filesystem::path &folder);

  const std::filesystem::path &folder() const { return folder_; }
  Access access() const { return access_; }
  // The copy that was made of the database before it was migrated; empty when it was not. To be told to the user.
  const std::filesystem::path &backup() const { return backup_; }

  // Returns the root hash. What is there already is not stored again, chunk by chunk.
  Result<std::string> add_object(const Object &object);
  // Reads chunk by chunk into shared memory; every chunk and the root are checked. "project.no-object".
  Result<ObjectPtr> object(const std::string &hash) const;
  // Its header alone, from the database. "project.no-object".
  Result<nlohmann::json> header(const std::string &hash) const;

  Result<Item> add_item(const ItemDraft &draft);
  Result<std::vector<Item>> items() const;  // oldest first
  // By id, or by the hash of its object (the newest of that hash) or an unambiguous beginning of it of 8 digits or more.
  // "project.no-item", "project.ambiguous".
  Result<Item> item(const std::string &id) const;
  // Another label; everything else stays, its id too. "project.label" when it is no line of 1 to 200 bytes of text.
  Result<Item> relabel_item(const std::string &id, const std::string &label);

  // The imports of one call, with an item for each datum and a record "gantry.header/1" {item, entries} where it has a
  // header: all of it or nothing. "project.no-object".
  Result<std::vector<ImportedBatch>> add_imports(std::vector<ImportBatch> batches);
  Result<std::vector<ImportRecord>> imports() const;

  // Checks that all objects are here, makes an item of each output that is to be kept (only of a run that went well), and
  // records the run: all of it or nothing. "project.no-object", "project.no-run" for an unknown parent.
  Result<RunRecord> add_run(RunDraft draft);
  Result<std::vector<RunRecord>> runs() const;         // oldest first
  Result<RunRecord> run(const std::string &id) const;  // or an unambiguous beginning of it

  // parent: the hash of the record that this one replaces; it must be here. Returns the record's hash; a record that is
  // here already is not added again.
  Result<std::string> append_record(const std::string &schema, const nlohmann::json &content,
                                    const std::string &parent = {});
  Result<std::vector<RecordEntry>> records() const;  // oldest first; contents by record_of(*object(hash))

  struct Freed {
    std::uint64_t bytes = 0, chunks = 0, objects = 0;
  };
  // Removes objects that no item, run or record refers to, and files that a killed process left behind.
  Result<Freed> gc();

  struct Checked {
    std::uint64_t objects = 0, chunks = 0, bytes = 0;  // bytes: uncompressed
    std::vector<std::string> damage;                   // in words, each naming the chunk, object or run
    bool whole() const { return damage.empty(); }
  };
  // Reads everything: each chunk, each root, each run's id, the database itself.
  Result<Checked> check() const;

  const Database &database() const { return database_; }
  const ChunkStore &chunks() const { return chunks_; }

 private:
  Project(std::filesystem::path folder, Access access)
      : folder_(std::move(folder)), access_(access), chunks_(folder_ / "objects") {}
  Result<void> writable() const;
  Result<void> store_chunks(const Object &object, const std::vector<std::string> &hashes) const;

  std::filesystem::path folder_;
  Access access_;
  std::filesystem::path backup_;
  platform::FileLock lock_;
  Database database_;
  ChunkStore chunks_;
};

}  // namespace gantry::core
