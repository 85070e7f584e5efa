// SPDX-License-Identifier: Apache-2.0
#include "model_fit.hpp"

#include <core/fit/map.hpp>

#include <cstring>
#include <stdexcept>

namespace gantry::test {

ModelFit::ModelFit(const gantry_plugin_entry &entry, const std::string &model, std::vector<std::vector<double>> axis)
    : model_(nullptr), axis_(std::move(axis)) {
  const auto *models = static_cast<const gantry_models *>(entry.get_interface(GANTRY_MODELS_ID));
  for (std::uint32_t i = 0; models != nullptr && i < models->count; ++i)
    if (models->items[i]->id == model) model_ = models->items[i];
  if (model_ == nullptr) throw std::runtime_error("no model " + model);
}

std::map<std::string, double> ModelFit::fitted(const std::vector<double> &data, const std::string &options) const {
  namespace core = gantry::core;
  core::VolumeHeader header;
  header.dtype = core::DType::f64;
  header.shape = {1, 1, 1, data.size(), 1};
  header.dims = 4;
  core::Axis axis;
  axis.name = model_->axis[0]->name;
  for (std::size_t c = 0; c < axis_.size(); ++c)
    axis.columns.push_back({model_->axis[c]->name, model_->axis[c]->unit, axis_[c]});
  header.axis = axis;
  const auto image = core::make_volume(header, std::as_bytes(std::span(data)));
  if (!image) throw std::runtime_error(image.error().message);
  core::fit::FitJob job;
  job.inputs = {{"image", image.value()}};
  job.options = nlohmann::json::parse(options);
  job.options["precision"] = "f64";
  std::map<std::string, std::vector<std::byte>> maps;
  core::fit::FitHost host;
  host.output_volume = [&](const std::string &port, const core::VolumeHeader &h) -> core::Result<std::byte *> {
    return maps.insert_or_assign(port, std::vector<std::byte>(h.byte_size())).first->second.data();
  };
  host.output_record = [](const std::string &, const std::string &, const nlohmann::json &) { return core::done(); };
  const auto done = core::fit::fit_map(*model_, job, host);
  if (!done) throw std::runtime_error(done.error().message);
  std::map<std::string, double> found;
  for (const auto &[name, bytes] : maps) {
    if (bytes.size() != sizeof(float)) continue;
    float value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    found[name] = static_cast<double>(value);
  }
  return found;
}

}  // namespace gantry::test
