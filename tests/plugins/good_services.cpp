// SPDX-License-Identifier: Apache-2.0
// Commands that ask the host for the project and for storage.
#include <gantry/cpp/plugin.hpp>

namespace {

void say(const gantry::RecordOutput &answer, const std::string &json) { answer.write("gantry.test/1", json); }

struct Data : gantry::Command {
  static constexpr const char *words = "asking data", *label = "Data", *help = "lists what the project holds";
  static constexpr std::uint32_t flags = GANTRY_COMMAND_NEEDS_PROJECT;
  gantry::RecordOutput answer{"answer", "Answer", "the project's list"};
  void run(gantry::Job &job) {
    const gantry_project &project = job.project();
    const char *list = nullptr;
    gantry::detail::require(project.list(&project, "data", &list), "test.list", "no list", "");
    say(answer, std::string("{\"data\":") + list + "}");
  }
};

struct Note : gantry::Command {
  static constexpr const char *words = "asking note", *label = "Note", *help = "appends a record to the project";
  static constexpr std::uint32_t flags = GANTRY_COMMAND_NEEDS_PROJECT;
  gantry::Text text{"text", "Text", "what it says"};
  gantry::RecordOutput answer{"answer", "Answer", "its hash"};
  void run(gantry::Job &job) {
    const gantry_project &project = job.project();
    const std::string json = "{\"text\":\"" + text.value() + "\"}";
    const gantry_record record{sizeof record, 0, "org.gantry.test.note/1", json.c_str(), nullptr, nullptr};
    const char *hash = nullptr;
    gantry::detail::require(project.append_record(&project, &record, &hash), "test.append", "not appended", "");
    say(answer, std::string("{\"hash\":\"") + hash + "\"}");
  }
};

struct Check : gantry::Command {
  static constexpr const char *words = "asking check", *label = "Check", *help = "verifies a run of the project";
  static constexpr std::uint32_t flags = GANTRY_COMMAND_NEEDS_PROJECT;
  gantry::Text which{"which", "Run", "its id"};
  gantry::RecordOutput answer{"answer", "Answer", "the verdict"};
  void run(gantry::Job &job) {
    const gantry_project &project = job.project();
    const char *verdict = nullptr;
    gantry::detail::require(project.verify(&project, which.value().c_str(), &verdict), "test.verify", "not verified",
                            "which");
    say(answer, verdict);
  }
};

struct Secret : gantry::Command {
  static constexpr const char *words = "asking secret", *label = "Secret", *help = "keeps a secret, or tells it";
  gantry::Text keep{"keep", "Keep", "the new secret; empty: tell the one that is kept"};
  gantry::RecordOutput answer{"answer", "Answer", "what was kept or told"};
  void run(gantry::Job &job) {
    const gantry_storage &storage = job.storage();
    const std::string fresh = keep.value();
    if (!fresh.empty()) {
      gantry::detail::require(storage.set_secret(&storage, "word", fresh.data(), fresh.size()), "test.set", "not kept",
                              "keep");
      return say(answer, "{\"kept\":true}");
    }
    const void *bytes = nullptr;
    std::uint64_t size = 0;
    gantry::detail::require(storage.get_secret(&storage, "word", &bytes, &size), "test.get", "there is no secret", "");
    say(answer, "{\"secret\":\"" + std::string(static_cast<const char *>(bytes), size) + "\"}");
  }
};

struct About : gantry::About {
  static constexpr const char *id = "org.gantry.test.good-services", *name = "Services", *version = "1.0.0",
                              *vendor = "The Gantry authors", *licence = "Apache-2.0",
                              *description = "Asks for the project and for storage.", *permissions = "project storage";
};

}  // namespace

GANTRY_PLUGIN(About, Data, Note, Check, Secret)
