// SPDX-License-Identifier: Apache-2.0
#include <core/fit/made_model.hpp>

#include <core/data/table.hpp>
#include <core/data/volume.hpp>
#include <core/fit/points.hpp>
#include <optional>

namespace gantry::core::fit {
namespace {

struct Offered {
  std::vector<OfferedColumn> columns;
  std::optional<std::string> signal_unit;
};

Result<Offered> offered_by(const FitJob &job) {
  Offered offered;
  for (const auto &input : job.inputs) {
    if (input.port == "data") {
      GANTRY_TRY(table, table_of(*input.object));
      offered.columns = columns_of(table);
    } else if (input.port == "image") {
      GANTRY_TRY(header, volume_header(input.object->header));
      offered.columns = columns_of(header.axis);
      offered.signal_unit = header.unit;
    }
  }
  return offered;
}

}  // namespace

Result<MadeModel> MadeModel::of(const gantry_model &model, const FitJob &job) {
  MadeModel result(model);
  if (!makes_another(&model)) return result;
  GANTRY_TRY(offered, offered_by(job));
  std::vector<const char *> names, units;
  for (const auto &column : offered.columns) {
    if (column.of_words()) continue;
    names.push_back(column.name.c_str());
    units.push_back(column.unit.c_str());
  }
  const gantry_model_request request{sizeof request, static_cast<std::uint32_t>(names.size()),
                                     job.values,     names.data(),
                                     units.data(),   offered.signal_unit ? offered.signal_unit->c_str() : nullptr};
  const gantry_model *made = nullptr;
  const char *reason = nullptr;
  const std::int32_t status = model.make(&model, &request, &made, &reason);
  if (status != GANTRY_OK || made == nullptr)
    return fail("fit.model", reason != nullptr ? reason : "the model can't be made for these data, and gives no reason",
                "", "", status == GANTRY_INVALID_ARGUMENT ? Failure::usage : Failure::failed);
  result.made_.reset(made);
  return result;
}

}  // namespace gantry::core::fit
