// SPDX-License-Identifier: MIT
// gantry.reader/1: foreign files in and out. Files are opened by the host; the plugin sees their bytes alone.
//
//   sniff(self, "scan.nii", head, 512, size) == 100   // sure
//   list(self, ctx, files, items)                     // what these files hold
//   read(self, ctx, files, "0")                       // fills the output ports of the item "0"
#ifndef GANTRY_READER_H
#define GANTRY_READER_H

#include <gantry/base.h>
#include <gantry/context.h>
#include <gantry/parameter.h>

#define GANTRY_READERS_ID "gantry.reader/1"
#define GANTRY_SNIFF_BYTES 4096u  // as much of a file's head as sniff gets, or the whole of a shorter one

// Ports that read() fills: exactly one of "volume", "signal", "table", "record", "file" for an item; several where an
// item holds several of one kind (GANTRY_PORT_MANY). "header" may be given too: a record of schema "gantry.header/1",
// {"entries":[{"key","value","identifying":true|false}...]}.
#define GANTRY_HEADER_SCHEMA "gantry.header/1"

// The files of one import, in the host's order. Names have no folders. All [worker].
typedef struct gantry_files {
  uint32_t size;
  uint32_t count;
  void *host;
  const char *(*name)(const struct gantry_files *files, uint32_t index);
  uint64_t (*byte_size)(const struct gantry_files *files, uint32_t index);
  // Maps a whole file for reading, until unmap or the end of the call. GANTRY_NOT_FOUND when it can't be opened.
  int32_t (*map)(const struct gantry_files *files, uint32_t index, const void **bytes, uint64_t *byte_size);
  void (*unmap)(const struct gantry_files *files, uint32_t index);
  // For libraries that insist on a path; valid until unmap or the end of the call. NULL when it can't be opened.
  const char *(*path)(const struct gantry_files *files, uint32_t index);
} gantry_files;

// One thing that can be read: a series, a signal.
typedef struct gantry_item {
  uint32_t size;
  uint32_t kind;          // GANTRY_KIND_*
  const char *key;        // handed back to read
  const char *title;      // for people; holds no patient data
  const char *summary;    // "128x128x62 uint8, 1.72x1.72x3 mm"
  const uint32_t *files;  // indices of the files that it is made of
  uint32_t file_count;
  uint32_t reserved;
} gantry_item;

typedef struct gantry_items {
  uint32_t size;
  uint32_t reserved;
  void *host;
  void (*add)(const struct gantry_items *items, const gantry_item *item);  // copied
  // A file that is refused, with the reason in words that say what to do.
  void (*refuse)(const struct gantry_items *items, uint32_t file, const char *reason);
} gantry_items;

typedef struct gantry_reader {
  uint32_t size;
  uint32_t flags;  // 0
  const char *id;  // unique within the plugin: "nifti"
  const char *label;
  const char *help;
  const char *extensions;  // space separated, lower case: ".nii .nii.gz"
  // [any] How sure the plugin is that the file is its own: 0 no, 50 by name only, 100 by content. `head` has at most
  // GANTRY_SNIFF_BYTES bytes. A companion file (.bval) that is only read beside another one gives 1.
  uint32_t (*sniff)(const struct gantry_reader *self, const char *name, const void *head, uint64_t head_size,
                    uint64_t file_size);
  // [worker] What the files hold. ctx->io has no ports here.
  int32_t (*list)(const struct gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                  const gantry_items *items);
  // [worker] One item, into the output ports, "header" first: a host that wants headers alone answers the wish for the
  // memory of a volume or signal with GANTRY_CANCELLED, and the reader returns that, or goes on to the item's next volume
  // or signal where there are several and ctx->cancelled says no. `files` has the places of the list that this item came
  // from, but only the item's own files can be opened: the others have the name "" and no bytes.
  int32_t (*read)(const struct gantry_reader *self, const gantry_context *ctx, const gantry_files *files,
                  const char *key);
  // What files do not say, or how they are to be read: ctx->values of list and read, the same in both. Each has a default
  // with which files are read as they are.
  const gantry_parameter *const *parameters;
  uint32_t parameter_count;
  uint32_t reserved;
} gantry_reader;

// Writers: the data comes in on the port of its kind ("volume", "signal", ...), and files go out.
typedef struct gantry_writer {
  uint32_t size;
  uint32_t flags;
  const char *id;
  const char *label;
  const char *help;
  const char *extensions;  // the file names that this writer answers for: ".nii .nii.gz"
  const gantry_port *const *inputs;
  const gantry_parameter *const *parameters;
  uint32_t input_count;
  uint32_t parameter_count;
  // [worker] Writes ctx->io's inputs as one or more files on the output port "file" (gantry_io.output_file). The first
  // one is named `name`; companions take its stem.
  int32_t (*write)(const struct gantry_writer *self, const gantry_context *ctx, const char *name);
} gantry_writer;

typedef struct gantry_readers {
  uint32_t size;
  uint32_t reader_count;
  const gantry_reader *const *readers;
  const gantry_writer *const *writers;
  uint32_t writer_count;
  uint32_t reserved;
} gantry_readers;

#endif
