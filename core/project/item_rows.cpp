// SPDX-License-Identifier: Apache-2.0
#include <core/platform/clock.hpp>
#include <core/project/item_rows.hpp>
#include <cctype>

namespace gantry::core {
namespace {

using nlohmann::json;

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

}  // namespace

long long count_of(soci::session &sql, const std::string &query, const std::string &value) {
  long long n = 0;
  sql << query, soci::use(value), soci::into(n);
  return n;
}

bool has_run(soci::session &sql, const std::string &id) {
  return count_of(sql, "SELECT count(*) FROM runs WHERE id = :i", id) > 0;
}

long long next_item_number(soci::session &sql) {
  long long last = 0;
  sql << "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'items'", soci::into(last);
  return last + 1;
}

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

Error no_run(const std::string &id) {
  return {"project.no-run", "this project holds no run " + id, id, "list the runs to see what there is"};
}

Result<void> check_object(soci::session &sql, const std::string &object, const std::string &where) {
  if (has_object(sql, object)) return done();
  return fail("project.no-object", "this project holds no data of the hash " + object, where, "add the data first");
}

Result<void> check_run(soci::session &sql, const std::string &id) {
  if (has_run(sql, id)) return done();
  return fail(no_run(id));
}

Result<void> check_item(soci::session &sql, const ItemDraft &draft) {
  GANTRY_CHECK(check_object(sql, draft.object, "object"));
  if (draft.origin == Origin::run) GANTRY_CHECK(check_run(sql, draft.run));
  if (draft.origin != Origin::import) return done();
  long long known = 0;
  const long long number = draft.import_number;
  sql << "SELECT count(*) FROM imports WHERE number = :n", soci::use(number), soci::into(known);
  if (known == 1) return done();
  return fail("project.no-import", "this project holds no import " + std::to_string(number), "import_number",
              "record the import first");
}

}  // namespace gantry::core
