// SPDX-License-Identifier: Apache-2.0
#include <core/platform/files.hpp>
#include <core/study/toml.hpp>
#include <sstream>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t max_bytes = std::size_t{1} << 20;
constexpr int max_depth = 8;

auto wrong_toml(const std::string &where, const std::string &why) {
  return fail("toml.wrong", where + " " + why, where, "see docs/studies.md and docs/fitting.md", Failure::usage);
}

Result<json> to_json_below(const toml::node &node, const std::string &where, int depth) {
  if (depth > max_depth) return wrong_toml(where, "is nested too deeply");
  if (const auto *text = node.as_string()) return json(text->get());
  if (const auto *integer = node.as_integer()) return json(integer->get());
  if (const auto *real = node.as_floating_point()) return json(real->get());
  if (const auto *flag = node.as_boolean()) return json(flag->get());
  if (const auto *array = node.as_array()) {
    json result = json::array();
    for (const auto &entry : *array) {
      GANTRY_TRY(value, to_json_below(entry, where, depth + 1));
      result.push_back(value);
    }
    return result;
  }
  if (const auto *table = node.as_table()) {
    json result = json::object();
    for (const auto &[key, value] : *table) {
      GANTRY_TRY(member, to_json_below(value, where + "." + std::string(key.str()), depth + 1));
      result[std::string(key.str())] = member;
    }
    return result;
  }
  return wrong_toml(where, "is a date or time, which nothing takes");
}

}  // namespace

Result<toml::table> parse_toml(const std::string &text, const std::string &what) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error &e) {
    std::ostringstream at;
    at << e.source().begin;
    return wrong_toml(what, "is not TOML: " + std::string(e.description()) + " (" + at.str() + ")");
  }
}

Result<std::string> toml_text(const std::filesystem::path &file) {
  GANTRY_TRY(open, platform::open_for_reading(file.string()));
  if (open.bytes > max_bytes) return wrong_toml(file.string(), "is larger than 1 MiB");
  return platform::read_head(open, max_bytes);
}

Result<json> to_json(const toml::node &node, const std::string &where) { return to_json_below(node, where, 0); }

Result<json> read_toml(const std::filesystem::path &file) {
  GANTRY_TRY(text, toml_text(file));
  GANTRY_TRY(table, parse_toml(text, file.string()));
  return to_json(table, file.filename().string());
}

}  // namespace gantry::core
