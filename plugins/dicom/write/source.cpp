// SPDX-License-Identifier: Apache-2.0
#include "source.hpp"

#include "encoding.hpp"

#include <gantry/cpp/error.hpp>

#include <nlohmann/json.hpp>

#include <cmath>

namespace gantry::dicom::write {
namespace {

using nlohmann::json;

constexpr double same_place_mm = 1e-2;  // positions are decimal strings of 16 characters, after one or two conversions

Error bad_source(const std::string &what) {
  return Error("dicom.source", "the source's header " + what, GANTRY_BAD_DATA)
      .at("source")
      .hint("give the DICOM series that the data was made from");
}

std::vector<std::string> texts_of(const json &value) {
  std::vector<std::string> texts;
  if (value.is_string()) texts.push_back(value.get<std::string>());
  else if (value.is_number_float()) texts.push_back(decimal_string(value.get<double>()));
  else if (value.is_number()) texts.push_back(value.dump());
  else if (value.is_array()) {
    for (const auto &one : value) {
      if (one.is_array() || one.is_object()) continue;
      const auto inner = texts_of(one);
      texts.insert(texts.end(), inner.begin(), inner.end());
    }
  }
  return texts;
}

// [[x, y, z], …]; anything else is no list of places.
std::vector<std::array<double, 3>> positions_of(const json &value) {
  std::vector<std::array<double, 3>> positions;
  if (!value.is_array()) return {};
  for (const auto &row : value) {
    if (!row.is_array() || row.size() != 3) return {};
    for (const auto &number : row) {
      if (!number.is_number()) return {};
    }
    positions.push_back({row[0].get<double>(), row[1].get<double>(), row[2].get<double>()});
  }
  return positions;
}

std::vector<Code> codes_of(const json &items) {
  std::vector<Code> codes;
  if (!items.is_array()) return {};
  for (const auto &item : items) {
    const auto text = [&](const char *key) {
      const auto found = item.is_object() ? item.find(key) : item.end();
      return item.is_object() && found != item.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const Code code{text("CodeValue"), text("CodingSchemeDesignator"), text("CodeMeaning")};
    if (!code.value.empty() && !code.scheme.empty() && !code.meaning.empty()) codes.push_back(code);
  }
  return codes;
}

}  // namespace

Source Source::of(const std::string &text) {
  const json record = json::parse(text, nullptr, false);
  if (!record.is_object() || !record.contains("entries") || !record["entries"].is_array()) {
    throw bad_source("is no record of the schema gantry.header/1");
  }
  Source source;
  for (const auto &entry : record["entries"]) {
    if (!entry.is_object() || !entry.contains("key") || !entry["key"].is_string()) continue;
    const json value = entry.value("value", json());
    const auto key = entry["key"].get<std::string>();
    if (key == "DeidentificationMethodCodeSequence") source.methods_ = codes_of(value);
    if (key == "SlicePositions") source.positions_ = positions_of(value);
    else source.values_.emplace(key, texts_of(value));
  }
  source.take_images();
  return source;
}

void Source::take_images() {
  auto listed = values_.find("SOPInstanceUIDs");
  if (listed == values_.end()) listed = values_.find("SOPInstanceUID");
  if (listed == values_.end()) return;
  for (const auto &uid : listed->second) {
    if (!is_uid(uid)) throw bad_source("names an image by what is no UID");
    images_.push_back({uid, {}});
  }
  if (positions_.size() != images_.size()) return;
  for (std::size_t i = 0; i < images_.size(); ++i) images_[i].position = positions_[i];
}

std::string Source::text(const std::string &keyword) const {
  const auto found = values_.find(keyword);
  if (found == values_.end()) return "";
  std::string joined;
  for (const auto &value : found->second) joined += (joined.empty() ? "" : "\\") + value;
  return joined;
}

std::string Source::uid(const std::string &keyword) const {
  const auto found = values_.find(keyword);
  if (found == values_.end() || found->second.empty() || found->second.front().empty()) return "";
  if (!is_uid(found->second.front())) throw bad_source("has a " + keyword + " that is no UID");
  return found->second.front();
}

std::vector<const SourceImage *> Source::images_at(std::size_t k, std::size_t slices,
                                                   const std::array<double, 3> &position) const {
  std::vector<const SourceImage *> found;
  if (!has_images()) return found;
  if (images_.size() == 1 && slices > 1)
    return {&images_.front()};  // a multi-frame image: its place is its first frame's
  if (images_.front().position) {
    for (const auto &image : images_) {
      const auto &p = *image.position;
      if (std::hypot(p[0] - position[0], p[1] - position[1], p[2] - position[2]) < same_place_mm)
        found.push_back(&image);
    }
    return found;
  }
  if (images_.size() == slices) found.push_back(&images_[k]);
  return found;
}

}  // namespace gantry::dicom::write
