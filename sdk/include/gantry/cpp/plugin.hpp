// SPDX-License-Identifier: MIT
// Makes a plugin out of structs: the entry symbol and its tables.
//
//   struct About : gantry::About {
//     static constexpr const char *id = "nl.hospital.department.name", *name = "Name", *version = "1.0.0",
//                                 *vendor = "Hospital, department", *licence = "MIT", *description = "…";
//   };
//   GANTRY_PLUGIN(About, Threshold, T2Star)
#pragma once

#include <gantry/cpp/model.hpp>
#include <gantry/cpp/ode.hpp>
#include <gantry/cpp/panel.hpp>
#include <gantry/cpp/reader.hpp>
#include <gantry/cpp/tool.hpp>
#include <gantry/entry.h>

#include <cstring>
#include <type_traits>
#include <vector>

namespace gantry {

// Base of a plugin's About: what may be left out.
struct About {
  static constexpr const char *intended_use = "Education and research. Not a medical device.";
  static constexpr const char *permissions = "";
};

namespace detail {

template <class A>
inline constexpr gantry_about about_table{
    sizeof(gantry_about), 0, A::id, A::name, A::version, A::vendor, A::licence, A::description, A::intended_use,
    A::permissions};

// All tables of a plugin; made when the host first asks.
class Tables {
 public:
  template <class... Ts>
  static const Tables &of() {
    static const Tables tables(static_cast<Ts *>(nullptr)...);
    return tables;
  }

  const void *find(const char *id) const {
    if (std::strcmp(id, GANTRY_TOOLS_ID) == 0 && tools_.count > 0) return &tools_;
    if (std::strcmp(id, GANTRY_MODELS_ID) == 0 && models_.count > 0) return &models_;
    if (std::strcmp(id, GANTRY_ODES_ID) == 0 && odes_.count > 0) return &odes_;
    if (std::strcmp(id, GANTRY_COMMANDS_ID) == 0 && commands_.count > 0) return &commands_;
    if (std::strcmp(id, GANTRY_READERS_ID) == 0 && readers_.reader_count + readers_.writer_count > 0) return &readers_;
    if (std::strcmp(id, GANTRY_PANELS_ID) == 0 && panels_.count > 0) return &panels_;
    return nullptr;
  }

 private:
  template <class... Ts>
  explicit Tables(Ts *...) {
    (add<Ts>(), ...);
    tools_ = {sizeof tools_, static_cast<std::uint32_t>(tool_items_.size()), tool_items_.data()};
    models_ = {sizeof models_, static_cast<std::uint32_t>(model_items_.size()), model_items_.data()};
    odes_ = {sizeof odes_, static_cast<std::uint32_t>(ode_items_.size()), ode_items_.data()};
    commands_ = {sizeof commands_, static_cast<std::uint32_t>(command_items_.size()), command_items_.data()};
    panels_ = {sizeof panels_, static_cast<std::uint32_t>(panel_items_.size()), panel_items_.data()};
    readers_ = {sizeof readers_,      static_cast<std::uint32_t>(reader_items_.size()), reader_items_.data(),
                writer_items_.data(), static_cast<std::uint32_t>(writer_items_.size()), 0};
  }

  template <class T>
  void add() {
    if constexpr (std::is_base_of_v<Tool, T>) tool_items_.push_back(tool_table<T>());
    else if constexpr (std::is_base_of_v<Ode, T>) ode_items_.push_back(ode_table<T>());
    else if constexpr (std::is_base_of_v<Model, T>) model_items_.push_back(model_table<T>());
    else if constexpr (std::is_base_of_v<Command, T>) command_items_.push_back(command_table<T>());
    else if constexpr (std::is_base_of_v<Reader, T>) reader_items_.push_back(reader_table<T>());
    else if constexpr (std::is_base_of_v<Writer, T>) writer_items_.push_back(writer_table<T>());
    else if constexpr (std::is_base_of_v<Panel, T>) panel_items_.push_back(panel_table<T>());
    else static_assert(!sizeof(T *), "derive it from gantry::Tool, Model, Ode, Command, Reader, Writer or Panel");
  }

  std::vector<const gantry_tool *> tool_items_;
  std::vector<const gantry_model *> model_items_;
  std::vector<const gantry_ode *> ode_items_;
  std::vector<const gantry_command *> command_items_;
  std::vector<const gantry_reader *> reader_items_;
  std::vector<const gantry_writer *> writer_items_;
  std::vector<const gantry_panel *> panel_items_;
  gantry_tools tools_{};
  gantry_models models_{};
  gantry_odes odes_{};
  gantry_commands commands_{};
  gantry_readers readers_{};
  gantry_panels panels_{};
};

template <class A, class... Ts>
constexpr gantry_plugin_entry make_entry() {
  return {sizeof(gantry_plugin_entry),
          GANTRY_ABI_VERSION,
          &about_table<A>,
          [](const gantry_host *) -> std::int32_t { return GANTRY_OK; },
          []() {},
          [](const char *id) { return Tables::of<Ts...>().find(id); }};
}

}  // namespace detail
}  // namespace gantry

#define GANTRY_PLUGIN(about, ...)                                                 \
  GANTRY_EXTERN_C GANTRY_EXPORT const gantry_plugin_entry gantry_plugin_entry_v1; \
  const gantry_plugin_entry gantry_plugin_entry_v1 = gantry::detail::make_entry<about, __VA_ARGS__>();
