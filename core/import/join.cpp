// SPDX-License-Identifier: Apache-2.0
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <core/import/acquired.hpp>
#include <core/import/join.hpp>
#include <core/plugins/parameters.hpp>
#include <cstring>

namespace gantry::core {

Result<ObjectPtr> join_volumes(const std::vector<ObjectPtr> &volumes, const Axis &axis) {
  if (volumes.empty())
    return fail("join.none", "there is nothing to join", "", "give at least one volume", Failure::usage);
  for (const auto &column : axis.columns) {
    if (column.values.size() != volumes.size()) {
      return fail("join.values",
                  std::to_string(volumes.size()) + " volumes, but " + std::to_string(column.values.size()) +
                      " values of " + column.name,
                  column.name, "give one value for each volume, in their order", Failure::usage);
    }
  }
  GANTRY_TRY(header, volume_header(volumes.front()->header));
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    const auto at = "volume " + std::to_string(i + 1);
    GANTRY_TRY(other, volume_header(volumes[i]->header));
    if (other.shape[3] != 1 || other.shape[4] != 1) {
      return fail("join.shape", at + " has more than three dimensions", at, "join three-dimensional volumes");
    }
    if (other.shape != header.shape || other.dtype != header.dtype) {
      return fail("join.shape", at + " differs from the first in shape or type", at, "join volumes of one series");
    }
    if (!same_space(other.geometry, header.geometry, header.shape)) {
      return fail("join.space", at + " lies elsewhere than the first", at, "register the volumes first");
    }
  }
  header.shape[3] = volumes.size();
  header.dims = 4;
  header.axis = axis;
  GANTRY_TRY(memory, platform::SharedMemory::create(header.byte_size()));
  std::byte *out = memory.writable();
  for (const auto &volume : volumes) {
    std::memcpy(out, volume->bytes.bytes().data(), volume->bytes.size());
    out += volume->bytes.size();
  }
  return make_object(to_json(header), std::move(memory));
}

Result<AxisColumn> axis_column(const std::string &word) {
  const auto wrong = [&](const std::string &why) {
    return fail("usage", "the axis \"" + word + "\": " + why, "--axis",
                "write it like TE[ms]=4.3,8.7,13, or a name alone that the headers say: " + acquired_names(),
                Failure::usage);
  };
  if (const Acquired *said = acquired(word)) return AxisColumn{word, std::string(said->unit), {}};
  const auto equals = word.find('=');
  if (equals == 0 || equals == std::string::npos) return wrong("it has no name and values");
  AxisColumn column{word.substr(0, equals), "1", {}};
  const auto open = column.name.find('[');
  if (open != std::string::npos && column.name.back() == ']') {
    column.unit = column.name.substr(open + 1, column.name.size() - open - 2);
    column.name.erase(open);
  }
  const std::string values = word.substr(equals + 1);
  std::vector<std::string> parts;
  boost::split(parts, values, boost::is_any_of(values.find(';') != std::string::npos ? ";" : ","));
  for (const auto &part : parts) {
    const auto value = parse_number(part);
    if (!value) return wrong("\"" + part + "\" is no number");
    column.values.push_back(*value);
  }
  return column;
}

Result<Axis> acquired_axis(Axis axis, const std::vector<nlohmann::json> &headers) {
  for (AxisColumn &column : axis.columns) {
    if (!column.values.empty()) continue;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      const auto value = acquired_value(headers[i], column.name, column.unit);
      if (!value)
        return fail("join.unsaid", "the header of volume " + std::to_string(i + 1) + " does not say " + column.name,
                    column.name, "give the values: --axis '" + column.name + "[" + column.unit + "]=…'",
                    Failure::usage);
      column.values.push_back(*value);
    }
  }
  return axis;
}

}  // namespace gantry::core
