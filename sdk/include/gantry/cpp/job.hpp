// SPDX-License-Identifier: MIT
// A running job in C++: progress, cancel, log, and outputs by port.
//
//   for (std::uint64_t z = 0; z < n; ++z) job.progress(double(z) / double(n), "smoothing");   // throws Cancelled
#pragma once

#include <gantry/context.h>
#include <gantry/cpp/error.hpp>
#include <gantry/cpp/signal.hpp>
#include <gantry/cpp/volume.hpp>
#include <gantry/identity.h>
#include <gantry/project.h>
#include <gantry/storage.h>

#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gantry {

// A column for a new table.
struct ColumnValues {
  std::string name, unit;
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>> values;
};

class Job {
 public:
  explicit Job(const gantry_context &c) : c_(&c) {}

  const gantry_context &c() const { return *c_; }
  std::uint32_t level() const { return c_->level; }
  std::uint32_t threads() const { return c_->threads; }
  bool cancelled() const { return c_->cancelled(c_) != 0; }

  // `fraction` 0 to 1. Throws Cancelled when the user has cancelled: call it at least every 100 ms of work.
  void progress(double fraction, const char *activity = "") const {
    c_->progress(c_, fraction, activity);
    check();
  }
  void check() const {
    if (cancelled()) throw Cancelled{};
  }
  // No patient data, no path.
  void info(const std::string &text) const { c_->log(c_, GANTRY_LOG_INFO, text.c_str()); }
  void warning(const std::string &text) const { c_->log(c_, GANTRY_LOG_WARNING, text.c_str()); }

  // New memory for a volume, zeros, x fastest; valid until the job ends.
  template <class T>
  T *output_volume(const char *port, const VolumeSpec &spec) const {
    VolumeSpec typed = spec;
    return static_cast<T *>(output_volume(port, typed.dtype(dtype_of<T>())).writable);
  }
  // The same for a type that is known at run time only: the spec carries it.
  gantry_volume &output_volume(const char *port, const VolumeSpec &spec) const {
    gantry_volume *out = nullptr;
    const std::int32_t status =
        spec.with_c([&](const gantry_volume &like) { return c_->io->output_volume(c_->io, port, &like, &out); });
    detail::require(status, "job.output", std::string("no room for the output \"") + port + "\"", port);
    return *out;
  }
  // For readers of items with several volumes or signals: false where the host wants no more than the description of this
  // one, which it has then. `make` calls output_volume or output_signal first, and fills.
  template <class F>
  bool made(F &&make) const {
    try {
      make();
      return true;
    } catch (const Cancelled &) {
      check();
      return false;
    }
  }
  // These bytes of a volume from output_volume will not change any more: the host may show them. From any thread.
  void ready(const gantry_volume &volume, std::uint64_t begin, std::uint64_t end) const {
    if (GANTRY_HAS(c_->io, ready)) c_->io->ready(c_->io, &volume, begin, end);
  }
  // New memory for a signal, zeros, channel after channel; valid until the job ends.
  template <class T>
  T *output_signal(const char *port, const SignalSpec &spec) const {
    SignalSpec typed = spec;
    typed.dtype(dtype_of<T>());
    gantry_signal *out = nullptr;
    const std::int32_t status =
        typed.with_c([&](const gantry_signal &like) { return c_->io->output_signal(c_->io, port, &like, &out); });
    detail::require(status, "job.output", std::string("no room for the output \"") + port + "\"", port);
    return static_cast<T *>(out->writable);
  }
  void output_table(const char *port, const std::vector<ColumnValues> &columns) const;
  void output_record(const char *port, const char *schema, const std::string &json) const {
    const gantry_record record{sizeof record, 0, schema, json.c_str(), nullptr, nullptr};
    detail::require(c_->io->output_record(c_->io, port, &record), "job.output", "the record was refused", port);
  }
  void output_file(const char *port, const char *media_type, const char *name, const void *data,
                   std::uint64_t bytes) const {
    const gantry_file file{sizeof file, 0, media_type, name, data, bytes};
    detail::require(c_->io->output_file(c_->io, port, &file), "job.output", "the file was refused", port);
  }

  // Services; an Error in words where the host has none or did not grant it.
  const gantry_project &project() const { return service<gantry_project>(GANTRY_PROJECT_ID, "an open project"); }
  const gantry_storage &storage() const { return service<gantry_storage>(GANTRY_STORAGE_ID, "storage of its own"); }
  const gantry_identity &identity() const { return service<gantry_identity>(GANTRY_IDENTITY_ID, "pseudonyms"); }

 protected:
  template <class T>
  const T &service(const char *id, const char *what) const {
    const void *found = c_->get_service(c_, id);
    if (found == nullptr) {
      throw Error("job.service", std::string("this needs ") + what, GANTRY_UNSUPPORTED)
          .hint("give --project, and ask the plugin's vendor to declare the permission");
    }
    return *static_cast<const T *>(found);
  }

 private:
  const gantry_context *c_;
};

inline void Job::output_table(const char *port, const std::vector<ColumnValues> &columns) const {
  std::vector<gantry_column> c;
  std::vector<std::vector<const char *>> texts;
  texts.reserve(columns.size());
  std::uint64_t rows = 0;
  for (const auto &column : columns) {
    gantry_column out{sizeof out, 0, column.name.c_str(), column.unit.c_str(), nullptr};
    if (const auto *f = std::get_if<0>(&column.values)) {
      out.type = GANTRY_COLUMN_F64;
      out.data = f->data();
      rows = f->size();
    } else if (const auto *i = std::get_if<1>(&column.values)) {
      out.type = GANTRY_COLUMN_I64;
      out.data = i->data();
      rows = i->size();
    } else {
      auto &pointers = texts.emplace_back();
      for (const auto &text : std::get<2>(column.values)) pointers.push_back(text.c_str());
      out.type = GANTRY_COLUMN_TEXT;
      out.data = pointers.data();
      rows = pointers.size();
    }
    c.push_back(out);
  }
  std::vector<const gantry_column *> pointers;
  for (const auto &column : c) pointers.push_back(&column);
  const gantry_table table{sizeof table, static_cast<std::uint32_t>(c.size()), rows, pointers.data()};
  detail::require(c_->io->output_table(c_->io, port, &table), "job.output", "the table was refused", port);
}

namespace detail {

// The border: runs f, turns every exception into a structured error and a status.
template <class F>
std::int32_t guarded(const gantry_context *ctx, F &&f) {
  const auto fail = [&](std::int32_t status, const char *code, const char *message, const char *key, const char *hint) {
    const gantry_error error{sizeof error, status, code, message, key, hint};
    return ctx->fail(ctx, &error);
  };
  const auto given = [](const std::string &text) { return text.empty() ? nullptr : text.c_str(); };
  try {
    f();
    return GANTRY_OK;
  } catch (const Cancelled &) {
    return GANTRY_CANCELLED;
  } catch (const Error &e) {
    return fail(e.status(), e.code().c_str(), e.what(), given(e.parameter()), given(e.hint()));
  } catch (const std::bad_alloc &) {
    return fail(GANTRY_NO_MEMORY, "job.memory", "the job needs more memory than it may use", nullptr,
                "raise the memory limit (--memory), or work on a smaller region");
  } catch (const std::exception &e) {
    return fail(GANTRY_FAILED, "job.exception", e.what(), nullptr, nullptr);
  } catch (...) {
    return fail(GANTRY_FAILED, "job.exception", "an unknown exception ended the job", nullptr, nullptr);
  }
}

}  // namespace detail
}  // namespace gantry
