// SPDX-License-Identifier: Apache-2.0
// One broken panel for each way to break, in the real window: the rest goes on, the reason is said, Restart works.
#include "panel_room.hpp"

using namespace gantry::tests;

namespace {

const std::string find = "work/panes/sides/tools/find";

// Opens the panel, presses its button, and works elsewhere until the reason is said; then starts it again.
std::string breaks(PanelRoom &room, const std::string &plugin, const std::string &button, const std::string &meanwhile,
                   const std::string &reason) {
  std::string fixture = plugin;
  std::replace(fixture.begin(), fixture.end(), '-', '_');
  room.plugins.add_panels(fixture, {"panel"});
  const std::string at = PanelRoom::opened(plugin, "panel");
  return room.plays("wait until shown " + PanelRoom::listed(plugin, "panel") + "\nclick " +
                    PanelRoom::listed(plugin, "panel") + "\nwait until shown " + at + "/view/" + button + "\nclick " +
                    at + "/view/" + button + "\n" + meanwhile + "\nwait until text " + at + "/view/error/what \"" +
                    reason + "\"\nassert gone " + at + "/view/" + button + "\nclick " + at +
                    "/view/restart\nwait until shown " + at + "/view/" + button + "\nassert gone " + at +
                    "/view/error\ntype " + find + " \"still here\"\nassert value " + find + " \"still here\"\nclick " +
                    at + "/head/close\nassert gone " + at);
}

}  // namespace

TEST_CASE("While a panel hangs the window draws on and takes every key; then it says why, and starts the panel again") {
  PanelRoom room;
  const std::string typed = "the window goes on";
  const std::string at = PanelRoom::opened("bad-panel-hangs", "panel");
  CHECK(breaks(room, "bad-panel-hangs", "go",
               "wait until text " + at + "/head/busy \"at work for\"\ntype " + find + " \"" + typed +
                   "\" at 20\nassert value " + find + " \"" + typed + "\"\nclick " + find + "/empty",
               "drew nothing for 5 s") == "");
  CHECK(room.frames_at_work >= static_cast<int>(typed.size()) / 2);  // two keys may come in one frame
}

TEST_CASE("A panel that crashes leaves its reason and its last words, and the window as it was") {
  PanelRoom room;
  CHECK(breaks(room, "bad-panel-crashes", "go", "", "was ended by signal 6 (aborted)") == "");
}

TEST_CASE("A panel that takes too much memory is ended for that, and the window goes on") {
  PanelRoom room;
  CHECK(breaks(room, "bad-panel-allocates", "go", "", "its limit is 256 MiB") == "");
}

TEST_CASE("A panel that floods the window with widgets, or the log with words, is stopped with the reason") {
  PanelRoom room;
  CHECK(breaks(room, "bad-panel-floods", "widgets", "", "The panel drew more at once than") == "");
  CHECK(breaks(room, "bad-panel-floods", "words", "", "flooded") == "");
}

TEST_CASE("A panel that lies about edits is ended, and before that can't take text out of the user's hands") {
  PanelRoom room;
  const std::string name = PanelRoom::opened("bad-panel-lies", "panel") + "/view/name";
  room.plugins.add_panels("bad_panel_lies", {"panel"});
  CHECK(room.plays("wait until shown " + PanelRoom::listed("bad-panel-lies", "panel") + "\nclick " +
                   PanelRoom::listed("bad-panel-lies", "panel") + "\nwait until text " + name + " \"mine\"\ntype " +
                   name + " \"yours\" at 20\nassert value " + name + " \"mineyours\"") == "");
  CHECK(breaks(room, "bad-panel-lies", "go", "", "broke the protocol") == "");
}

TEST_CASE("A plugin that breaks while it is loaded goes into quarantine; Retry tries it again") {
  PanelRoom room;
  room.plugins.add_panels("bad_crash_in_init", {"panel"});
  const std::string at = PanelRoom::opened("bad-crash-in-init", "panel");
  CHECK(room.plays("wait until shown " + PanelRoom::listed("bad-crash-in-init", "panel") + "\nclick " +
                   PanelRoom::listed("bad-crash-in-init", "panel") + "\nwait until shown " + at +
                   "/view/retry\nassert text " + at + "/view/held \"quarantine\"\nclick " + at +
                   "/view/retry\nwait until text toasts/0 \"will be tried again\"\nwait until shown " + at +
                   "/view/retry") == "");
}
