// SPDX-License-Identifier: Apache-2.0
#include <core/data/facts.hpp>

#include <charconv>
#include <core/data/object.hpp>
#include <core/data/signal.hpp>
#include <core/data/volume.hpp>

namespace gantry::core {
namespace {

// Three digits are what the eye needs of a spacing.
std::string short_number(double value) {
  char text[32];
  const bool large = value >= 100 && value < 1e15;
  const auto end = large ? std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 0).ptr
                         : std::to_chars(text, text + sizeof text, value, std::chars_format::general, 3).ptr;
  return {text, end};
}

void add(std::string &words, const std::string &more) {
  if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
}

std::string counted(std::uint64_t count, const std::string &one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string of_volume(const VolumeHeader &h) {
  std::string words = h.modality;
  add(words, h.quantity == "signal" ? "" : h.quantity);
  add(words, h.unit == "1" ? "" : h.unit);
  std::string shape, spacing;
  const unsigned dims = h.shape[2] > 1 ? 3 : 2;
  for (unsigned d = 0; d < dims; ++d) {
    shape += (d == 0 ? "" : "×") + std::to_string(h.shape[d]);
    spacing += (d == 0 ? "" : " × ") + short_number(h.geometry.spacing[d]);
  }
  add(words, shape);
  const auto &mm = h.geometry.spacing;
  const bool unknown = h.geometry.assumed && mm[0] == 1 && mm[1] == 1 && mm[2] == 1;
  add(words, unknown ? "spacing unknown" : spacing + " mm" + (h.geometry.assumed ? ", place unknown" : ""));
  if (!h.geometry.slice_positions.empty()) add(words, h.geometry.sheared ? "sheared" : "unevenly spaced");
  if (h.shape[3] > 1) add(words, std::to_string(h.shape[3]) + " × " + (h.axis ? h.axis->name : "volume"));
  if (h.labels) add(words, counted(h.segments.size(), "segment"));
  else if (h.shape[4] > 1) add(words, counted(h.shape[4], "channel"));
  return words;
}

std::string of_signal(const SignalHeader &h) {
  std::string words = counted(h.channels.size(), "channel");
  add(words, counted(h.samples, "sample"));
  if (h.timed()) add(words, "with their times");
  else add(words, short_number(h.rate) + " Hz, " + short_number(static_cast<double>(h.samples) / h.rate) + " s");
  if (!h.events.empty()) add(words, counted(h.events.size(), "event"));
  return words;
}

}  // namespace

std::string facts(const nlohmann::json &header) {
  const auto kind = header.is_object() ? kind_by_name(header.value("kind", "")) : std::nullopt;
  if (kind == Kind::volume) {
    const auto volume = volume_header(header);
    return volume ? of_volume(volume.value()) : "";
  }
  if (kind == Kind::signal) {
    const auto signal = signal_header(header);
    return signal ? of_signal(signal.value()) : "";
  }
  if (kind == Kind::table && header.contains("columns") && header["columns"].is_array())
    return counted(header.value("rows", std::uint64_t{0}), "row") + ", " + counted(header["columns"].size(), "column");
  return "";
}

}  // namespace gantry::core
