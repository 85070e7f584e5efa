// SPDX-License-Identifier: Apache-2.0
// Rows of the tables of items and runs, for what adds to them within a transaction.
//
//   const long long number = next_item_number(sql);
//   const Item item = new_item(sql, draft, number);
//   GANTRY_CHECK(check_item(sql, item));
//   insert_item(sql, item, number);
#pragma once

#include <core/project/records.hpp>
#include <core/project/schema.hpp>
#include <string>

namespace gantry::core {

// How many rows the query counts of this value.
long long count_of(soci::session &sql, const std::string &query, const std::string &value);
bool has_run(soci::session &sql, const std::string &id);

// One past the highest number that was ever given.
long long next_item_number(soci::session &sql);

// The number is taken beforehand: a run's record holds its outputs' items, and an item refers to its run.
Item new_item(soci::session &sql, const ItemDraft &draft, long long number);
void insert_item(soci::session &sql, const Item &item, long long number);

// "project.no-object", "project.no-run" or "project.no-import": what the draft refers to is not there.
Result<void> check_item(soci::session &sql, const ItemDraft &draft);
Result<void> check_object(soci::session &sql, const std::string &object, const std::string &where);
Result<void> check_run(soci::session &sql, const std::string &id);

Error no_run(const std::string &id);

}  // namespace gantry::core
