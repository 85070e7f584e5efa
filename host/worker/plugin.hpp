// SPDX-License-Identifier: Apache-2.0
// One loaded plugin: its entry, its interfaces, its init and deinit.
//
//   GANTRY_TRY(plugin, Plugin::load("/…/strain.so", "/…/strain"));
//   const gantry_tool *tool = plugin->tool("threshold");
#pragma once

#include <boost/dll/shared_library.hpp>
#include <core/result.hpp>
#include <exception>
#include <gantry/gantry.h>
#include <host/worker/text.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace gantry::worker {

using core::Result;

inline constexpr auto host_version = GANTRY_VERSION;

std::string interface_version(std::uint32_t abi);  // 1002 → "1.2"

// What a foreign function threw, in words: "threw an exception across the C interface (std::runtime_error: no)".
std::string words_of(const std::exception_ptr &exception);

// Calls a foreign function. What it throws becomes an Error "plugin.exception" with Failure::crashed.
template <class Call>
auto guarded(Call &&call) -> Result<decltype(call())> {
  try {
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
      return core::done();
    } else {
      return call();
    }
  } catch (...) {
    return core::fail("plugin.exception", words_of(std::current_exception()), {}, {}, core::Failure::crashed);
  }
}

// Of a reader, whose table may be older than they are.
inline std::span<const gantry_parameter *const> parameters_of(const gantry_reader *reader) {
  if (!GANTRY_HAS(reader, parameter_count)) return {};
  return {reader->parameters, reader->parameter_count};
}

class Plugin {
 public:
  // Errors: "plugin.load", "plugin.entry", "plugin.abi", "plugin.init", "plugin.exception", in words that say what to do.
  static Result<std::unique_ptr<Plugin>> load(const std::string &library, const std::string &folder);
  ~Plugin();
  Plugin(const Plugin &) = delete;
  Plugin &operator=(const Plugin &) = delete;

  const gantry_about &about() const { return *entry_->about; }
  std::string path() const { return library_.location().string(); }
  std::uint32_t abi_min() const { return entry_->abi_min; }

  std::span<const gantry_tool *const> tools() const;
  std::span<const gantry_model *const> models() const;
  std::span<const gantry_ode *const> odes() const;
  std::span<const gantry_reader *const> readers() const;
  std::span<const gantry_writer *const> writers() const;
  std::span<const gantry_command *const> commands() const;
  std::span<const gantry_panel *const> panels() const;

 private:
  Plugin() = default;
  Result<void> check_entry(const std::string &file) const;
  Result<void> start(const std::string &folder);

  boost::dll::shared_library library_;
  std::string folder_;
  gantry_host host_{};
  const gantry_plugin_entry *entry_ = nullptr;
  bool started_ = false;
  const gantry_tools *tools_ = nullptr;
  const gantry_models *models_ = nullptr;
  const gantry_odes *odes_ = nullptr;
  const gantry_readers *readers_ = nullptr;
  const gantry_commands *commands_ = nullptr;
  const gantry_panels *panels_ = nullptr;
};

}  // namespace gantry::worker
