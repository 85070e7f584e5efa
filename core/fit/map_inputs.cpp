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

Result<std::vector<double>> read_constant(const gantry_model_quantity &q, double given, const FitJob &job,
                                          const Image &image) {
  if (find(job, q.name) != nullptr) {
    GANTRY_TRY(volume, read_image(job, q.name));
    GANTRY_CHECK(same_place(image, volume, q.name));
    auto values = first_volume(volume);
    if (!volume.header.unit.empty()) {
      auto factor = unit_factor(volume.header.unit, q.unit);
      if (!factor)
        return fail("fit.unit", "the constant " + std::string(q.name) + ": " + factor.error().message, q.name,
                    "give it in " + std::string(q.unit));
      for (double &x : values) x *= factor.value();
    }
    return values;
  }
  if (!std::isnan(given)) return std::vector<double>{given};
  if ((q.flags & GANTRY_QUANTITY_REQUIRED) != 0)
    return fail("fit.constant",
                "the model wants the constant " + std::string(q.name) + " (" + q.label + ", in " + q.unit + ")", q.name,
                "give a number (constants), or a volume on the port " + std::string(q.name), Failure::usage);
  return std::vector<double>{q.default_value};
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
  GANTRY_TRY(points, points_of(model, columns_of(image.header.axis), settings, "the image's fourth axis", false));
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
  return in;
}

}  // namespace gantry::core::fit
