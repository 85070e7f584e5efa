// SPDX-License-Identifier: MIT
// Tools and commands: a struct with declared members and run().
//
//   struct Threshold : gantry::Tool {
//     static constexpr const char *id = "threshold", *label = "Threshold", *help = "…", *category = "segmentation";
//     gantry::VolumeInput image{"image", "Image", "the grey image"};
//     gantry::VolumeOutput mask{"mask", "Mask", "1 inside, 0 outside"};
//     void run(gantry::Job &job) { … }
//   };
#pragma once

#include <gantry/command.h>
#include <gantry/cpp/job.hpp>
#include <gantry/cpp/parameters.hpp>
#include <gantry/cpp/ports.hpp>
#include <gantry/tool.h>

namespace gantry {

// Needs: id, label, help, category, run(Job &). May have: source (author, year, equation).
struct Tool : Declared {
  static constexpr const char *source = "";
};

// Needs: words, label, help, run(Job &).
struct Command : Declared {
  static constexpr std::uint32_t flags = 0;  // GANTRY_COMMAND_NEEDS_PROJECT
};

namespace detail {

template <class T>
const T &prototype() {
  static const T object;
  return object;
}

// A fresh object for each job: members of the plugin's own never carry over.
template <class T>
std::int32_t run_declared(const gantry_context *ctx) {
  return guarded(ctx, [&] {
    T object;
    object.context = ctx;
    object.values = ctx->values;
    Job job(*ctx);
    object.run(job);
  });
}

template <class C>
void fill_ports(C &c, const Declared &d) {
  c.inputs = d.declared_inputs.data();
  c.input_count = static_cast<std::uint32_t>(d.declared_inputs.size());
  c.outputs = d.declared_outputs.data();
  c.output_count = static_cast<std::uint32_t>(d.declared_outputs.size());
  c.parameters = d.declared_parameters.data();
  c.parameter_count = static_cast<std::uint32_t>(d.declared_parameters.size());
}

template <class T>
const gantry_tool *tool_table() {
  static const gantry_tool table = [] {
    gantry_tool c{};
    c.size = sizeof c;
    c.id = T::id;
    c.label = T::label;
    c.help = T::help;
    c.category = T::category;
    c.source = T::source;
    fill_ports(c, prototype<T>());
    c.run = [](const gantry_tool *, const gantry_context *ctx) { return run_declared<T>(ctx); };
    return c;
  }();
  return &table;
}

template <class T>
const gantry_command *command_table() {
  static const gantry_command table = [] {
    gantry_command c{};
    c.size = sizeof c;
    c.flags = T::flags;
    c.words = T::words;
    c.label = T::label;
    c.help = T::help;
    fill_ports(c, prototype<T>());
    c.run = [](const gantry_command *, const gantry_context *ctx) { return run_declared<T>(ctx); };
    return c;
  }();
  return &table;
}

}  // namespace detail
}  // namespace gantry
