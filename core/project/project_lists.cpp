// SPDX-License-Identifier: Apache-2.0
// Items, imports, runs and records: what a project lists.
#include <algorithm>
#include <core/data/plain_text.hpp>
#include <core/platform/clock.hpp>
#include <core/project/project.hpp>
#include <core/project/schema.hpp>
#include <cctype>
#include <gantry/reader.h>
#include <set>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t most_of_a_label = 200;  // bytes

auto no_object_for(const std::string &hash, const std::string &where) {
  return fail("project.no-object", "this project holds no data of the hash " + hash, where, "add the data first");
}

auto no_run(const std::string &id) {
  return fail("project.no-run", "this project holds no run " + id, id, "list the runs to see what there is");
}

long long count(soci::session &sql, const std::string &query, const std::string &value) {
  long long n = 0;
  sql << query, soci::use(value), soci::into(n);
  return n;
}

bool has_run(soci::session &sql, const std::string &id) {
  return count(sql, "SELECT count(*) FROM runs WHERE id = :i", id) > 0;
}

struct Prefix {
  Kind kind;
  std::string id, label;  // "labels-", "Labels "
};

Prefix prefix(soci::session &sql, const std::string &object) {
  std::string kind, header;
  sql << "SELECT kind, header FROM objects WHERE hash = :h", soci::use(object), soci::into(kind), soci::into(header);
  const Kind known = kind_by_name(kind).value_or(Kind::file);
  std::string word = kind;
  if (known == Kind::volume) {
    const json parsed = json::parse(header, nullptr, false);
    word = parsed.is_object() && parsed.value("labels", false) ? "labels" : "image";
  }
  std::string label = word + " ";
  label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  return {known, word + "-", label};
}

// One past the highest number that was ever given.
long long next_number(soci::session &sql, const std::string &table) {
  long long last = 0;
  sql << "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :t", soci::use(table), soci::into(last);
  return last + 1;
}

// The number is taken beforehand: a run's record holds its outputs' items, and an item refers to its run.
Item new_item(soci::session &sql, const ItemDraft &draft, long long number) {
  const Prefix words = prefix(sql, draft.object);
  Item item{draft, words.id + std::to_string(number), words.kind, platform::utc_now()};
  if (item.label.empty()) item.label = words.label + std::to_string(number);
  return item;
}

void insert_item(soci::session &sql, const Item &item, long long number) {
  const std::string kind(name(item.kind)), origin(name(item.origin));
  const long long import = item.import_number;
  soci::indicator has_import = import != 0 ? soci::i_ok : soci::i_null;
  soci::indicator has_run = item.run.empty() ? soci::i_null : soci::i_ok;
  sql << "INSERT INTO items (number, id, kind, label, object, origin, import, run, added)"
         " VALUES (:n, :i, :k, :l, :o, :g, :m, :r, :a)",
      soci::use(number), soci::use(item.id), soci::use(kind), soci::use(item.label), soci::use(item.object),
      soci::use(origin), soci::use(import, has_import), soci::use(item.run, has_run), soci::use(item.added);
}

Origin origin_by_name(const std::string &text) {
  return text == "import" ? Origin::import : text == "run" ? Origin::run : Origin::manual;
}

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

Result<void> check_item(soci::session &sql, const ItemDraft &draft) {
  if (!has_object(sql, draft.object)) return no_object_for(draft.object, "object");
  if (draft.origin == Origin::run && !has_run(sql, draft.run)) return no_run(draft.run);
  if (draft.origin != Origin::import) return done();
  long long known = 0;
  const long long number = draft.import_number;
  sql << "SELECT count(*) FROM imports WHERE number = :n", soci::use(number), soci::into(known);
  if (known == 1) return done();
  return fail("project.no-import", "this project holds no import " + std::to_string(number), "import_number",
              "record the import first");
}

Result<void> check_run_objects(soci::session &sql, const RunDraft &run) {
  for (const auto &input : run.inputs) {
    if (!has_object(sql, input.object)) return no_object_for(input.object, input.port);
  }
  for (const auto &output : run.outputs) {
    if (!has_object(sql, output.object)) return no_object_for(output.object, output.port);
  }
  if (!run.parent.empty() && !has_run(sql, run.parent)) return no_run(run.parent);
  return done();
}

struct PlannedImports {
  long long first_item = 0;
  std::vector<ImportedBatch> batches;
};

PlannedImports plan_imports(soci::session &sql, std::vector<ImportBatch> &batches) {
  PlannedImports planned{next_number(sql, "items"), {}};
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

Result<Item> Project::add_item(const ItemDraft &draft) {
  GANTRY_CHECK(writable());
  return database_.transact([&](soci::session &sql) -> Result<Item> {
    GANTRY_CHECK(check_item(sql, draft));
    const long long number = next_number(sql, "items");
    const Item item = new_item(sql, draft, number);
    insert_item(sql, item, number);
    return item;
  });
}

Result<std::vector<Item>> Project::items() const {
  return database_.attempt([](soci::session &sql) {
    std::vector<Item> result;
    Item item;
    std::string kind, origin;
    long long import = 0;
    soci::statement rows =
        (sql.prepare << "SELECT id, kind, label, object, origin, coalesce(import, 0), coalesce(run, ''),"
                        " added FROM items ORDER BY number",
         soci::into(item.id), soci::into(kind), soci::into(item.label), soci::into(item.object), soci::into(origin),
         soci::into(import), soci::into(item.run), soci::into(item.added));
    rows.execute();
    while (rows.fetch()) {
      item.kind = kind_by_name(kind).value_or(Kind::file);
      item.origin = origin_by_name(origin);
      item.import_number = import;
      result.push_back(item);
    }
    return result;
  });
}

Result<Item> Project::item(const std::string &id) const {
  constexpr std::size_t shortest = 8;
  GANTRY_TRY(all, items());
  const Item *found = nullptr;
  for (const auto &item : all) {
    if (item.id == id) return item;
    if (id.size() < shortest || item.object.compare(0, id.size(), id) != 0) continue;
    if (found != nullptr && found->object != item.object) {
      return fail("project.ambiguous", "more than one item's hash begins with " + id, id, "give more of its digits");
    }
    found = &item;
  }
  if (found != nullptr) return *found;
  return fail("project.no-item", "this project holds no item \"" + id + "\"", id,
              "list the project to see what there is");
}

Result<Item> Project::relabel_item(const std::string &id, const std::string &label) {
  GANTRY_CHECK(writable());
  GANTRY_TRY(found, item(id));
  if (label.empty() || label.size() > most_of_a_label || !is_plain(label) ||
      label.find_first_of("\n\t") != std::string::npos || label.find_first_not_of(' ') == std::string::npos) {
    return fail("project.label", "a label is one line of text", label, "give 1 to 200 characters", Failure::usage);
  }
  found.label = label;
  GANTRY_CHECK(database_.transact([&](soci::session &sql) {
    sql << "UPDATE items SET label = :l WHERE id = :i", soci::use(found.label), soci::use(found.id);
  }));
  return std::move(found);
}

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
    long long number = next_number(sql, "items");
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
  if (id.empty() || id.find_first_not_of("0123456789abcdef") != std::string::npos) return no_run(id);
  GANTRY_TRY(found, database_.attempt([&](soci::session &sql) {
    return parsed<RunRecord>(sql, "SELECT json FROM runs WHERE id GLOB '" + id + "*' ORDER BY number LIMIT 2",
                             run_record);
  }));
  if (found.empty()) return no_run(id);
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
    if (!parent.empty() && count(sql, "SELECT count(*) FROM records WHERE hash = :h", parent) == 0) {
      return no_object_for(parent, "parent");
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
