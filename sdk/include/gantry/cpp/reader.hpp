// SPDX-License-Identifier: MIT
// Readers and writers of files.
//
//   struct Csv : gantry::Reader {
//     static constexpr const char *id = "csv", *label = "CSV", *help = "…", *extensions = ".csv";
//     gantry::Number rate{"rate", "Rate", "of files that have no times", "Hz", 0};   // may have parameters
//     static std::uint32_t sniff(std::string_view name, std::string_view head, std::uint64_t file_size);
//     void list(gantry::Job &, const gantry::Files &, const gantry::Items &);
//     void read(gantry::Job &job, const gantry::Files &files, const std::string &key);   // job.output_volume("volume", …)
//   };
#pragma once

#include <gantry/cpp/tool.hpp>
#include <gantry/reader.h>

#include <string>
#include <string_view>
#include <vector>

namespace gantry {

class Files {
 public:
  explicit Files(const gantry_files &c) : c_(&c) {}
  std::uint32_t count() const { return c_->count; }
  std::string_view name(std::uint32_t i) const { return c_->name(c_, i); }
  std::uint64_t byte_size(std::uint32_t i) const { return c_->byte_size(c_, i); }
  // The whole file; good until unmap or the end of the call.
  std::string_view map(std::uint32_t i) const {
    const void *bytes = nullptr;
    std::uint64_t size = 0;
    detail::require(c_->map(c_, i, &bytes, &size), "file.open", "the file can't be opened", "");
    return {static_cast<const char *>(bytes), static_cast<std::size_t>(size)};
  }
  void unmap(std::uint32_t i) const { c_->unmap(c_, i); }
  const char *path(std::uint32_t i) const {
    const char *path = c_->path(c_, i);
    if (path == nullptr) throw Error("file.open", "the file can't be opened", GANTRY_NOT_FOUND);
    return path;
  }

 private:
  const gantry_files *c_;
};

class Items {
 public:
  explicit Items(const gantry_items &c) : c_(&c) {}
  // `title` holds no patient data; `files` are indices.
  void add(std::uint32_t kind, const std::string &key, const std::string &title, const std::string &summary,
           const std::vector<std::uint32_t> &files) const {
    const gantry_item item{sizeof item,
                           kind,
                           key.c_str(),
                           title.c_str(),
                           summary.c_str(),
                           files.data(),
                           static_cast<std::uint32_t>(files.size()),
                           0};
    c_->add(c_, &item);
  }
  void refuse(std::uint32_t file, const std::string &reason) const { c_->refuse(c_, file, reason.c_str()); }

 private:
  const gantry_items *c_;
};

// Needs: id, label, help, extensions, static sniff, list, read. May have parameters, for list and read.
struct Reader : Declared {};
// Needs: id, label, help, extensions, declared inputs, write(Job &, const std::string &name).
struct Writer : Declared {};

namespace detail {

template <class T>
const gantry_reader *reader_table() {
  static const gantry_reader table = [] {
    gantry_reader c{};
    c.size = sizeof c;
    c.id = T::id;
    c.label = T::label;
    c.help = T::help;
    c.extensions = T::extensions;
    const Declared &d = prototype<T>();
    c.parameters = d.declared_parameters.data();
    c.parameter_count = static_cast<std::uint32_t>(d.declared_parameters.size());
    c.sniff = [](const gantry_reader *, const char *name, const void *head, std::uint64_t head_size,
                 std::uint64_t file_size) -> std::uint32_t {
      return T::sniff(name, {static_cast<const char *>(head), static_cast<std::size_t>(head_size)}, file_size);
    };
    c.list = [](const gantry_reader *, const gantry_context *ctx, const gantry_files *files,
                const gantry_items *items) {
      return guarded(ctx, [&] {
        T reader;
        reader.context = ctx;
        reader.values = ctx->values;
        Job job(*ctx);
        reader.list(job, Files(*files), Items(*items));
      });
    };
    c.read = [](const gantry_reader *, const gantry_context *ctx, const gantry_files *files, const char *key) {
      return guarded(ctx, [&] {
        T reader;
        reader.context = ctx;
        reader.values = ctx->values;
        Job job(*ctx);
        reader.read(job, Files(*files), std::string(key));
      });
    };
    return c;
  }();
  return &table;
}

template <class T>
const gantry_writer *writer_table() {
  static const gantry_writer table = [] {
    gantry_writer c{};
    c.size = sizeof c;
    c.id = T::id;
    c.label = T::label;
    c.help = T::help;
    c.extensions = T::extensions;
    const Declared &d = prototype<T>();
    c.inputs = d.declared_inputs.data();
    c.input_count = static_cast<std::uint32_t>(d.declared_inputs.size());
    c.parameters = d.declared_parameters.data();
    c.parameter_count = static_cast<std::uint32_t>(d.declared_parameters.size());
    c.write = [](const gantry_writer *, const gantry_context *ctx, const char *name) {
      return guarded(ctx, [&] {
        T writer;
        writer.context = ctx;
        writer.values = ctx->values;
        Job job(*ctx);
        writer.write(job, std::string(name));
      });
    };
    return c;
  }();
  return &table;
}

}  // namespace detail
}  // namespace gantry
