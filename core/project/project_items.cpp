// SPDX-License-Identifier: Apache-2.0
// The items of a project.
#include <core/data/plain_text.hpp>
#include <core/project/item_rows.hpp>
#include <core/project/project.hpp>

namespace gantry::core {
namespace {

constexpr std::size_t most_of_a_label = 200;  // bytes

Origin origin_by_name(const std::string &text) {
  return text == "import" ? Origin::import : text == "run" ? Origin::run : Origin::manual;
}

}  // namespace

Result<Item> Project::add_item(const ItemDraft &draft) {
  GANTRY_CHECK(writable());
  return database_.transact([&](soci::session &sql) -> Result<Item> {
    GANTRY_CHECK(check_item(sql, draft));
    const long long number = next_item_number(sql);
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

}  // namespace gantry::core
