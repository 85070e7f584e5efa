// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/data/object.hpp>
#include <core/data/read_json.hpp>
#include <core/preferences/preferences.hpp>
#include <span>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr std::size_t most_recent = 12;

std::string text_in(const json &object, const char *member, const std::string &otherwise = {}) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

bool flag_in(const json &object, const char *member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

const json &array_in(const json &object, const char *member) {
  static const json empty = json::array();
  const auto found = object.find(member);
  return found != object.end() && found->is_array() ? *found : empty;
}

std::map<std::string, std::string> texts_in(const json &object, const char *member) {
  std::map<std::string, std::string> texts;
  for (const auto &[key, value] : member_object(object, member).items())
    if (value.is_string()) texts[key] = value.get<std::string>();
  return texts;
}

}  // namespace

json to_json(const Preferences &p) {
  json recent = json::array(), presets = json::object();
  for (const auto &r : p.recent) recent.push_back({{"folder", r.folder}, {"opened", r.opened}});
  for (const auto &[task, list] : p.presets)
    for (const auto &preset : list) presets[task].push_back({{"name", preset.name}, {"draft", preset.draft}});
  return {{"language", p.language}, {"theme", p.theme}, {"scale", p.scale},   {"tour_seen", p.tour_seen},
          {"open", p.open_project}, {"recent", recent}, {"presets", presets}, {"layout", p.layout}};
}

Preferences preferences_of(const json &given) {
  Preferences p;
  if (!given.is_object()) return p;
  p.language = text_in(given, "language");
  p.theme = text_in(given, "theme", p.theme);
  if (const auto scale = given.find("scale"); scale != given.end() && scale->is_number())
    p.scale = std::clamp(scale->get<double>(), 0.5, 3.0);
  p.tour_seen = flag_in(given, "tour_seen");
  p.open_project = text_in(given, "open");
  for (const json &r : array_in(given, "recent"))
    if (r.is_object() && !text_in(r, "folder").empty() && p.recent.size() < most_recent)
      p.recent.push_back({text_in(r, "folder"), text_in(r, "opened")});
  for (const auto &[task, list] : member_object(given, "presets").items()) {
    if (!list.is_array()) continue;
    for (const json &preset : list)
      if (preset.is_object()) p.presets[task].push_back({text_in(preset, "name"), member_object(preset, "draft")});
  }
  p.layout = texts_in(given, "layout");
  return p;
}

void forget_recent(Preferences &p, const std::string &folder) {
  std::erase_if(p.recent, [&](const RecentProject &r) { return r.folder == folder; });
}

void note_recent(Preferences &p, const std::string &folder, const std::string &opened) {
  forget_recent(p, folder);
  p.recent.insert(p.recent.begin(), {folder, opened});
  if (p.recent.size() > most_recent) p.recent.resize(most_recent);
}

json to_json(const ProjectMemory &m) {
  json going = json::array(), panels = json::array();
  for (const auto &p : m.panels)
    panels.push_back({{"id", p.id}, {"open", p.open}, {"folded", p.folded}, {"saved", p.saved}});
  for (const auto &g : m.going)
    going.push_back({{"title", g.title}, {"kind", g.kind}, {"before", g.before}, {"file", g.file}});
  return {{"item", m.item},     {"run", m.run},   {"task", m.task}, {"other_run", m.other_run}, {"drafts", m.drafts},
          {"images", m.images}, {"over", m.over}, {"going", going}, {"panels", panels},         {"fitting", m.fitting}};
}

ProjectMemory project_memory_of(const json &given) {
  ProjectMemory m;
  if (!given.is_object()) return m;
  m.item = text_in(given, "item");
  m.run = text_in(given, "run");
  m.task = text_in(given, "task");
  for (const auto &[task, draft] : member_object(given, "drafts").items())
    if (draft.is_object()) m.drafts[task] = draft;
  m.other_run = text_in(given, "other_run");
  m.images = member_object(given, "images");
  m.over = member_object(given, "over");
  m.fitting = member_object(given, "fitting");
  for (const json &g : array_in(given, "going")) {
    if (!g.is_object()) continue;
    const auto before = g.find("before");
    m.going.push_back({text_in(g, "title"), text_in(g, "kind"),
                       before != g.end() && before->is_number_unsigned() ? before->get<std::uint64_t>() : 0,
                       text_in(g, "file")});
  }
  for (const json &p : array_in(given, "panels"))
    if (p.is_object() && !text_in(p, "id").empty())
      m.panels.push_back({text_in(p, "id"), flag_in(p, "open"), flag_in(p, "folded"), text_in(p, "saved")});
  return m;
}

std::filesystem::path project_memory_file(const std::filesystem::path &state_folder,
                                          const std::filesystem::path &project) {
  std::error_code none;
  const auto whole = std::filesystem::weakly_canonical(project, none);
  const std::string name = (none ? project : whole).string();
  return state_folder / "projects" / (blake2b(std::as_bytes(std::span(name))).substr(0, 32) + ".json");
}

}  // namespace gantry::core
