// SPDX-License-Identifier: Apache-2.0
// One recorded run as blocks of a report: its method in words, its results in pictures, plots and tables.
//
//   RunBlocks blocks(project, registry, run);
//   GANTRY_CHECK(blocks.write(document));
#pragma once

#include <core/plugins/registry.hpp>
#include <core/project/project.hpp>
#include <core/report/document.hpp>

namespace gantry::core {

class RunBlocks {
 public:
  RunBlocks(const Project &project, const Registry &registry, const RunRecord &run);

  // The heading, the remark, and every result that can be shown.
  Result<void> write(report::Document &document) const;
  // "K-means segmentation (org.gantry.segmentation.kmeans 0.1.0; Lloyd 1982) with classes = 3."
  std::string method() const;
  report::ProvenanceRun provenance() const;

 private:
  Result<void> volume(report::Document &document, const RunOutput &output, const Object &object) const;
  Result<void> table(report::Document &document, const RunOutput &output, const Object &object) const;
  Result<void> record(report::Document &document, const Object &object) const;
  Result<void> curve(report::Document &document, const Object &object) const;
  Result<ObjectPtr> background(const VolumeHeader &header) const;  // an input volume in the same space; may be empty
  std::string title() const;
  std::string typed(const char *choice) const;
  std::string input_name(const RunInput &input) const;
  std::string name_of(const RunOutput &output) const;

  const Project &project_;
  const RunRecord &run_;
  const ToolSpec *tool_ = nullptr;  // nullptr where the plugin is no longer installed
  const ModelSpec *model_ = nullptr;
};

}  // namespace gantry::core
