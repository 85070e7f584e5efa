// SPDX-License-Identifier: Apache-2.0
// The built gantry as a user runs it: in a home of its own, so that nobody's state is touched, and never longer than a minute or two.
//
//   Home home;
//   const Ran ran = home.gantry({"tools", "--json"});
//   REQUIRE(ran.code == 0);
//   ran.json()["tools"];
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <tests/support/folder.hpp>
#include <vector>

namespace gantry::test {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

struct Ran {
  int code = -1;   // exit code; -1: ended by a signal
  int signal = 0;  // SIGKILL also when the time was up
  bool late = false;
  std::string out, err;

  bool says(const std::string &text) const;  // on standard error
  nlohmann::json json() const;               // the whole of standard output as one document; otherwise discarded
};

// A program that is running; killed with all of its group when this ends.
class Running {
 public:
  Running(Running &&other) noexcept;
  Running &operator=(Running &&) = delete;
  ~Running();

  pid_t id() const { return id_; }
  void send(int signal) const;
  Ran wait(std::chrono::seconds most = std::chrono::seconds(120));

 private:
  friend class Home;
  Running(pid_t id, fs::path out, fs::path err) : id_(id), out_(std::move(out)), err_(std::move(err)) {}

  pid_t id_;
  fs::path out_, err_;
};

class Home {
 public:
  Home();

  fs::path path(const std::string &name = "") const { return name.empty() ? folder_.path : folder_.path / name; }
  std::string text(const std::string &name = "") const { return path(name).string(); }
  fs::path state() const { return folder_.path / "state/gantry"; }

  Running start(const Words &words) const;  // words[0] is the program
  Ran run(const Words &words) const { return start(words).wait(); }
  Running start_gantry(Words words) const;
  Ran gantry(Words words) const { return start_gantry(std::move(words)).wait(); }

 private:
  tests::Folder folder_;
  mutable int calls_ = 0;
};

// Of `ancestor`, all generations, as they are now.
std::vector<pid_t> descendants(pid_t ancestor);
std::string program_name(pid_t id);  // "" when it is gone
bool gone(const std::vector<pid_t> &processes);
// Names in the shared memory's folder; descriptors without a name end with their processes.
std::vector<std::string> shared_memory();
// The worker of this gantry, once it is there; 0 after ten seconds.
pid_t worker_of(pid_t gantry);
inline std::string contents(const fs::path &file) { return tests::slurp(file); }
// Every file under `folder` that holds these bytes.
std::vector<fs::path> files_with(const fs::path &folder, const std::string &bytes);

void sleep_ms(int ms);
// Asks every 10 ms, for ten seconds.
template <class F>
bool soon(F &&holds) {
  for (int i = 0; i < 1000; ++i) {
    if (holds()) return true;
    sleep_ms(10);
  }
  return false;
}

}  // namespace gantry::test
