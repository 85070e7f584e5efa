// SPDX-License-Identifier: Apache-2.0
// What is remembered of a project from one session to the next: what is selected, half typed, looked at, under way.
#include <host/window/workplace/workplace.hpp>

#include <algorithm>

namespace gantry::host::window {
namespace {

using nlohmann::json;

json over_memory(const std::vector<Over> &over) {
  json all = json::array();
  for (const Over &o : over)
    all.push_back({{"item", o.item}, {"opacity", o.opacity}, {"hidden", o.hidden}, {"outlines", o.outlines}});
  return all;
}

std::vector<Over> over_of(const json &given) {
  std::vector<Over> over;
  for (const json &o : given) {
    if (!o.is_object() || !o.contains("item") || !o["item"].is_string()) continue;
    const auto flag = [&](const char *member) { return o.contains(member) && o[member] == true; };
    const double opacity = o.contains("opacity") && o["opacity"].is_number() ? o["opacity"].get<double>() : 0.5;
    over.push_back({o["item"].get<std::string>(), std::clamp(opacity, 0.0, 1.0), flag("hidden"), flag("outlines")});
  }
  return over;
}

json image_memory(const ImageState &s) {
  return {{"plane", s.plane},   {"slice", s.slice}, {"axis_index", s.axis_index},
          {"centre", s.centre}, {"width", s.width}, {"zoom", s.zoom}};
}

ImageState image_of(const json &given) {
  ImageState s;
  const auto whole = [&](const char *member) {
    const auto found = given.find(member);
    return found != given.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
  };
  const auto number = [&](const char *member) {
    const auto found = given.find(member);
    return found != given.end() && found->is_number() ? found->get<double>() : 0.0;
  };
  s.plane = static_cast<std::uint32_t>(std::min<std::uint64_t>(whole("plane"), GANTRY_UI_ACQUIRED));
  s.slice = whole("slice");
  s.axis_index = whole("axis_index");
  s.centre = number("centre");
  s.width = number("width");
  s.zoom = number("zoom");
  return s;
}

}  // namespace

core::ProjectMemory Workplace::memory() const {
  core::ProjectMemory memory;
  memory.item = view_.item;
  memory.run = view_.run;
  memory.task = view_.task;
  memory.drafts = recalled_drafts_;
  for (const auto &[key, draft] : drafts_) {
    Draft kept = draft;
    const Task *const task = catalogue_->task(key);
    if (task != nullptr)
      for (const auto &p : task->parameters())
        if (p.secret) kept.values.erase(p.key);
    memory.drafts[key] = to_json(kept);
  }
  memory.other_run = view_.other_run;
  memory.panels = panels_.memory();
  memory.fitting = fitting_.memory();
  for (const auto &[item, state] : view_.images) memory.images[item] = image_memory(state);
  for (const auto &[item, over] : view_.over)
    if (!over.empty()) memory.over[item] = over_memory(over);
  for (const JobEntry &entry : jobs_)
    if (!entry.going.kind.empty() && !entry.ended()) memory.going.push_back(entry.going);
  return memory;
}

void Workplace::recall(const core::ProjectMemory &memory) {
  view_.item = memory.item;
  view_.run = memory.run;
  view_.task = memory.task;
  view_.other_run = memory.other_run;
  panels_.recall(memory.panels);
  fitting_.recall(memory.fitting);
  pasted_ = {};
  drafts_.clear();
  settled_.clear();
  undo_.clear();
  relabelled_.clear();
  labels_undone_.clear();
  label_last_ = false;
  headers_.clear();
  headers_of_.reset();
  headers_known_ = false;
  view_.over.clear();
  for (const auto &[item, over] : memory.over.items())
    if (over.is_array()) view_.over[item] = over_of(over);
  recalled_drafts_ = memory.drafts;
  view_.images.clear();
  for (const auto &[item, state] : memory.images.items())
    if (state.is_object()) view_.images[item] = image_of(state);
}

}  // namespace gantry::host::window
