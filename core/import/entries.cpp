// SPDX-License-Identifier: Apache-2.0
#include <core/import/entries.hpp>

#include <algorithm>
#include <core/data/read_json.hpp>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr const char *left_out = "(left out)";
// A number of the scanner's own, or of a slice, has fewer digits.
constexpr std::int64_t least_number = 100'000;

bool is_entry(const json &entry) { return entry.is_object() && !member_text(entry, "key").empty(); }

// The text of the first entry that `fits`; one inside a sequence (RequestAttributesSequence[0].…) may speak of another.
template <class Fits>
std::string value_where(const json &entries, Fits &&fits) {
  std::string inside;
  for (const auto &entry : entries) {
    if (!is_entry(entry) || !fits(entry) || member_text(entry, "value").empty()) continue;
    if (member_text(entry, "key").find('[') == std::string::npos) return member_text(entry, "value");
    if (inside.empty()) inside = member_text(entry, "value");
  }
  return inside;
}

std::string value_of_role(const json &entries, const std::string &role) {
  return value_where(entries, [&](const json &entry) { return member_text(entry, "role") == role; });
}

std::string value_of_key(const json &entries, const std::string &key) {
  return value_where(entries, [&](const json &entry) { return member_text(entry, "key") == key; });
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

// The standard's own words: capitals, digits, underscores, at most 16 (PS3.5, 6.2).
bool is_code_string(const json &value) {
  if (value.is_array()) return std::all_of(value.begin(), value.end(), is_code_string);
  if (!value.is_string()) return false;
  const auto &text = value.get_ref<const std::string &>();
  return text.size() <= 16 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ ") == std::string::npos;
}

// A code string of an entry. Body parts alone are typed by hand at times.
bool holds_code_string(const json &entry) {
  return member_text(entry, "vr") == "CS" && member_text(entry, "key") != "BodyPartExamined" &&
         entry.contains("value") && is_code_string(entry["value"]);
}

// What makers repeat of the standard's words in attributes of their own identifies nobody elsewhere.
bool is_private_word(const json &entry) {
  const std::string tag = member_text(entry, "tag");
  return tag.size() > 3 && std::string_view("13579BDFbdf").find(tag[3]) != std::string_view::npos &&
         is_code_string(entry.value("value", json()));
}

// {CodeValue, CodingSchemeDesignator, CodeMeaning} of a scheme that is published: everybody's words.
bool is_code(const json &object) {
  const std::string scheme = member_text(object, "CodingSchemeDesignator");
  return !scheme.empty() && scheme.rfind("99", 0) != 0;
}

json stored(const json &entry, json value) {
  json out{{"key", entry["key"]}, {"value", std::move(value)}};
  if (!member_text(entry, "unit").empty()) out["unit"] = entry["unit"];
  return out;
}

}  // namespace

json Cleaning::entries(const json &entries) {
  who_ = identity_.person({value_of_role(entries, "patient-id"), value_of_key(entries, "IssuerOfPatientID"),
                           value_of_role(entries, "patient-name"), value_of_role(entries, "birth-date"),
                           value_of_key(entries, "StudyInstanceUID")});
  json result = json::array();
  std::vector<const json *> harmless;
  for (const auto &entry : entries) {
    if (!is_entry(entry)) continue;
    // A reader that says nothing about an entry is taken to mean the worst.
    const bool identifying = !entry.contains("identifying") || entry["identifying"] != false;
    if (!identifying || kept(entry)) {
      harmless.push_back(&entry);
      continue;
    }
    if (!is_private_word(entry))
      take(entry.value("value", json()),
           member_text(entry, "role") == "patient-name" || member_text(entry, "vr") == "PN");
    json value = replacement(entry, entries);
    if (value.is_null()) removed_.insert(member_text(entry, "key"));
    else result.push_back(stored(entry, std::move(value)));
  }
  for (const json *entry : harmless) {
    if (std::optional<json> rest = cleaned(*entry)) result.push_back(std::move(*rest));
  }
  if (!result.empty()) add_method(result);
  // A file may name its fields itself.
  std::set<std::string> names;
  for (const auto &name : removed_) names.insert(words(name));
  removed_ = std::move(names);
  return result;
}

std::optional<json> Cleaning::cleaned(const json &entry) {
  const std::string key = member_text(entry, "key");
  json out = stored(entry, entry.value("value", json()));
  const bool named = originals_.stand_in(key);
  const bool changed = !named && !holds_code_string(entry) && clean(out["value"]);
  if (named || changed) removed_.insert(key);
  if (named || (changed && !out["value"].is_structured())) return std::nullopt;
  return out;
}

// What files that are written of it have to say (PS3.15, E.1.1).
void Cleaning::add_method(json &entries) const {
  const json method = {
      {"PatientIdentityRemoved", "YES"},
      {"DeidentificationMethod", "Gantry, after PS3.15 2026c, annex E"},
      {"LongitudinalTemporalInformationModified", keep_.count("dates") > 0            ? "UNMODIFIED"
                                                  : keep_.count("modified-dates") > 0 ? "MODIFIED"
                                                                                      : "REMOVED"},
      {"DeidentificationOptions", keep_.empty() ? std::set<std::string>{"none"} : keep_}};  // the words of --keep
  const auto stated = [&](const json &entry) {
    return method.contains(member_text(entry, "key")) ||
           member_text(entry, "key") == "DeidentificationMethodCodeSequence";
  };
  entries.erase(std::remove_if(entries.begin(), entries.end(), stated), entries.end());
  for (const auto &[key, value] : method.items()) entries.push_back({{"key", key}, {"value", value}});
}

bool Cleaning::kept(const json &entry) const {
  return std::any_of(keep_.begin(), keep_.end(),
                     [&](const auto &option) { return option != "modified-dates" && has_option(entry, option); });
}

json Cleaning::replacement(const json &entry, const json &all) {
  const std::string role = member_text(entry, "role");
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
    const std::string key = member_text(entry, "key");
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
  if (name) originals_.note_name(value.get<std::string>());
  else originals_.note(value.get<std::string>());
}

bool Cleaning::clean(json &value) const {
  bool changed = false;
  if (value.is_object()) {
    const bool code = is_code(value), code_string = holds_code_string(value);
    for (auto &[name, part] : value.items()) {
      const bool everybodys = (code && name.rfind("Cod", 0) == 0) || (code_string && name == "value");
      if (!everybodys) changed = clean(part) || changed;
    }
  } else if (value.is_array()) {
    for (auto &part : value) changed = clean(part) || changed;
  } else if ((value.is_string() && originals_.stand_in(value.get_ref<const std::string &>())) ||
             (value.is_number_integer() && value >= least_number && originals_.are(value.dump()))) {
    value = left_out;
    changed = true;
  }
  return changed;
}

std::string Cleaning::words(const std::string &text) const { return originals_.stand_in(text) ? left_out : text; }

bool is_overlay(const Object &object) {
  return object.kind() == Kind::volume && member_text(object.header, "quantity") == "overlay";
}

bool Cleaning::may_keep(const Object &object) const { return keep_.count("graphics") > 0 || !is_overlay(object); }

bool Cleaning::number_names(json &header) const {
  bool changed = false;
  const auto number = [&](json &name, const std::string &kind, const json &which) {
    if (!name.is_string() || !originals_.stand_in(name.get_ref<const std::string &>())) return;
    name = kind + ' ' + which.dump();
    changed = true;
  };
  if (const auto segments = header.find("segments"); segments != header.end() && segments->is_array()) {
    for (auto &segment : *segments) {
      if (segment.is_object() && segment.contains("name")) number(segment["name"], "Segment", segment["value"]);
    }
  }
  if (const auto channels = header.find("channels"); channels != header.end() && channels->is_array()) {
    for (std::size_t i = 0; i < channels->size(); ++i) {
      json &channel = (*channels)[i];
      number(channel.is_object() ? channel["name"] : channel, "Channel", i + 1);
    }
  }
  return changed;
}

Result<ObjectPtr> Cleaning::object(const ObjectPtr &object) {
  json header = object->header;
  bool changed = false;
  const auto geometry = header.find("geometry");
  if (keep_.count("uids") == 0 && geometry != header.end() && !member_text(*geometry, "frame_of_reference").empty()) {
    (*geometry)["frame_of_reference"] = identity_.uid(member_text(*geometry, "frame_of_reference"));
    changed = true;
  }
  if (object->kind() == Kind::record) {
    GANTRY_TRY(content, record_of(*object));
    if (!clean(content)) return object;
    return make_record(member_text(header, "schema"), content, member_text(header, "parent"));
  }
  if (object->kind() == Kind::table) {
    GANTRY_TRY(table, table_of(*object));
    for (auto &column : table.columns) {
      changed = originals_.stand_in(column.name) || changed;
      column.name = words(column.name);
      if (auto *texts = std::get_if<std::vector<std::string>>(&column.values)) {
        for (auto &text : *texts) {
          changed = originals_.stand_in(text) || changed;
          text = words(text);
        }
      }
    }
    return changed ? make_table(table) : Result<ObjectPtr>(object);
  }
  changed = number_names(header) || changed;
  // Only what a file may name: what the words of a header mean to us is not a file's to say.
  for (const char *member : {"channels", "segments", "events", "name"}) {
    if (const auto found = header.find(member); found != header.end()) changed = clean(*found) || changed;
  }
  if (!changed) return object;
  GANTRY_TRY(bytes, object->bytes.second());
  return make_object(std::move(header), std::move(bytes));
}

}  // namespace gantry::core
