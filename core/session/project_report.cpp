// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <core/session/project_report.hpp>
#include <core/session/run_blocks.hpp>

namespace gantry::core {
namespace {

using report::Document;

// What came in, by import: numbers and labels, never a file name.
Result<void> write_imports(Document &document, const Project &project) {
  GANTRY_TRY(items, project.items());
  GANTRY_TRY(imports, project.imports());
  report::TableBlock block{"Data that were brought in",
                           {{"item", ""}, {"label", ""}, {"kind", ""}, {"size", ""}, {"de-identified", ""}},
                           {}};
  for (const auto &item : items) {
    if (item.origin != Origin::import) continue;
    const auto number = item.import_number;
    const auto import = std::find_if(imports.begin(), imports.end(), [&](const auto &i) { return i.number == number; });
    GANTRY_TRY(header, project.header(item.object));
    std::string size;
    for (const auto &n : header.value("shape", nlohmann::json::array()))
      size += (size.empty() ? "" : " × ") + canonical(n);
    block.rows.push_back({item.id, item.label, std::string(name(item.kind)), size,
                          std::string(import != imports.end() && import->de_identified ? "yes" : "no")});
  }
  if (block.rows.empty()) return done();
  document.blocks.push_back(report::Heading{"Data", 2});
  document.blocks.push_back(std::move(block));
  return done();
}

void add_verdicts(report::ProvenanceRun &run, const std::vector<Verdict> &verdicts) {
  for (const auto &verdict : verdicts) {
    if (verdict.run != run.id) continue;
    for (auto &output : run.outputs) {
      const auto same = [&](const OutputVerdict &v) { return v.port == output.name && v.recorded == output.hash; };
      const auto found = std::find_if(verdict.outputs.begin(), verdict.outputs.end(), same);
      if (found != verdict.outputs.end()) output.verdict = name(found->verdict);
    }
  }
}

}  // namespace

Result<Document> project_report(const Project &project, const Registry &registry, const ReportCall &call) {
  Document document;
  document.title = call.title.empty() ? "Report" : call.title;
  GANTRY_TRY(runs, project.runs());
  if (!call.about.empty()) document.blocks.push_back(report::Paragraph{call.about});
  GANTRY_CHECK(write_imports(document, project));
  report::Provenance provenance;
  bool outside_sandbox = false;
  for (const auto &run : runs) {
    if (!run.ok()) continue;
    const RunBlocks blocks(project, registry, run);
    GANTRY_CHECK(blocks.write(document));
    provenance.runs.push_back(blocks.provenance());
    add_verdicts(provenance.runs.back(), call.verdicts);
    outside_sandbox |= !run.sandboxed;
    document.subtitle = "Last run " + run.started + ", Gantry " + run.gantry_version;
  }
  if (provenance.runs.empty()) {
    document.blocks.push_back(
        report::Notice{"Nothing has been run in this project yet.", report::NoticeKind::information});
  }
  if (outside_sandbox) {
    document.blocks.push_back(
        report::Notice{"Some runs were made without a sandbox around the plugin.", report::NoticeKind::warning});
  }
  document.blocks.push_back(report::Heading{"Methods", 2});
  std::string methods =
      "All steps were carried out with Gantry, each by a plugin in a process of its own, and recorded with inputs, "
      "parameters, software and outputs by content hash, so that they can be run again and compared.";
  for (const auto &run : runs) {
    if (run.ok()) methods += " " + RunBlocks(project, registry, run).method();
  }
  document.blocks.push_back(report::Paragraph{methods});
  document.blocks.push_back(std::move(provenance));
  return document;
}

}  // namespace gantry::core
