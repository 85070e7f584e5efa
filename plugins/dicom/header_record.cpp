// SPDX-License-Identifier: Apache-2.0
#include "header_record.hpp"

#include "deidentify/profile.hpp"
#include "deidentify/safe_private.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace gantry::dicom {
namespace {

using nlohmann::json;

constexpr std::size_t most_items = 64, most_bytes = 65536, most_entries = 20000;

struct Mark {
  bool identifying = false;
  const char *role = nullptr;
  const Rule *rule = nullptr;
};

const char *role_of(const Tag &tag, VR vr) {
  if (tag == DCM_PatientName) return "patient-name";
  if (tag == DCM_PatientID) return "patient-id";
  if (tag == DCM_PatientBirthDate) return "birth-date";
  switch (vr) {
    case VR::DA: return "date";
    case VR::TM: return "time";
    case VR::DT: return "datetime";
    case VR::UI: return "uid";
    default: return nullptr;
  }
}

Mark mark_of(const Item &item, const Element &e) {
  Mark mark;
  if ((e.tag.getGroup() & 1) != 0) {
    const bool reserves = e.tag.getElement() >= 0x10 && e.tag.getElement() <= 0xff;
    mark.identifying = !reserves && !is_safe_private(number_of(e.tag), item.creator_of(e.tag));
    return mark;
  }
  mark.rule = rule_for(number_of(e.tag));
  if (mark.rule != nullptr) mark.identifying = std::string_view(mark.rule->basic) != "K";
  // What the table says nothing of and yet may tell who or when: the group of the patient, names, moments, unknown bytes.
  const bool moment = e.vr == VR::DA || e.vr == VR::TM || e.vr == VR::DT;
  const bool patient = e.tag.getGroup() == 0x0010 && e.vr != VR::SQ;
  if (mark.rule == nullptr) mark.identifying = patient || moment || e.vr == VR::PN || e.vr == VR::UN;
  if (mark.identifying) mark.role = role_of(e.tag, e.vr);
  return mark;
}

std::string name_of(const Item &item, const Element &e) {
  const std::string name = keyword(e.tag, item.creator_of(e.tag));
  const bool standard = (e.tag.getGroup() & 1) == 0;
  return standard && !name.empty() ? name : "(" + tag_text(e.tag) + ")";
}

const char *unit_of(const Tag &tag) {
  static const std::map<std::uint32_t, const char *> units = {
      {0x00180050, "mm"},  {0x00180088, "mm"},  {0x00280030, "mm"}, {0x00200032, "mm"},    {0x00201041, "mm"},
      {0x00180081, "ms"},  {0x00180080, "ms"},  {0x00180082, "ms"}, {0x00181060, "ms"},    {0x00189082, "ms"},
      {0x00181314, "deg"}, {0x00181120, "deg"}, {0x00180060, "kV"}, {0x00181150, "ms"},    {0x00181151, "mA"},
      {0x00180087, "T"},   {0x00180084, "MHz"}, {0x00180095, "Hz"}, {0x00189087, "s/mm2"}, {0x00181100, "mm"},
      {0x00181242, "ms"},  {0x00541300, "ms"},  {0x00101030, "kg"}, {0x00101020, "m"},     {0x00181074, "Bq"},
      {0x00181075, "s"},   {0x00180090, "mm"},  {0x00181110, "mm"}, {0x00181111, "mm"},    {0x00181164, "mm"},
      {0x00181063, "ms"},  {0x00189073, "s"},   {0x00189220, "ms"},
  };
  const auto found = units.find(number_of(tag));
  return found == units.end() ? nullptr : found->second;
}

bool is_bulk(const Element &e) {
  switch (e.vr) {
    case VR::OB:
    case VR::OW:
    case VR::OD:
    case VR::OF:
    case VR::OL:
    case VR::OV:
    case VR::UN: return true;
    default: return e.value.size() > most_bytes;
  }
}

json number(double v) {
  if (!std::isfinite(v)) return nullptr;
  if (v == std::floor(v) && std::abs(v) < 9e15) return static_cast<std::int64_t>(v);
  return v;
}

template <class T>
json one_or_many(const std::vector<T> &values) {
  if (values.empty()) return "";
  if (values.size() == 1) return values.front();
  return values;
}

json plain_value(const Item &item, const Element &e) {
  if (is_bulk(e)) {
    const auto texts = e.vr == VR::UN && e.value.size() <= 1024 ? item.texts(e) : std::vector<std::string>();
    return texts.empty() ? json("(" + std::to_string(e.value.size()) + " bytes)") : one_or_many(texts);
  }
  const bool decimal = e.vr == VR::DS || e.vr == VR::IS;
  if (decimal || (!is_text(e.vr) && e.vr != VR::AT)) {
    std::vector<json> numbers;
    for (const double v : item.numbers(e)) numbers.push_back(number(v));
    const bool all = !decimal || numbers.size() == item.texts(e).size();
    if (all && !numbers.empty()) return one_or_many(numbers);
  }
  return one_or_many(item.texts(e));
}

}  // namespace

HeaderRecord::HeaderRecord(const Dataset &dataset) {
  const Item &meta = dataset.meta();
  for (const Tag &tag : {DCM_TransferSyntaxUID, DCM_ImplementationVersionName}) {
    if (const Element *e = meta.find(tag)) entry(meta, *e, keyword(tag));
  }
  if (!meta.has(DCM_TransferSyntaxUID)) add("TransferSyntaxUID", dataset.transfer_syntax());
  for (const Element &e : dataset.elements()) {
    if (e.tag.getElement() != 0) entry(dataset, e, name_of(dataset, e));
  }
}

void HeaderRecord::entry(const Item &item, const Element &e, const std::string &key) {
  if (entries_.size() >= most_entries) return;
  const Mark mark = mark_of(item, e);
  const std::size_t at = entries_.size();
  json out{{"key", key}, {"tag", tag_text(e.tag)}, {"vr", vr_name(e.vr)}, {"identifying", mark.identifying}};
  if (mark.role != nullptr) out["role"] = mark.role;
  if (mark.rule != nullptr) {
    out["profile"] = mark.rule->basic;
    if (const auto options = options_of(*mark.rule); !options.empty()) out["options"] = options;
  }
  if (const char *unit = unit_of(e.tag)) out["unit"] = unit;
  entries_.push_back(std::move(out));  // before what is inside of it
  json value = value_of(item, e, key);
  entries_[at]["value"] = std::move(value);
}

void HeaderRecord::add_inside(const Item &item, const Element &e, const std::string &key) {
  const auto found = inside_.find(key);
  if (found == inside_.end()) {
    if (entries_.size() >= most_entries) return;
    inside_.emplace(key, entries_.size());
    return entry(item, e, key);
  }
  nlohmann::json value = value_of(item, e, key);
  nlohmann::json &values = entries_[found->second]["value"];
  if (!values.is_array() || e.vr == VR::SQ) {
    if (e.vr == VR::SQ) return;  // its first item's shape says what it is; what identifies is listed by itself
    values = nlohmann::json::array({values});
  }
  if (values.size() >= 8 * most_items) return;
  if (!value.is_array()) value = nlohmann::json::array({value});
  for (auto &v : value) {
    if (std::find(values.begin(), values.end(), v) == values.end()) values.push_back(std::move(v));
  }
}

json HeaderRecord::value_of(const Item &item, const Element &e, const std::string &path) {
  return e.vr == VR::SQ ? items_of(e, path) : plain_value(item, e);
}

json HeaderRecord::items_of(const Element &e, const std::string &path) {
  json items = json::array();
  for (std::size_t i = 0; i < e.items.size() && i < most_items; ++i) {
    const Item inner(e.items[i].get());
    const std::string inside = path + ".";
    json object = json::object();
    for (const Element &child : inner.elements()) {
      if (child.tag.getElement() == 0) continue;
      const std::string name = name_of(inner, child);
      const Mark mark = mark_of(inner, child);
      if (mark.identifying) add_inside(inner, child, inside + name);
      else object[name] = value_of(inner, child, inside + name);
    }
    items.push_back(std::move(object));
  }
  return items;
}

void HeaderRecord::add_uids(const char *key, const std::vector<std::string> &uids) {
  entries_.push_back({{"key", key},
                      {"value", uids},
                      {"identifying", true},
                      {"role", "uid"},
                      {"vr", "UI"},
                      {"profile", "U"},
                      {"options", {"uids"}}});
}

void HeaderRecord::add_positions(const char *key, const std::vector<std::array<double, 3>> &positions) {
  entries_.push_back({{"key", key}, {"value", positions}, {"identifying", false}, {"unit", "mm"}});
}

void HeaderRecord::add(const char *key, json value) {
  entries_.push_back({{"key", key}, {"value", std::move(value)}, {"identifying", false}});
}

std::string HeaderRecord::dump_without_identities() const {
  HeaderRecord rest = *this;
  rest.entries_ = nlohmann::json::array();
  for (const auto &e : entries_) {
    if (!e.at("identifying").get<bool>()) rest.entries_.push_back(e);
  }
  return rest.dump();
}

std::string HeaderRecord::dump() const {
  return nlohmann::json{{"entries", entries_}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace gantry::dicom
