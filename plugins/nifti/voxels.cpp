// SPDX-License-Identifier: Apache-2.0
#include "voxels.hpp"

#include "block_queue.hpp"
#include "touch_ahead.hpp"

#include <gantry/cpp/fill.hpp>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace gantry::nifti {
namespace {

constexpr std::uint64_t block_bytes = std::uint64_t{1} << 20;  // as stored

// Which voxels a block holds, and where they go.
struct Blocks {
  const Header &header;
  const Conversion convert{header};
  std::uint64_t total = header.elements();
  std::uint64_t stored = header.type->element_bytes;
  std::uint64_t delivered = delivered_bytes(header);
  std::uint64_t each = block_bytes / stored;

  std::uint64_t count() const { return (total + each - 1) / each; }
  std::uint64_t first(std::uint64_t block) const { return block * each; }
  std::uint64_t voxels(std::uint64_t block) const { return std::min(each, total - first(block)); }
  double fraction(std::uint64_t block) const { return static_cast<double>(block) / static_cast<double>(count()); }
};

class Lease {
 public:
  Lease(const gantry_volume &volume, const Blocks &blocks, const Job &job)
      : volume_(volume), blocks_(blocks), job_(job), fill_(job) {}

  char *at(std::uint64_t block) const {
    return static_cast<char *>(volume_.writable) + blocks_.first(block) * blocks_.delivered;
  }
  void put(std::uint64_t block, const char *voxels) const {
    fill_.put(volume_, blocks_.first(block) * blocks_.delivered, voxels, blocks_.voxels(block) * blocks_.delivered);
  }
  void ready(std::uint64_t block) const {
    const std::uint64_t begin = blocks_.first(block) * blocks_.delivered;
    job_.ready(volume_, begin, begin + blocks_.voxels(block) * blocks_.delivered);
  }

 private:
  const gantry_volume &volume_;
  const Blocks &blocks_;
  const Job &job_;
  const Fill fill_;
};

Error truncated() {
  return Error("nifti.truncated", "it ends before its last voxel", GANTRY_BAD_DATA)
      .hint("the copy was interrupted: fetch the file again");
}

// Threads that end with the scope, whatever ends it.
class Crew {
 public:
  template <class F>
  Crew(std::uint32_t threads, std::atomic<bool> &stop, F work) : stop_(stop) {
    for (std::uint32_t t = 0; t < threads; ++t) threads_.emplace_back(work);
  }
  ~Crew() {
    stop_ = true;
    for (auto &t : threads_) t.join();
  }
  Crew(const Crew &) = delete;
  Crew &operator=(const Crew &) = delete;
  void join() {
    for (auto &t : threads_) t.join();
    threads_.clear();
  }

 private:
  std::atomic<bool> &stop_;
  std::vector<std::thread> threads_;
};

void copy_from_memory(std::string_view from, const Blocks &blocks, const Lease &lease, const Job &job) {
  if (from.size() / blocks.stored < blocks.total) throw truncated();
  std::atomic<std::uint64_t> next{0};
  std::atomic<bool> stop{false};
  const auto do_block = [&](std::uint64_t block) {
    const char *stored = from.data() + blocks.first(block) * blocks.stored;
    if (blocks.convert.identity()) lease.put(block, stored);
    else blocks.convert(stored, lease.at(block), blocks.voxels(block));
    lease.ready(block);
  };
  const auto many = static_cast<std::uint32_t>(std::min<std::uint64_t>(job.threads(), blocks.count()));
  Crew crew(blocks.convert.in_order() ? 0 : many - 1, stop, [&] {
    for (std::uint64_t block = next++; block < blocks.count() && !stop; block = next++) do_block(block);
  });
  for (std::uint64_t block = next++; block < blocks.count(); block = next++) {
    job.progress(blocks.fraction(block), "reading voxels");
    do_block(block);
  }
  crew.join();
}

void inflate_in_place(Bytes &bytes, const Blocks &blocks, const Lease &lease, const Job &job) {
  TouchAhead pages(lease.at(0), blocks.total * blocks.stored, blocks.each * blocks.stored, job.threads() > 1);
  for (std::uint64_t block = 0; block < blocks.count(); ++block) {
    job.progress(blocks.fraction(block), "reading voxels");
    pages.take(block);
    const std::uint64_t size = blocks.voxels(block) * blocks.stored;
    if (bytes.read(lease.at(block), size) != size) throw truncated();
    if (!blocks.convert.identity()) blocks.convert(lease.at(block), lease.at(block), blocks.voxels(block));
    lease.ready(block);
  }
}

// This thread inflates, another one converts.
void inflate_and_convert(Bytes &bytes, const Blocks &blocks, const Lease &lease, const Job &job) {
  const auto finish = [&](std::uint64_t block, const char *stored) {
    blocks.convert(stored, lease.at(block), blocks.voxels(block));
    lease.ready(block);
  };
  BlockQueue queue(blocks.each * blocks.stored, job.threads() > 1, finish);
  for (std::uint64_t block = 0; block < blocks.count(); ++block) {
    job.progress(blocks.fraction(block), "reading voxels");
    const std::uint64_t size = blocks.voxels(block) * blocks.stored;
    char *buffer = queue.next();
    if (bytes.read(buffer, size) != size) throw truncated();
    queue.push(block);
  }
  queue.drain();
}

void say_what_was_assumed(const Conversion &convert, const Job &job) {
  if (!convert.in_order()) return;
  const bool quad = convert.wide().form() == WideFloats::Form::binary128;
  job.warning(std::string("its 128-bit numbers, taken for ") + (quad ? "IEEE 754 binary128" : "80-bit Intel numbers") +
              ", were rounded to float64");
}

}  // namespace

void read_voxels(Bytes &bytes, const Header &header, const gantry_volume &volume, const Job &job) {
  const Blocks blocks{header};
  const Lease lease(volume, blocks, job);
  if (const auto memory = bytes.in_memory()) copy_from_memory(*memory, blocks, lease, job);
  else if (blocks.delivered == blocks.stored) inflate_in_place(bytes, blocks, lease, job);
  else inflate_and_convert(bytes, blocks, lease, job);
  while (!bytes.finish()) job.check();
  say_what_was_assumed(blocks.convert, job);
}

}  // namespace gantry::nifti
