// SPDX-License-Identifier: Apache-2.0
// What a person does with the data of a project: names it, reads its header, says how it comes in.
#include "seat.hpp"

#include <host/window/workplace/reading.hpp>

using namespace gantry::tests;

namespace {

const std::string item = centre + "/image-1";

void rename_to(Seat &seat, const std::string &name) {
  seat.press(item + "/rename");
  Seat::does(seat.screen.type("dialog/path", name));
  seat.press("dialog/ok");
  seat.until([&] { return seat.workplace.project()->item("image-1")->label == name; });
}

// A project whose image came from a file with a header.
void give_header(const House &house) {
  Project project = value(Project::open(house.project, Access::write));
  ImportBatch batch;
  batch.import.reader = "test";
  batch.data.push_back({value(project.add_object(*bytes_volume({7, 8}))),
                        "scan",
                        {{{"key", "EchoTime"}, {"value", 4.6}}, {{"key", "Manufacturer"}, {"value", "Gantry"}}}});
  value(project.add_imports({batch}));
}

}  // namespace

TEST_CASE("a name is changed, taken back and given again, beside the edits of a form", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  const auto label = [&] { return seat.workplace.project()->item("image-1")->label; };
  seat.choose_echo();
  Seat::does(seat.screen.type(form + "/fields/settings/offset", "10"));
  rename_to(seat, "T1, visit 2");
  CHECK(seat.says(tree + "/images", "T1, visit 2"));
  seat.press("top/bar/undo");  // the latest deed first
  seat.until([&] { return label() == "brain"; });
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 10"));
  seat.press("top/bar/redo");
  seat.until([&] { return label() == "T1, visit 2"; });
  seat.press("top/bar/undo");
  seat.until([&] { return label() == "brain"; });
  seat.press("top/bar/undo");
  CHECK(seat.says(form + "/fields/settings", "\"Offset\" = 0"));
  CHECK(label() == "brain");
}

TEST_CASE("a name that is none is refused in words", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.press(tree + "/images/image-1");
  seat.press(item + "/rename");
  CHECK(seat.says("dialog", "= \"brain\""));
  Seat::does(seat.screen.type("dialog/path", std::string(300, 'a')));
  seat.press("dialog/ok");
  seat.until([&] { return seat.says("trouble", "A label is one line of text"); });
  CHECK(seat.workplace.project()->item("image-1")->label == "brain");
}

TEST_CASE("a header is shown beside its item, and searched", "[screens]") {
  const House house;
  give_header(house);
  Seat seat(house);
  seat.open(house);
  seat.press(tree + "/images/image-3");
  const std::string scan = centre + "/image-3";
  seat.press(scan + "/about");
  const std::string header = scan + "/beside/header";
  seat.until([&] { return seat.says(header, "EchoTime | 4.6"); });
  CHECK(seat.says(header, "Manufacturer | Gantry"));
  Seat::does(seat.screen.type(header + "/find", "gant"));
  CHECK(seat.says(header, "Manufacturer | Gantry"));
  CHECK_FALSE(seat.says(header, "EchoTime"));
  seat.press(tree + "/images/image-1");
  seat.until([&] { return seat.says(item + "/beside/header", "Its file had no header"); });
  seat.press(item + "/beside/header/close");
  CHECK_FALSE(seat.screen.has(item + "/beside"));
}

TEST_CASE("a header follows what was made from its item", "[screens]") {
  const House house;
  give_header(house);
  Seat seat(house);
  seat.open(house);
  seat.press(tree + "/images/image-3");
  seat.choose_tool("good-echo", echo);
  Seat::does(seat.screen.choose(form + "/fields/inputs/image", "scan  (image-3)"));
  seat.run("1");
  seat.press(bottom + "/results/run/output-result/show");
  seat.press(centre + "/image-4/about");
  seat.until([&] { return seat.says(centre + "/image-4/beside/header", "EchoTime | 4.6"); });
  CHECK(seat.says(centre + "/image-4/beside/header", "Of “scan”, from which this was made."));
}

TEST_CASE("what a tool made comes forward, whatever was shown below", "[screens]") {
  const House house;
  Seat seat(house);
  seat.open(house);
  seat.choose_echo();
  seat.press(bottom + "/history");
  REQUIRE_FALSE(seat.says(bottom + "/results", "Run again"));
  seat.run("3");
  seat.until([&] { return seat.says(bottom + "/results", "Run again"); });
  Seat::does(seat.screen.draw());
  CHECK(seat.says(bottom + "/results", "Run again"));
  seat.press(bottom + "/log");  // and stays where the user goes
  CHECK_FALSE(seat.says(bottom + "/results", "Run again"));
}

TEST_CASE("an import says beforehand what it leaves out, and takes its choices along", "[screens]") {
  const House house;
  house.bundles.add("good_reader");
  house.home.write("a.fix", "FIX data");
  Seat seat(house);
  seat.open(house);
  seat.press(tree + "/import");
  CHECK(seat.says("dialog", "After DICOM PS3.15"));
  Seat::does(seat.screen.fold("dialog/keep", true));
  Seat::does(seat.screen.draw());
  CHECK(seat.says("dialog/keep", "Dates, moved"));
  seat.press("dialog/keep/dates");
  CHECK(seat.workplace.view().import.keep == std::set<std::string>{"dates", "private"});
  seat.press("dialog/de-identify");
  CHECK(seat.says("dialog", "Names, dates and numbers of the patient stay in the project"));
  Seat::does(seat.screen.fold("dialog/join", true));
  Seat::does(seat.screen.draw());
  Seat::does(seat.screen.type("dialog/join/axis", "TE=a,b"));
  Seat::does(seat.screen.type("dialog/path", (house.home.path / "a.fix").string()));
  CHECK(seat.screen.press("dialog/ok").error().code == "outline.disabled");
  Seat::does(seat.screen.type("dialog/join/axis", ""));
  Seat::does(seat.screen.type("dialog/label", "as it is"));
  seat.press("dialog/ok");
  seat.until([&] { return seat.workplace.project()->items.size() == 3 && !seat.workplace.busy(); });
  CHECK(seat.workplace.project()->items.back().label == "as it is");
  CHECK_FALSE(seat.workplace.project()->imports.back().de_identified);
  CHECK(seat.screen.toasts().back() == "1 item was imported with what identifies the patient.");
  seat.press(tree + "/import");
  CHECK(seat.workplace.view().import.de_identify);  // each import is asked anew
}

TEST_CASE("readers that can be told how to read are asked about where they are concerned", "[screens]") {
  const House house;
  house.bundles.add("picky_reader");
  const std::string file = house.home.write("a.fix", "FIX.");
  const std::string reader = "dialog/org.gantry.test.picky-reader.reader";
  Seat seat(house);
  seat.open(house);
  seat.press(tree + "/import");
  CHECK_FALSE(seat.says("dialog", "Reading Reader"));
  Seat::does(seat.screen.type("dialog/path", house.home.path.string()));
  Seat::does(seat.screen.draw());
  CHECK(seat.says("dialog", "Reading Reader"));  // a folder: any reader may be concerned
  CHECK_FALSE(seat.says(reader, "Fill"));
  Seat::does(seat.screen.type("dialog/path", file));
  Seat::does(seat.screen.fold(reader, true));
  Seat::does(seat.screen.draw());
  CHECK(seat.says(reader, "\"Fill\" = 7"));
  CHECK(seat.screen.type(reader + "/fill", "200").error().code == "outline.value");
  Seat::does(seat.screen.type(reader + "/fill", "42"));
  seat.press("dialog/ok");
  seat.until([&] { return seat.workplace.project()->items.size() == 3 && !seat.workplace.busy(); });
  CHECK(seat.workplace.project()->imports.back().parameters == nlohmann::json{{"fill", 42}});
}

TEST_CASE("only what was said to a reader is told to it", "[screens]") {
  const House house;
  house.bundles.add("picky_reader");
  house.bundles.add("good_reader");
  const Workbench bench = house.bundles.open();
  const auto concerned = [&](const char *path) { return readers_concerned(bench.registry(), path); };
  CHECK(concerned("").empty());
  REQUIRE(concerned("scans/A.FIX").size() == 1);
  CHECK(concerned("scans/A.FIX").front().by_name);
  const auto any = concerned("scans");  // also those of the plugins beside the program
  CHECK(any.size() >= 1);
  CHECK(std::none_of(any.begin(), any.end(), [](const ReaderOffer &offer) { return offer.by_name; }));
  CHECK(std::any_of(any.begin(), any.end(),
                    [](const ReaderOffer &offer) { return offer.id == "org.gantry.test.picky-reader.reader"; }));
  CHECK(said_to(concerned("a.fix"), {{"fill", 7}, {"other", 1}}).empty());
  CHECK(said_to(concerned("a.fix"), {{"fill", 8}, {"other", 1}}) == nlohmann::json{{"fill", 8}});
  CHECK(said_to({}, {{"fill", 8}}).empty());
}

TEST_CASE("what went on when Gantry ended is said when the project is opened again", "[screens]") {
  const House house;
  ProjectMemory memory;
  memory.going = {{"", "import", 0, ""}, {"Write the report", "file", 0, "/nowhere/report.html"}};
  {
    Remembered file(project_memory_file(house.home.path / "state", house.project));
    file.put(to_json(memory));
  }
  Seat seat(house);
  seat.open(house);
  Seat::does(seat.screen.draw());
  CHECK(seat.says("trouble", "Gantry ended before this was done: an import; Write the report"));
  CHECK(seat.says("trouble", "Do it again."));
  seat.press("trouble/close");
  CHECK_FALSE(seat.screen.has("trouble"));

  SECTION("but not what came in before it ended") {
    memory.going = {{"", "import", 0, ""}};
    const House other;
    give_header(other);
    {
      Remembered file(project_memory_file(other.home.path / "state", other.project));
      file.put(to_json(memory));
    }
    Seat again(other);
    again.open(other);
    Seat::does(again.screen.draw());
    CHECK_FALSE(again.screen.has("trouble"));
  }
}

TEST_CASE("what core says is said in Dutch, by its words or by its code", "[screens]") {
  speak(Language::dutch);
  const gantry::core::Error known = said({"project.locked", "another Gantry has this project open for writing", "",
                                          "close it there, or open the project for reading only", Failure::failed});
  CHECK(known.message == "een andere Gantry heeft dit project open om erin te schrijven");
  CHECK(known.hint == "sluit het daar, of open het project alleen om te lezen");
  CHECK(said({"worker.crashed", "kmeans crashed (signal 11)", "", "", Failure::crashed}).message ==
        "De plug-in is gecrasht. Uw gegevens zijn ongedeerd. (kmeans crashed (signal 11))");
  CHECK(said({"nobody.knows", "as it is", "", "", Failure::failed}).message == "as it is");
  speak(Language::english);
  CHECK(said({"worker.crashed", "kmeans crashed", "", "", Failure::crashed}).message == "kmeans crashed");
}
