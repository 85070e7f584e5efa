// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <core/platform/durable.hpp>
#include <core/platform/files.hpp>
#include <core/preferences/remembered.hpp>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

namespace gantry::core {
namespace {

using nlohmann::json;

constexpr auto before_another_try = std::chrono::seconds(5);
constexpr std::size_t most_bytes = std::size_t{16} << 20;  // a file that grew beyond it isn't ours

json read(const std::filesystem::path &file, std::string &damage) {
  std::error_code none;
  if (!std::filesystem::exists(file, none)) return json::object();
  const auto text = [&]() -> Result<std::string> {
    GANTRY_TRY(open, platform::open_for_reading(file.string()));
    return platform::read_head(open, most_bytes);
  }();
  json content = text ? json::parse(text.value(), nullptr, false) : json();
  if (content.is_object()) return content;
  std::filesystem::path aside = file;
  aside += ".damaged";
  std::filesystem::rename(file, aside, none);
  damage = "what was remembered from the last session is damaged: it was set aside, and Gantry begins anew";
  return json::object();
}

}  // namespace

// Waits a moment after a change, so that many changes cost one write; then writes the latest. What could not be written
// is tried again until it can, or something newer takes its place.
class Remembered::Writer {
 public:
  Writer(std::filesystem::path file, std::chrono::milliseconds delay)
      : file_(std::move(file)), delay_(delay), thread_([this] { serve(); }) {}
  ~Writer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  void put(std::string text, bool hurry) {
    {
      const std::lock_guard lock(mutex_);
      wanted_ = std::move(text);
      ++latest_;
      hurry_ = hurry_ || hurry;
    }
    wake_.notify_all();
  }

  Result<void> save() {
    std::unique_lock lock(mutex_);
    const auto asked = latest_;
    if (error_) tried_ = asked - 1;
    hurry_ = tried_ < asked;
    wake_.notify_all();
    written_.wait(lock, [&] { return tried_ >= asked; });
    if (error_) return fail(*error_);
    return done();
  }

  std::string trouble() const {
    const std::lock_guard lock(mutex_);
    return error_ ? error_->message : std::string{};
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [&] { return stopping_ || wanted_; });
      wake_.wait_for(lock, error_ ? before_another_try : delay_, [&] { return stopping_ || hurry_; });
      if (!wanted_) return;
      std::string text = std::move(*wanted_);
      wanted_.reset();
      const auto number = latest_;
      hurry_ = false;
      lock.unlock();
      auto saved = platform::save_file(file_, std::as_bytes(std::span(text)), platform::FileMode::owner_only);
      lock.lock();
      tried_ = number;
      error_ = saved ? std::nullopt : std::optional<Error>(std::move(saved).error());
      if (error_ && !wanted_) wanted_ = std::move(text);
      written_.notify_all();
      if (error_ && stopping_) return;
    }
  }

  const std::filesystem::path file_;
  const std::chrono::milliseconds delay_;
  mutable std::mutex mutex_;
  std::condition_variable wake_, written_;
  std::optional<std::string> wanted_;
  std::optional<Error> error_;
  std::uint64_t latest_ = 0, tried_ = 0;  // the last that was put, and that was tried to be written
  bool stopping_ = false, hurry_ = false;
  std::thread thread_;
};

Remembered::Remembered(std::filesystem::path file, std::chrono::milliseconds delay) {
  content_ = read(file, damage_);
  writer_ = std::make_unique<Writer>(std::move(file), delay);
}

Remembered::~Remembered() = default;

void Remembered::put(json content, When when) {
  if (content == content_) return;
  content_ = std::move(content);
  writer_->put(content_.dump(1, ' ', false, json::error_handler_t::replace), when == When::at_once);
}

Result<void> Remembered::save() { return writer_->save(); }

std::string Remembered::trouble() const {
  const std::string writing = writer_->trouble();
  return writing.empty() ? damage_ : writing;
}

}  // namespace gantry::core
