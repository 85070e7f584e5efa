// SPDX-License-Identifier: MIT
// Inputs and outputs as members of a tool or command.
//
//   gantry::VolumeInput image{"image", "Image", "the grey image"};
//   gantry::VolumeInput mask{"mask", "Mask", "where to look", GANTRY_PORT_OPTIONAL | GANTRY_PORT_MASK};
//   gantry::VolumeOutput result{"result", "Result", "smoothed", {.relative = 1e-5}};
#pragma once

#include <gantry/cpp/declarations.hpp>
#include <gantry/cpp/job.hpp>
#include <gantry/io.h>

#include <string>
#include <vector>

namespace gantry {

// How far a repeat on another processor or library may differ and still agree (gantry_port).
struct Tolerance {
  double absolute = 0, relative = 0, fraction = 0;
};

namespace detail {

class Port : public Member {
 public:
  const char *key() const { return c_.key; }
  Port(const Port &) = delete;
  Port &operator=(const Port &) = delete;

 protected:
  Port(std::uint32_t kind, const char *key, const char *label, const char *help, std::uint32_t flags) {
    c_.size = sizeof c_;
    c_.kind = kind;
    c_.flags = flags;
    c_.key = key;
    c_.label = label;
    c_.help = help;
  }
  ~Port() = default;
  const gantry_io &io() const { return *owner().context->io; }

  gantry_port c_{};
};

class Input : public Port {
 public:
  std::uint32_t count() const { return io().input_count(&io(), c_.key); }
  bool present() const { return count() > 0; }

 protected:
  Input(std::uint32_t kind, const char *key, const char *label, const char *help, std::uint32_t flags)
      : Port(kind, key, label, help, flags) {
    owner().declared_inputs.push_back(&c_);
  }
  ~Input() = default;
  template <class T, class Getter>
  const T &take(Getter getter, std::uint32_t index) const {
    const T *out = nullptr;
    require((io().*getter)(&io(), c_.key, index, &out), "job.input",
            std::string("the input \"") + c_.key + "\" can't be read", c_.key);
    return *out;
  }
};

class Output : public Port {
 protected:
  Output(std::uint32_t kind, const char *key, const char *label, const char *help, const char *unit,
         std::uint32_t flags, Tolerance tolerance)
      : Port(kind, key, label, help, flags) {
    c_.unit = unit;
    c_.tolerance_absolute = tolerance.absolute;
    c_.tolerance_relative = tolerance.relative;
    c_.tolerance_fraction = tolerance.fraction;
    owner().declared_outputs.push_back(&c_);
  }
  ~Output() = default;
  Job job() const { return Job(*owner().context); }
};

}  // namespace detail

class VolumeInput : public detail::Input {
 public:
  VolumeInput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Input(GANTRY_KIND_VOLUME, key, label, help, flags) {}
  VolumeView view(std::uint32_t index = 0) const {
    return VolumeView(take<gantry_volume>(&gantry_io::input_volume, index));
  }
};

class SignalInput : public detail::Input {
 public:
  SignalInput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Input(GANTRY_KIND_SIGNAL, key, label, help, flags) {}
  const gantry_signal &view(std::uint32_t index = 0) const {
    return take<gantry_signal>(&gantry_io::input_signal, index);
  }
};

class TableInput : public detail::Input {
 public:
  TableInput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Input(GANTRY_KIND_TABLE, key, label, help, flags) {}
  const gantry_table &view(std::uint32_t index = 0) const { return take<gantry_table>(&gantry_io::input_table, index); }
};

class RecordInput : public detail::Input {
 public:
  RecordInput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Input(GANTRY_KIND_RECORD, key, label, help, flags) {}
  const gantry_record &view(std::uint32_t index = 0) const {
    return take<gantry_record>(&gantry_io::input_record, index);
  }
};

class FileInput : public detail::Input {
 public:
  FileInput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Input(GANTRY_KIND_FILE, key, label, help, flags) {}
  const gantry_file &view(std::uint32_t index = 0) const { return take<gantry_file>(&gantry_io::input_file, index); }
};

class VolumeOutput : public detail::Output {
 public:
  VolumeOutput(const char *key, const char *label, const char *help, const char *unit = nullptr,
               Tolerance tolerance = {}, std::uint32_t flags = 0)
      : Output(GANTRY_KIND_VOLUME, key, label, help, unit, flags, tolerance) {}
  template <class T>
  T *create(const VolumeSpec &spec) const {
    return job().output_volume<T>(c_.key, spec);
  }
};

class SignalOutput : public detail::Output {
 public:
  SignalOutput(const char *key, const char *label, const char *help, Tolerance tolerance = {}, std::uint32_t flags = 0)
      : Output(GANTRY_KIND_SIGNAL, key, label, help, nullptr, flags, tolerance) {}
  template <class T>
  T *create(const SignalSpec &spec) const {
    return job().output_signal<T>(c_.key, spec);
  }
};

class TableOutput : public detail::Output {
 public:
  TableOutput(const char *key, const char *label, const char *help, Tolerance tolerance = {}, std::uint32_t flags = 0)
      : Output(GANTRY_KIND_TABLE, key, label, help, nullptr, flags, tolerance) {}
  void write(const std::vector<ColumnValues> &columns) const { job().output_table(c_.key, columns); }
};

class RecordOutput : public detail::Output {
 public:
  RecordOutput(const char *key, const char *label, const char *help, Tolerance tolerance = {}, std::uint32_t flags = 0)
      : Output(GANTRY_KIND_RECORD, key, label, help, nullptr, flags, tolerance) {}
  void write(const char *schema, const std::string &json) const { job().output_record(c_.key, schema, json); }
};

class FileOutput : public detail::Output {
 public:
  FileOutput(const char *key, const char *label, const char *help, std::uint32_t flags = 0)
      : Output(GANTRY_KIND_FILE, key, label, help, nullptr, flags, {}) {}
  void write(const char *media_type, const char *name, const std::string &bytes) const {
    job().output_file(c_.key, media_type, name, bytes.data(), bytes.size());
  }
};

}  // namespace gantry
