// SPDX-License-Identifier: Apache-2.0
#include <core/worker/control_page.hpp>

#include <algorithm>
#include <cmath>
#include <new>

namespace gantry::core {
namespace {

constexpr double one = 4294967296.0;  // 2^32

// Length of the well-formed UTF-8 sequence at `at`; 0 when there is none.
std::size_t sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 && first < 0xF5   ? 4
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xC2 && first < 0xE0 ? 2
                                                             : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  const unsigned char second = byte(at + 1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;  // overlong, surrogate
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;  // overlong, beyond U+10FFFF
  return length;
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence(text, at);
    if (out.size() + std::max<std::size_t>(length, 1) > most) break;
    const auto c = static_cast<unsigned char>(text[at]);
    if (length == 0 || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) out += '?';
    else out += text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

Result<platform::SharedMemory> ControlPage::create() {
  GANTRY_TRY(block, platform::SharedMemory::create(bytes));
  new (block.writable()) ControlPage{};
  return std::move(block);
}

ControlPage *ControlPage::in(platform::SharedMemory &block) {
  return std::launder(reinterpret_cast<ControlPage *>(block.writable()));
}

void ControlPage::reset() {
  cancel.store(0);
  fraction.store(0);
  crash_bytes.store(0);
  version.fetch_add(version.load() % 2 == 0 ? 2 : 1);
  words[0].store('\0');
}

void ControlPage::beat(double done, std::string_view activity) {
  beat();
  if (std::isfinite(done)) fraction.store(static_cast<std::uint64_t>(std::clamp(done, 0.0, 1.0) * one));
  version.fetch_add(1, std::memory_order_acq_rel);
  const std::size_t length = std::min(activity.size(), words.size() - 1);
  for (std::size_t i = 0; i < length; ++i) words[i].store(activity[i], std::memory_order_relaxed);
  words[length].store('\0', std::memory_order_relaxed);
  version.fetch_add(1, std::memory_order_release);
}

double ControlPage::progress() const { return std::min(1.0, static_cast<double>(fraction.load()) / one); }

std::string ControlPage::activity() const {
  const std::uint32_t before = version.load(std::memory_order_acquire);
  std::string text;
  for (const auto &word : words) {
    const char c = word.load(std::memory_order_relaxed);
    if (c == '\0') break;
    text += c;
  }
  std::atomic_thread_fence(std::memory_order_acquire);
  if (before % 2 != 0 || version.load(std::memory_order_relaxed) != before) return {};
  return plain_text(text, words.size());
}

}  // namespace gantry::core
