// SPDX-License-Identifier: Apache-2.0
#include <core/fit/map_inputs.hpp>

#include <core/data/unit.hpp>

#include <algorithm>
#include <cmath>

namespace gantry::core::fit {
namespace {

const Object *find(const FitJob &job, const std::string &port) {
  for (const auto &input : job.inputs)
    if (input.port == port) return input.object.get();
  return nullptr;
}

Result<void> same_place(const Image &image, const Image &other, const std::string &port) {
  if (!std::equal(image.header.shape.begin(), image.header.shape.begin() + 3, other.header.shape.begin()))
    return fail("fit.space", "\"" + port + "\" has another shape than the image", port,
                "resample it to the image first");
  if (!same_space(image.header.geometry, other.header.geometry, image.header.shape))
    return fail("fit.space", "\"" + port + "\" lies elsewhere in space than the image", port,
                "resample it to the image first");
  return done();
}

// The voxels of the first point and channel.
std::vector<double> first_volume(const Image &image) {
  std::vector<double> values(image.header.voxels());
  const std::byte *data = image.object->bytes.bytes().data();
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = element_as_double(image.header.dtype, data, i);
  return values;
}

// A volume of known shape and place, in the unit that is wanted; where one of the units is unknown they count as equal.
Result<PerVoxel> read_voxels(const FitJob &job, const Image &image, const std::string &port, const std::string &unit) {
  GANTRY_TRY(volume, read_image(job, port));
  GANTRY_CHECK(same_place(image, volume, port));
  PerVoxel result{first_volume(volume)};
  if (volume.header.unit.empty() || unit.empty()) return result;
  auto factor = unit_factor(volume.header.unit, unit);
  if (!factor) return fail("fit.unit", "\"" + port + "\": " + factor.error().message, port, "give it in " + unit);
  for (double &x : result.values) x *= factor.value();
  return result;
}

Result<PerVoxel> read_constant(const gantry_model_quantity &q, double given, const FitJob &job, const Image &image) {
  if (find(job, q.name) != nullptr) return read_voxels(job, image, q.name, q.unit);
  if (!std::isnan(given)) return PerVoxel{{given}};
  if ((q.flags & GANTRY_QUANTITY_REQUIRED) != 0)
    return fail("fit.constant",
                "the model wants the constant " + std::string(q.name) + " (" + q.label + ", in " + q.unit + ")", q.name,
                "give a number (constants), or a volume on the port " + std::string(q.name), Failure::usage);
  return PerVoxel{{q.default_value}};
}

Result<PerVoxel> read_sigma(const FitJob &job, const Settings &settings, const Image &image) {
  const auto wrong = [](const std::string &what, const std::string &hint) {
    return fail("fit.sigma", what, "sigma", hint, Failure::usage);
  };
  const bool volume = find(job, "sigma") != nullptr;
  if (!settings.curve.sigma_column.empty())
    return wrong("a map's sigma is a number or a volume, and \"" + settings.curve.sigma_column + "\" is neither",
                 "give a number, or a volume on the port sigma");
  if (volume && settings.curve.sigma)
    return wrong("sigma is given as a number and as a volume", "leave one of them out");
  if (volume) return read_voxels(job, image, "sigma", image.header.unit);
  if (settings.curve.sigma) return PerVoxel{{*settings.curve.sigma}};
  if (settings.map.rician)
    return wrong("Rician noise needs its standard deviation, sigma",
                 "give a number or a volume: where there is only air the mean signal is 1.253 sigma, and its standard "
                 "deviation 0.655 sigma");
  return PerVoxel{};
}

// Of the fourth axis, and of the table "axis" where there is one.
Result<std::vector<OfferedColumn>> columns_for(const FitJob &job, const Image &image) {
  auto offered = columns_of(image.header.axis);
  const Object *more = find(job, "axis");
  if (more == nullptr) return offered;
  GANTRY_TRY(table, table_of(*more));
  return with_table(std::move(offered), image.header.shape[3], table);
}

}  // namespace

Result<Image> read_image(const FitJob &job, const std::string &port) {
  const Object *object = find(job, port);
  if (object == nullptr)
    return fail("fit.input", "there is no input \"" + port + "\"", port, "give a volume", Failure::usage);
  if (object->kind() != Kind::volume)
    return fail("fit.input", "the input \"" + port + "\" is a " + std::string(name(object->kind())) + ", not a volume",
                port, "give a volume", Failure::usage);
  GANTRY_TRY(header, volume_header(object->header));
  if (!is_real(header.dtype))
    return fail("fit.input",
                "the input \"" + port + "\" holds " + std::string(name(header.dtype)) + ", which can't be fitted", port,
                "take its magnitude or one channel first");
  return Image{object, header};
}

Result<MapInputs> read_map_inputs(const gantry_model &model, const FitJob &job, const Settings &settings) {
  MapInputs in;
  GANTRY_TRY(image, read_image(job, "image"));
  in.image = image;
  const auto &shape = image.header.shape;
  if (shape[4] != model.output_count)
    return fail("fit.input",
                "the image has " + std::to_string(shape[4]) + " channels, the model gives " +
                    std::to_string(model.output_count),
                "image", "give one channel for each output of the model");
  GANTRY_TRY(offered, columns_for(job, image));
  GANTRY_TRY(points, points_of(model, offered, settings, "the image's fourth axis", false));
  in.points = points;
  GANTRY_CHECK(enough(in.points.selected.size() * model.output_count, settings.free().size()));
  if (find(job, "mask") != nullptr) {
    GANTRY_TRY(mask, read_image(job, "mask"));
    GANTRY_CHECK(same_place(image, mask, "mask"));
    for (const double x : first_volume(mask)) in.mask.push_back(x > 0);
  }
  for (std::uint32_t c = 0; c < model.constant_count; ++c) {
    GANTRY_TRY(values, read_constant(*model.constants[c], settings.constants[c], job, image));
    in.constants.push_back(values);
  }
  GANTRY_TRY(sigma, read_sigma(job, settings, image));
  in.sigma = sigma;
  return in;
}

}  // namespace gantry::core::fit
