// SPDX-License-Identifier: Apache-2.0
#include <core/ui/edits.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t most_remembered = 10'000;  // a panel may name its widgets anew in every drawing
constexpr std::uint32_t event = GANTRY_UI_COMMITTED | GANTRY_UI_PRESSED | GANTRY_UI_ACTIVATED;

}  // namespace

json to_json(const Drawing &drawing) {
  json edits = json::array();
  for (const Edit &edit : drawing.edits)
    edits.push_back({{"path", edit.path}, {"what", edit.what}, {"value", edit.value}, {"revision", edit.revision}});
  return {{"edits", std::move(edits)}, {"states", drawing.states}};
}

Drawing drawing_of(const json &json) {
  Drawing drawing;
  for (const auto &edit : json.at("edits"))
    drawing.edits.push_back({edit.at("path"), edit.at("what"), edit.at("value"), edit.at("revision")});
  for (const auto &[path, state] : json.at("states").items()) drawing.states[path] = state;
  return drawing;
}

void Edits::did(const std::string &path, std::uint32_t what, json value) {
  ++revision_;
  if (!value.is_null()) standing_[path] = {value, revision_};
  if (!edits_.empty() && edits_.back().path == path && (edits_.back().what & event) == 0) {
    Edit &last = edits_.back();
    last.what |= what;
    last.value = std::move(value);
    last.revision = revision_;
    return;
  }
  edits_.push_back({path, what, std::move(value), revision_});
}

void Edits::keep(const std::string &path, json state, const json &of_frame) {
  if (state == of_frame && !states_.contains(path)) return;
  if (states_.size() > most_remembered) {
    states_.clear();
    sent_.clear();
  }
  json &kept = states_[path];
  if (kept == state) return;
  kept = std::move(state);
  news_ = true;
}

std::optional<Drawing> Edits::take() {
  if (!waiting()) return {};
  Drawing drawing;
  if (!edits_.empty()) {
    drawing.edits.push_back(std::move(edits_.front()));
    edits_.pop_front();
  }
  for (const auto &[path, state] : states_) {
    auto &sent = sent_[path];
    if (sent == state) continue;
    sent = state;
    drawing.states[path] = state;
  }
  news_ = false;
  return drawing;
}

void Edits::seen(std::uint64_t revision) {
  std::erase_if(standing_, [revision](const auto &entry) { return entry.second.revision <= revision; });
}

const json *Edits::standing(const std::string &path) const {
  const auto found = standing_.find(path);
  return found == standing_.end() ? nullptr : &found->second.value;
}

void Edits::restart() {
  edits_.clear();
  standing_.clear();
  sent_.clear();
  plots_.clear();
  news_ = true;
}

gantry_ui_plot_state &Edits::plot(const std::string &path) {
  if (plots_.size() > most_remembered) plots_.clear();
  const auto [at, made] = plots_.try_emplace(path);
  if (made) at->second = {sizeof(gantry_ui_plot_state), 0, 0, 0, -1, -1};
  return at->second;
}

bool Edits::first_time(std::uint64_t frame) {
  if (frame == drawn_) return false;
  drawn_ = frame;
  return true;
}

}  // namespace gantry::core
