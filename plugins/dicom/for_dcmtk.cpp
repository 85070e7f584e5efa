// SPDX-License-Identifier: Apache-2.0
// Datasets for DCMTK. It makes room for whatever a length says and calls itself for each level of sequences, so it never
// sees a file's own bytes: the elements that were found in them are written again, with lengths that are true.
#include "dataset.hpp"
#include "quiet.hpp"
#include "values.hpp"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmdata/dcistrmb.h>

namespace gantry::dicom {
namespace {

constexpr std::uint32_t undefined = 0xffffffff;
const Tag item_tag(0xfffe, 0xe000), sequence_end(0xfffe, 0xe0dd);

class Encoder {
 public:
  explicit Encoder(Syntax syntax) : syntax_(syntax) {}

  std::string encoded(const std::vector<Element> &elements) {
    for (const Element &e : elements) element(e);
    return std::move(out_);
  }

 private:
  void number(std::uint32_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) {
      const unsigned shift = 8 * (syntax_.big_endian ? bytes - 1 - i : i);
      out_ += static_cast<char>(value >> shift & 0xffU);
    }
  }
  void tag(const Tag &t) {
    number(t.getGroup(), 2);
    number(t.getElement(), 2);
  }
  void head(const Tag &t, VR vr, std::uint32_t length) {
    tag(t);
    if (!syntax_.explicit_vr) return number(length, 4);
    const bool fits = is_known(vr) && (has_long_length(vr) || length <= 0xffff);
    if (!fits) vr = VR::UN;
    out_ += vr_name(vr);
    if (!has_long_length(vr)) return number(length, 2);
    number(0, 2);
    number(length, 4);
  }
  void element(const Element &e) {
    // A sequence of another byte order, as it may hide in an element of unknown kind, stays what it was.
    const bool foreign = !e.items.empty() && e.items.front()->big_endian != syntax_.big_endian;
    if (e.vr == VR::SQ && !foreign) return sequence(e);
    if (e.undefined_length && !foreign) return fragments(e);
    head(e.tag, foreign ? VR::UN : e.vr, static_cast<std::uint32_t>(e.value.size()));
    out_ += e.value;
  }
  void sequence(const Element &e) {
    head(e.tag, VR::SQ, undefined);
    for (const auto &node : e.items) {
      const std::string content = Encoder(syntax_).encoded(node->elements);
      tag(item_tag);
      number(static_cast<std::uint32_t>(content.size()), 4);
      out_ += content;
    }
    end();
  }
  void fragments(const Element &e) {
    static constexpr std::string_view mark("\xfe\xff\xdd\xe0\0\0\0\0", 8);
    head(e.tag, e.vr, undefined);
    out_ += e.value;
    const bool ended = e.value.size() >= mark.size() && e.value.substr(e.value.size() - mark.size()) == mark;
    if (!ended) out_ += mark;
  }
  void end() {
    tag(sequence_end);
    number(0, 4);
  }

  Syntax syntax_;
  std::string out_;
};

}  // namespace

std::unique_ptr<DcmFileFormat> Dataset::to_dcmtk() const {
  const Element *pixels = pixel_data();
  const E_TransferSyntax named = DcmXfer(transfer_syntax_.c_str()).getXfer();
  // Fragments are stored alike in every compressed syntax, known to DCMTK or not, and always in explicit little endian.
  const bool fragments = pixels != nullptr && pixels->undefined_length && !syntax_.big_endian;
  const E_TransferSyntax plain = !syntax_.explicit_vr ? EXS_LittleEndianImplicit
                                 : syntax_.big_endian ? EXS_BigEndianExplicit
                                                      : EXS_LittleEndianExplicit;
  const std::string bytes = Encoder(fragments ? Syntax{true, false} : syntax_).encoded(elements());
  quiet_dcmtk();
  auto file = std::make_unique<DcmFileFormat>();
  DcmInputBufferStream in;
  in.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
  in.setEos();
  DcmDataset &dataset = *file->getDataset();
  dataset.transferInit();
  const OFCondition done = dataset.read(in, !fragments ? plain : named == EXS_Unknown ? EXS_JPEGProcess1 : named);
  dataset.transferEnd();
  if (done.bad()) {
    throw Error("dicom.parse", std::string("DCMTK can't read it: ") + done.text(), GANTRY_BAD_DATA)
        .hint("the file is damaged: fetch it again");
  }
  for (const Element &e : meta_.elements()) {
    if (!is_text(e.vr) || e.value.empty()) continue;
    file->getMetaInfo()->putAndInsertString(e.tag, meta_.text(e.tag).c_str());
  }
  return file;
}

}  // namespace gantry::dicom
