// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <core/data/object.hpp>
#include <core/data/read_json.hpp>
#include <core/data/signal.hpp>
#include <cstring>
#include <limits>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 5> kind_names{"volume", "signal", "table", "record", "file"};
constexpr int max_depth = 64;
constexpr std::array<std::string_view, 3> column_types{"f64", "i64", "text"};

auto wrong_size(std::size_t have, std::uint64_t want) {
  return fail("data.size",
              "the data has " + std::to_string(have) + " bytes where its header says " + std::to_string(want), "",
              "the data was made by a faulty plugin or is damaged: make it again");
}

Result<std::uint64_t> bytes_wanted(const json &header) {
  const bool named = header.is_object() && header.contains("kind") && header.at("kind").is_string();
  const std::string kind = named ? header.at("kind").get<std::string>() : "";
  if (kind == "volume") {
    GANTRY_TRY(h, volume_header(header));
    return h.byte_size();
  }
  if (kind == "signal") {
    GANTRY_TRY(h, signal_header(header));
    return h.byte_size();
  }
  if (kind == "file") {
    const JsonReader in{header, "file"};
    GANTRY_CHECK(in.text("media_type"));
    GANTRY_CHECK(in.text("name"));
  }
  if (kind == "table" || kind == "record" || kind == "file") return std::numeric_limits<std::uint64_t>::max();
  return fail("data.header", "the data is of no known kind", "", "make it with a newer plugin, or update Gantry");
}

// A table's bytes: column after column; numbers as they are, texts as a 32-bit length and its bytes.
std::string column_bytes(const Column &column) {
  std::string out;
  std::visit(
      [&](const auto &values) {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, std::vector<std::string>>) {
          for (const auto &text : values) {
            const auto length = static_cast<std::uint32_t>(text.size());
            out.append(reinterpret_cast<const char *>(&length), sizeof length);
            out += text;
          }
        } else {
          out.append(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(values[0]));
        }
      },
      column.values);
  return out;
}

// Takes `count` numbers of T off the front of `bytes`.
template <class T>
Result<std::vector<T>> take_numbers(std::span<const std::byte> &bytes, std::uint64_t count) {
  if (count > bytes.size() / sizeof(T)) return wrong_size(bytes.size(), count * sizeof(T));
  std::vector<T> values(count);
  if (count > 0) std::memcpy(values.data(), bytes.data(), count * sizeof(T));
  bytes = bytes.subspan(count * sizeof(T));
  return values;
}

Result<std::vector<std::string>> take_texts(std::span<const std::byte> &bytes, std::uint64_t count) {
  std::vector<std::string> values;
  for (std::uint64_t row = 0; row < count; ++row) {
    GANTRY_TRY(length, take_numbers<std::uint32_t>(bytes, 1));
    if (length[0] > bytes.size()) return wrong_size(bytes.size(), length[0]);
    values.emplace_back(reinterpret_cast<const char *>(bytes.data()), length[0]);
    bytes = bytes.subspan(length[0]);
  }
  return values;
}

template <class T>
double as_double(const std::byte *data, std::size_t index) {
  T value;
  std::memcpy(&value, data + index * sizeof(T), sizeof(T));
  return static_cast<double>(value);
}

template <class T>
double magnitude(const std::byte *data, std::size_t index) {
  return std::hypot(as_double<T>(data, 2 * index), as_double<T>(data, 2 * index + 1));
}

double mean_of_rgb(const std::byte *data, std::size_t index, std::size_t step) {
  double sum = 0;
  for (std::size_t c = 0; c < 3; ++c) sum += std::to_integer<int>(data[index * step + c]);
  return sum / 3;
}

}  // namespace

std::string_view name(Kind kind) { return kind_names[static_cast<std::size_t>(kind) - 1]; }

std::optional<Kind> kind_by_name(std::string_view wanted) {
  const auto *found = std::find(kind_names.begin(), kind_names.end(), wanted);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<Kind>(found - kind_names.begin() + 1);
}

// Every Object is made by make_object, which refuses a header without a kind.
Kind Object::kind() const { return *kind_by_name(header.at("kind").get<std::string>()); }

Result<ObjectPtr> make_object(json header, platform::SharedMemory bytes) {
  GANTRY_TRY(wanted, bytes_wanted(header));
  if (wanted != std::numeric_limits<std::uint64_t>::max() && wanted != bytes.size()) {
    return wrong_size(bytes.size(), wanted);
  }
  GANTRY_CHECK(bytes.seal());
  auto object = std::make_shared<Object>();
  object->header = std::move(header);
  object->bytes = std::move(bytes);
  if (object->kind() == Kind::table) GANTRY_CHECK(table_of(*object));
  if (object->kind() == Kind::record) GANTRY_CHECK(record_of(*object));
  return ObjectPtr(std::move(object));
}

Result<ObjectPtr> make_volume(const VolumeHeader &header, std::span<const std::byte> voxels) {
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(voxels));
  return make_object(to_json(header), std::move(memory));
}

Result<ObjectPtr> make_table(const Table &table) {
  json columns = json::array();
  std::string bytes;
  for (const auto &column : table.columns) {
    if (column.size() != table.rows()) {
      return fail("data.table", "the columns of a table differ in length", column.name,
                  "give every column as many rows");
    }
    columns.push_back({{"name", column.name}, {"unit", column.unit}, {"type", column_types[column.values.index()]}});
    bytes += column_bytes(column);
  }
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(std::as_bytes(std::span(bytes))));
  return make_object({{"kind", "table"}, {"rows", table.rows()}, {"columns", columns}}, std::move(memory));
}

Result<Table> table_of(const Object &object) {
  const JsonReader in{object.header, "table"};
  GANTRY_TRY(rows, in.integer("rows"));
  GANTRY_TRY(columns, in.array("columns"));
  if (rows < 0 || columns->size() > 65536) return in.wrong("rows", "must be 0 or more, with at most 65,536 columns");
  Table table;
  auto bytes = object.bytes.bytes();
  for (const auto &entry : *columns) {
    const JsonReader column{entry, "columns"};
    GANTRY_TRY(column_name, column.text("name"));
    GANTRY_TRY(unit, column.text("unit", ""));
    GANTRY_TRY(type, column.text("type"));
    Column result{column_name, unit, {}};
    const auto count = static_cast<std::uint64_t>(rows);
    if (type == column_types[0]) {
      GANTRY_TRY(values, take_numbers<double>(bytes, count));
      result.values = values;
    } else if (type == column_types[1]) {
      GANTRY_TRY(values, take_numbers<std::int64_t>(bytes, count));
      result.values = values;
    } else if (type == column_types[2]) {
      GANTRY_TRY(values, take_texts(bytes, count));
      result.values = values;
    } else {
      return column.wrong("type", "must be f64, i64 or text");
    }
    table.columns.push_back(std::move(result));
  }
  if (!bytes.empty()) return wrong_size(object.bytes.size(), object.bytes.size() - bytes.size());
  return table;
}

Result<ObjectPtr> make_record(std::string schema, const json &content, std::string parent) {
  json header{{"kind", "record"}, {"schema", std::move(schema)}};
  if (!parent.empty()) header["parent"] = std::move(parent);
  const std::string text = canonical(content);
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(std::as_bytes(std::span(text))));
  return make_object(std::move(header), std::move(memory));
}

Result<json> record_of(const Object &object) {
  const JsonReader in{object.header, "record"};
  GANTRY_CHECK(in.text("schema"));
  const auto bytes = object.bytes.bytes();
  const auto *text = reinterpret_cast<const char *>(bytes.data());
  // Writing JSON out again calls itself for each level.
  bool deep = false;
  const json::parser_callback_t shallow = [&](int depth, json::parse_event_t, json &) {
    return !(deep |= depth > max_depth);
  };
  auto parsed = json::parse(text, text + bytes.size(), shallow, false);
  if (deep) return in.wrong("", "is nested more than " + std::to_string(max_depth) + " levels deep");
  if (parsed.is_discarded()) return in.wrong("", "is not JSON");
  return parsed;
}

Result<ObjectPtr> make_file(std::string media_type, std::string file_name, std::span<const std::byte> bytes) {
  GANTRY_TRY(memory, platform::SharedMemory::copy_of(bytes));
  return make_object({{"kind", "file"}, {"media_type", std::move(media_type)}, {"name", std::move(file_name)}},
                     std::move(memory));
}

double element_as_double(DType type, const std::byte *data, std::size_t index) {
  switch (type) {
    case DType::u8: return as_double<std::uint8_t>(data, index);
    case DType::i8: return as_double<std::int8_t>(data, index);
    case DType::u16: return as_double<std::uint16_t>(data, index);
    case DType::i16: return as_double<std::int16_t>(data, index);
    case DType::u32: return as_double<std::uint32_t>(data, index);
    case DType::i32: return as_double<std::int32_t>(data, index);
    case DType::u64: return as_double<std::uint64_t>(data, index);
    case DType::i64: return as_double<std::int64_t>(data, index);
    case DType::f32: return as_double<float>(data, index);
    case DType::f64: return as_double<double>(data, index);
    case DType::c64: return magnitude<float>(data, index);
    case DType::c128: return magnitude<double>(data, index);
    case DType::rgb8: return mean_of_rgb(data, index, 3);
    case DType::rgba8: return mean_of_rgb(data, index, 4);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> as_doubles(const Object &volume) {
  const auto type = *dtype_by_name(volume.header.at("dtype").get<std::string>());
  std::vector<double> result(volume.bytes.size() / byte_size(type));
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = element_as_double(type, volume.bytes.bytes().data(), i);
  return result;
}

}  // namespace gantry::core
