// SPDX-License-Identifier: Apache-2.0
#include "filling.hpp"

#include "parallel.hpp"

#include <cstring>
#include <map>
#include <memory>

namespace gantry::dicom {
namespace {

// A voxel rectangle of the volume and the frame that it comes from.
struct Piece {
  std::uint32_t frame;  // index into the headers
  std::uint32_t slice, point;
};

// All that one stored frame gives: one piece, or the tiles of a mosaic.
struct Task {
  std::uint32_t file, frame;
  std::vector<Piece> pieces;
};

struct OpenFile {
  std::unique_ptr<Dataset> dataset;
  std::unique_ptr<Frames> frames;
  std::vector<Voi> voi;
};

std::vector<Task> tasks_of(const SeriesVolume &v, const std::vector<FrameHeader> &frames) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> at;
  std::vector<Task> tasks;
  for (std::uint32_t point = 0; point < v.points; ++point) {
    for (std::uint32_t slice = 0; slice < v.slices; ++slice) {
      const std::uint32_t source = v.source(slice, point);
      if (source == no_frame) continue;
      const FrameHeader &f = frames[source];
      const auto [found, added] = at.try_emplace({f.file, f.frame}, tasks.size());
      if (added) tasks.push_back({f.file, f.frame, {}});
      tasks[found->second].pieces.push_back({source, slice, point});
    }
  }
  return tasks;
}

// Copies tasks' frames into the volume.
class Filling {
 public:
  Filling(const SeriesVolume &v, const std::vector<FrameHeader> &frames, const Target &target)
      : v_(v), frames_(frames), target_(target), bytes_(type_bytes(target.dtype)) {}

  void fill(const Frames &decoded, const Task &task, const Meaning &meaning, const Job &job) const {
    const PixelFormat &f = decoded.format();
    const FrameHeader &first = frames_[task.pieces.front().frame];
    const unsigned channels = delivered_channels(f);
    const bool whole = task.pieces.size() == 1 && !first.mosaic && channels == 1;
    if (f.rows < v_.rows || f.columns < v_.columns) refuse();
    if (whole) {
      if (f.rows != v_.rows || f.columns != v_.columns) refuse();
      thread_local std::vector<std::uint64_t> slice;  // stays in the processor's cache from one slice to the next
      slice.resize(static_cast<std::size_t>(slice_bytes() + 7) / 8);
      deliver(decoded, task.frame, meaning, target_.dtype, slice.data());
      target_.put(offset(task.pieces.front(), 0), slice.data(), slice_bytes());
    } else {
      std::vector<std::uint64_t> words(static_cast<std::size_t>(f.values() * bytes_ + 7) / 8);
      deliver(decoded, task.frame, meaning, target_.dtype, words.data());
      for (const Piece &p : task.pieces) copy(reinterpret_cast<const char *>(words.data()), f, channels, p);
    }
    for (const Piece &p : task.pieces) {
      for (unsigned c = 0; c < channels; ++c) {
        target_.ready(job, offset(p, c), offset(p, c) + slice_bytes());
      }
    }
  }

 private:
  [[noreturn]] static void refuse() {
    throw Error("dicom.series", "its frames have different sizes", GANTRY_BAD_DATA)
        .hint("a header is damaged: fetch the series again");
  }
  std::uint64_t slice_bytes() const { return std::uint64_t{v_.rows} * v_.columns * bytes_; }
  std::uint64_t offset(const Piece &p, unsigned channel) const {
    const std::uint64_t slices = std::uint64_t{v_.slices} * v_.points;
    return (channel * slices + std::uint64_t{p.point} * v_.slices + p.slice) * slice_bytes();
  }
  void copy(const char *from, const PixelFormat &f, unsigned channels, const Piece &p) const {
    const FrameHeader &h = frames_[p.frame];
    const std::size_t row = v_.columns * bytes_;
    if (h.tile_row + std::uint64_t{v_.rows} > f.rows || h.tile_column + std::uint64_t{v_.columns} > f.columns) refuse();
    for (unsigned c = 0; c < channels; ++c) {
      for (std::uint32_t y = 0; y < v_.rows; ++y) {
        const std::uint64_t pixel = (std::uint64_t{c} * f.rows + h.tile_row + y) * f.columns + h.tile_column;
        std::memcpy(target_.at(offset(p, c) + y * row), from + pixel * bytes_, row);
      }
    }
  }

  const SeriesVolume &v_;
  const std::vector<FrameHeader> &frames_;
  const Target &target_;
  std::size_t bytes_;
};

}  // namespace

void Target::put(std::uint64_t begin, const void *bytes, std::uint64_t size) const {
  if (fill_) fill_->put(*lease_, begin, bytes, size);
  else std::memcpy(at(begin), bytes, static_cast<std::size_t>(size));
}

void Target::ready(const Job &job, std::uint64_t begin, std::uint64_t end) const {
  if (lease_ != nullptr) job.ready(*lease_, begin, end);
}

void fill_volume(const Job &job, const SeriesVolume &v, const std::vector<FrameHeader> &frames, const Files &files,
                 const MeaningOf &meaning_of, bool shown, const Target &target) {
  const std::vector<Task> tasks = tasks_of(v, frames);
  const Filling filling(v, frames, target);
  // Files are mapped by this thread alone, some at a time.
  for (std::size_t begin = 0; begin < tasks.size();) {
    std::map<std::uint32_t, OpenFile> open;
    std::size_t end = begin;
    for (; end < tasks.size() && (open.size() < 64 || open.count(tasks[end].file) > 0); ++end) {
      OpenFile &f = open[tasks[end].file];
      if (f.dataset) continue;
      f.dataset = std::make_unique<Dataset>(Dataset::open(files.map(tasks[end].file)));
      f.frames = std::make_unique<Frames>(*f.dataset);
      if (shown) f.voi = voi_of_frames(*f.dataset);
    }
    const auto work = [&](std::size_t i) {
      const Task &task = tasks[begin + i];
      const OpenFile &f = open.at(task.file);
      Meaning meaning = meaning_of(frames[task.pieces.front().frame]);
      meaning.voi = voi_of(f.voi, task.frame);
      filling.fill(*f.frames, task, meaning, job);
    };
    const auto report = [&](std::size_t done) {
      job.progress(static_cast<double>(begin + done) / static_cast<double>(tasks.size()), "reading images");
    };
    for_each_in_parallel(job.threads(), end - begin, work, report);
    for (const auto &[file, f] : open) files.unmap(file);
    begin = end;
  }
}

}  // namespace gantry::dicom
