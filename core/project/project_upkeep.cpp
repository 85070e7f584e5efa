// SPDX-License-Identifier: Apache-2.0
// Removing what nothing refers to, and proving that the rest is what was put there.
#include <algorithm>
#include <core/platform/durable.hpp>
#include <core/project/project.hpp>
#include <map>
#include <mutex>
#include <set>

namespace gantry::core {
namespace {

namespace fs = std::filesystem;

struct ObjectRow {
  std::string hash, header;
  std::uint64_t bytes = 0;
  std::vector<std::string> chunks;
};

// Every chunk with its length.
std::map<std::string, std::size_t> chunk_lengths(soci::session &sql) {
  std::map<std::string, std::size_t> result;
  std::string hash;
  long long bytes = 0;
  soci::statement rows = (sql.prepare << "SELECT hash, bytes FROM chunks", soci::into(hash), soci::into(bytes));
  rows.execute();
  while (rows.fetch()) {
    result[hash] = static_cast<std::size_t>(std::clamp(bytes, 0ll, static_cast<long long>(chunk_bytes) + 1));
  }
  return result;
}

std::vector<ObjectRow> object_rows(soci::session &sql) {
  std::vector<ObjectRow> result;
  ObjectRow row;
  long long bytes = 0;
  soci::statement rows = (sql.prepare << "SELECT hash, header, bytes FROM objects ORDER BY hash", soci::into(row.hash),
                          soci::into(row.header), soci::into(bytes));
  rows.execute();
  while (rows.fetch()) {
    row.bytes = static_cast<std::uint64_t>(std::max(bytes, 0ll));
    result.push_back(row);
  }
  for (auto &object : result) {
    const soci::rowset<std::string> chunks =
        (sql.prepare << "SELECT chunk FROM object_chunks WHERE object = :h ORDER BY place", soci::use(object.hash));
    object.chunks.assign(chunks.begin(), chunks.end());
  }
  return result;
}

// The root must follow from header and chunks, the size from the chunks' lengths.
bool consistent(const ObjectRow &object, const std::map<std::string, std::size_t> &lengths) {
  const auto header = nlohmann::json::parse(object.header, nullptr, false);
  if (header.is_discarded() || root_hash(header, object.chunks) != object.hash) return false;
  std::uint64_t bytes = 0;
  for (const auto &chunk : object.chunks) {
    if (bytes % chunk_bytes != 0) return false;  // a short chunk before the last
    const auto length = lengths.find(chunk);
    if (length == lengths.end() || length->second == 0 || length->second > chunk_bytes) return false;
    bytes += length->second;
  }
  return bytes == object.bytes;
}

void check_database(soci::session &sql, std::vector<std::string> &damage) {
  const soci::rowset<std::string> words = (sql.prepare << "SELECT integrity_check FROM pragma_integrity_check");
  for (const auto &word : words) {
    if (word != "ok") damage.push_back("the database: " + word);
  }
  long long broken = 0;
  sql << "SELECT count(*) FROM pragma_foreign_key_check", soci::into(broken);
  if (broken > 0) damage.push_back("the database refers " + std::to_string(broken) + " times to what is not there");
}

Result<void> remove_dead_rows(const Database &database, Project::Freed &freed) {
  return database.transact([&](soci::session &sql) {
    const std::string dead =
        " FROM objects WHERE hash NOT IN (SELECT object FROM items) AND hash NOT IN (SELECT object FROM run_objects)"
        " AND hash NOT IN (SELECT hash FROM records)";
    long long count = 0;
    sql << "SELECT count(*)" + dead, soci::into(count);
    freed.objects = static_cast<std::uint64_t>(count);
    sql << "DELETE" + dead;
    sql << "DELETE FROM chunks WHERE hash NOT IN (SELECT chunk FROM object_chunks)";
  });
}

}  // namespace

Result<Project::Freed> Project::gc() {
  GANTRY_CHECK(writable());
  Freed freed;
  // Rows first: should this be killed half-way, files are left over, and none is missed.
  GANTRY_CHECK(remove_dead_rows(database_, freed));
  GANTRY_TRY(alive, database_.attempt(chunk_lengths));
  std::error_code error;
  std::vector<fs::path> dead;
  for (const auto &entry : fs::recursive_directory_iterator(chunks_.folder(), error)) {
    if (!entry.is_regular_file(error) || alive.count(entry.path().filename().string()) > 0) continue;
    dead.push_back(entry.path());
  }
  for (const auto &path : dead) {
    const auto bytes = fs::file_size(path, error);
    if (!fs::remove(path, error)) continue;
    freed.bytes += bytes;
    freed.chunks += path.extension() == platform::temporary_ending ? 0u : 1u;
  }
  return freed;
}

Result<Project::Checked> Project::check() const {
  Checked checked;
  GANTRY_CHECK(database_.attempt([&](soci::session &sql) { check_database(sql, checked.damage); }));
  GANTRY_TRY(lengths, database_.attempt(chunk_lengths));
  GANTRY_TRY(objects, database_.attempt(object_rows));
  for (const auto &object : objects) {
    if (!consistent(object, lengths)) checked.damage.push_back("object " + object.hash + " does not fit its name");
  }
  const std::vector<std::pair<std::string, std::size_t>> chunks(lengths.begin(), lengths.end());
  std::mutex guard;
  GANTRY_CHECK(in_parallel(chunks.size(), [&](std::size_t i) -> Result<void> {
    std::vector<std::byte> bytes(std::min(chunks[i].second, chunk_bytes));
    const auto read = chunks_.get(chunks[i].first, bytes);
    const std::lock_guard lock(guard);
    if (!read) checked.damage.push_back(read.error().message);
    checked.bytes += bytes.size();
    return done();
  }));
  GANTRY_TRY(all_runs, runs());
  for (const auto &run : all_runs) {
    if (run_id(run) != run.id) checked.damage.push_back("run " + run.id + " was altered: it no longer gives its name");
  }
  checked.objects = objects.size();
  checked.chunks = chunks.size();
  std::sort(checked.damage.begin(), checked.damage.end());
  return checked;
}

}  // namespace gantry::core
