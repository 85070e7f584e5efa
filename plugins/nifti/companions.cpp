// SPDX-License-Identifier: Apache-2.0
#include "companions.hpp"

#include "geometry.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>

namespace gantry::nifti {
namespace {

using nlohmann::json;

constexpr std::size_t most_text_bytes = std::size_t{64} << 20;

Error unfit(const std::string &message) {
  return Error("nifti.companion", message, GANTRY_BAD_DATA)
      .hint("put the companion that belongs to this volume beside it, or take the wrong one away");
}

// Rows of numbers, separated by blanks, tabs or commas.
std::vector<std::vector<double>> number_rows(std::string_view text, const std::string &name) {
  if (text.size() > most_text_bytes) throw unfit("its " + name + " is too long to be one");
  std::vector<std::vector<double>> rows(1);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\n' || c == '\r') {
      if (!rows.back().empty()) rows.emplace_back();
      ++i;
    } else if (c == ' ' || c == '\t' || c == ',') {
      ++i;
    } else {
      double value = 0;
      const char *begin = text.data() + i + (c == '+' ? 1 : 0);
      const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
      if (error != std::errc() || !std::isfinite(value)) {
        throw unfit("its " + name + " holds something that is no number, in line " + std::to_string(rows.size()));
      }
      rows.back().push_back(value);
      i = static_cast<std::size_t>(end - text.data());
    }
  }
  if (rows.back().empty()) rows.pop_back();
  return rows;
}

std::string counted(std::uint64_t n, const char *what) { return std::to_string(n) + " " + what; }

std::vector<double> b_values(std::string_view text, std::uint64_t frames) {
  std::vector<double> values;
  for (const auto &row : number_rows(text, ".bval")) values.insert(values.end(), row.begin(), row.end());
  if (values.size() != frames) {
    throw unfit("its .bval has " + counted(values.size(), "values") + ", where it has " + counted(frames, "frames"));
  }
  for (const double b : values) {
    if (b < 0) throw unfit("its .bval holds a b-value below 0");
  }
  return values;
}

// Three rows of one number per frame, or (some programs) one row of three per frame. 3x3 is read as the former.
std::vector<AxisColumnValues> directions(std::string_view text, std::uint64_t frames, const gantry_geometry &geometry) {
  const auto rows = number_rows(text, ".bvec");
  const auto all_have = [&](std::uint64_t n) {
    for (const auto &row : rows) {
      if (row.size() != n) return false;
    }
    return true;
  };
  const bool across = rows.size() == 3 && all_have(frames);
  if (!across && !(rows.size() == frames && all_have(3))) {
    throw unfit("its .bvec has " + counted(rows.size(), "rows of ") +
                (rows.empty() ? "nothing" : counted(rows.front().size(), "numbers")) + ", where 3 rows of " +
                std::to_string(frames) + " are needed");
  }
  std::vector<AxisColumnValues> columns{{"gx", "1", {}}, {"gy", "1", {}}, {"gz", "1", {}}};
  for (std::size_t f = 0; f < frames; ++f) {
    const std::array<double, 3> bvec = across ? std::array<double, 3>{rows[0][f], rows[1][f], rows[2][f]}
                                              : std::array<double, 3>{rows[f][0], rows[f][1], rows[f][2]};
    const auto lps = direction_from_fsl(geometry, bvec);
    for (unsigned a = 0; a < 3; ++a) columns[a].values.push_back(lps[a] + 0.0);
  }
  return columns;
}

void take_axis(const json &axis, std::uint64_t frames, Description &out) {
  out.axis_name = axis.at("name").get<std::string>();
  for (const auto &column : axis.at("columns")) {
    AxisColumnValues values{column.at("name"), column.at("unit"), column.at("values").get<std::vector<double>>()};
    if (values.values.size() != frames) {
      throw unfit("its .json gives " + counted(values.values.size(), "values of \"") + values.name +
                  "\", where it has " + counted(frames, "frames"));
    }
    out.columns.push_back(std::move(values));
  }
  if (out.columns.empty() || out.axis_name.empty()) throw unfit("its .json names an axis without columns");
}

void take_own(const json &sidecar, const Header &header, Description &out) {
  out.unit = sidecar.value("unit", "");
  out.quantity = sidecar.value("quantity", "");
  out.modality = sidecar.value("modality", "");
  out.channels = sidecar.value("channels", std::vector<std::string>{});
  if (!out.channels.empty() && out.channels.size() != header.shape[4]) {
    throw unfit("its .json names " + counted(out.channels.size(), "channels") + ", where it has " +
                std::to_string(header.shape[4]));
  }
  for (const auto &s : sidecar.value("segments", json::array())) {
    out.segments.push_back({s.at("value").get<std::int64_t>(), s.at("name").get<std::string>(), s.value("code", ""),
                            s.value("colour", 0xE69F00u) & 0xFFFFFFu});
  }
}

void take_json(std::string_view text, const Header &header, bool axis_wanted, Description &out) {
  if (text.size() > most_text_bytes) throw unfit("its .json is too long to be one");
  try {
    const json sidecar = json::parse(text);
    if (!sidecar.is_object()) return;
    const auto schema = sidecar.find("schema");
    if (axis_wanted && sidecar.contains("axis") && sidecar["axis"].is_object()) {
      take_axis(sidecar["axis"], header.shape[3], out);
    }
    if (schema != sidecar.end() && *schema == sidecar_schema) take_own(sidecar, header, out);
  } catch (const json::parse_error &) {
    throw unfit("its .json is not JSON");
  } catch (const json::exception &) {
    throw unfit("its .json lacks something or has something of the wrong type");
  }
}

// What the fourth axis is by its unit, and how many of Gantry's units one of the header's is.
struct AxisUnit {
  int code;
  const char *axis, *column, *unit;
  double factor;
};
constexpr AxisUnit axis_units[] = {
    {NIFTI_UNITS_SEC, "time", "t", "s", 1},           {NIFTI_UNITS_MSEC, "time", "t", "s", 1e-3},
    {NIFTI_UNITS_USEC, "time", "t", "s", 1e-6},       {NIFTI_UNITS_HZ, "frequency", "f", "Hz", 1},
    {NIFTI_UNITS_PPM, "spectrum", "ppm", "[ppm]", 1}, {NIFTI_UNITS_RADS, "frequency", "omega", "rad/s", 1},
};

void take_unit(const Header &header, Description &out) {
  const nifti_image &image = *header.image;
  for (const AxisUnit &u : axis_units) {
    const double step = image.pixdim[4] * u.factor;
    if (u.code != image.time_units || header.shape[3] < 2 || !std::isfinite(step) || !(step > 0)) continue;
    const double first = std::isfinite(image.toffset) ? image.toffset * u.factor : 0;
    AxisColumnValues column{u.column, u.unit, {}};
    for (std::uint64_t f = 0; f < header.shape[3]; ++f) {
      column.values.push_back(first + step * static_cast<double>(f));
    }
    out.axis_name = u.axis;
    out.columns.push_back(std::move(column));
  }
}

}  // namespace

Description describe(const Header &header, const gantry_geometry &geometry, const Companions &companions) {
  Description out;
  if (companions.bval) {
    out.axis_name = "diffusion";
    out.columns.push_back({"b", "s/mm2", b_values(*companions.bval, header.shape[3])});
  }
  if (companions.bvec) {
    if (!companions.bval) throw unfit("it has a .bvec without a .bval");
    for (auto &column : directions(*companions.bvec, header.shape[3], geometry))
      out.columns.push_back(std::move(column));
  }
  if (companions.json) take_json(*companions.json, header, out.axis_name.empty(), out);
  if (out.axis_name.empty()) take_unit(header, out);
  return out;
}

}  // namespace gantry::nifti
