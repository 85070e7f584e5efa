// SPDX-License-Identifier: Apache-2.0
#include "edf_header.hpp"

#include "text.hpp"

#include <gantry/cpp/error.hpp>

#include <algorithm>
#include <limits>

namespace gantry::biosignals {
namespace {

constexpr std::size_t fixed_bytes = 256, channel_bytes = 256;

Error broken(const std::string &what) {
  Error e("edf.header", what, GANTRY_BAD_DATA);
  e.hint("the header is damaged: export the recording again");
  return e;
}

double required_number(std::string_view field, const std::string &what) {
  if (const auto value = number(field)) return *value;
  throw broken(what + " is no number");
}

std::int64_t required_whole(std::string_view field, const std::string &what) {
  if (const auto value = whole(field)) return *value;
  // "10.0" is written by some programs.
  const auto value = number(field);
  if (value && *value == static_cast<double>(static_cast<std::int64_t>(std::clamp(*value, -1e15, 1e15)))) {
    return static_cast<std::int64_t>(*value);
  }
  throw broken(what + " is no whole number");
}

// The fields of the channels stand field by field, each for all channels.
class ChannelFields {
 public:
  ChannelFields(std::string_view bytes, std::size_t channels) : left_(bytes), channels_(channels) {}
  template <class Take>
  void each(std::size_t width, Take &&take) {
    for (std::size_t c = 0; c < channels_; ++c) take(c, left_.substr(c * width, width));
    left_.remove_prefix(channels_ * width);
  }

 private:
  std::string_view left_;
  std::size_t channels_;
};

std::string of_channel(const char *what, std::size_t c) {
  return std::string("the ") + what + " of channel " + std::to_string(c + 1);
}

void read_channels(EdfHeader &h, std::string_view bytes) {
  auto &channels = h.channels;
  ChannelFields fields(bytes, channels.size());
  const auto text = [&](std::size_t width, std::string EdfChannel::*member) {
    fields.each(width, [&](std::size_t c, std::string_view f) { channels[c].*member = printable(trimmed(f)); });
  };
  // The limits of an annotation channel mean nothing.
  const auto limit = [&](double EdfChannel::*member, const char *what) {
    fields.each(8, [&](std::size_t c, std::string_view f) {
      if (!channels[c].annotations) channels[c].*member = required_number(f, of_channel(what, c));
    });
  };
  text(16, &EdfChannel::label);
  for (EdfChannel &c : channels) c.annotations = c.label == "EDF Annotations" || c.label == "BDF Annotations";
  text(80, &EdfChannel::transducer);
  text(8, &EdfChannel::unit);
  limit(&EdfChannel::physical_minimum, "physical minimum");
  limit(&EdfChannel::physical_maximum, "physical maximum");
  limit(&EdfChannel::digital_minimum, "digital minimum");
  limit(&EdfChannel::digital_maximum, "digital maximum");
  text(80, &EdfChannel::prefilter);
  fields.each(8, [&](std::size_t c, std::string_view f) {
    const std::int64_t samples = required_whole(f, of_channel("number of samples per record", c));
    if (samples < 0 || samples > 99999999) throw broken(of_channel("number of samples per record", c) + " can't be");
    channels[c].samples_per_record = static_cast<std::uint64_t>(samples);
  });
  for (EdfChannel &c : channels) {
    c.calibrated = c.digital_minimum != c.digital_maximum && c.physical_minimum != c.physical_maximum;
    c.offset = h.record_bytes;
    h.record_bytes += c.samples_per_record * h.sample_bytes();
  }
}

}  // namespace

bool EdfHeader::has_samples() const {
  return std::any_of(channels.begin(), channels.end(),
                     [](const EdfChannel &c) { return !c.annotations && c.samples_per_record > 0; });
}

bool looks_like_edf(std::string_view head) {
  if (head.size() < fixed_bytes) return false;
  const std::string_view version = head.substr(0, 8);
  if (version != "0       " && version !=
                                   "\xFF"
                                   "BIOSEMI")
    return false;
  const auto header_bytes = whole(head.substr(184, 8)), channels = whole(head.substr(252, 4));
  return header_bytes && channels && *channels > 0 && *header_bytes == 256 * (*channels + 1);
}

EdfHeader edf_header(std::string_view file) {
  if (file.size() < fixed_bytes) {
    throw Error("edf.truncated", "it ends within its header", GANTRY_BAD_DATA)
        .hint("the copy was interrupted: fetch the file again");
  }
  const auto field = [&](std::size_t at, std::size_t width) { return trimmed(file.substr(at, width)); };
  EdfHeader h;
  h.bdf = static_cast<unsigned char>(file[0]) == 0xFF;
  if (h.bdf ? file.substr(1, 7) != "BIOSEMI" : field(0, 8) != "0") {
    throw broken("it does not begin as an EDF or BDF file does");
  }
  h.patient = printable(field(8, 80));
  h.recording = printable(field(88, 80));
  h.start_date = printable(field(168, 8));
  h.start_time = printable(field(176, 8));
  h.reserved = printable(field(192, 44));
  const std::string_view kind = trimmed(file.substr(192, 5));
  if (kind == "EDF+C" || kind == "BDF+C") h.kind = EdfHeader::Kind::continuous;
  if (kind == "EDF+D" || kind == "BDF+D") h.kind = EdfHeader::Kind::discontinuous;
  const std::int64_t header_bytes = required_whole(field(184, 8), "the size of the header");
  h.announced_records = required_whole(field(236, 8), "the number of records");
  h.record_duration = required_number(field(244, 8), "the duration of a record");
  const std::int64_t channels = required_whole(field(252, 4), "the number of channels");
  if (channels < 1 || channels > 9999) throw broken("it announces " + std::to_string(channels) + " channels");
  if (h.announced_records < -1) throw broken("it announces a negative number of records");
  if (h.record_duration < 0) throw broken("it announces records of negative duration");
  if (header_bytes != 256 * (channels + 1)) throw broken("the size of its header does not fit the number of channels");
  h.header_bytes = static_cast<std::uint64_t>(header_bytes);
  if (file.size() < h.header_bytes) {
    throw Error("edf.truncated", "it ends within its header", GANTRY_BAD_DATA)
        .hint("the copy was interrupted: fetch the file again");
  }
  h.channels.resize(static_cast<std::size_t>(channels));
  read_channels(h, file.substr(fixed_bytes, channel_bytes * h.channels.size()));
  return h;
}

}  // namespace gantry::biosignals
