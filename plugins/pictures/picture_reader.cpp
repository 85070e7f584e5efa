// SPDX-License-Identifier: Apache-2.0
#include "picture_reader.hpp"

#include "element.hpp"
#include "file_keys.hpp"
#include "orientation.hpp"
#include "picture.hpp"
#include "picture_series.hpp"
#include "space.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>

namespace gantry::pictures {
namespace {

using Run = std::vector<std::uint32_t>;

// The runs of names, cut where size or type changes; a file with pages of its own stands alone. Files that can't be opened
// are refused by `refuse`.
template <class Refuse>
std::vector<Run> stacks_of(const Job &job, const Files &files, Refuse refuse) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < files.count(); ++i) names.emplace_back(files.name(i));
  std::vector<Run> stacks;
  double done = 0;
  for (const auto &run : numbered_runs(names)) {
    Picture before;
    bool open = false;
    for (const std::size_t index : run) {
      const auto file = static_cast<std::uint32_t>(index);
      job.progress(std::min(1.0, done++ / files.count()), "reading headers");
      try {
        const Picture about = open_picture(files.map(file))->about();
        if (open && about.pages() == 1 && about.same_kind(before)) stacks.back().push_back(file);
        else stacks.push_back({file});
        open = about.pages() == 1;
        before = about;
      } catch (const Error &e) {
        refuse(file, e);
        open = false;
      }
      files.unmap(file);
    }
  }
  return stacks;
}

std::string summary_of(const Picture &p, std::size_t files) {
  const Upright upright(p.orientation, p.width, p.height);
  std::string text =
      std::to_string(upright.width()) + "x" + std::to_string(upright.height()) + "x" + std::to_string(p.slices * files);
  const std::uint64_t channels = p.channels * p.parts;
  if (p.frames > 1 || channels > 1) text += "x" + std::to_string(p.frames);
  if (channels > 1) text += "x" + std::to_string(channels);
  text += std::string(" ") + element(p.dtype).name;
  if (!p.dx) return text + ", pixel size unknown";
  char sizes[96];
  if (p.dz && p.slices * files > 1) std::snprintf(sizes, sizeof sizes, ", %.4gx%.4gx%.4g mm", *p.dx, *p.dy, *p.dz);
  else std::snprintf(sizes, sizeof sizes, ", %.4gx%.4g mm", *p.dx, *p.dy);
  return text + sizes;
}

VolumeSpec spec_of(const Picture &p, std::size_t files) {
  if (p.parts > 1 && p.channels > 1) {
    throw Error("picture.channels", "it has both colours and channels", GANTRY_UNSUPPORTED)
        .hint("save its channels one by one");
  }
  const Upright upright(p.orientation, p.width, p.height);
  const double dx = p.dx.value_or(1), dy = p.dy.value_or(1);
  VolumeSpec spec;
  spec.dtype(p.dtype).shape(upright.width(), upright.height(), p.slices * files);
  spec.geometry(assumed_geometry({upright.turned() ? dy : dx, upright.turned() ? dx : dy, p.dz.value_or(1)}));
  if (p.frames > 1 && p.frame_seconds > 0) {
    AxisColumnValues t{"t", "s", {}};
    for (std::uint64_t f = 0; f < p.frames; ++f) t.values.push_back(p.frame_seconds * static_cast<double>(f));
    spec.axis("time", {std::move(t)});
  } else {
    spec.frames(p.frames);
  }
  std::vector<std::string> names = p.part_names;
  for (std::uint64_t c = 0; p.parts == 1 && p.channels > 1 && c < p.channels; ++c)
    names.push_back(std::to_string(c + 1));
  if (!names.empty()) spec.channels(std::move(names));
  return spec;
}

void warn(const Picture &p, std::size_t files, const Job &job) {
  for (const auto &warning : p.warnings) job.warning(warning);
  if (p.orientation != 1) job.warning("it was turned upright, as its EXIF or TIFF orientation asks");
  if (!p.dx) {
    job.warning(
        "it does not say how large its pixels are: 1 mm is assumed, and lengths measured in it mean nothing. The "
        "parameter pixel_size says it (in mm), or give it as TIFF with the scale set (ImageJ: Image, Properties)");
  } else if (p.slices * files > 1 && !p.dz) {
    job.warning(
        "it does not say how far apart its slices are: 1 mm is assumed, and volumes measured in it mean nothing. The "
        "parameter slice_distance says it (in mm)");
  }
}

// Where the pages of one file go in the lease.
class Lease {
 public:
  Lease(const gantry_volume &volume, const Job &job) : volume_(volume), job_(job) {}

  void put_pages(PictureFile &file, std::uint64_t first_slice) const {
    const Picture &p = file.about();
    const std::uint64_t page_voxels = p.width * p.height, size = element(p.dtype).bytes;
    const std::uint64_t slices = volume_.shape[2], frames = volume_.shape[3];
    const bool direct = p.orientation == 1 && p.parts == 1;
    std::vector<char> scratch(direct ? 0 : static_cast<std::size_t>(p.page_bytes()));
    for (std::uint64_t page = 0; page < p.pages(); ++page) {  // ImageJ: channels fastest, then slices, then frames
      const std::uint64_t c = page % p.channels, z = page / p.channels % p.slices, t = page / p.channels / p.slices;
      const std::uint64_t begin = ((c * frames + t) * slices + first_slice + z) * page_voxels * size;
      char *into = static_cast<char *>(volume_.writable) + begin;
      file.read_page(page, direct ? into : scratch.data());
      if (!direct) arrange(p, scratch.data(), into);
      if (p.parts == 1) job_.ready(volume_, begin, begin + page_voxels * size);
      if (job_.cancelled()) throw Cancelled{};
    }
  }

 private:
  // Upright, and each part in a channel of its own.
  void arrange(const Picture &p, const char *from, char *into) const {
    const Upright upright(p.orientation, p.width, p.height);
    const std::size_t size = element(p.dtype).bytes;
    const std::uint64_t channel = volume_.shape[0] * volume_.shape[1] * volume_.shape[2] * volume_.shape[3];
    for (std::uint64_t y = 0; y < p.height; ++y) {
      for (std::uint64_t x = 0; x < p.width; ++x) {
        const std::uint64_t to = upright.place(x, y);
        for (std::uint64_t part = 0; part < p.parts; ++part, from += size) {
          std::memcpy(into + (part * channel + to) * size, from, size);
        }
      }
    }
  }

  const gantry_volume &volume_;
  const Job &job_;
};

// Files decode independently: each thread takes the next one.
void read_files(const std::vector<std::string_view> &bytes, const Picture &first, const Lease &lease, const Job &job) {
  std::atomic<std::size_t> next{0};
  std::mutex failing;
  std::exception_ptr failure;
  const auto take = [&](bool reporting) {
    for (std::size_t i = next++; i < bytes.size(); i = next++) {
      if (reporting) job.progress(static_cast<double>(i) / static_cast<double>(bytes.size()), "reading pictures");
      const auto file = open_picture(bytes[i]);
      if (!file->about().same_kind(first)) {
        throw Error("picture.changed", "its files are no longer of one size and type", GANTRY_BAD_DATA)
            .hint("list the files again");
      }
      lease.put_pages(*file, i);
    }
  };
  const auto guarded = [&](bool reporting) {
    try {
      take(reporting);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!failure) failure = std::current_exception();
      next = bytes.size();
    }
  };
  std::vector<std::thread> crew;
  for (std::size_t t = 1; t < std::min<std::size_t>(job.threads(), bytes.size()); ++t)
    crew.emplace_back(guarded, false);
  guarded(true);
  for (auto &thread : crew) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

std::uint32_t PictureReader::sniff(std::string_view, std::string_view head, std::uint64_t) {
  return picture_format(head) == PictureFormat::none ? 0 : 100;
}

// What was said goes before what the file says.
void PictureReader::scale(Picture &p) const {
  const std::vector<double> size = pixel_size.value();
  if (size.size() > 2) {
    throw Error("picture.pixel-size", "a pixel has a width and a height, and no more", GANTRY_INVALID_ARGUMENT)
        .at(pixel_size.key())
        .hint("give one number, or two: 0.5,0.6");
  }
  const auto given = [&p](std::optional<double> &spacing, double mm, const char *what) {
    if (spacing && std::abs(*spacing - mm) > 1e-3 * mm)
      p.warnings.push_back(std::string("the file says otherwise how large its ") + what +
                           " are: what was given with the import is taken");
    spacing = mm;
  };
  if (!size.empty()) {
    const bool turned = Upright(p.orientation, p.width, p.height).turned();
    given(turned ? p.dy : p.dx, size.front(), "pixels");
    given(turned ? p.dx : p.dy, size.back(), "pixels");
  }
  if (slice_distance.value() > 0) given(p.dz, slice_distance, "slice distances");
}

void PictureReader::list(Job &job, const Files &files, const Items &items) {
  const auto stacks =
      stacks_of(job, files, [&](std::uint32_t file, const Error &e) { items.refuse(file, in_words(e)); });
  for (const Run &stack : stacks) {
    try {
      Picture about = open_picture(files.map(stack[0]))->about();
      scale(about);
      spec_of(about, stack.size());
      const char *what = stack.size() > 1 || about.pages() > 1 ? " stack" : " picture";
      items.add(GANTRY_KIND_VOLUME, std::to_string(stack[0]), std::string(about.format) + what,
                summary_of(about, stack.size()), stack);
    } catch (const Error &e) {
      for (const std::uint32_t file : stack) items.refuse(file, in_words(e));
    }
    files.unmap(stack[0]);
  }
}

void PictureReader::read(Job &job, const Files &files, const std::string &key) {
  const std::uint32_t first = index_of(key, files);
  try {
    open_picture(files.map(first));  // says what is wrong with it, if anything
    const auto stacks = stacks_of(job, files, [](std::uint32_t, const Error &) {});
    const auto stack = std::find_if(stacks.begin(), stacks.end(), [&](const Run &r) { return r[0] == first; });
    if (stack == stacks.end()) index_of("", files);
    std::vector<std::string_view> bytes;
    for (const std::uint32_t file : *stack) bytes.push_back(files.map(file));
    const Picture stored = open_picture(bytes[0])->about();
    Picture about = stored;
    scale(about);
    warn(about, bytes.size(), job);
    job.output_record("header", GANTRY_HEADER_SCHEMA, about.entries.dump());
    const Lease lease(job.output_volume("volume", spec_of(about, bytes.size())), job);
    read_files(bytes, stored, lease, job);
  } catch (const Error &e) {
    throw of_file(e, first, files);
  }
}

}  // namespace gantry::pictures
