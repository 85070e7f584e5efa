// SPDX-License-Identifier: MIT
// What every Gantry header shares: status codes, data kinds, element types, growth of tables.
//
//   if (GANTRY_HAS(ctx, get_service)) { ... }   // the host is new enough to know the slot
//
// Rules of the whole interface
//  - Every struct begins with `size`, its size in bytes as its maker knew it. Members are only ever
//    appended; none is removed, reordered or re-typed. Read a member only where GANTRY_HAS says so.
//  - Fixed-width members only: no bool, enum, long or bit-field. Text is UTF-8 and NUL-terminated.
//  - Nothing throws across the border. Arrays of structs are arrays of pointers, so that the struct may grow.
//  - [main] the thread that called init; [worker] the one thread that runs a job; [any] any thread.
#ifndef GANTRY_BASE_H
#define GANTRY_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define GANTRY_EXTERN_C extern "C"
#else
#define GANTRY_EXTERN_C extern
#endif

#if defined(_WIN32)
#define GANTRY_EXPORT __declspec(dllexport)
#else
#define GANTRY_EXPORT __attribute__((visibility("default")))
#endif

// The interface version that these headers describe: major * 1000 + minor. Below 1000 it may still change.
#define GANTRY_ABI_VERSION 10u

// True when the table that `table` points to is large enough to hold member `slot`.
#define GANTRY_HAS(table, slot) \
  ((table) != NULL && (size_t)(table)->size >= (size_t)((const char *)(&(table)->slot + 1) - (const char *)(table)))

// Status of a call: 0 is success, everything else is a reason.
#define GANTRY_OK 0
#define GANTRY_FAILED 1            // the job can't be done; ctx->fail has said why
#define GANTRY_CANCELLED 2         // stopped because ctx->cancelled said so
#define GANTRY_UNSUPPORTED 3       // this plugin or host has no such thing
#define GANTRY_INVALID_ARGUMENT 4  // a caller's mistake: wrong port, key, shape or type
#define GANTRY_OUT_OF_RANGE 5      // a parameter outside its declared range
#define GANTRY_BAD_DATA 6          // a file or an input is malformed
#define GANTRY_NO_MEMORY 7         // the memory limit was reached
#define GANTRY_NOT_FOUND 8         // no such input, file, key or record

// What a port carries.
#define GANTRY_KIND_VOLUME 1u
#define GANTRY_KIND_SIGNAL 2u
#define GANTRY_KIND_TABLE 3u
#define GANTRY_KIND_RECORD 4u
#define GANTRY_KIND_FILE 5u

// Element types, little endian.
#define GANTRY_U8 1u
#define GANTRY_I8 2u
#define GANTRY_U16 3u
#define GANTRY_I16 4u
#define GANTRY_U32 5u
#define GANTRY_I32 6u
#define GANTRY_U64 7u
#define GANTRY_I64 8u
#define GANTRY_F32 9u
#define GANTRY_F64 10u
#define GANTRY_C64 11u    // two F32: real, imaginary
#define GANTRY_C128 12u   // two F64: real, imaginary
#define GANTRY_RGB8 13u   // three U8
#define GANTRY_RGBA8 14u  // four U8

// Instruction-set levels: explicit, so that a run can be replayed at the level that it was made with.
#define GANTRY_LEVEL_BASELINE 1u  // whatever the processor family guarantees (x86-64: SSE2)
#define GANTRY_LEVEL_V3 3u        // x86-64-v3: AVX2, FMA
#define GANTRY_LEVEL_V4 4u        // x86-64-v4: AVX-512 F, BW, CD, DQ, VL

#endif
