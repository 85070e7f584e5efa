// SPDX-License-Identifier: Apache-2.0
// A text as a table: each column as whole numbers, numbers or words.
//
//   const Content content = content_of(text.view(), [&](double fraction) { job.progress(fraction, "reading"); });
//   job.output_table("table", content.columns);
#pragma once

#include "dialect.hpp"

#include <gantry/cpp/job.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::tables {

struct Content {
  Dialect dialect;
  std::uint64_t rows = 0;
  std::vector<ColumnValues> columns;
};

// Whole numbers become int64 where none is missing and all are below 2^53; other numbers double, missing ones NaN.
// A column that is quoted throughout is text, if other cells of the data are not quoted. Rows of blank cells alone at
// the end, and a last column of blanks without a name, are left out: programs write them by mistake.
// Throws Error "tables.empty", "tables.no-rows", "tables.ragged", "tables.quote", "tables.columns", and what `progress`
// throws.
Content content_of(std::string_view text, const std::function<void(double)> &progress);

}  // namespace gantry::tables
