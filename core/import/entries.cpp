// SPDX-License-Identifier: Apache-2.0
#include <core/import/entries.hpp>

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

// Shorter ones say nothing of anybody, and stand in everything.
constexpr std::size_t shortest_original = 4;
constexpr const char *left_out = "(left out)";

std::string text_of(const json &entry, const char *member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_entry(const json &entry) { return entry.is_object() && !text_of(entry, "key").empty(); }

// The text of the first entry that `fits`; one inside a sequence (RequestAttributesSequence[0].…) may speak of another.
template <class Fits>
std::string value_where(const json &entries, Fits &&fits) {
  std::string inside;
  for (const auto &entry : entries) {
    if (!is_entry(entry) || !fits(entry) || text_of(entry, "value").empty()) continue;
    if (text_of(entry, "key").find('[') == std::string::npos) return text_of(entry, "value");
    if (inside.empty()) inside = text_of(entry, "value");
  }
  return inside;
}

std::string value_of_role(const json &entries, const std::string &role) {
  return value_where(entries, [&](const json &entry) { return text_of(entry, "role") == role; });
}

std::string value_of_key(const json &entries, const std::string &key) {
  return value_where(entries, [&](const json &entry) { return text_of(entry, "key") == key; });
}

// The keyword of the time that belongs to a date, and the other way round: StudyDate, StudyTime.
std::string partner(const std::string &key, const std::string &mine, const std::string &other) {
  const auto at = key.rfind(mine);
  return at == std::string::npos ? "" : key.substr(0, at) + other + key.substr(at + mine.size());
}

bool has_option(const json &entry, const std::string &option) {
  const auto options = entry.find("options");
  return options != entry.end() && options->is_array() &&
         std::find(options->begin(), options->end(), option) != options->end();
}

json stored(const json &entry, json value) {
  json out{{"key", entry["key"]}, {"value", std::move(value)}};
  if (!text_of(entry, "unit").empty()) out["unit"] = entry["unit"];
  return out;
}

}  // namespace

const std::set<std::string> &usual_keep() {
  static const std::set<std::string> usual{"modified-dates", "private"};
  return usual;
}

const std::vector<std::string> &keep_names() {
  static const std::vector<std::string> names{"uids",     "device",         "institution", "characteristics",
                                              "dates",    "modified-dates", "descriptors", "structured",
                                              "graphics", "private"};
  return names;
}

Result<std::set<std::string>> keep_of(const std::vector<std::string> &words) {
  if (words == std::vector<std::string>{"none"}) return std::set<std::string>{};
  auto keep = usual_keep();
  for (const auto &word : words) {
    if (std::find(keep_names().begin(), keep_names().end(), word) == keep_names().end())
      return fail("usage", "\"" + word + "\" is nothing that can be kept", "--keep",
                  "it takes: " + boost::join(keep_names(), ", ") + "; or none", Failure::usage);
    keep.insert(word);
  }
  if (keep.count("dates") > 0) keep.erase("modified-dates");
  return keep;
}

json Cleaning::entries(const json &entries) {
  who_ = identity_.person({value_of_role(entries, "patient-id"), value_of_key(entries, "IssuerOfPatientID"),
                           value_of_role(entries, "patient-name"), value_of_role(entries, "birth-date"),
                           value_of_key(entries, "StudyInstanceUID")});
  json result = json::array(), harmless = json::array();
  for (const auto &entry : entries) {
    if (!is_entry(entry)) continue;
    // A reader that says nothing about an entry is taken to mean the worst.
    const bool identifying = !entry.contains("identifying") || entry["identifying"] != false;
    if (!identifying || kept(entry)) {
      harmless.push_back(stored(entry, entry.value("value", json())));
      continue;
    }
    take(entry.value("value", json()), text_of(entry, "role") == "patient-name" || text_of(entry, "vr") == "PN");
    json value = replacement(entry, entries);
    if (value.is_null()) removed_.insert(text_of(entry, "key"));
    else result.push_back(stored(entry, std::move(value)));
  }
  for (auto &entry : harmless) {
    json copy = entry["value"];
    if (clean(copy)) removed_.insert(text_of(entry, "key"));
    else result.push_back(std::move(entry));
  }
  return result;
}

bool Cleaning::kept(const json &entry) const {
  return std::any_of(keep_.begin(), keep_.end(),
                     [&](const auto &option) { return option != "modified-dates" && has_option(entry, option); });
}

json Cleaning::replacement(const json &entry, const json &all) {
  const std::string role = text_of(entry, "role");
  if (role == "patient-name" || role == "patient-id") return who_.name;
  const json value = entry.value("value", json());
  if (role == "uid") {
    if (value.is_string()) return identity_.uid(value.get<std::string>());
    if (!value.is_array()) return {};
    json uids = json::array();
    for (const auto &one : value) uids.push_back(one.is_string() ? identity_.uid(one.get<std::string>()) : "");
    return uids;
  }
  // Where the standard has a word on it, it must allow dates to be moved: a date of birth is not.
  const bool may_move =
      keep_.count("modified-dates") > 0 && (!entry.contains("profile") || has_option(entry, "modified-dates"));
  if (may_move && (role == "date" || role == "time" || role == "datetime")) return moved_value(entry, all, role);
  return {};
}

json Cleaning::moved_value(const json &entry, const json &all, const std::string &role) const {
  const auto one = [&](const std::string &text) -> std::string {
    if (role == "datetime") return moved_datetime(who_.shift, text);
    const std::string key = text_of(entry, "key");
    if (role == "date") return moved(who_.shift, {text, value_of_key(all, partner(key, "Date", "Time"))}).date;
    return moved(who_.shift, {value_of_key(all, partner(key, "Time", "Date")), text}).time;
  };
  const json value = entry.value("value", json());
  if (value.is_string()) {
    const std::string text = one(value.get<std::string>());
    return text.empty() ? json() : json(text);
  }
  if (!value.is_array()) return {};
  json out = json::array();
  for (const auto &part : value) out.push_back(part.is_string() ? one(part.get<std::string>()) : "");
  return out;
}

void Cleaning::take(const json &value, bool name) {
  // What identifies within the items of a sequence has entries of its own.
  if (value.is_array()) {
    for (const auto &part : value) take(part, name);
    return;
  }
  if (!value.is_string()) return;
  std::vector<std::string> texts{value.get<std::string>()};
  if (name) {
    std::vector<std::string> parts;
    boost::split(parts, texts.front(), boost::is_any_of("^= "));
    texts.insert(texts.end(), parts.begin(), parts.end());
  }
  for (auto &text : texts) {
    boost::trim(text);
    const bool well_known = text.rfind("1.2.840.10008.", 0) == 0;
    if (text.size() >= shortest_original && !well_known) originals_.insert(text);
  }
}

bool Cleaning::holds_original(const std::string &text) const {
  return text.size() >= shortest_original &&
         std::any_of(originals_.begin(), originals_.end(),
                     [&](const auto &original) { return text.find(original) != std::string::npos; });
}

bool Cleaning::clean(json &value) const {
  bool changed = false;
  if (value.is_structured()) {
    for (auto &part : value) changed = clean(part) || changed;
  } else if (value.is_string() && holds_original(value.get_ref<const std::string &>())) {
    value = left_out;
    changed = true;
  }
  return changed;
}

std::string Cleaning::words(const std::string &text) const { return holds_original(text) ? left_out : text; }

Result<ObjectPtr> Cleaning::object(const ObjectPtr &object) {
  json header = object->header;
  bool changed = false;
  const auto geometry = header.find("geometry");
  if (keep_.count("uids") == 0 && geometry != header.end() && !text_of(*geometry, "frame_of_reference").empty()) {
    (*geometry)["frame_of_reference"] = identity_.uid(text_of(*geometry, "frame_of_reference"));
    changed = true;
  }
  if (object->kind() == Kind::record) {
    GANTRY_TRY(content, record_of(*object));
    if (!clean(content)) return object;
    return make_record(text_of(header, "schema"), content, text_of(header, "parent"));
  }
  if (object->kind() == Kind::table) {
    GANTRY_TRY(table, table_of(*object));
    for (auto &column : table.columns) {
      changed = holds_original(column.name) || changed;
      column.name = words(column.name);
      if (auto *texts = std::get_if<std::vector<std::string>>(&column.values)) {
        for (auto &text : *texts) {
          changed = holds_original(text) || changed;
          text = words(text);
        }
      }
    }
    return changed ? make_table(table) : Result<ObjectPtr>(object);
  }
  // Only what a file may name: what the words of a header mean to us is not a file's to say.
  for (const char *member : {"channels", "segments", "events", "name"}) {
    if (const auto found = header.find(member); found != header.end()) changed = clean(*found) || changed;
  }
  if (!changed) return object;
  GANTRY_TRY(bytes, object->bytes.second());
  return make_object(std::move(header), std::move(bytes));
}

}  // namespace gantry::core
