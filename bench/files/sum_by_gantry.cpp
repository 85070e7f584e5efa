// SPDX-License-Identifier: Apache-2.0
// sum_by_gantry PLUGINS PATH: reads what is there as import does, and prints the sum of all voxels.
#include <core/data/volume.hpp>
#include <core/import/read.hpp>
#include <core/platform/paths.hpp>
#include <cstdio>
#include <filesystem>
#include <span>
#include <tests/support/folder.hpp>
#include <thread>

namespace {

using namespace gantry::core;

template <class T>
double sum_of(const Object &object) {
  const auto voxels = elements<T>(object);
  const std::size_t half = voxels.size() / 2;
  const auto sum = [](std::span<const T> part) {
    std::int64_t total = 0;
    for (const T v : part) total += static_cast<std::int64_t>(v);
    return static_cast<double>(total);
  };
  double second = 0;
  std::thread other([&] { second = sum(voxels.subspan(half)); });
  const double first = sum(voxels.first(half));
  other.join();
  return first + second;
}

double sum_of(const Object &object) {
  const std::string dtype = object.header.at("dtype");
  if (dtype == "i16") return sum_of<std::int16_t>(object);
  if (dtype == "u16") return sum_of<std::uint16_t>(object);
  if (dtype == "i32") return sum_of<std::int32_t>(object);
  if (dtype == "f32") return sum_of<float>(object);
  std::fprintf(stderr, "no sum of %s here\n", dtype.c_str());
  std::exit(1);
}

}  // namespace

int main(int count, char **words) {
  if (count != 3) return 2;
  const gantry::tests::Folder state;
  double sum = 0;
  std::size_t volumes = 0;
  const auto run = [&]() -> Result<void> {
    Workbench::Options options;
    options.plugin_folders = {words[1]};
    options.state_folder = options.storage_folder = state.path;
    options.workers.worker_program = std::filesystem::path(words[1]).parent_path() / "bin" / "gantry-worker";
    GANTRY_TRY(bench, Workbench::open(options));
    GANTRY_TRY(files, gather_files({words[2]}));
    GANTRY_CHECK(read_files(bench, files, {}, {}, [&](ReadItem &&item) -> Result<void> {
      for (const auto &data : item.data) {
        if (data.object->kind() != Kind::volume) continue;
        sum += sum_of(*data.object);
        ++volumes;
      }
      return done();
    }));
    return done();
  };
  const auto ran = run();
  if (!ran) {
    std::fprintf(stderr, "%s\n", ran.error().message.c_str());
    return 1;
  }
  std::printf("%.0f\n", sum);
  return volumes == 1 ? 0 : 1;
}
