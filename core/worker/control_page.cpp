// SPDX-License-Identifier: Apache-2.0
#include <core/worker/control_page.hpp>

#include <algorithm>
#include <cmath>
#include <new>

namespace gantry::core {
namespace {

constexpr double one = 4294967296.0;  // 2^32

}  // namespace

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
