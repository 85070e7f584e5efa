// SPDX-License-Identifier: Apache-2.0
// The screen for curves, on real plugins, without a window.
#include "seat.hpp"

#include <cmath>

using namespace gantry::tests;
using nlohmann::json;

namespace {

const std::string data = "fit/data", models = "fit/sides/models", below = "fit/sides/rows/bottom",
                  middle = "fit/sides/rows/centre", t2star = "org.gantry.relaxometry.t2star",
                  adc = "org.gantry.diffusion.adc";
const std::vector<double> times{5, 10, 15, 20, 30, 40, 50, 60};

// Two decays: a single one, and one that levels off.
struct CurveHouse {
  Bundles bundles;
  Folder home;
  fs::path project = home.path / "curves";

  CurveHouse() {
    Project made = value(Project::create(project));
    add(made, "single", 0);
    add(made, "levels off", 90);
  }
  static void add(Project &made, const std::string &label, double floor) {
    std::vector<double> signal, error;
    for (std::size_t i = 0; i < times.size(); ++i) {
      signal.push_back(900 * std::exp(-times[i] / 25) + floor + 2 * (static_cast<double>(i * i % 5) - 2));
      error.push_back(3);
    }
    Table table;
    table.columns = {{"TE", "ms", times}, {"S", "mV", signal}, {"sd", "mV", error}};
    House::add(made, *value(make_table(table)), label);
  }
  Workplace::Options options() const {
    Workplace::Options o = options_at(home.path, bundles);
    o.bench.plugin_folders = {GANTRY_BINARY_DIR "/plugins"};
    return o;
  }
};

struct CurveSeat : Seat {
  explicit CurveSeat(const CurveHouse &house, Workplace::Options options) : Seat(std::move(options)) {
    if (!workplace.opening()) workplace.open_project(house.project);  // else it was open last time
    until([&] { return workplace.project() != nullptr && workplace.catalogue_ready(); });
    workplace.open_fitting("");
    does(screen.draw());
  }
  explicit CurveSeat(const CurveHouse &house) : CurveSeat(house, house.options()) {}

  Fitting &fitting() { return workplace.fitting(); }
  void choose(const std::string &table, const std::string &model) {
    does(screen.choose(data + "/table", table));
    fitting().draft().model = model;
    fitting().edited();
    settle();
  }
  // Until the curve at the start is that of what is chosen.
  void settle() {
    until([&] {
      std::vector<gantry::core::Error> wrong;
      const auto wanted = fitting().wanted(fitting().draft().model, wrong);
      const Evaluation *const now = fitting().evaluation();
      return wanted && now != nullptr && now->asked == *wanted;
    });
    does(screen.draw());
  }
  void fit() {
    const std::size_t before = runs(), chosen = fitting().draft().chosen().size();
    press(models + "/run");
    until([&] { return runs() == before + chosen && !workplace.busy(); });
    until([&] { return !says(below, "Reading…"); });
  }
  json record(const std::string &model) {
    const auto *const run = workplace.project()->run(fitting().fits().at(model).run);
    for (const auto &output : run->outputs)
      if (output.port == "fit") return workplace.objects().get(output.object).record;
    return {};
  }
};

double at(const Evaluation &evaluation, const char *column, std::size_t row) {
  return evaluation.curve.column(column)->numbers().at(row);
}

}  // namespace

TEST_CASE("the curve follows the starting values, and nothing is recorded of that", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  CHECK(seat.says(middle, "No data to fit yet"));
  seat.choose("single  (table-1)", t2star);
  CHECK(seat.says(models, "equation equation \"S = S0 * exp(-TE / T2star)\""));
  const double own = at(*seat.fitting().evaluation(), "fitted", 0);
  Seat::does(seat.screen.type(models + "/start/S0/line/value", "500"));
  Seat::does(seat.screen.type(models + "/start/T2star/line/value", "12.5"));
  seat.settle();
  const Evaluation &moved = *seat.fitting().evaluation();
  CHECK(at(moved, "fitted", 0) != Approx(own));
  for (std::size_t i = 0; i < times.size(); ++i)
    CHECK(at(moved, "fitted", i) == Approx(500 * std::exp(-times[i] / 12.5)));
  CHECK(seat.says(middle, "start \"At the start\" line"));
  CHECK(seat.runs() == 0);
}

TEST_CASE("a fit is recorded, and its numbers, its band and its residuals are shown", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  CHECK(seat.says(below, "Not fitted yet."));
  seat.fit();
  const json record = seat.record(t2star);
  CHECK(record["parameters"][1]["value"].get<double>() == Approx(25).epsilon(0.02));
  CHECK(seat.says(below + "/result/values/fit/parameters", "T2star (ms) | "));
  CHECK(seat.says(below, "95 % interval"));
  CHECK(seat.says(below, "Converged after"));
  CHECK(seat.says(below, "R² 0.99"));
  CHECK(seat.says(middle, "where the curve lies\" band of 201"));
  CHECK(seat.says(middle, "points of 8"));
  CHECK_FALSE(seat.says(below, "have changed"));
  Seat::does(seat.screen.type(models + "/start/T2star/line/value", "50"));
  seat.settle();
  CHECK(seat.says(below, "The settings have changed since this fit."));
}

TEST_CASE("sigma is a column or a number, and the data have error bars by it", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  Seat::does(seat.screen.choose(data + "/columns/sigma", "sd"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options["sigma"] == "sd");
  CHECK(seat.says(data, "σ · sd"));
  CHECK(seat.says(data, "x · TE"));
  Seat::does(seat.screen.choose(data + "/columns/sigma", "one number"));
  Seat::does(seat.screen.type(data + "/columns/sigma-number", "x"));
  CHECK(seat.says(data, "\"x\" is not a number"));
  CHECK(seat.screen.press(models + "/run").error().code == "outline.disabled");
  Seat::does(seat.screen.type(data + "/columns/sigma-number", "2,5"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options["sigma"] == 2.5);
}

TEST_CASE("Rician noise is chosen once its sigma is known, and leaves out what does not go with it", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  Seat::does(seat.screen.fold(models + "/settings", true));
  Seat::does(seat.screen.draw());
  Seat::does(seat.screen.choose(models + "/settings/loss", "count less (Huber)"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options.contains("loss"));
  Seat::does(seat.screen.choose(models + "/settings/noise", "Rician"));
  Seat::does(seat.screen.draw());
  CHECK(seat.says(models + "/settings", "Rician noise needs its standard deviation, sigma"));
  CHECK(seat.screen.press(models + "/run").error().code == "outline.disabled");
  Seat::does(seat.screen.choose(data + "/columns/sigma", "sd"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options == json{{"noise", "rician"}, {"sigma", "sd"}});
  CHECK_FALSE(seat.screen.has(data + "/columns/sigma-relative"));
  seat.fit();
  CHECK(seat.record(t2star)["noise"] == "rician");
}

TEST_CASE("several curves are fitted together, and share what they are told to", "[curves]") {
  const CurveHouse house;
  {
    Project made = value(Project::open(house.project, Access::write));
    std::vector<double> echo, signal;
    std::vector<std::string> side;
    for (const double s0 : {900.0, 400.0})
      for (const double te : times) {
        echo.push_back(te);
        side.push_back(s0 > 500 ? "left" : "right");
        signal.push_back(s0 * std::exp(-te / 25) + std::fmod(te, 7) - 3);
      }
    Table table;
    table.columns = {{"TE", "ms", echo}, {"S", "mV", signal}, {"side", "", side}};
    House::add(made, *value(make_table(table)), "both");
  }
  CurveSeat seat(house);
  seat.choose("both  (table-3)", t2star);
  Seat::does(seat.screen.choose(data + "/columns/group", "side"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->parameters.size() == 4);
  seat.press(models + "/start/T2star/line/share");
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options == json{{"global", true}, {"group", "side"}, {"share", {"T2star"}}});
  CHECK(seat.fitting().evaluation()->parameters.size() == 3);
  seat.fit();
  const json parameters = seat.record(t2star)["parameters"];
  REQUIRE(parameters.size() == 3);
  CHECK(parameters[0]["value"].get<double>() == Approx(900).epsilon(0.03));
  CHECK(parameters[1]["value"].get<double>() == Approx(400).epsilon(0.03));
  CHECK(parameters[2]["value"].get<double>() == Approx(25).epsilon(0.03));
  CHECK(seat.says(below + "/result/values/fit/parameters", "S0 (mV) | left | "));
  CHECK(seat.says(below + "/result/values/fit/parameters", "T2star (ms) | all | "));
  CHECK(seat.says(middle, "\"left\" points of 8"));
  CHECK(seat.says(middle, "\"right\" points of 8"));
  Seat::does(seat.screen.choose(data + "/columns/group", "all rows are one curve"));
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options.empty());
}

TEST_CASE("a parameter is held, and a bound that is none is said where it is typed", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  Seat::does(seat.screen.type(models + "/start/T2star/line/value", "30"));
  seat.press(models + "/start/T2star/line/hold");
  seat.settle();
  CHECK(seat.fitting().evaluation()->asked.options["fix"]["T2star"] == 30);
  seat.fit();
  CHECK(seat.record(t2star)["parameters"][1]["value"] == 30);
  CHECK(seat.says(below, "fixed"));
  Seat::does(seat.screen.fold(models + "/bounds", true));
  Seat::does(seat.screen.draw());
  Seat::does(seat.screen.type(models + "/bounds/S0/range/low", "100"));
  Seat::does(seat.screen.type(models + "/bounds/S0/range/high", "50"));
  CHECK(seat.says(models + "/bounds", "the lower bound of S0 is not below its upper one"));
}

TEST_CASE("a formula is typed: what is wrong stands below it, then its parameters are there", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("levels off  (table-2)", t2star);
  Seat::does(seat.screen.choose(models + "/by", "Typed formula"));
  Seat::does(seat.screen.type(models + "/formula/text", "A * exp(-TE / T2"));
  seat.until([&] { return seat.says(models + "/formula", "is missing after the arguments of exp"); });
  CHECK(seat.screen.press(models + "/run").error().code == "outline.disabled");
  Seat::does(seat.screen.type(models + "/formula/text", "A * exp(-TE / T2) + TE"));
  seat.until([&] { return seat.says(models + "/formula", "wrong"); });
  Seat::does(seat.screen.type(models + "/formula/text", "A * exp(-TE / T2) + C"));
  seat.settle();
  CHECK_FALSE(seat.says(models + "/formula", "wrong"));
  CHECK(seat.says(models + "/start", "T2"));
  Seat::does(seat.screen.type(models + "/start/A/line/value", "800"));
  Seat::does(seat.screen.type(models + "/start/T2/line/value", "3"));
  seat.settle();
  seat.fit();
  CHECK(seat.record(typed_model)["parameters"].size() == 3);
  CHECK(seat.says(below, "C (mV) | "));

  // Kept, it is a model like any other.
  seat.press(models + "/formula/save");
  Seat::does(seat.screen.type("dialog/path", "levelling"));
  seat.press("dialog/ok");
  seat.until([&] { return seat.fitting().draft().model == "project.levelling"; });
  seat.settle();
  Seat::does(seat.screen.type(models + "/list/search/find", "levelling"));
  CHECK(seat.says(models + "/list/found", "levelling"));
  CHECK(seat.says(models, "equation equation \"A * exp(-TE / T2) + C\""));
  seat.fit();
  CHECK(seat.record("project.levelling")["rss"] == seat.record(typed_model)["rss"]);
}

TEST_CASE("a model is found in either language, and by its symbol as it is written", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  const bool dutch = GENERATE(false, true);
  if (dutch) seat.press("top/bar/language/nl");
  for (const std::string typed : {"T2*", "t2star", "T2* decay", "T2*-verval", "relaxometrie T2*"}) {
    INFO(typed);
    Seat::does(seat.screen.type(models + "/list/search/find", typed));
    CHECK(seat.says(models + "/list/found", std::string("0: ") + (dutch ? "T2*-verval" : "T2* decay")));
  }
  Seat::does(seat.screen.type(models + "/list/search/find", "diffusiecoefficient"));
  CHECK(seat.says(models + "/list/found", dutch ? "Diffusiecoëfficiënt" : "diffusion coefficient"));
  Seat::does(seat.screen.type(models + "/list/search/find", "t2star kurtosis"));
  CHECK_FALSE(seat.says(models + "/list/found", "0: "));
}

TEST_CASE("the ends of an interval are told apart", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("single  (table-1)", t2star);
  seat.fit();
  const json p = seat.record(t2star)["parameters"][0];
  const double low = p["interval"]["low"], high = p["interval"]["high"], error = p["standard_error"];
  const std::string words = shown_beside(low, error) + " to " + shown_beside(high, error);
  CHECK(seat.says(below + "/result/values/fit/parameters", words));
  CHECK(shown_beside(low, error) != shown_beside(high, error));
  CHECK(seat.says(below + "/result/values/fit/parameters", "T2star (ms) | "));
}

TEST_CASE("models are compared: the one that describes the data best comes first", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  seat.choose("levels off  (table-2)", t2star);
  seat.press(below + "/comparison");
  CHECK(seat.says(below, "Choose other models under"));
  seat.fitting().draft().formula = "A * exp(-TE / T2) + C";
  seat.fitting().draft().of(typed_model).cells["A"].start = "800";
  seat.fitting().draft().of(typed_model).cells["T2"].start = "20";
  seat.fitting().draft().compared = {typed_model};
  seat.fitting().draft().nested = true;
  seat.fitting().edited();
  Seat::does(seat.screen.draw());
  seat.fit();
  seat.until([&] { return seat.says(below + "/comparison/values/models", "0: "); });
  CHECK(seat.says(below + "/comparison/values/models", "0: Formula, typed | 3"));
  CHECK(seat.says(below + "/comparison/values/models", "1: T2* decay | 2"));
  CHECK(seat.says(below, "fits better than T2* decay"));
  CHECK(seat.says(middle, "\"T2* decay\" line"));
  CHECK(seat.says(middle, "\"Formula, typed\" line"));
  CHECK_FALSE(seat.says(middle, " band of"));  // it would cover the other
}

TEST_CASE("what is edited is undone and redone, and is there again when the project is", "[curves]") {
  const CurveHouse house;
  {
    CurveSeat seat(house);
    seat.choose("single  (table-1)", t2star);
    Seat::does(seat.screen.type(models + "/start/T2star/line/value", "40"));
    seat.press(models + "/start/S0/line/hold");
    seat.press("top/bar/undo");
    CHECK(seat.fitting().draft().of(t2star).cells["S0"].fixed.empty());
    seat.press("top/bar/undo");
    CHECK(seat.fitting().draft().of(t2star).cells["T2star"].start.empty());
    seat.press("top/bar/redo");
    CHECK(seat.fitting().draft().of(t2star).cells["T2star"].start == "40");
    seat.settle();
    seat.fit();
    REQUIRE(seat.workplace.save());
  }
  CurveSeat again(house);
  CHECK(again.fitting().draft().model == t2star);
  CHECK(again.fitting().draft().of(t2star).cells["T2star"].start == "40");
  again.settle();
  again.until([&] { return again.says(below, "Converged after"); });
}

TEST_CASE("cells copied in a spreadsheet become a table of the project", "[curves]") {
  const CurveHouse house;
  auto options = house.options();
  std::string clipboard;
  options.clipboard = [&] { return clipboard; };
  CurveSeat seat(house, options);
  seat.press(data + "/paste");
  CHECK(seat.says("dialog", "The clipboard holds no text."));
  CHECK(seat.says("dialog", "What to do: Copy the cells"));
  seat.press("dialog/cancel");
  const std::string separator = GENERATE(as<std::string>{}, "\t", ";");
  clipboard = "TE [ms]" + separator + "S [mV]\n10" + separator + "812,5\n20" + separator + "410\n";
  seat.press(data + "/paste");
  seat.until([&] { return seat.says("dialog/pasted", "10 | 812.5"); });
  Seat::does(seat.screen.type("dialog/label", "from the spreadsheet"));
  seat.press("dialog/ok");
  seat.until([&] { return seat.workplace.project()->items.size() == 3 && !seat.workplace.busy(); });
  const ShownItem &item = seat.workplace.project()->items.back();
  CHECK(item.label == "from the spreadsheet");
  CHECK(item.origin == Origin::manual);
  CHECK(seat.fitting().draft().table == item.id);
  seat.until([&] { return seat.fitting().table() != nullptr; });
  const Table &table = *seat.fitting().table();
  CHECK(table.columns[0].unit == "ms");
  CHECK(table.columns[1].numbers() == std::vector<double>{812.5, 410});
}

TEST_CASE("a model that does not suit the data says so, with what to choose", "[curves]") {
  const CurveHouse house;
  CurveSeat seat(house);
  Seat::does(seat.screen.choose(data + "/table", "single  (table-1)"));
  seat.fitting().draft().model = adc;
  seat.until([&] { return seat.fitting().problem().has_value(); });
  Seat::does(seat.screen.draw());
  CHECK(seat.says(middle + "/error", "What to do:"));
  CHECK(seat.screen.press(models + "/run").error().code == "outline.disabled");
  CHECK(seat.screen.has(data + "/columns/b"));  // there another column can be chosen
}
