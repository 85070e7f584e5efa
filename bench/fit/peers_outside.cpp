// SPDX-License-Identifier: Apache-2.0
// Peers that are not linked: scipy in its own process, Gpufit's CPU library loaded where there is one.
#include <bench/fit/peers.hpp>

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace bench {
namespace {

Peer absent(const std::string &why) {
  Peer peer;
  peer.absent = why;
  return peer;
}

void write(const std::filesystem::path &file, const std::vector<double> &values, std::size_t count) {
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char *>(values.data()), static_cast<std::streamsize>(count * sizeof(double)));
}

// A folder of this process that is gone when the fit is over.
struct Folder {
  const std::filesystem::path path = [] {
    std::string name = (std::filesystem::temp_directory_path() / "gantry-bench-XXXXXX").string();
    return std::filesystem::path(mkdtemp(name.data()));
  }();
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

const char *python_with_scipy() {
  for (const char *python : {"python3", "/usr/bin/python3"})
    if (std::system((std::string(python) + " -c 'import scipy.optimize' 2>/dev/null").c_str()) == 0) return python;
  return nullptr;
}

}  // namespace

template <class M>
Peer fit_with_scipy(const Columns &axis, const std::vector<double> &y, std::size_t voxels) {
  static const char *const python = python_with_scipy();
  if (python == nullptr) return absent("scipy is not installed");
  const Folder folder;
  std::vector<double> columns;
  for (const auto &column : axis) columns.insert(columns.end(), column.begin(), column.end());
  write(folder.path / "axis", columns, columns.size());
  write(folder.path / "data", y, voxels * M::points);
  const std::string command = std::string("OMP_NUM_THREADS=1 ") + python +
                              " " GANTRY_SOURCE_DIR "/bench/fit/curve_fit.py " + gantry::model_table<M>()->id + " " +
                              std::to_string(M::points) + " " + folder.path.string();
  if (std::system(command.c_str()) != 0) return absent("its script failed");
  Peer done{0, std::vector<double>(voxels * M::count), voxels, "", 0};
  std::ifstream found(folder.path / "found", std::ios::binary);
  found.read(reinterpret_cast<char *>(done.params.data()),
             static_cast<std::streamsize>(done.params.size() * sizeof(double)));
  found.read(reinterpret_cast<char *>(&done.seconds), sizeof done.seconds);
  return done;
}
template Peer fit_with_scipy<T2>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_scipy<T1>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_scipy<Ivim>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_scipy<Tofts>(const Columns &, const std::vector<double> &, std::size_t);
template Peer fit_with_scipy<Gauss>(const Columns &, const std::vector<double> &, std::size_t);

Peer fit_with_cpufit(const Columns &axis, const std::vector<double> &y, std::size_t voxels) {
  const char *name = std::getenv("GANTRY_GPUFIT_LIB");
  if (name == nullptr) return absent("GANTRY_GPUFIT_LIB names no build of it");
  using Call = int (*)(std::size_t fits, std::size_t points, float *data, float *weights, int model, float *start,
                       float tolerance, int max_iterations, int *sought, int estimator, std::size_t info_size,
                       char *info, float *found, int *states, float *chi_squares, int *iterations);
  void *const library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return absent(dlerror());
  const auto call = reinterpret_cast<Call>(dlsym(library, "cpufit"));
  if (call == nullptr) return absent("the library has no function cpufit");
  constexpr int gauss_1d = 0, least_squares = 0;
  std::vector<float> data(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(voxels * Gauss::points));
  std::vector<float> x(axis[0].begin(), axis[0].end()), start, found(voxels * Gauss::count), costs(voxels);
  for (std::size_t i = 0; i < voxels; ++i) start.insert(start.end(), Gauss::start.begin(), Gauss::start.end());
  std::vector<int> sought(Gauss::count, 1), states(voxels), iterations(voxels);
  const auto begin = std::chrono::steady_clock::now();
  const int status =
      call(voxels, Gauss::points, data.data(), nullptr, gauss_1d, start.data(), static_cast<float>(cost_tolerance),
           max_iterations, sought.data(), least_squares, x.size() * sizeof(float), reinterpret_cast<char *>(x.data()),
           found.data(), states.data(), costs.data(), iterations.data());
  Peer done{seconds_since(begin), {found.begin(), found.end()}, voxels, "", 0};
  if (status != 0) done.absent = "it gave status " + std::to_string(status);
  return done;
}

}  // namespace bench
