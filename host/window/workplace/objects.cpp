// SPDX-License-Identifier: Apache-2.0
#include <host/window/workplace/objects.hpp>

#include <algorithm>
#include <host/window/words/words.hpp>
#include <vector>

namespace gantry::host::window {
namespace {

using nlohmann::json;

constexpr std::uint64_t most_points = 200'000;  // of a channel, drawn
constexpr std::size_t most_lines = 5'000;

void add_lines(Known &known, const json &value, const std::string &path) {
  if (known.lines.size() >= most_lines) return;
  if (value.is_object() && !value.empty()) {
    for (const auto &[key, member] : value.items()) add_lines(known, member, path.empty() ? key : path + "." + key);
  } else {
    known.lines.emplace_back(path, value.is_string() ? value.get<std::string>() : value.dump());
  }
}

// The entries of a header one by one; anything else by its members.
void add_record(Known &known) {
  const auto entries = known.record.find("entries");
  if (known.object->header.value("schema", "") != "gantry.header/1" || entries == known.record.end() ||
      !entries->is_array())
    return add_lines(known, known.record, "");
  for (const json &entry : *entries)
    if (entry.is_object() && entry.contains("key") && entry["key"].is_string())
      add_lines(known, entry.value("value", json()), entry["key"].get<std::string>());
}

void add_signal(Known &known) {
  auto header = core::signal_header(known.object->header);
  if (!header) {
    known.problem = header.error().message;
    return;
  }
  known.signal = std::move(header).value();
  const core::SignalHeader &h = known.signal;
  const std::byte *const bytes = known.object->bytes.bytes().data();
  const auto time = [&](std::uint64_t i) {
    return h.timed() ? core::element_as_double(core::DType::f64, bytes, i) : static_cast<double>(i) / h.rate;
  };
  const std::uint64_t stretch = h.samples <= most_points ? 1 : 2 * ((h.samples + most_points - 1) / most_points);
  for (std::uint64_t i = 0; i < h.samples; i += stretch) {
    known.times.push_back(time(i));
    if (stretch > 1) known.times.push_back(time(std::min(i + stretch / 2, h.samples - 1)));
  }
  for (std::size_t c = 0; c < h.channels.size(); ++c) {
    auto &values = known.channels.emplace_back();
    const std::byte *const samples = bytes + h.times_bytes() + c * h.samples * core::byte_size(h.dtype);
    for (std::uint64_t i = 0; i < h.samples; i += stretch) {
      double least = core::element_as_double(h.dtype, samples, i), most = least;
      for (std::uint64_t j = i + 1; j < std::min(i + stretch, h.samples); ++j) {
        const double value = core::element_as_double(h.dtype, samples, j);
        least = std::min(least, value);
        most = std::max(most, value);
      }
      values.push_back(least);
      if (stretch > 1) values.push_back(most);
    }
  }
}

}  // namespace

std::shared_ptr<const Known> known(const core::Result<core::ObjectPtr> &object) {
  auto made = std::make_shared<Known>();
  if (!object) {
    made->problem = said(object.error()).message;
    return made;
  }
  made->object = object.value();
  if (made->object->kind() == core::Kind::volume) {
    auto shown = core::view::shown_volume(made->object);
    if (shown) made->shown = std::move(shown).value();
    else made->problem = shown.error().message;
  }
  if (made->object->kind() == core::Kind::table) {
    auto table = core::table_of(*made->object);
    if (table) made->table = std::move(table).value();
    else made->problem = table.error().message;
  }
  if (made->object->kind() == core::Kind::record) {
    auto record = core::record_of(*made->object);
    if (record) made->record = std::move(record).value();
    else made->problem = record.error().message;
    if (record) add_record(*made);
  }
  if (made->object->kind() == core::Kind::signal) add_signal(*made);
  return made;
}

const Known &Objects::get(const std::string &hash) {
  static const Known nothing;
  auto [entry, added] = entries_.try_emplace(hash);
  entry->second.used = drawing_;
  if (added && want_) want_(hash);
  return entry->second.known ? *entry->second.known : nothing;
}

void Objects::put(const std::string &hash, std::shared_ptr<const Known> known) {
  entries_[hash].known = std::move(known);
}

void Objects::clear() {
  entries_.clear();
  thumbnails_.clear();
}

const core::view::Pixels *Objects::thumbnail(const std::string &hash) const {
  const auto found = thumbnails_.find(hash);
  return found == thumbnails_.end() ? nullptr : &found->second;
}

void Objects::put_thumbnail(const std::string &hash, core::view::Pixels thumbnail) {
  thumbnails_[hash] = std::move(thumbnail);
}

void Objects::trim(std::size_t most) {
  std::size_t bytes = 0;
  std::vector<std::pair<std::uint64_t, std::string>> unused;
  for (const auto &[hash, entry] : entries_) {
    if (!entry.known || !entry.known->object) continue;
    bytes += entry.known->object->bytes.size();
    if (entry.used < drawing_) unused.emplace_back(entry.used, hash);
  }
  ++drawing_;
  std::sort(unused.begin(), unused.end());
  for (const auto &[used, hash] : unused) {
    if (bytes <= most) return;
    bytes -= entries_[hash].known->object->bytes.size();
    entries_.erase(hash);
  }
}

}  // namespace gantry::host::window
