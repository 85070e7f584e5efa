// SPDX-License-Identifier: Apache-2.0
// Objects in and out: hashed, stored and read in chunks, never a second copy in memory.
#include <algorithm>
#include <core/platform/durable.hpp>
#include <core/project/project.hpp>
#include <core/project/schema.hpp>
#include <map>

namespace gantry::core {
namespace {

std::span<const std::byte> chunk_of(const Object &object, std::size_t place) {
  const auto all = object.bytes.bytes();
  const std::size_t start = place * chunk_bytes;
  return all.subspan(start, std::min(chunk_bytes, all.size() - start));
}

Result<std::vector<std::string>> hash_chunks(const Object &object) {
  std::vector<std::string> hashes((object.bytes.size() + chunk_bytes - 1) / chunk_bytes);
  GANTRY_CHECK(in_parallel(hashes.size(), [&](std::size_t i) -> Result<void> {
    hashes[i] = blake2b(chunk_of(object, i));
    return done();
  }));
  return hashes;
}

void insert_chunks(soci::session &sql, const Object &object, const std::string &root,
                   const std::vector<std::string> &hashes) {
  std::string hash;
  long long bytes = 0, place = 0;
  soci::statement chunk =
      (sql.prepare << "INSERT OR IGNORE INTO chunks (hash, bytes) VALUES (:h, :b)", soci::use(hash), soci::use(bytes));
  soci::statement link = (sql.prepare << "INSERT INTO object_chunks (object, place, chunk) VALUES (:o, :p, :c)",
                          soci::use(root), soci::use(place), soci::use(hash));
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    hash = hashes[i];
    bytes = static_cast<long long>(chunk_of(object, i).size());
    place = static_cast<long long>(i);
    chunk.execute(true);
    link.execute(true);
  }
}

auto no_object(const std::string &hash) {
  return fail("project.no-object", "this project holds no data of the hash " + hash, hash,
              "it was never here, or was removed; import or make it again");
}

struct Stored {
  std::string header;
  std::uint64_t bytes = 0;
  std::vector<std::string> chunks;
};

Stored read_stored(soci::session &sql, const std::string &hash) {
  Stored stored;
  long long bytes = 0;
  sql << "SELECT header, bytes FROM objects WHERE hash = :h", soci::use(hash), soci::into(stored.header),
      soci::into(bytes);
  stored.bytes = static_cast<std::uint64_t>(std::max(bytes, 0ll));
  const soci::rowset<std::string> rows =
      (sql.prepare << "SELECT chunk FROM object_chunks WHERE object = :h ORDER BY place", soci::use(hash));
  stored.chunks.assign(rows.begin(), rows.end());
  return stored;
}

}  // namespace

// A chunk that only has a file, and no row, may be what a crash left: it is written again.
Result<void> Project::store_chunks(const Object &object, const std::vector<std::string> &hashes) const {
  std::map<std::string, std::size_t> missing;
  GANTRY_CHECK(database_.attempt([&](soci::session &sql) {
    std::string hash;
    long long known = 0;
    soci::statement ask =
        (sql.prepare << "SELECT count(*) FROM chunks WHERE hash = :h", soci::use(hash), soci::into(known));
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      hash = hashes[i];
      ask.execute(true);
      if (known == 0 || !chunks_.holds(hash)) missing.emplace(hash, i);
    }
  }));
  const std::vector<std::pair<std::string, std::size_t>> work(missing.begin(), missing.end());
  GANTRY_CHECK(in_parallel(
      work.size(), [&](std::size_t i) { return chunks_.put(work[i].first, chunk_of(object, work[i].second)); }));
  std::vector<std::filesystem::path> files;
  for (const auto &entry : work) files.push_back(chunks_.path(entry.first));
  return platform::make_durable(files);
}

Result<std::string> Project::add_object(const Object &object) {
  GANTRY_CHECK(writable());
  GANTRY_TRY(hashes, hash_chunks(object));
  const std::string root = root_hash(object.header, hashes);
  GANTRY_CHECK(store_chunks(object, hashes));
  return database_.transact([&](soci::session &sql) -> Result<std::string> {
    if (has_object(sql, root)) return root;
    const std::string kind(name(object.kind())), header = canonical(object.header);
    const auto bytes = static_cast<long long>(object.bytes.size());
    sql << "INSERT INTO objects (hash, kind, header, bytes) VALUES (:h, :k, :j, :b)", soci::use(root), soci::use(kind),
        soci::use(header), soci::use(bytes);
    insert_chunks(sql, object, root, hashes);
    return root;
  });
}

Result<ObjectPtr> Project::object(const std::string &hash) const {
  GANTRY_TRY(stored, database_.attempt([&](soci::session &sql) -> Result<Stored> {
    if (!has_object(sql, hash)) return no_object(hash);
    return read_stored(sql, hash);
  }));
  const auto damaged = [&](const std::string &how) {
    return fail("project.integrity", "object " + hash + " of the project " + how, hash,
                "restore the project folder from a backup, or make the data again", Failure::integrity);
  };
  auto header = nlohmann::json::parse(stored.header, nullptr, false);
  // Before anything is allocated: the size must be that of the chunks.
  if (header.is_discarded() || stored.chunks.size() != (stored.bytes + chunk_bytes - 1) / chunk_bytes ||
      root_hash(header, stored.chunks) != hash) {
    return damaged("is altered: its header and chunks no longer give its name");
  }
  GANTRY_TRY(memory, platform::SharedMemory::create(stored.bytes));
  const std::span<std::byte> all(memory.writable(), memory.size());
  auto read = in_parallel(stored.chunks.size(), [&](std::size_t i) {
    const std::size_t start = i * chunk_bytes;
    return chunks_.get(stored.chunks[i], all.subspan(start, std::min(chunk_bytes, all.size() - start)));
  });
  if (!read) {
    Error error = read.error();
    error.message += " (part of object " + hash + ")";
    return fail(std::move(error));
  }
  auto made = make_object(std::move(header), std::move(memory));
  if (!made && made.error().code.rfind("data.", 0) == 0)
    return damaged("does not fit its header: " + made.error().message);
  return made;
}

Result<nlohmann::json> Project::header(const std::string &hash) const {
  GANTRY_TRY(text, database_.attempt([&](soci::session &sql) -> Result<std::string> {
    std::string header;
    sql << "SELECT header FROM objects WHERE hash = :h", soci::use(hash), soci::into(header);
    if (!sql.got_data()) return no_object(hash);
    return header;
  }));
  auto header = nlohmann::json::parse(text, nullptr, false);
  if (header.is_discarded()) {
    return fail("project.integrity", "the header of object " + hash + " is damaged", hash, "", Failure::integrity);
  }
  return header;
}

}  // namespace gantry::core
