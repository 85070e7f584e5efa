// SPDX-License-Identifier: Apache-2.0
// TIFF and BigTIFF by libtiff. Grey and colours of 8 to 64 bits are read as they are; palettes, few bits, YCbCr and CMYK
// through libtiff's own conversion to 8-bit colours.
#include "element.hpp"
#include "imagej.hpp"
#include "picture.hpp"
#include "tiff_page.hpp"

#include <algorithm>

namespace gantry::pictures {
namespace {

constexpr std::uint64_t most_pages = 65535;  // libtiff counts no further

constexpr std::uint64_t most_converted_pixels = std::uint64_t{1} << 27;  // of four bytes each, besides the volume

class TiffFile : public PictureFile {
 public:
  explicit TiffFile(std::string_view file) : memory_(file), tiff_(memory_.open()) {
    first_ = TiffPage::of(tiff_);
    describe();
    find_pages();
    check_size(about_, file.size(), first_.most_per_byte() * (native_ ? 1 : 8));
    if (!native_ && about_.width * about_.height > most_converted_pixels) {
      throw Error("picture.tiff", "it is too large to have its colours converted", GANTRY_UNSUPPORTED)
          .hint("save it as 8-bit grey or RGB first");
    }
  }

  void read_page(std::uint64_t page, char *into) override {
    go_to(directories_[page]);
    const TiffPage here = TiffPage::of(tiff_);
    if (!here.same(first_)) throw memory_.broken();
    if (!native_) return read_converted(tiff_, memory_, here, element(about_.dtype).bytes, into);
    read_as_stored(tiff_, memory_, here, into);
    if (here.photometric == PHOTOMETRIC_MINISWHITE) invert(into);
  }

 private:
  void describe() {
    about_.format = "TIFF";
    about_.width = first_.width;
    about_.height = first_.height;
    about_.orientation = first_.orientation >= 1 && first_.orientation <= 8 ? first_.orientation : 1;
    about_.dtype = first_.native_type();
    native_ = about_.dtype != 0 && first_.samples >= 1 && first_.samples <= 16;
    if (!native_) {
      char why[1024] = "";
      if (TIFFRGBAImageOK(tiff_, why) == 0) {
        throw Error("picture.tiff", std::string("libtiff can't show it: ") + why, GANTRY_UNSUPPORTED)
            .hint("save it as 8- or 16-bit grey or RGB first");
      }
      about_.dtype = first_.samples > 3 || (first_.samples == 2) ? GANTRY_RGBA8 : GANTRY_RGB8;
      grey_ = first_.photometric <= PHOTOMETRIC_MINISBLACK && first_.samples == 1;
      if (grey_) about_.dtype = GANTRY_U8;
      about_.orientation = 1;  // libtiff has turned it
    } else if (first_.samples > 1) {
      const std::uint32_t whole = joined(about_.dtype, first_.samples, false);
      if (whole != 0) about_.dtype = whole;
      else about_.parts = first_.samples;
      about_.part_names = {"red", "green", "blue", "alpha"};
      about_.part_names.resize(about_.parts == 1 ? 0 : about_.parts);
      for (std::size_t i = 0; i < about_.part_names.size(); ++i) {
        if (first_.samples < 3 || about_.part_names[i].empty()) about_.part_names[i] = std::to_string(i + 1);
      }
    }
    if (first_.photometric == PHOTOMETRIC_MINISWHITE && native_) {
      if (about_.dtype == GANTRY_U8 || about_.dtype == GANTRY_U16) {
        about_.warnings.emplace_back("0 is white in this file: its values were turned round, so that 0 is black");
      } else {
        about_.warnings.emplace_back("0 is white in this file, and its values are given as they are stored");
      }
    }
    take_entries();
    take_scale();
  }

  void take_entries() {
    static constexpr struct {
      std::uint32_t tag;
      const char *key;
      bool identifying;
    } texts[] = {{TIFFTAG_IMAGEDESCRIPTION, "ImageDescription", true},
                 {TIFFTAG_MAKE, "Make", false},
                 {TIFFTAG_MODEL, "Model", false},
                 {TIFFTAG_SOFTWARE, "Software", true},
                 {TIFFTAG_ARTIST, "Artist", true},
                 {TIFFTAG_HOSTCOMPUTER, "HostComputer", true},
                 {TIFFTAG_COPYRIGHT, "Copyright", true},
                 {TIFFTAG_DOCUMENTNAME, "DocumentName", true},
                 {TIFFTAG_PAGENAME, "PageName", true}};
    about_.entries.add("format", "TIFF");
    about_.entries.add("BitsPerSample", first_.bits);
    about_.entries.add("SamplesPerPixel", first_.samples);
    about_.entries.add("Compression", first_.compression);
    about_.entries.add("PhotometricInterpretation", first_.photometric);
    about_.entries.add("Orientation", first_.orientation);
    const char *text = nullptr;
    for (const auto &t : texts) {
      if (TIFFGetField(tiff_, t.tag, &text) == 0 || text == nullptr) continue;
      if (t.identifying) about_.entries.add_identifying(t.key, std::string(text));
      else about_.entries.add(t.key, std::string(text));
    }
    if (TIFFGetField(tiff_, TIFFTAG_DATETIME, &text) != 0 && text != nullptr) {
      std::string digits(text);
      digits.erase(std::remove_if(digits.begin(), digits.end(), [](char c) { return c < '0' || c > '9'; }),
                   digits.end());
      about_.entries.add_identifying("DateTime", digits, digits.size() == 14 ? "datetime" : nullptr);
    }
    if (TIFFGetField(tiff_, TIFFTAG_IMAGEDESCRIPTION, &text) != 0 && text != nullptr) imagej_ = imagej_of(text);
  }

  // ImageJ gives pixels for its own unit; others for an inch or a centimetre.
  void take_scale() {
    float x = 0, y = 0;
    std::uint16_t unit = RESUNIT_INCH;
    const bool given =
        TIFFGetField(tiff_, TIFFTAG_XRESOLUTION, &x) != 0 && TIFFGetField(tiff_, TIFFTAG_YRESOLUTION, &y) != 0;
    TIFFGetFieldDefaulted(tiff_, TIFFTAG_RESOLUTIONUNIT, &unit);
    if (given) about_.entries.add("Resolution", nlohmann::json{{"x", x}, {"y", y}, {"unit", unit}});
    if (imagej_.present && imagej_.mm_per_unit > 0) {
      if (given && x > 0 && y > 0) {
        about_.dx = imagej_.mm_per_unit / static_cast<double>(x);
        about_.dy = imagej_.mm_per_unit / static_cast<double>(y);
      }
      if (imagej_.spacing > 0) about_.dz = imagej_.mm_per_unit * imagej_.spacing;
    } else if (given && !imagej_.present) {
      const double per_mm = unit == RESUNIT_INCH ? 1 / 25.4 : unit == RESUNIT_CENTIMETER ? 0.1 : 0;
      take_density(static_cast<double>(x) * per_mm, static_cast<double>(y) * per_mm, about_);
    }
  }

  // Pages of the first one's size and type make the stack; previews and others are passed over.
  void find_pages() {
    std::uint64_t index = 0, others = 0;
    while (true) {
      std::uint32_t kind = 0;
      TIFFGetField(tiff_, TIFFTAG_SUBFILETYPE, &kind);
      const bool preview = (kind & FILETYPE_REDUCEDIMAGE) != 0;
      if (index == 0 || (!preview && TiffPage::of(tiff_).same(first_))) directories_.push_back(index);
      else ++others;
      if (++index == most_pages || TIFFLastDirectory(tiff_) != 0) break;
      if (TIFFReadDirectory(tiff_) == 0) throw memory_.broken();  // another page is announced, and is not there
    }
    if (index == most_pages) about_.warnings.emplace_back("pages beyond the 65535th were passed over");
    at_ = index - 1;
    if (others > 0) {
      about_.warnings.push_back(std::to_string(others) + " pages of another size or type were passed over");
    }
    about_.slices = directories_.size();
    if (!imagej_.present) return;
    if (imagej_.images > directories_.size()) {
      about_.warnings.emplace_back("ImageJ wrote more slices into it than it has pages: they were passed over");
    }
    if (imagej_.channels * imagej_.slices * imagej_.frames == directories_.size()) {
      about_.slices = imagej_.slices;
      about_.frames = imagej_.frames;
      about_.channels = imagej_.channels;
      about_.frame_seconds = imagej_.frame_seconds;
    }
  }

  void go_to(std::uint64_t directory) {
    if (at_ > directory) {
      if (TIFFSetDirectory(tiff_, 0) == 0) throw memory_.broken();
      at_ = 0;
    }
    for (; at_ < directory; ++at_) {
      if (TIFFReadDirectory(tiff_) == 0) throw memory_.broken();
    }
  }

  void invert(char *into) const {
    if (about_.dtype != GANTRY_U8 && about_.dtype != GANTRY_U16) return;
    for (std::uint64_t i = 0; i < about_.page_bytes(); ++i) into[i] = static_cast<char>(~into[i]);
  }

  TiffMemory memory_;
  TIFF *tiff_;
  TiffPage first_;
  ImageJ imagej_;
  std::vector<std::uint64_t> directories_;
  std::uint64_t at_ = 0;
  bool native_ = false, grey_ = false;
};

}  // namespace

std::unique_ptr<PictureFile> open_tiff(std::string_view file) { return std::make_unique<TiffFile>(file); }

}  // namespace gantry::pictures
