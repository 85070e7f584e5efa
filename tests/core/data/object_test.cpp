// SPDX-License-Identifier: Apache-2.0
// Objects: tables, records, files and voxels in and out, and headers that lie.
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <core/data/object.hpp>

using namespace gantry::core;
using nlohmann::json;

namespace {

template <class T>
double first_as_double(DType type, T value) {
  return element_as_double(type, reinterpret_cast<const std::byte *>(&value), 0);
}

Result<ObjectPtr> object_of(json header, const std::string &bytes = "") {
  return make_object(std::move(header), platform::SharedMemory::copy_of(std::as_bytes(std::span(bytes))).value());
}

}  // namespace

TEST_CASE("a table comes back with its types, units, texts and special numbers", "[data]") {
  Table table;
  table.columns.push_back({"TE", "ms", std::vector<double>{5, -0.0, std::nan("")}});
  table.columns.push_back({"n", "1", std::vector<std::int64_t>{INT64_MIN, 0, INT64_MAX}});
  table.columns.push_back({"class", "", std::vector<std::string>{"", "grijze stof — λ", std::string("a\0b", 3)}});
  const auto object = make_table(table).value();
  CHECK(object->kind() == Kind::table);
  const Table back = table_of(*object).value();
  REQUIRE(back.columns.size() == 3);
  CHECK(back.rows() == 3);
  CHECK(back.column("TE")->unit == "ms");
  CHECK(std::isnan(back.column("TE")->numbers()[2]));
  CHECK(back.column("n")->values == table.columns[1].values);
  CHECK(back.column("class")->values == table.columns[2].values);
  CHECK(std::isnan(back.column("class")->numbers()[0]));
  CHECK(back.column("missing") == nullptr);
  CHECK(make_table({}).value()->kind() == Kind::table);
}

TEST_CASE("columns of unequal length make no table", "[data]") {
  Table table;
  table.columns = {{"a", "", std::vector<double>{1, 2}}, {"b", "", std::vector<double>{1}}};
  const auto result = make_table(table);
  REQUIRE_FALSE(result);
  CHECK(result.error().parameter == "b");
}

TEST_CASE("a table whose header promises more or less than its bytes hold is refused", "[data]") {
  const auto header = [](const json &rows, const json &type) {
    return json{{"kind", "table"}, {"rows", rows}, {"columns", {{{"name", "a"}, {"unit", ""}, {"type", type}}}}};
  };
  CHECK(object_of(header(1, "f64"), std::string(8, '\0')));
  for (const auto &[rows, type, bytes] :
       std::vector<std::tuple<json, json, std::size_t>>{{2, "f64", 8},
                                                        {1, "f64", 9},
                                                        {-1, "f64", 8},
                                                        {std::int64_t{1} << 61, "f64", 8},
                                                        {INT64_MAX, "text", 8},
                                                        {"1", "f64", 8},
                                                        {1, "f32", 8},
                                                        {1, 3, 8},
                                                        {1, "text", 3},
                                                        {nullptr, "f64", 8}}) {
    INFO(rows << " " << type << " " << bytes);
    CHECK_FALSE(object_of(header(rows, type), std::string(bytes, '\0')));
  }
  CHECK_FALSE(object_of(header(1, "text"), std::string("\xff\xff\xff\xff", 4)));  // a text of 4 GiB
}

TEST_CASE("objects of no kind, or whose header is of the wrong types, are refused without an exception", "[data]") {
  for (const json &header :
       {json(), json(3), json::array(), json::object(), json{{"kind", 5}}, json{{"kind", "mesh"}},
        json{{"kind", "volume"}}, json{{"kind", "record"}}, json{{"kind", "record"}, {"schema", 1}},
        json{{"kind", "file"}}, json{{"kind", "file"}, {"media_type", "a/b"}, {"name", 3}}}) {
    INFO(header);
    const auto result = object_of(header, "{}");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == "data.header");
  }
}

TEST_CASE("a volume must have exactly the bytes that its header describes", "[data]") {
  VolumeHeader h;
  h.shape = {2, 2, 2, 1, 1};
  const std::vector<std::byte> bytes(33);
  CHECK(make_volume(h, std::span(bytes).first(32)));
  CHECK(make_volume(h, std::span(bytes).first(31)).error().code == "data.size");
  CHECK(make_volume(h, bytes).error().code == "data.size");
}

TEST_CASE("a record gives its content back, and is refused when it is no JSON or too deep", "[data]") {
  const json content{{"entries", {1, "two", nullptr}}, {"x", 0.1}};
  const auto record = make_record("gantry.test/1", content, std::string(64, 'a')).value();
  CHECK(record_of(*record).value() == content);
  CHECK(record->header["parent"] == std::string(64, 'a'));
  const json header{{"kind", "record"}, {"schema", "s"}};
  CHECK(object_of(header, std::string(40, '[') + std::string(40, ']')));
  for (const std::string &text : {std::string(), std::string("{"), std::string("{} {}"), std::string("\xff"),
                                  std::string(100000, '['), std::string(100000, '[') + std::string(100000, ']')}) {
    INFO(text.substr(0, 20));
    CHECK_FALSE(object_of(header, text));
  }
}

TEST_CASE("a file keeps its bytes, its type and its name", "[data]") {
  const std::string bytes("a\0b", 3);
  const auto file = make_file("text/plain", "a.txt", std::as_bytes(std::span(bytes))).value();
  CHECK(file->kind() == Kind::file);
  CHECK(file->header == json{{"kind", "file"}, {"media_type", "text/plain"}, {"name", "a.txt"}});
  const auto back = file->bytes.bytes();
  CHECK(std::string(reinterpret_cast<const char *>(back.data()), back.size()) == bytes);
}

TEST_CASE("every dtype is read as a double: complex as magnitude, colours as their mean", "[data]") {
  CHECK(first_as_double<std::uint8_t>(DType::u8, 255) == 255);
  CHECK(first_as_double<std::int8_t>(DType::i8, -128) == -128);
  CHECK(first_as_double<std::uint16_t>(DType::u16, 65535) == 65535);
  CHECK(first_as_double<std::int16_t>(DType::i16, -32768) == -32768);
  CHECK(first_as_double<std::uint32_t>(DType::u32, 4294967295U) == 4294967295.0);
  CHECK(first_as_double<std::int32_t>(DType::i32, INT32_MIN) == -2147483648.0);
  CHECK(first_as_double<std::uint64_t>(DType::u64, std::uint64_t{1} << 53) == 9007199254740992.0);
  CHECK(first_as_double<std::int64_t>(DType::i64, -(std::int64_t{1} << 53)) == -9007199254740992.0);
  CHECK(first_as_double<float>(DType::f32, 0.5F) == 0.5);
  CHECK(first_as_double<double>(DType::f64, 0.1) == 0.1);
  CHECK(first_as_double(DType::c64, std::complex<float>(3, -4)) == 5);
  CHECK(first_as_double(DType::c128, std::complex<double>(-5, 12)) == 13);
  CHECK(first_as_double(DType::rgb8, std::array<std::uint8_t, 3>{10, 20, 60}) == 30);
  CHECK(first_as_double(DType::rgba8, std::array<std::uint8_t, 4>{10, 20, 60, 255}) == 30);
  VolumeHeader h;
  h.dtype = DType::rgb8;
  h.shape = {2, 1, 1, 1, 1};
  const std::array<std::uint8_t, 6> voxels{1, 2, 3, 4, 5, 6};
  CHECK(as_doubles(*make_volume(h, std::as_bytes(std::span(voxels))).value()) == std::vector<double>{2, 5});
}
