// SPDX-License-Identifier: Apache-2.0
// The imports, runs and records of a project.
#include <core/platform/clock.hpp>
#include <core/project/item_rows.hpp>
#include <core/project/project.hpp>
#include <gantry/reader.h>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

// Rows of `SELECT json FROM …` as records by `parse`.
template <class Record>
Result<std::vector<Record>> parsed(soci::session &sql, const std::string &query,
                                   Result<Record> (*parse)(const json &)) {
  std::vector<Record> result;
  const soci::rowset<std::string> rows = (sql.prepare << query);
  for (const auto &text : rows) {
    auto record = parse(json::parse(text, nullptr, false));
    if (!record) {
      return fail("project.integrity", "a record of the project is damaged: " + record.error().message, {},
                  "restore the project folder from a backup", Failure::integrity);
    }
    result.push_back(std::move(record).value());
  }
  return result;
}

Result<void> check_run_objects(soci::session &sql, const RunDraft &run) {
  for (const auto &input : run.inputs) {
    GANTRY_CHECK(check_object(sql, input.object, input.port));
  }
  for (const auto &output : run.outputs) {
    GANTRY_CHECK(check_object(sql, output.object, output.port));
  }
  if (!run.parent.empty()) GANTRY_CHECK(check_run(sql, run.parent));
  return done();
}

struct PlannedImports {
  long long first_item = 0;
  std::vector<ImportedBatch> batches;
};

PlannedImports plan_imports(soci::session &sql, std::vector<ImportBatch> &batches) {
  PlannedImports planned{next_item_number(sql), {}};
  long long import = 0, item = planned.first_item;
  sql << "SELECT coalesce(max(number), 0) FROM imports", soci::into(import);
  for (auto &batch : batches) {
    ImportedBatch &made = planned.batches.emplace_back();
    static_cast<ImportDraft &>(made.import) = std::move(batch.import);
    made.import.number = ++import;
    for (auto &refused : made.import.refused) refused.reason = without_paths(refused.reason);
    if (made.import.when.empty()) made.import.when = platform::utc_now();
    for (const auto &datum : batch.data) {
      made.items.push_back(new_item(sql, {datum.object, datum.label, Origin::import, import, {}}, item++));
    }
  }
  return planned;
}

void insert_record(soci::session &sql, const std::string &hash, const std::string &schema, const std::string &parent) {
  const std::string now = platform::utc_now();
  sql << "INSERT OR IGNORE INTO records (hash, schema, parent, added) VALUES (:h, :s, :p, :a)", soci::use(hash),
      soci::use(schema), soci::use(parent), soci::use(now);
}

void insert_run(soci::session &sql, const RunRecord &run) {
  const std::string text = canonical(to_json(run));
  sql << "INSERT INTO runs (id, json) VALUES (:i, :j)", soci::use(run.id), soci::use(text);
  std::set<std::string> objects;
  for (const auto &input : run.inputs) objects.insert(input.object);
  for (const auto &output : run.outputs) objects.insert(output.object);
  for (const auto &object : objects) {
    sql << "INSERT INTO run_objects (run, object) VALUES (:r, :o)", soci::use(run.id), soci::use(object);
  }
}

}  // namespace

Result<std::vector<ImportedBatch>> Project::add_imports(std::vector<ImportBatch> batches) {
  GANTRY_CHECK(writable());
  // Items get their numbers now, since their header records name them; there is no other writer who could take them.
  GANTRY_TRY(planned, database_.attempt([&](soci::session &sql) { return plan_imports(sql, batches); }));
  std::vector<std::string> records;
  for (std::size_t b = 0; b < batches.size(); ++b) {
    for (std::size_t i = 0; i < batches[b].data.size(); ++i) {
      const json &header = batches[b].data[i].header;
      if (header.empty()) continue;
      GANTRY_TRY(object,
                 make_record(GANTRY_HEADER_SCHEMA, {{"item", planned.batches[b].items[i].id}, {"entries", header}}));
      GANTRY_TRY(hash, add_object(*object));
      records.push_back(hash);
    }
  }
  return database_.transact([&](soci::session &sql) -> Result<std::vector<ImportedBatch>> {
    long long number = planned.first_item;
    for (const auto &batch : planned.batches) {
      const long long import = batch.import.number;
      const std::string text = canonical(to_json(batch.import));
      sql << "INSERT INTO imports (number, json) VALUES (:n, :j)", soci::use(import), soci::use(text);
      for (const auto &item : batch.items) {
        GANTRY_CHECK(check_item(sql, item));
        insert_item(sql, item, number++);
      }
    }
    for (const auto &hash : records) insert_record(sql, hash, GANTRY_HEADER_SCHEMA, "");
    return planned.batches;
  });
}

Result<std::vector<ImportRecord>> Project::imports() const {
  return database_.attempt([](soci::session &sql) {
    return parsed<ImportRecord>(sql, "SELECT json FROM imports ORDER BY number", import_record);
  });
}

Result<RunRecord> Project::add_run(RunDraft draft) {
  GANTRY_CHECK(writable());
  RunRecord run;
  static_cast<RunDraft &>(run) = std::move(draft);
  run.error = without_paths(run.error);
  for (auto &warning : run.warnings) warning = without_paths(warning);
  if (run.started.empty()) run.started = platform::utc_now();
  return database_.transact([&](soci::session &sql) -> Result<RunRecord> {
    GANTRY_CHECK(check_run_objects(sql, run));
    std::vector<std::pair<Item, long long>> items;
    long long number = next_item_number(sql);
    for (auto &output : run.outputs) {
      if (!output.keep || !run.ok()) continue;
      items.emplace_back(new_item(sql, {output.object, output.label, Origin::run, 0, {}}, number), number);
      output.item = items.back().first.id;
      ++number;
    }
    run.id = run_id(run);
    if (has_run(sql, run.id)) return run;  // the same run of the same second, told twice
    insert_run(sql, run);
    for (auto &[item, place] : items) {
      item.run = run.id;
      insert_item(sql, item, place);
    }
    return run;
  });
}

Result<std::vector<RunRecord>> Project::runs() const {
  return database_.attempt(
      [](soci::session &sql) { return parsed<RunRecord>(sql, "SELECT json FROM runs ORDER BY number", run_record); });
}

Result<RunRecord> Project::run(const std::string &id) const {
  if (id.empty() || id.find_first_not_of("0123456789abcdef") != std::string::npos) return fail(no_run(id));
  GANTRY_TRY(found, database_.attempt([&](soci::session &sql) {
    return parsed<RunRecord>(sql, "SELECT json FROM runs WHERE id GLOB '" + id + "*' ORDER BY number LIMIT 2",
                             run_record);
  }));
  if (found.empty()) return fail(no_run(id));
  if (found.size() > 1) {
    return fail("project.ambiguous", "more than one run begins with " + id, id, "give more of its digits");
  }
  return found.front();
}

Result<std::string> Project::append_record(const std::string &schema, const json &content, const std::string &parent) {
  GANTRY_CHECK(writable());
  GANTRY_TRY(object, make_record(schema, content, parent));
  GANTRY_TRY(hash, add_object(*object));
  return database_.transact([&](soci::session &sql) -> Result<std::string> {
    if (!parent.empty() && count_of(sql, "SELECT count(*) FROM records WHERE hash = :h", parent) == 0) {
      return fail("project.no-object", "this project holds no record of the hash " + parent, "parent",
                  "append the record first");
    }
    insert_record(sql, hash, schema, parent);
    return hash;
  });
}

Result<std::vector<RecordEntry>> Project::records() const {
  return database_.attempt([](soci::session &sql) {
    std::vector<RecordEntry> result;
    RecordEntry entry;
    soci::statement rows =
        (sql.prepare << "SELECT hash, schema, parent, added FROM records ORDER BY number", soci::into(entry.hash),
         soci::into(entry.schema), soci::into(entry.parent), soci::into(entry.added));
    rows.execute();
    while (rows.fetch()) result.push_back(entry);
    return result;
  });
}

}  // namespace gantry::core
