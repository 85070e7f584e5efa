// SPDX-License-Identifier: Apache-2.0
// gantry project show | check | pack | unpack | gc P, gantry project label P ITEM TEXT
#include <core/data/facts.hpp>
#include <core/project/pack.hpp>
#include <host/cli/commands.hpp>
#include <host/cli/opened.hpp>

namespace gantry::host {
namespace {

using nlohmann::json;
namespace po = boost::program_options;

std::string mib(std::uint64_t bytes) { return number(static_cast<double>(bytes) / (1U << 20), 3) + " MiB"; }

int show(const Console &console, const core::Project &project) {
  const auto items = project.items();
  if (!items) return console.failed(items.error());
  const auto runs = project.runs();
  if (!runs) return console.failed(runs.error());
  json document{{"items", json::array()}, {"runs", json::array()}};
  std::vector<Words> rows;
  for (const auto &item : items.value()) {
    document["items"].push_back(to_json(item));
    const auto header = project.header(item.object);
    rows.push_back({item.id, item.label, header ? core::facts(header.value()) : "",
                    std::string(core::name(item.origin)), item.added, item.object.substr(0, 12)});
  }
  console.table({"item", "label", "what it is", "from", "added", "hash"}, rows);
  rows.clear();
  for (const auto &run : runs.value()) {
    document["runs"].push_back(to_json(run));
    rows.push_back({run.id.substr(0, 12), run.target, run.started, number(run.seconds, 3) + " s",
                    run.ok() ? "done" : "failed: " + run.error});
  }
  console.say("");
  console.table({"run", "tool or model", "when", "took", "state"}, rows);
  console.document(document);
  return exit_done;
}

int check(const Console &console, const core::Project &project) {
  const auto checked = project.check();
  if (!checked) return console.failed(checked.error());
  const auto &c = checked.value();
  console.document(
      {{"whole", c.whole()}, {"objects", c.objects}, {"chunks", c.chunks}, {"bytes", c.bytes}, {"damage", c.damage}});
  console.say("Checked " + std::to_string(c.objects) + " objects, " + mib(c.bytes) + ": " +
              (c.whole() ? "whole." : "DAMAGED."));
  for (const auto &damage : c.damage) console.say("  " + damage);
  return c.whole() ? exit_done : exit_integrity;
}

int label(const Console &console, core::Project &project, const std::string &item, const std::string &text) {
  const auto labelled = project.relabel_item(item, text);
  if (!labelled) return console.failed(labelled.error());
  console.document(to_json(labelled.value()));
  console.say(labelled.value().id + " is called \"" + text + "\" now.");
  return exit_done;
}

int clean(const Console &console, core::Project &project) {
  const auto freed = project.gc();
  if (!freed) return console.failed(freed.error());
  console.document(
      {{"bytes", freed.value().bytes}, {"chunks", freed.value().chunks}, {"objects", freed.value().objects}});
  console.say("Freed " + mib(freed.value().bytes) + " in " + std::to_string(freed.value().objects) +
              " objects that nothing refers to.");
  return exit_done;
}

int pack(const Console &console, const core::Project &project, const std::string &file) {
  if (const auto packed = core::pack(project, file); !packed) return console.failed(packed.error());
  console.document({{"written", file}});
  console.say("Wrote " + file);
  return exit_done;
}

int unpack(const Console &console, const std::string &file, const std::string &folder) {
  if (const auto unpacked = core::unpack(file, folder); !unpacked) return console.failed(unpacked.error());
  console.document({{"project", folder}});
  console.say("The project is in " + folder + ", checked and whole.");
  return exit_done;
}

}  // namespace

int run_project(const Words &words) {
  CommandLine line(
      "gantry project show|check|gc P, gantry project label P ITEM TEXT, gantry project pack P -o FILE.gantry, "
      "gantry project unpack FILE.gantry -o FOLDER",
      "Shows what a project holds, checks every byte of it, removes what nothing refers to, gives an item another\n"
      "label, and makes it one file to send or keep.");
  line.flags().add_options()("output,o", po::value<std::string>(), "file (pack) or new folder (unpack)");
  line.positional("verb");
  line.positional("place");
  line.positional("item");
  line.positional("text");
  if (const auto code = line.parse(words)) return *code;
  const Console &console = line.console();
  const std::string verb = line.text("verb"), out = line.text("output");
  const std::string place = line.text("place").empty() ? line.common().project : line.text("place");
  const bool packs = verb == "pack" || verb == "unpack";
  if (place.empty() || (packs && out.empty())) {
    return console.failed({"usage", "say which project" + std::string(packs ? ", and where to put it" : ""), "",
                           "gantry project show|check|gc P, or pack|unpack … -o …", core::Failure::usage});
  }
  if (verb == "unpack") return unpack(console, place, out);
  const bool writes = verb == "gc" || verb == "label";
  auto project = core::Project::open(place, writes ? core::Access::write : core::Access::read);
  if (!project) return console.failed(project.error());
  if (verb == "show") return show(console, project.value());
  if (verb == "check") return check(console, project.value());
  if (verb == "gc") return clean(console, project.value());
  if (verb == "label") return label(console, project.value(), line.text("item"), line.text("text"));
  if (verb == "pack") return pack(console, project.value(), out);
  return console.failed({"usage", "there is no `gantry project " + verb + "`", verb,
                         "show, check, gc, label, pack and unpack are what there is", core::Failure::usage});
}

}  // namespace gantry::host
