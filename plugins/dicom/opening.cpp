// SPDX-License-Identifier: Apache-2.0
// How a dataset is opened: preamble, file meta group, transfer syntax given or guessed, deflated bytes.
#include "dataset.hpp"

#include <zlib.h>

#include <algorithm>

namespace gantry::dicom {
namespace {

constexpr std::size_t preamble = 128;
constexpr const char *implicit_little = "1.2.840.10008.1.2", *explicit_little = "1.2.840.10008.1.2.1",
                     *deflated_little = "1.2.840.10008.1.2.1.99", *explicit_big = "1.2.840.10008.1.2.2",
                     *private_ge_big = "1.2.840.113619.5.2";

unsigned byte(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

bool letters(std::string_view bytes, std::size_t i) {
  const VR vr = static_cast<VR>(vr_code(bytes[i], bytes[i + 1]));
  return is_known(vr);
}

// Group 0002 or 0008 (0004 of a DICOMDIR) as the first element, in any encoding.
bool begins_like_a_dataset(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const unsigned little = byte(bytes, 0) | (byte(bytes, 1) << 8), big = byte(bytes, 1) | (byte(bytes, 0) << 8);
  if (little != 2 && little != 8 && big != 8) return false;
  if (big == 8 && byte(bytes, 2) != 0) return false;
  if (little != big && (little == 2 || little == 8) && byte(bytes, 3) > 0x50) return false;
  const unsigned element = byte(bytes, 2) | (byte(bytes, 3) << 8);
  if (little == 2 && element > 0x102) return false;
  if (letters(bytes, 4)) return true;
  const std::uint64_t length = byte(bytes, 4) | (byte(bytes, 5) << 8) | (byte(bytes, 6) << 16) |
                               (static_cast<std::uint64_t>(byte(bytes, 7)) << 24);
  // An implicit element: its tag is in the dictionary and its value short, as all are that may come first.
  const Tag tag(static_cast<Uint16>(little), static_cast<Uint16>(element));
  return !keyword(tag).empty() && (length < 1024 || element == 0) && length > 0;
}

// Bytes before the first element of the meta group or the dataset.
std::size_t start_of(std::string_view bytes, std::vector<std::string> &warnings) {
  if (bytes.size() >= preamble + 4 && bytes.substr(preamble, 4) == "DICM") return preamble + 4;
  if (bytes.size() >= 4 && bytes.substr(0, 4) == "DICM") {
    warnings.emplace_back("the preamble of 128 bytes is missing");
    return 4;
  }
  if (begins_like_a_dataset(bytes)) {
    warnings.emplace_back("the preamble and the mark DICM are missing");
    return 0;
  }
  if (bytes.size() < preamble + 4) {
    throw Error("dicom.not-dicom", "it is shorter than the head of a DICOM file", GANTRY_BAD_DATA)
        .hint("the copy was interrupted, or this is another kind of file: fetch it again");
  }
  throw Error("dicom.not-dicom", "it has no mark DICM and doesn't begin like a dataset", GANTRY_BAD_DATA)
      .hint("this is another kind of file, or its head was lost");
}

// The encoding that the first element of the dataset has. Groups are small numbers, so the byte order shows.
std::string seen_syntax(std::string_view body) {
  const bool big = byte(body, 0) == 0 && byte(body, 1) != 0;
  if (letters(body, 4)) return big ? explicit_big : explicit_little;
  return implicit_little;
}

std::string inflate_body(std::string_view deflated) {
  // Sparse data deflate up to 1000 to 1; what goes beyond both bounds is made to exhaust memory.
  const std::size_t most = std::max<std::size_t>(std::size_t{256} << 20, 100 * deflated.size());
  std::string out;
  z_stream z{};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(deflated.data()));
  std::size_t fed = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (z.avail_in == 0) {
      z.avail_in = static_cast<uInt>(std::min<std::size_t>(deflated.size() - fed, 1u << 30));
      fed += z.avail_in;
    }
    const std::size_t had = out.size();
    if (had >= most) break;
    out.resize(had + std::clamp<std::size_t>(had, std::size_t{64} << 10, std::size_t{64} << 20));
    z.next_out = reinterpret_cast<Bytef *>(out.data() + had);
    z.avail_out = static_cast<uInt>(out.size() - had);
    status = inflate(&z, Z_NO_FLUSH);
    out.resize(out.size() - z.avail_out);
  }
  inflateEnd(&z);
  if (status == Z_STREAM_END || (status == Z_BUF_ERROR && !out.empty())) return out;
  throw Error("dicom.deflate", "its deflated dataset is damaged or inflates beyond all measure", GANTRY_BAD_DATA)
      .hint("fetch the file again, or have the archive send it uncompressed");
}

}  // namespace

Dataset Dataset::open(std::string_view bytes, Extent extent) {
  if (bytes.empty()) {
    throw Error("dicom.empty", "the file is empty", GANTRY_BAD_DATA).hint("the copy was interrupted: fetch it again");
  }
  Dataset d;
  std::size_t at = start_of(bytes, d.warnings_);
  const bool implicit_meta = bytes.size() >= at + 8 && byte(bytes, at) == 2 && !letters(bytes, at + 4);
  Parsed meta = parse_elements(bytes.substr(at), {!implicit_meta, false}, Extent::whole, 2);
  if (implicit_meta) d.warnings_.emplace_back("the file meta group is in implicit form");
  at += meta.end;
  d.meta_node_ = std::move(meta.root);
  d.meta_ = Item(d.meta_node_.get());
  d.warnings_.insert(d.warnings_.end(), meta.warnings.begin(), meta.warnings.end());
  d.truncated_ = meta.truncated;
  d.transfer_syntax_ = d.meta_.text(DCM_TransferSyntaxUID);
  std::string_view body = bytes.substr(at);
  if (body.size() < 8 && d.transfer_syntax_ != deflated_little) {
    throw Error("dicom.truncated", "it ends before its first attribute", GANTRY_BAD_DATA)
        .hint("the copy was interrupted: fetch the file again");
  }
  if (d.transfer_syntax_ == deflated_little) {
    d.inflated_ = std::make_shared<const std::string>(inflate_body(body));
    body = *d.inflated_;
    if (body.size() < 8) throw Error("dicom.truncated", "its dataset is empty", GANTRY_BAD_DATA);
  }
  const std::string seen = seen_syntax(body);
  if (d.transfer_syntax_.empty()) {
    d.warnings_.emplace_back("the transfer syntax is not given; it was told from the first element");
    d.transfer_syntax_ = seen;
  }
  const bool says_implicit = d.transfer_syntax_ == implicit_little || d.transfer_syntax_ == private_ge_big;
  const bool says_big = d.transfer_syntax_ == explicit_big;
  d.syntax_ = {seen != implicit_little, seen == explicit_big || (says_big && seen == implicit_little)};
  if (d.syntax_.explicit_vr == says_implicit || d.syntax_.big_endian != says_big)
    d.warnings_.emplace_back("the dataset is not encoded as its transfer syntax says; it was read as it is");
  Parsed parsed = parse_elements(body, d.syntax_, extent);
  d.root_ = std::move(parsed.root);
  d.node_ = d.root_.get();
  d.truncated_ = d.truncated_ || parsed.truncated;
  d.passed_over_ = parsed.passed_over;
  d.warnings_.insert(d.warnings_.end(), parsed.warnings.begin(), parsed.warnings.end());
  if (d.elements().empty()) {
    throw Error("dicom.truncated", "not one of its attributes is whole", GANTRY_BAD_DATA)
        .hint("the copy was interrupted: fetch the file again");
  }
  return d;
}

std::uint32_t looks_like_dicom(std::string_view head) {
  if (head.size() >= preamble + 4 && head.substr(preamble, 4) == "DICM") return 100;
  if (head.size() >= 4 && head.substr(0, 4) == "DICM") return 100;
  return begins_like_a_dataset(head) ? 50 : 0;
}

}  // namespace gantry::dicom
