// SPDX-License-Identifier: Apache-2.0
#include <core/view/paint/history.hpp>

#include <core/report/text.hpp>
#include <nlohmann/json.hpp>
#include <sodium.h>

namespace gantry::core::view {
namespace {

constexpr const char *did_names[] = {"begin", "change", "undo", "redo"};

auto not_following() {
  return fail("paint.journal", "a record of the painting does not follow the one before it", "",
              "what was painted up to there is whole");
}

Result<Change> change_of(const nlohmann::json &entry, std::uint64_t voxels) {
  const auto text = entry.find("runs");
  if (text == entry.end() || !text->is_string()) return not_following();
  const auto &base64 = text->get_ref<const std::string &>();
  std::vector<std::byte> bytes(base64.size());
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(), base64.data(), base64.size(),
                        nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return not_following();
  bytes.resize(length);
  return unpacked(bytes, voxels);
}

nlohmann::json to_json(const Segment &segment) {
  return {{"value", segment.value}, {"name", segment.name}, {"code", segment.code}, {"colour", segment.colour}};
}

std::optional<std::vector<Segment>> segments_of(const nlohmann::json &list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<Segment> segments;
  for (const nlohmann::json &s : list) {
    const bool whole = s.is_object() && s.contains("value") && s["value"].is_number_integer() && s.contains("name") &&
                       s["name"].is_string() && s.contains("code") && s["code"].is_string() && s.contains("colour") &&
                       s["colour"].is_number_unsigned();
    if (!whole) return std::nullopt;
    segments.push_back({s["value"].get<std::int64_t>(), s["name"].get<std::string>(), s["code"].get<std::string>(),
                        s["colour"].get<std::uint32_t>()});
  }
  return segments;
}

// Of an empty map to this one.
Change everything(std::span<const Label> voxels) {
  Change all;
  for (std::uint64_t i = 0; i < voxels.size();) {
    std::uint64_t end = i + 1;
    while (end < voxels.size() && voxels[end] == voxels[i]) ++end;
    if (voxels[i] != 0) all.runs.push_back({i, end - i, 0, voxels[i]});
    i = end;
  }
  return all;
}

}  // namespace

PaintHistory::PaintHistory(LabelCanvas canvas) : canvas_(std::move(canvas)) {}

bool PaintHistory::add(const std::string &name, Change change) {
  if (change.empty()) return false;
  actions_.resize(done_);
  actions_.push_back({name, std::move(change)});
  done_ = actions_.size();
  ++step_;
  last_ = Did::change;
  return true;
}

bool PaintHistory::undo() {
  if (done_ == 0 || !canvas_.take_back(actions_[done_ - 1].change)) return false;
  --done_;
  ++step_;
  last_ = Did::undo;
  return true;
}

bool PaintHistory::redo() {
  if (done_ == actions_.size() || !canvas_.apply(actions_[done_].change)) return false;
  ++done_;
  ++step_;
  last_ = Did::redo;
  return true;
}

nlohmann::json PaintHistory::entry(Did did, const std::string &canvas_id) const {
  nlohmann::json segments = nlohmann::json::array();
  for (const Segment &segment : canvas_.header().segments) segments.push_back(to_json(segment));
  const std::string name = did == Did::change || did == Did::redo ? undo_name() : did == Did::undo ? redo_name() : "";
  nlohmann::json json{{"canvas", canvas_id},
                      {"step", step_},
                      {"did", did_names[static_cast<std::size_t>(did)]},
                      {"name", name},
                      {"segments", segments}};
  if (did == Did::change) json["runs"] = report::base64(packed(actions_[done_ - 1].change));
  if (did == Did::begin) json["runs"] = report::base64(packed(everything(canvas_.voxels())));
  return json;
}

nlohmann::json PaintHistory::journal_entry(const std::string &canvas_id) const { return entry(last_, canvas_id); }
nlohmann::json PaintHistory::begin_entry(const std::string &canvas_id) const { return entry(Did::begin, canvas_id); }

Result<void> PaintHistory::begin_anew(const Change &all) {
  LabelCanvas canvas(canvas_.header());
  canvas.segments() = canvas_.header().segments;
  GANTRY_CHECK(canvas.apply(all));
  canvas_ = std::move(canvas);
  actions_.clear();
  done_ = 0;
  last_ = Did::begin;
  return core::done();
}

Result<void> PaintHistory::follow(const std::string &did, const nlohmann::json &entry) {
  if (did == "undo") return undo() ? Result<void>(core::done()) : not_following();
  if (did == "redo") return redo() ? Result<void>(core::done()) : not_following();
  GANTRY_TRY(change, change_of(entry, canvas_.voxels().size()));
  if (did == "begin") return begin_anew(change);
  if (did != "change" || change.empty() || !canvas_.apply(change)) return not_following();
  add(entry.value("name", ""), std::move(change));
  return core::done();
}

Result<void> PaintHistory::replay(const nlohmann::json &entry) {
  const bool whole = entry.is_object() && entry.contains("did") && entry["did"].is_string() && entry.contains("step") &&
                     entry["step"].is_number_unsigned() && entry.contains("segments") && entry.contains("name") &&
                     entry["name"].is_string();
  if (!whole) return not_following();
  auto segments = segments_of(entry["segments"]);
  const auto did = entry["did"].get<std::string>();
  const auto step = entry["step"].get<std::uint64_t>();
  if (!segments || (did != "begin" && step != step_ + 1)) return not_following();
  GANTRY_CHECK(follow(did, entry));
  canvas_.segments() = std::move(*segments);
  step_ = step;
  return core::done();
}

}  // namespace gantry::core::view
