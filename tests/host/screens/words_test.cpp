// SPDX-License-Identifier: Apache-2.0
// Words, numbers and dates in the user's language.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <host/window/words/words.hpp>

using namespace gantry::host::window;

namespace {

struct Speaking {
  explicit Speaking(Language language) { speak(language); }
  ~Speaking() { speak(Language::english); }
};

}  // namespace

TEST_CASE("the language is another at once, and what has no translation stays as it is", "[words]") {
  CHECK(std::string(tr("Run")) == "Run");
  const Speaking dutch(Language::dutch);
  CHECK(std::string(tr("Run")) == "Uitvoeren");
  CHECK(std::string(tr("Search…")) == "Zoeken…");
  CHECK(std::string(tr("no such text")) == "no such text");
  CHECK(std::string(tr("")).empty());
  speak(Language::english);
  CHECK(std::string(tr("Run")) == "Run");
}

TEST_CASE("one and many have forms of their own", "[words]") {
  const auto refused = [](std::uint64_t n) {
    return filled(tr_n("{1} file was refused: the job says why.", "{1} files were refused: the job says why.", n),
                  {shown(n)});
  };
  CHECK(refused(1) == "1 file was refused: the job says why.");
  CHECK(refused(0) == "0 files were refused: the job says why.");
  const Speaking dutch(Language::dutch);
  CHECK(refused(1) == "1 bestand is geweigerd: de taak zegt waarom.");
  CHECK(refused(7) == "7 bestanden zijn geweigerd: de taak zegt waarom.");
}

TEST_CASE("parts are put where the text has them, and braces that name none stay", "[words]") {
  CHECK(filled("{2} of {1}", {"a", "b"}) == "b of a");
  CHECK(filled("{3} {x} {", {"a"}) == "{3} {x} {");
  CHECK(filled("{1}", {"{1}"}) == "{1}");
}

TEST_CASE("numbers, counts, spans and dates are written as the language has them", "[words]") {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  CHECK(shown(1234.5678, 6) == "1234.57");
  CHECK(shown(std::uint64_t{1234567}) == "1,234,567");
  CHECK(shown(std::uint64_t{1234}) == "1234");
  CHECK(shown_span(0.42) == "0.4 s");
  CHECK(shown_span(0.01) == "< 0.1 s");
  CHECK(shown_span(200) == "3 min 20 s");
  CHECK(shown_span(180) == "3 min");
  CHECK(shown_moment("2026-11-21T10:31:07Z") == "2026-11-21 10:31");
  CHECK(shown_moment("yesterday") == "yesterday");
  CHECK(with_unit("12", "mm2/s") == "12 mm²/s");
  CHECK(headed("ADC", "mm2/s") == "ADC (mm²/s)");
  CHECK(headed("n", "1") == "n");
  const Speaking dutch(Language::dutch);
  CHECK(shown(0.5) == "0,5");
  CHECK(shown(std::uint64_t{26221}) == "26.221");
  CHECK(shown_span(0.42) == "0,4 s");
  CHECK(shown_span(7500) == "2 u 5 min");
  CHECK(shown_moment("2026-11-21T10:31:07Z") == "21-11-2026 10:31");
}

TEST_CASE("what was written down in English is told in the user's language, with its names and numbers", "[words]") {
  CHECK(said("12 samples are missing (NaN)") == "12 samples are missing (NaN)");
  CHECK(said_facts("2.5 × 2.5 × 3 mm, 102 × diffusion") == "2.5 × 2.5 × 3 mm, 102 × diffusion");
  const Speaking dutch(Language::dutch);
  CHECK(said("fitting voxels") == "voxels fitten");
  CHECK(said("12 samples are missing (NaN)") == "12 meetwaarden ontbreken (NaN)");
  CHECK(said("reading 2 of 3: 4.5 MB") == "2 van 3 lezen: 4,5 MB");
  CHECK(said("the file says otherwise how large its slice distances are: what was given with the import is taken") ==
        "het bestand zegt iets anders over de grootte van de coupeafstanden: wat bij de import is opgegeven, telt");
  CHECK(said("differs in the header; it ran with other versions of libm") ==
        "verschilt in de header; het liep met andere versies van libm");
  CHECK(said("a vendor's own words about 3 samples") == "a vendor's own words about 3 samples");
  CHECK(said_facts("MR, 6×10×10, 2.5 × 2.5 × 3 mm, 102 × diffusion") ==
        "MR, 6×10×10, 2,5 × 2,5 × 3 mm, 102 × diffusie");
  CHECK(said_facts("1 row, 6 columns") == "1 rij, 6 kolommen");
  CHECK(said_facts("spacing unknown, 2 × bed") == "afstanden onbekend, 2 × bed");
  CHECK(said_facts("").empty());
}

TEST_CASE("a number has the figures that its uncertainty leaves it", "[words]") {
  CHECK(shown_beside(900.0478, 0.0512) == "900.048");
  CHECK(shown_beside(900.0478, 51.2) == "900");
  CHECK(shown_beside(25, 0.0312) == "25.000");  // zeros tell how well it is known
  CHECK(shown_beside(0.00074123, 0.0000312) == "0.000741");
  CHECK(shown_beside(0.3, 12) == "0.30");  // two at least
  CHECK(shown_beside(25, 1e-12) == "25.00000000");
  CHECK(shown_beside(1234.5678, 0) == "1235");
  CHECK(shown_beside(0, 1) == "0");
  CHECK(shown_beside(1.5, std::nan("")) == "1.5");
  const Speaking dutch(Language::dutch);
  CHECK(shown_beside(900.0478, 0.0512) == "900,048");
}

TEST_CASE("words that are put together when they are drawn follow the language, and are kept in English", "[words]") {
  const Words title = [] { return tr("Write the report"); };
  const Words done = [title] { return filled(tr("{1} is done."), {title()}); };
  CHECK(done() == "Write the report is done.");
  const Speaking dutch(Language::dutch);
  CHECK(done() == "Rapport schrijven is klaar.");
  CHECK(in_english(done) == "Write the report is done.");
  CHECK(done() == "Rapport schrijven is klaar.");
  CHECK(as_they_are("brain")() == "brain");
}

TEST_CASE("how a fit went, and which model is best, is told in Dutch, with its figures", "[words]") {
  const Speaking dutch(Language::dutch);
  CHECK(said("converged after 7 iterations: the gradient is zero to rounding") ==
        "geconvergeerd na 7 iteraties: de gradiënt is nul op afronding na");
  CHECK(said("T2*-verval describes the data best; levelling is 7.39 times less likely") ==
        "T2*-verval beschrijft de gegevens het best; levelling is 7,39 keer minder aannemelijk");
  CHECK(said("large fits better than small by more than its parameters earn (F(2, 16) = 4.1, p < 0.001)") ==
        "large past zoveel beter dan small dat het zijn extra parameters waard is (F(2; 16) = 4,1, p < 0,001)");
  CHECK(
      said(
          "at character 17 of the formula, behind \"A * exp(-TE / T2\": \")\" is missing after the arguments of exp") ==
      "bij teken 17 van de formule, na ‘A * exp(-TE / T2’: ‘)’ ontbreekt na de argumenten van exp");
  CHECK(said({"plugin.unknown", "org.x is not installed.", "", "", gantry::core::Failure::usage}).message ==
        "org.x is niet geïnstalleerd.");
}
