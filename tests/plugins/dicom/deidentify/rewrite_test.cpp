// SPDX-License-Identifier: Apache-2.0
// Whole files rewritten; what came of them is looked at by pydicom and dciodvfy, not by us.
#include <catch2/catch.hpp>
#include <dcmtk/dcmdata/dctk.h>
#include <plugins/dicom/dataset.hpp>
#include <plugins/dicom/deidentify/rewrite.hpp>
#include <tests/plugins/support/reference.hpp>
#include <tests/support/folder.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>

using namespace gantry::dicom;
using gantry::tests::Folder;
namespace fs = std::filesystem;

namespace {

// Replacements that are easy to foretell: what the host does is tested with the host.
struct Host {
  gantry_identity table{};
  static inline std::string kept, date, time;
  Host() {
    table.size = sizeof table;
    table.person = [](const gantry_identity *, const gantry_person *p, const char **out) -> std::int32_t {
      kept = "P-" + std::to_string(std::hash<std::string>{}(p->id) % 100'000'000);
      *out = kept.c_str();
      return GANTRY_OK;
    };
    table.uid = [](const gantry_identity *, const char *original, const char **out) -> std::int32_t {
      const std::string uid = original;
      kept = uid.rfind("1.2.840.10008.", 0) == 0 ? uid : "2.25." + std::to_string(std::hash<std::string>{}(uid));
      *out = kept.c_str();
      return GANTRY_OK;
    };
    // Fifty years back, the clock upside down: neither is a date or time of the reference data.
    table.moment = [](const gantry_identity *, const char *, const char *d, const char *t, const char **moved_date,
                      const char **moved_time) -> std::int32_t {
      date = std::string(d).size() == 8 ? std::to_string(std::stol(d) - 500'000) : "";
      time = std::string(t).empty()
                 ? ""
                 : std::string("235959.987654").substr(0, std::max<std::size_t>(2, std::string(t).size()));
      *moved_date = date.c_str();
      *moved_time = time.c_str();
      return GANTRY_OK;
    };
  }
};

std::string output_of(const std::string &command) {
  FILE *pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, n);
  pclose(pipe);
  return out;
}

Rewritten rewritten(const std::string &bytes, const std::string &keep = "modified-dates private") {
  const Host host;
  Names names(host.table);
  return rewrite(bytes, Policy::of_words(keep), names);
}

// A small file in explicit little endian with these attributes.
std::string file_of(const std::vector<std::pair<DcmTagKey, std::string>> &values) {
  DcmFileFormat file;
  file.getDataset()->putAndInsertString(DCM_SOPClassUID, UID_SecondaryCaptureImageStorage);
  file.getDataset()->putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4");
  file.getDataset()->putAndInsertString(DCM_StudyInstanceUID, "1.2.3.5");
  for (const auto &[tag, value] : values) file.getDataset()->putAndInsertString(tag, value.c_str());
  const Folder folder;
  const fs::path path = folder.path / "a.dcm";
  REQUIRE(file.saveFile(path.c_str(), EXS_LittleEndianExplicit).good());
  return gantry::test::load(path).bytes;
}

}  // namespace

TEST_CASE("no identifying value, no UID and no changed pixel is left in any file of the reference data",
          "[reference]") {
  const auto root = gantry::test::reference_data();
  if (!root) return;
  const std::string keep = GENERATE("modified-dates private", "", "modified-dates private device institution");
  const Folder folder;
  std::ofstream pairs(folder.path / "pairs");
  std::size_t count = 0, refused = 0;
  for (const char *part : {"dicom/images", "dicom/objects", "dicom/charset", "dicom/odd", "dicom_seg_dcmqi"}) {
    for (const auto &entry : fs::recursive_directory_iterator(*root / part)) {
      if (!entry.is_regular_file()) continue;
      try {
        const auto out = rewritten(gantry::test::load(entry.path()).bytes, keep);
        const fs::path copy = folder.path / (std::to_string(count++) + ".dcm");
        std::ofstream(copy, std::ios::binary) << out.bytes;
        pairs << entry.path().string() << '\t' << copy.string() << '\n';
      } catch (const gantry::Error &error) {
        CAPTURE(entry.path(), error.what());
        CHECK(error.code() != "dicom.identity");
        ++refused;
      }
    }
  }
  pairs.close();
  CHECK(count >= 79);
  CHECK(refused <= 6);                                   // cut off, or no DICOM to DCMTK
  if (keep.find("device") != std::string::npos) return;  // what was kept is there
  const std::string said =
      output_of("/usr/bin/python3 " GANTRY_SOURCE_DIR "/tests/plugins/dicom/deidentify/compare.py " GANTRY_SOURCE_DIR
                "/plugins/dicom/deidentify/profile.inc < " +
                (folder.path / "pairs").string() + " 2>&1");
  CHECK(said == "compared " + std::to_string(count) + "\n");
}

TEST_CASE("dciodvfy finds no more errors in a de-identified file than in its original", "[reference]") {
  const auto root = gantry::test::reference_data();
  if (!root) return;
  const Folder folder;
  const auto errors = [](const fs::path &file) {
    return output_of("dciodvfy -new " + file.string() + " 2>&1 | grep ^Error | sed 's/<[^>]*>//g' | sort -u");
  };
  for (const char *name : {"images/CT_small.dcm", "images/MR_small.dcm", "images/emri_small.dcm", "images/rtdose.dcm",
                           "images/liver.dcm", "objects/rtstruct.dcm", "objects/rtplan.dcm", "objects/waveform_ecg.dcm",
                           "objects/test-SR.dcm", "images/JPEG2000.dcm"}) {
    const fs::path original = *root / "dicom" / name, copy = folder.path / "copy.dcm";
    std::ofstream(copy, std::ios::binary) << rewritten(gantry::test::load(original).bytes).bytes;
    CAPTURE(name);
    const std::string before = errors(original), after = errors(copy);
    for (std::size_t begin = 0; begin < after.size(); begin = after.find('\n', begin) + 1)
      CHECK(before.find(after.substr(begin, after.find('\n', begin) - begin)) != std::string::npos);
  }
}

TEST_CASE("a name that stands where nobody expects it is found there too") {
  const std::string bytes = file_of({{DCM_PatientName, "Jansen^Anna"},
                                     {DCM_PatientID, "4711-AB"},
                                     {DCM_ReceiveCoilName, "coil of JANSEN"},
                                     {DCM_SoftwareVersions, "for 4711-AB"},
                                     {DCM_ManufacturerModelName, "Model T"}});
  const auto out = rewritten(bytes);
  for (const char *word : {"Jansen", "JANSEN", "4711-AB"}) CHECK(out.bytes.find(word) == std::string::npos);
  CHECK(out.bytes.find("Model T") != std::string::npos);
  const Dataset d = Dataset::open(out.bytes);
  CHECK(d.text(DCM_PatientName) == out.patient);
  CHECK(d.text(DCM_PatientID) == out.patient);
  CHECK(d.meta().text(DCM_MediaStorageSOPInstanceUID) == d.text(DCM_SOPInstanceUID));
  CHECK(d.text(DCM_PatientIdentityRemoved) == "YES");
  CHECK(d.text(DCM_LongitudinalTemporalInformationModified) == "MODIFIED");
  CHECK(d.items(DCM_DeidentificationMethodCodeSequence).size() == 3);
}

TEST_CASE("ages over 89 are told apart from nobody's, where ages are kept at all") {
  const std::string old = file_of({{DCM_PatientAge, "094Y"}}), young = file_of({{DCM_PatientAge, "061Y"}});
  CHECK(Dataset::open(rewritten(old, "characteristics").bytes).text(DCM_PatientAge) == "090Y");
  CHECK(Dataset::open(rewritten(young, "characteristics").bytes).text(DCM_PatientAge) == "061Y");
  CHECK_FALSE(Dataset::open(rewritten(old).bytes).has(DCM_PatientAge));
}

TEST_CASE("an attribute of unknown representation is treated as what it is") {
  DcmFileFormat file;
  file.getDataset()->putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4");
  auto *unknown = new DcmOtherByteOtherWord(DcmTag(DCM_PatientName, EVR_UN));
  unknown->putUint8Array(reinterpret_cast<const Uint8 *>("Jansen^Anna "), 12);
  file.getDataset()->insert(unknown, OFTrue);
  const Folder folder;
  REQUIRE(file.saveFile((folder.path / "a.dcm").c_str(), EXS_LittleEndianExplicit).good());
  const auto out = rewritten(gantry::test::load(folder.path / "a.dcm").bytes);
  CHECK(out.bytes.find("Jansen") == std::string::npos);
  CHECK(Dataset::open(out.bytes).text(DCM_PatientName) == out.patient);
}

TEST_CASE("an attribute of unknown representation that is nested beyond measure is taken out, not followed") {
  // In implicit little endian, as PS3.5, 6.2.2 wants it: items of a sequence within each other.
  const std::string level("\xfe\xff\x00\xe0\xff\xff\xff\xff\x40\x00\x30\xa7\xff\xff\xff\xff", 16);
  std::string nested;
  for (int i = 0; i < 40000; ++i) nested += level;
  DcmFileFormat file;
  file.getDataset()->putAndInsertString(DCM_SOPInstanceUID, "1.2.3.4");
  auto *unknown = new DcmOtherByteOtherWord(DcmTag(DCM_ContentSequence, EVR_UN));
  unknown->putUint8Array(reinterpret_cast<const Uint8 *>(nested.data()), static_cast<unsigned long>(nested.size()));
  file.getDataset()->insert(unknown, OFTrue);
  const Folder folder;
  REQUIRE(file.saveFile((folder.path / "a.dcm").c_str(), EXS_LittleEndianExplicit).good());
  const auto out = rewritten(gantry::test::load(folder.path / "a.dcm").bytes);
  CHECK(out.bytes.size() < nested.size());
}

TEST_CASE("an element in implicit form among explicit ones is written as it was read") {
  // Whoever takes its length for a value representation finds one of a gigabyte in the words behind it.
  const std::string kind = "ORIGINAL\\PRIMARY\\SEVERAL ";
  std::string bytes = file_of({{DCM_Modality, "MR"}});
  const std::string odd =
      std::string("\x08\x00\x08\x00", 4) + static_cast<char>(kind.size()) + std::string(3, '\0') + kind;
  bytes.insert(bytes.find(std::string("\x08\x00\x60\x00\x43\x53", 6)), odd);
  const auto out = rewritten(bytes);
  const Dataset d = Dataset::open(out.bytes);
  CHECK(d.texts(DCM_ImageType) == std::vector<std::string>{"ORIGINAL", "PRIMARY", "SEVERAL"});
  CHECK(d.text(DCM_Modality) == "MR");
}

TEST_CASE("files whose contents can't be judged are refused in words") {
  const auto code = [](const std::string &bytes) -> std::string {
    try {
      (void)rewritten(bytes);
    } catch (const gantry::Error &error) {
      return error.code();
    }
    return "";
  };
  CHECK(code("no DICOM at all, but long enough to be looked at" + std::string(200, ' ')) == "dicom.not-dicom");
  CHECK(code("") == "dicom.empty");
  const std::string whole = file_of({{DCM_PatientName, "Jansen^Anna"}});
  CHECK(code(whole.substr(0, whole.size() - 3)) == "dicom.truncated");
  CHECK(code(file_of({{DCM_DirectoryRecordSequence, ""}})) != "dicom.identity");
  std::string message = whole;  // with a length of group 0000, which only messages have
  const auto late = message.find(std::string("\x10\x00\x10\x00\x50\x4e", 6));
  message.insert(late, std::string("\0\0\0\0UL\x04\0\0\0\0\0", 12));
  CHECK(code(message) == "dicom.parse");
}
