// SPDX-License-Identifier: Apache-2.0
#include <core/fit/dictionary_map.hpp>

#include <core/fit/amplitude.hpp>
#include <core/fit/dictionary.hpp>
#include <core/fit/each.hpp>
#include <core/fit/option.hpp>
#include <core/fit/voxels.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

constexpr std::size_t batch_bytes = std::size_t{256} << 20, constant_values = 33;

// One of the constants as the dictionary takes it: itself, or the nearest of some values.
class Rounded {
 public:
  Rounded(const PerVoxel &constant, const MapInputs &in) : constant_(constant) {
    for (std::size_t v = 0; v < constant.values.size(); ++v) {
      const double x = constant.values[v];
      if (!std::isfinite(x) || (constant.values.size() > 1 && !in.inside(v))) continue;
      low_ = std::min(low_, x);
      high_ = std::max(high_, x);
    }
  }
  double at(std::size_t voxel) const {
    const double x = constant_.at(voxel), step = (high_ - low_) / (constant_values - 1);
    return step > 0 ? low_ + std::round((x - low_) / step) * step : x;
  }

 private:
  const PerVoxel &constant_;
  double low_ = infinity, high_ = -infinity;
};

template <class F>
class MapLookUp {
 public:
  MapLookUp(const MapProblem &problem, const MapInputs &in, const MapOutputs &out, const Settings &settings,
            const Grid &grid, std::optional<std::size_t> amplitude, std::uint32_t threads, FitHost &host)
      : problem_(problem),
        in_(in),
        out_(out),
        settings_(settings),
        grid_(grid),
        amplitude_(amplitude),
        threads_(threads),
        telling_(host),
        rows_(problem.layout.rows),
        voxels_(in.image.header.voxels()),
        batch_(std::min(voxels_,
                        std::max(batch_bytes / (rows_ * sizeof(F)) / tile_voxels, std::size_t{1}) * tile_voxels)) {
    for (const auto &constant : in.constants) rounded_.emplace_back(constant, in);
    if (host.progress)
      telling_.progress = [this, &host](double part, const std::string &activity) {
        host.progress((done_ + span_ * part) / static_cast<double>(voxels_), activity);
      };
  }
  MapLookUp(const MapLookUp &) = delete;
  MapLookUp &operator=(const MapLookUp &) = delete;

  Result<std::size_t> run() {
    GANTRY_TRY(scale, scale_of_data());
    DictionarySetup setup{grid_, std::nullopt, rows_, {}, scale, problem_.level};
    if (amplitude_) setup.amplitude = {settings_.lower[*amplitude_], settings_.upper[*amplitude_]};
    Dictionary<F> dictionary(problem_.model, problem_.state, setup);
    curves_.resize(batch_ * rows_);
    for (first_ = 0; first_ < voxels_; first_ += batch_) {
      count_ = std::min(batch_, voxels_ - first_);
      GANTRY_CHECK(load(scale));
      for (const auto &[constants, places] : groups()) GANTRY_CHECK(match(dictionary, constants, places));
    }
    return dictionary.left_out();
  }

 private:
  // A power of 2, so that it rounds nothing: the largest number of the data becomes about 1.
  Result<double> scale_of_data() const {
    std::vector<double> most(rows_);
    GANTRY_CHECK(each(rows_, threads_, telling_, "reading voxels", [&](std::size_t row) {
      for (std::size_t v = 0; v < voxels_; ++v) {
        const double x = std::abs(number(row, v));
        if (std::isfinite(x)) most[row] = std::max(most[row], x);
      }
    }));
    const double all = *std::max_element(most.begin(), most.end());
    return all > 0 ? std::ldexp(1.0, -std::ilogb(all)) : 1;
  }

  double number(std::size_t row, std::size_t id) const {
    const std::size_t outputs = problem_.model.output_count, length = in_.image.header.shape[3];
    const std::size_t frame = in_.points.selected[row / outputs] + length * (row % outputs);
    return element_as_double(in_.image.header.dtype, in_.image.object->bytes.bytes().data(), frame * voxels_ + id);
  }

  Result<void> load(double scale) {
    const std::size_t tiles = (count_ + tile_voxels - 1) / tile_voxels;
    return each(tiles, threads_, telling_, "reading voxels", [&](std::size_t i) {
      const std::size_t at = i * tile_voxels, count = std::min(tile_voxels, count_ - at);
      VoxelTile<F> tile(in_.image, in_.points.selected, problem_.model.output_count, problem_.refusals, tile_voxels);
      tile.load(first_ + at, count);
      for (std::size_t v = 0; v < count; ++v) {
        const F *column = tile.column(v);
        F *curve = curves_.data() + (at + v) * rows_;
        for (std::size_t row = 0; row < rows_; ++row) curve[row] = column[row * tile.stride()] * static_cast<F>(scale);
        const std::size_t id = first_ + at + v;
        const Status flaw = in_.inside(id) ? tile.flaw(v) : Status::outside_mask;
        write_status(id, flaw == Status::converged ? flaw_of_constants(id) : flaw);
      }
    });
  }

  Status flaw_of_constants(std::size_t id) const {
    for (const auto &constant : in_.constants)
      if (!std::isfinite(constant.at(id))) return Status::not_finite_input;
    return Status::converged;
  }

  void write_status(std::size_t id, Status status) {
    constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
    out_.status[id] = static_cast<std::uint8_t>(status);
    if (has_values(status)) return;
    for (float *map : out_.parameters) map[id] = nothing;
    for (float *map : out_.derived) map[id] = nothing;
    out_.rss[id] = nothing;
  }

  // Places of the batch whose constants count as the same.
  std::map<std::vector<double>, std::vector<std::size_t>> groups() const {
    std::map<std::vector<double>, std::vector<std::size_t>> groups;
    std::vector<double> key(rounded_.size());
    for (std::size_t place = 0; place < count_; ++place) {
      if (out_.status[first_ + place] != static_cast<std::uint8_t>(Status::converged)) continue;
      for (std::size_t c = 0; c < key.size(); ++c) key[c] = rounded_[c].at(first_ + place);
      groups[key].push_back(place);
    }
    return groups;
  }

  Result<void> match(Dictionary<F> &dictionary, const std::vector<double> &constants,
                     const std::vector<std::size_t> &places) {
    std::vector<Best<F>> best(places.size());
    const std::size_t chunks = (places.size() + curves_together - 1) / curves_together;
    for (std::size_t slab = 0; slab < dictionary.slabs(); ++slab) {
      GANTRY_CHECK(dictionary.make(slab, constants, threads_, telling_));
      span_ = static_cast<double>(places.size()) / static_cast<double>(dictionary.slabs());
      GANTRY_CHECK(each(chunks, threads_, telling_, "looking up voxels", [&](std::size_t chunk) {
        const std::size_t at = chunk * curves_together, count = std::min(curves_together, places.size() - at);
        const F *curves[curves_together];
        for (std::size_t i = 0; i < count; ++i) curves[i] = curves_.data() + places[at + i] * rows_;
        dictionary.match(curves, count, best.data() + at);
      }));
      done_ += span_;
      span_ = 0;
    }
    const std::size_t blocks = (places.size() + block_lanes - 1) / block_lanes;
    return each(blocks, threads_, telling_, "writing maps", [&](std::size_t block) {
      const std::size_t at = block * block_lanes;
      settle(places.data() + at, best.data() + at, std::min(block_lanes, places.size() - at));
    });
  }

  // What was found for up to 64 voxels: in double the amplitude and what is left; what is derived; the status.
  void settle(const std::size_t *places, const Best<F> *best, std::size_t count) {
    const std::size_t n = problem_.layout.parameters, constants = in_.constants.size();
    AlignedArray<double> params, known, values;
    params.resize(n * block_lanes);
    known.resize(std::max<std::size_t>(constants, 1) * block_lanes);
    values.resize(rows_ * block_lanes);
    std::vector<double> set(n), own(constants);
    for (std::size_t lane = 0; lane < block_lanes; ++lane) {
      const std::size_t i = std::min(lane, count - 1);
      fill(best[i].entry, set.data());
      for (std::size_t p = 0; p < n; ++p) params.data()[p * block_lanes + lane] = set[p];
      for (std::size_t c = 0; c < constants; ++c)
        known.data()[c * block_lanes + lane] = in_.constant(c, first_ + places[i]);
    }
    const gantry_block_f64 block{sizeof block,  static_cast<std::uint32_t>(block_lanes), block_lanes,
                                 params.data(), constants == 0 ? nullptr : known.data(), values.data(),
                                 nullptr};
    problem_.model.evaluate_f64(&problem_.model, problem_.state.get(), &block);
    for (std::size_t lane = 0; lane < count; ++lane) {
      const std::size_t id = first_ + places[lane];
      for (std::size_t p = 0; p < n; ++p) set[p] = params.data()[p * block_lanes + lane];
      const double size = amplitude_ ? amplitude_at(id, values.data() + lane) : 1;
      if (amplitude_) set[*amplitude_] = size;
      const Status status = status_of(best[lane], set);
      write_status(id, status);
      if (!has_values(status)) continue;
      for (std::size_t p = 0; p < n; ++p) out_.parameters[p][id] = static_cast<float>(set[p]);
      out_.rss[id] = static_cast<float>(rss_at(id, values.data() + lane, size));
      for (std::size_t c = 0; c < constants; ++c) own[c] = known.data()[c * block_lanes + lane];
      derive(id, set, own);
    }
  }

  void fill(std::uint32_t entry, double *set) const {
    if (settings_.dictionary.refine) grid_.set_inside(entry, set);
    else grid_.set(entry, set);
  }

  double amplitude_at(std::size_t id, const double *shape) const {
    double by_data = 0, by_itself = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      const double d = shape[row * block_lanes];
      by_data += d * number(row, id);
      by_itself += d * d;
    }
    return amplitude_between(by_data, by_itself, {settings_.lower[*amplitude_], settings_.upper[*amplitude_]});
  }

  double rss_at(std::size_t id, const double *shape, double size) const {
    double rss = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      const double off = number(row, id) - size * shape[row * block_lanes];
      rss += off * off;
    }
    return rss;
  }

  Status status_of(const Best<F> &best, const std::vector<double> &set) const {
    if (std::isinf(best.gain)) return Status::not_finite_model;
    if (!amplitude_) return grid_.at_end(best.entry) ? Status::at_bound : Status::converged;
    const double a = set[*amplitude_], low = settings_.lower[*amplitude_], high = settings_.upper[*amplitude_];
    if (a == 0 || !std::isfinite(a)) return Status::singular;
    return grid_.at_end(best.entry) || a <= low || a >= high ? Status::at_bound : Status::converged;
  }

  void derive(std::size_t id, const std::vector<double> &set, const std::vector<double> &constants) {
    if (out_.derived.empty()) return;
    std::vector<double> derived(out_.derived.size());
    problem_.model.derive(&problem_.model, problem_.state.get(), constants.data(), set.data(), derived.data());
    for (std::size_t d = 0; d < derived.size(); ++d) out_.derived[d][id] = static_cast<float>(derived[d]);
  }

  const MapProblem &problem_;
  const MapInputs &in_;
  const MapOutputs &out_;
  const Settings &settings_;
  const Grid &grid_;
  std::optional<std::size_t> amplitude_;
  std::uint32_t threads_;
  FitHost telling_;
  double done_ = 0, span_ = 0;         // voxels that have been looked up, and those that are
  std::size_t rows_, voxels_, batch_;  // voxels that go together
  std::vector<Rounded> rounded_;
  std::vector<F> curves_;  // [place of the batch][row]
  std::size_t first_ = 0, count_ = 0;
};

// Where the model is tried for an amplitude: with the constants of the first voxel that has all of them.
Place place_of(const MapInputs &in, std::size_t voxels) {
  Place place{in.points.axis, {}, in.points.selected.size()};
  for (std::size_t v = 0; v < voxels; ++v) {
    place.constants.clear();
    for (const auto &constant : in.constants) place.constants.push_back(constant.at(v));
    const bool known =
        std::all_of(place.constants.begin(), place.constants.end(), [](double c) { return std::isfinite(c); });
    if (known && in.inside(v)) break;
  }
  return place;
}

}  // namespace

Result<nlohmann::json> look_up_map(const MapProblem &problem, const MapInputs &in, const MapOutputs &out,
                                   const Settings &settings, const LookUp &how, FitHost &host) {
  const Place place = place_of(in, in.image.header.voxels());
  GANTRY_TRY(amplitude, amplitude_of(problem.model, place, settings, how.values, problem.level));
  GANTRY_TRY(grid, Grid::of(problem.model, settings, amplitude));
  nlohmann::json told{
      {"entries", grid.entries()}, {"grid", grid.told(problem.model)}, {"refined", settings.dictionary.refine}};
  if (amplitude) told["amplitude"] = problem.model.parameters[*amplitude]->symbol;
  const auto run = [&](auto number) {
    return MapLookUp<decltype(number)>(problem, in, out, settings, grid, amplitude, how.threads, host).run();
  };
  GANTRY_TRY(left_out, how.single_precision ? run(0.0f) : run(0.0));
  if (left_out > 0) told["without_number"] = left_out;
  return told;
}

}  // namespace gantry::core::fit
