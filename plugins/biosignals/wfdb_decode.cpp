// SPDX-License-Identifier: Apache-2.0
#include "wfdb_record.hpp"
#include "wfdb_samples.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gantry::biosignals {
namespace {

constexpr std::uint64_t chunk_samples = block_samples * 16384;
constexpr std::size_t most_warnings = 20;

// One signal of a file while its samples pass.
struct Passing {
  const WfdbSignal *signal = nullptr;
  double *out = nullptr;  // of this piece
  std::uint64_t channel = 0;
  std::int64_t level = 0;  // format 8: the running sum
  std::uint64_t sum = 0;   // of the stored numbers, and with -32768 for those that are no samples
  std::uint64_t sum_with_invalid = 0;
  std::int64_t first = 0;
  bool any = false;
};

class FileReading {
 public:
  FileReading(const WfdbPiece &piece, const WfdbSignalFile &file, const std::vector<double *> &out,
              const std::vector<WfdbChannel> &channels)
      : piece_(piece), file_(file) {
    for (const std::size_t s : file.signals) {
      const std::size_t c = piece.channels[s];
      Passing p;
      p.signal = &piece.header.signals[s];
      p.channel = c;
      p.out = out[c] + piece.first_frame * channels[c].per_frame;
      p.level = p.signal->initial;
      most_skew_ = std::max(most_skew_, p.signal->skew);
      for (std::uint64_t i = 0; i < p.signal->per_frame; ++i) slots_.push_back({passing_.size(), i});
      passing_.push_back(p);
    }
    frames_ = std::min(file.frames, piece.frames + std::min(most_skew_, file.frames));
  }

  template <class Report>
  void read(std::string_view bytes, Report &&report) {
    std::vector<std::int32_t> chunk(static_cast<std::size_t>(std::min(chunk_samples, frames_ * slots_.size())));
    const std::uint64_t total = frames_ * slots_.size();
    std::size_t slot = 0;
    std::uint64_t frame = 0;
    for (std::uint64_t first = 0; first < total; first += chunk_samples) {
      const std::uint64_t count = std::min(chunk_samples, total - first);
      decode_samples(file_.format, bytes.substr(static_cast<std::size_t>(file_.offset)), first, chunk.data(), count);
      for (std::uint64_t i = 0; i < count; ++i) {
        take(passing_[slots_[slot].signal], chunk[i], frame, slots_[slot].within);
        if (++slot < slots_.size()) continue;
        slot = 0;
        ++frame;
      }
      report(count);
    }
  }

  // What disagrees with the header, in words.
  void check(const std::vector<WfdbChannel> &channels, std::vector<std::string> &warnings) const {
    const bool whole = piece_.header.frames > 0 && piece_.frames == piece_.header.frames;
    for (const Passing &p : passing_) {
      const std::string which = "channel " + channels[p.channel].name;
      const auto agrees = [&](std::uint64_t sum) {
        return (sum & 0xFFFFU) == (static_cast<std::uint64_t>(*p.signal->checksum) & 0xFFFFU);
      };
      if (whole && p.signal->checksum && !agrees(p.sum) && !agrees(p.sum_with_invalid)) {
        warnings.push_back(which +
                           ": the samples do not add up to the header's checksum; the file was altered or damaged");
      }
      if (p.any && p.signal->initial_given && file_.format != 8 && p.first != p.signal->initial) {
        warnings.push_back(which + ": the first sample is not the one that the header gives");
      }
    }
  }

 private:
  struct Slot {
    std::size_t signal;
    std::uint64_t within;
  };

  void take(Passing &p, std::int32_t stored, std::uint64_t frame, std::uint64_t within) {
    if (file_.format == 8) p.level += stored;
    else p.level = stored;
    const bool invalid = is_invalid(file_.format, stored);
    if (!p.any) p.first = p.level;
    p.any = true;
    if (frame < piece_.frames) {
      p.sum += static_cast<std::uint64_t>(p.level);
      p.sum_with_invalid += static_cast<std::uint64_t>(invalid ? std::int64_t{-32768} : p.level);
    }
    if (frame < p.signal->skew || frame - p.signal->skew >= piece_.frames) return;
    p.out[(frame - p.signal->skew) * p.signal->per_frame + within] =
        invalid ? std::numeric_limits<double>::quiet_NaN() : p.signal->physical(static_cast<double>(p.level));
  }

  const WfdbPiece &piece_;
  const WfdbSignalFile &file_;
  std::vector<Passing> passing_;
  std::vector<Slot> slots_;
  std::uint64_t most_skew_ = 0, frames_ = 0;
};

}  // namespace

void read_record(Job &job, const Files &files, const WfdbRecord &r, const std::vector<double *> &out) {
  std::uint64_t total = 1, done = 0;
  for (const WfdbPiece &p : r.pieces) {
    for (const WfdbSignalFile &f : p.files) total += p.frames * f.samples_per_frame;
  }
  const auto report = [&](std::uint64_t samples) {
    done += samples;
    job.progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(total)), "reading samples");
  };
  if (r.filled) {
    for (std::size_t c = 0; c < out.size(); ++c) {
      std::fill_n(out[c], r.frames * r.channels[c].per_frame, std::numeric_limits<double>::quiet_NaN());
      report(0);
    }
  }
  std::vector<std::string> warnings = r.warnings;
  for (const WfdbPiece &piece : r.pieces) {
    for (const WfdbSignalFile &file : piece.files) {
      if (piece.frames == 0 || file.frames == 0) continue;
      FileReading reading(piece, file, out, r.channels);
      reading.read(files.map(file.file), report);
      reading.check(r.channels, warnings);
      files.unmap(file.file);
    }
  }
  for (std::size_t i = 0; i < warnings.size() && i < most_warnings; ++i) job.warning(warnings[i]);
  if (warnings.size() > most_warnings) {
    job.warning("and " + std::to_string(warnings.size() - most_warnings) + " warnings more of this kind");
  }
}

}  // namespace gantry::biosignals
