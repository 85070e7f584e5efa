// SPDX-License-Identifier: Apache-2.0
// Drawings of a panel, which runs in a worker that may be anybody's: read, drawn again, told as text.
#include <core/ui/outline.hpp>
#include <core/ui/replay.hpp>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  using namespace gantry::core;
  auto memory = platform::SharedMemory::copy_of(std::as_bytes(std::span(data, size)));
  if (!memory) return 0;
  const auto frame = Frame::read(std::move(memory.value()));
  if (!frame) return 0;
  (void)outline(frame.value());
  Recorder window;
  Edits edits;
  window.begin({});
  replay(frame.value(), 1, *window.table(), edits);
  const auto again = window.end();
  // What keeps every rule can be drawn by anybody; only too large pixels may not fit twice.
  if (!again && again.error().code != "panel.too-much") __builtin_trap();
  return 0;
}
