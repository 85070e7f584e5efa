// SPDX-License-Identifier: Apache-2.0
#include <boost/log/core.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_file_backend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/make_shared.hpp>
#include <core/log/log.hpp>
#include <core/platform/clock.hpp>
#include <fstream>

namespace gantry::core::log {
namespace {

namespace logging = boost::log;
using Sink = logging::sinks::synchronous_sink<logging::sinks::text_file_backend>;

struct State {
  bool started = false;
  Severity least = Severity::info;
  logging::sources::logger_mt logger;
};
State &state() {
  static State s;
  return s;
}

constexpr const char *names[] = {"debug", "info", "warning", "error"};

}  // namespace

bool start(const Options &options) {
  try {
    std::filesystem::create_directories(options.folder);
    if (!std::ofstream(options.folder / "gantry.jsonl", std::ios_base::app)) return false;
    auto backend = boost::make_shared<logging::sinks::text_file_backend>(
        logging::keywords::file_name = (options.folder / "gantry.jsonl").string(),
        logging::keywords::target_file_name = (options.folder / "gantry.%5N.jsonl").string(),
        logging::keywords::rotation_size = options.rotate_bytes, logging::keywords::open_mode = std::ios_base::app,
        // One program may end before the part is full: it stays, and the next program goes on with it.
        logging::keywords::enable_final_rotation = false, logging::keywords::auto_flush = true);
    backend->set_file_collector(logging::sinks::file::make_collector(
        logging::keywords::target = options.folder.string(), logging::keywords::max_size = options.keep_bytes));
    backend->scan_for_files();
    auto sink = boost::make_shared<Sink>(backend);
    logging::core::get()->add_sink(sink);  // without a formatter it writes the message alone
    state().least = options.least;
    state().started = true;
    return true;
  } catch (const std::exception &) {
    return false;  // the caller says so; a full disk must not stop the work
  }
}

void write(Severity severity, const std::string &what, const nlohmann::json &fields) {
  if (!state().started || severity < state().least) return;
  nlohmann::json line = fields;
  line["time"] = platform::utc_now_ms();
  line["severity"] = names[static_cast<int>(severity)];
  line["what"] = what;
  try {
    BOOST_LOG(state().logger) << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  } catch (const std::exception &) {
    state().started = false;  // the disk is full: go on without a log rather than lose the work
  }
}

}  // namespace gantry::core::log
