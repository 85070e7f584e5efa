// SPDX-License-Identifier: Apache-2.0
// Panels of plugins in the real window: typing, arranging, the project, another session.
#include "panel_room.hpp"

#include <sstream>

using namespace gantry::tests;

namespace {

std::string open(const std::string &panel) {
  const std::string listed = PanelRoom::listed("good-panels", panel);
  return "wait until shown " + listed + "\nclick " + listed + "\n";
}
std::string at(const std::string &panel, const std::string &what) {
  return PanelRoom::opened("good-panels", panel) + "/" + what;
}

}  // namespace

TEST_CASE("Typing 20 characters a second into a panel that takes 300 ms for each drawing loses none, in order") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"slow"});
  const std::string sentence = "ejection fraction 57 of 100, by both observers";
  std::string seen;
  room.at_end = [&](Workplace &w) { seen = w.panels().all().at(0).saved; };
  CHECK(room.plays(open("slow") + "wait until shown " + at("slow", "view/name") + "\ntype " + at("slow", "view/name") +
                   " \"" + sentence + "\" at 20\nassert value " + at("slow", "view/name") + " \"" + sentence +
                   "\"\nwait until text " + at("slow", "view/seen") + " \"" + sentence + "\"\nassert value " +
                   at("slow", "view/name") + " \"" + sentence + "\"") == "");
  // What the panel saw: each text the beginning of the next, the last one whole.
  std::istringstream lines(seen);
  std::string before, text;
  int texts = 0;
  while (std::getline(lines, text)) {
    CHECK(text.starts_with(before));
    before = text;
    ++texts;
  }
  CHECK(before == sentence);
  CHECK(texts > 1);
}

TEST_CASE("Three panels are seen at once; a folded one leaves its room to the others, and its keys reach nobody") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"counter", "runs", "slow"});
  CHECK(room.plays(open("counter") + open("runs") + open("slow") + "wait until shown " + at("counter", "view/more") +
                   "\nwait until shown " + at("runs", "view/run") + "\nwait until shown " + at("slow", "view/name") +
                   "\nclick " + at("counter", "view/more") + "\nwait until text " + at("counter", "view/count") +
                   " \"1\"\nkey ctrl+m\nwait until text " + at("counter", "view/count") + " \"2\"\nclick " +
                   at("counter", "head/fold") + "\nwait until gone " + at("counter", "view") + "\nkey ctrl+m\nclick " +
                   at("counter", "head/fold") + "\nwait until shown " + at("counter", "view/count") + "\nassert text " +
                   at("counter", "view/count") + " \"2\"\nclick " + at("runs", "head/close") + "\nassert gone " +
                   at("runs", "head/name")) == "");
}

TEST_CASE("Keys that a panel wants and the window has already stay the window's") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"counter"});
  CHECK(
      room.plays(open("counter") + "wait until shown " + at("counter", "view/greedy") +
                 "\nkey ctrl+p\nwait until shown palette/find\nkey escape\nwait until gone palette/find\nassert text " +
                 at("counter", "view/count") + " \"0\"") == "");
}

TEST_CASE("A panel runs a tool in the window, follows it, and shows what the project holds") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"runs"});
  room.plugins.add("good_echo");
  CHECK(room.plays(open("runs") + "wait until text " + at("runs", "view/data") + " \"image-1\"\nclick " +
                   at("runs", "view/echo") + "\nwait until text " + at("runs", "view/state") + " \"done\"\nclick " +
                   at("runs", "view/show") +
                   "\nwait until shown work/panes/sides/rows/centre/image-1/label\nwait until text " +
                   at("runs", "view/data") + " \"result\"") == "");
}

TEST_CASE("A note that a panel keeps in the project does not wait for the job that runs") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"runs"});
  room.plugins.add("good_echo");
  const std::string form = "work/panes/sides/form";
  CHECK(room.plays(open("runs") + "wait until shown " + at("runs", "view/note") +
                   "\ntype work/panes/sides/tools/find \"good-echo\"\nclick "
                   "work/panes/sides/tools/list/category-Other/tool_org.gantry.test.good-echo.run\ntype " +
                   form + "/fields/settings/offset \"999\\n\"\nclick " + form + "/run\nwait until text " + form +
                   "/progress \"waiting\"\nassert text " + at("runs", "view/noted") + " \"no note\"\nclick " +
                   at("runs", "view/note") + "\nwait until text " + at("runs", "view/noted") +
                   " \"kept\"\nassert shown " + form + "/cancel\nclick " + form + "/cancel\nwait until gone " + form +
                   "/cancel") == "");
  CHECK(value(value(Project::open(room.project(), Access::read)).records()).size() == 1);
}

TEST_CASE("A panel that works on a project says so before one is open, and begins once it is") {
  PanelRoom room;
  room.with_project = false;
  room.plugins.add_panels("good_panels", {"counter", "runs"});
  const std::string beside = "beside/panels/org.gantry.test.good-panels.";
  CHECK(room.plays("key ctrl+p\ntype palette/find \"runs\\n\"\nwait until text " + beside +
                   "runs/view/waiting \"works on a project\"\nkey ctrl+p\ntype palette/find \"counter\\n\"\n"
                   "wait until shown " +
                   beside + "counter/view/more\nclick " + beside + "counter/view/more\nwait until text " + beside +
                   "counter/view/count \"1\"\nkey ctrl+o\ntype dialog/path \"" + room.project().string() +
                   "\"\nclick dialog/ok\nwait until text " + at("runs", "view/data") +
                   " \"image-1\"\nwait until text " + at("counter", "view/count") + " \"1\"") == "");
}

TEST_CASE("Panels that were open, how they lay and what they saved are there in the next session") {
  PanelRoom room;
  room.plugins.add_panels("good_panels", {"counter", "runs"});
  CHECK(room.plays(open("runs") + open("counter") + "wait until shown " + at("counter", "view/more") + "\nclick " +
                   at("counter", "view/more") + "\nclick " + at("counter", "view/more") + "\nwait until text " +
                   at("counter", "view/count") + " \"2\"\nclick " + at("runs", "head/fold") + "\nwait until gone " +
                   at("runs", "view")) == "");
  CHECK(room.plays("wait until text " + at("counter", "view/count") + " \"2\"\nassert shown " +
                   at("runs", "head/name") + "\nassert gone " + at("runs", "view") + "\nclick " +
                   at("counter", "head/close") + "\nassert gone " + at("counter", "head/name")) == "");
  // Closed, and opened again: it goes on.
  CHECK(room.plays("assert gone " + at("counter", "head/name") + "\n" + open("counter") + "wait until text " +
                   at("counter", "view/count") + " \"2\"") == "");
}

TEST_CASE("A panel is shown in the dock with the words of the window in Dutch") {
  PanelRoom room;
  room.plugins.add_panels("bad_panel_crashes", {"panel"});
  const std::string there = PanelRoom::opened("bad-panel-crashes", "panel");
  CHECK(room.plays("language nl\nwait until shown " + PanelRoom::listed("bad-panel-crashes", "panel") + "\nclick " +
                   PanelRoom::listed("bad-panel-crashes", "panel") + "\nwait until shown " + there +
                   "/view/go\nclick " + there + "/view/go\nwait until text " + there +
                   "/view/restart \"Opnieuw starten\"") == "");
}
