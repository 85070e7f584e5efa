// SPDX-License-Identifier: Apache-2.0
// A project as a report: what was done, what came out, in pictures, plots and tables, and the provenance of all of it.
//
//   GANTRY_TRY(document, project_report(project, registry, {.title = "Brain study"}));
//   GANTRY_CHECK(platform::save_file("report.html", as_bytes(report::render_html(document))));
#pragma once

#include <core/plugins/registry.hpp>
#include <core/project/project.hpp>
#include <core/project/verify.hpp>
#include <core/report/document.hpp>
#include <string>
#include <vector>

namespace gantry::core {

struct ReportCall {
  std::string title, about;
  std::vector<Verdict> verdicts;  // of a verification, shown with the provenance
};

// Runs that went well, in their order; names and units of what they made come from the registry where their plugin is
// still installed, else from the run alone.
Result<report::Document> project_report(const Project &project, const Registry &registry, const ReportCall &call);

}  // namespace gantry::core
