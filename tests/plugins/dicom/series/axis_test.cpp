// SPDX-License-Identifier: Apache-2.0
#include "making.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace gantry::test;

namespace {

// `points` stacks of `slices`, volume after volume; `mark` says what is special about a frame of a point.
std::vector<FrameHeader> series(int slices, int points, const std::function<void(FrameHeader &, int)> &mark) {
  std::vector<FrameHeader> out;
  for (int p = 0; p < points; ++p) {
    for (int k = 0; k < slices; ++k) {
      FrameHeader f = slice_at(k * 3, p * slices + k + 1);
      mark(f, p);
      out.push_back(f);
    }
  }
  return out;
}

const std::vector<double> &column(const SeriesVolume &v, const std::string &name) {
  for (const auto &c : v.axis) {
    if (c.name == name) return c.values;
  }
  FAIL("no column " << name);
  throw 0;
}

using Values = std::vector<double>;

}  // namespace

TEST_CASE("echoes stand along an axis with their times in ms") {
  const SeriesVolume v = only(series(4, 3, [](FrameHeader &f, int p) { f.values[Quantity::echo_time] = 15 - 5 * p; }));
  CHECK(v.axis_name == "echo");
  CHECK(v.axis[0].unit == "ms");
  CHECK(column(v, "TE") == Values{5, 10, 15});
  CHECK(v.source(0, 0) == 8);  // the shortest came last
  CHECK(v.summary == "4x3x4, 1x1x3 mm, 3 echoes");
}

TEST_CASE("flip angles that come with their own repetition times give an axis of two columns") {
  const SeriesVolume v = only(series(4, 3, [](FrameHeader &f, int p) {
    f.values[Quantity::flip_angle] = 5 + 5 * p;
    f.values[Quantity::repetition_time] = 10 + p;
  }));
  CHECK(v.axis_name == "flip angle");
  CHECK(column(v, "FA") == Values{5, 10, 15});
  CHECK(column(v, "TR") == Values{10, 11, 12});
  CHECK(v.axis[0].unit == "deg");
}

TEST_CASE("times are those of the acquisition, in s from the first") {
  const SeriesVolume v = only(series(4, 3, [](FrameHeader &f, int p) {
    f.acquisition_number = p + 1;
    f.clocks.acquisition = 36000 + 61.5 * p + 0.1 * static_cast<double>(f.instance_number % 4);
    f.clocks.content = 40000;
  }));
  CHECK(v.axis_name == "time");
  CHECK(v.axis[0].unit == "s");
  CHECK(column(v, "t") == Values{0, 61.5, 123});
}

TEST_CASE("several echoes of several times have both columns") {
  std::vector<FrameHeader> frames;
  for (int t = 0; t < 3; ++t) {
    for (auto f : series(4, 2, [&](FrameHeader &e, int p) { e.values[Quantity::echo_time] = 10 + 20 * p; })) {
      f.instance_number += 8 * t;
      f.sop_instance_uid += "." + std::to_string(t);
      f.clocks.acquisition = 100 + 2 * t;
      frames.push_back(f);
    }
  }
  const SeriesVolume v = only(frames);
  CHECK(v.points == 6);
  CHECK(column(v, "TE") == Values{10, 30, 10, 30, 10, 30});
  CHECK(column(v, "t") == Values{0, 0, 2, 2, 4, 4});
}

TEST_CASE("diffusion weightings keep the order of measurement, repeated ones too") {
  const double b[] = {0, 1000, 0, 1000, 2000};
  const SeriesVolume v = only(series(4, 5, [&](FrameHeader &f, int p) {
    f.values[Quantity::b_value] = b[p];
    f.values[Quantity::gx] = p == 1 ? 1 : 0;
    f.values[Quantity::gy] = p == 3 ? 1 : 0;
    f.values[Quantity::gz] = p == 4 ? 1 : 0;
  }));
  CHECK(v.axis_name == "diffusion");
  CHECK(v.axis.size() == 4);
  CHECK(v.axis[0].unit == "s/mm2");
  CHECK(column(v, "b") == Values{0, 1000, 0, 1000, 2000});
  CHECK(column(v, "gy") == Values{0, 0, 0, 1, 0});
}

TEST_CASE("weightings without directions have the column b alone") {
  const SeriesVolume v = only(series(3, 3, [&](FrameHeader &f, int p) {
    f.values[Quantity::b_value] = 50 * p;
    f.values[Quantity::gx] = f.values[Quantity::gy] = f.values[Quantity::gz] = 0;
  }));
  REQUIRE(v.axis.size() == 1);
  CHECK(column(v, "b") == Values{0, 50, 100});
}

TEST_CASE("phases of the heart have their trigger times") {
  const SeriesVolume v = only(series(3, 4, [](FrameHeader &f, int p) {
    f.cardiac = true;
    f.values[Quantity::trigger_time] =
        40 * p + static_cast<double>(f.instance_number % 3);  // jitters from slice to slice
  }));
  CHECK(v.axis_name == "phase");
  CHECK(column(v, "t_trigger") == Values{1, 41, 81, 121});
}

TEST_CASE("a repetition time that follows the heart is no axis") {
  const SeriesVolume v = only(series(5, 1, [](FrameHeader &f, int) {
    f.values[Quantity::repetition_time] = 800 + static_cast<double>(f.instance_number);
  }));
  CHECK(v.points == 1);
  CHECK(v.axis_name.empty());
}

TEST_CASE("without any time multiples of the repetition time are given and said") {
  const SeriesVolume v = only(series(5, 4, [](FrameHeader &f, int) { f.values[Quantity::repetition_time] = 2500; }));
  CHECK(column(v, "t") == Values{0, 2.5, 5, 7.5});
  CHECK(says(v, "multiples of RepetitionTime, 2.5 s"));
}

TEST_CASE("a series broken off in its last volume keeps the whole ones together") {
  auto frames = series(6, 4, [](FrameHeader &f, int p) { f.clocks.acquisition = 10 * p; });
  frames.resize(frames.size() - 4);
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 2);
  CHECK(s.volumes[0].points == 3);
  CHECK(s.volumes[0].slices == 6);
  CHECK(s.volumes[1].slices == 2);
  CHECK(says(s.volumes[0], "2 images lie where"));
}

TEST_CASE("one file missing from a time series leaves a gap where it was, and is said") {
  auto frames = series(6, 4, [](FrameHeader &f, int p) { f.clocks.acquisition = 10 * p; });
  frames.erase(frames.begin() + 9);  // slice 4 of time 2
  const SeriesVolume v = only(frames);
  CHECK(v.points == 4);
  CHECK(v.source(3, 1) == no_frame);
  CHECK(frames[v.source(3, 2)].instance_number == 16);
  CHECK(says(v, "1 image is missing and left at 0: slice 4 of image 2"));
}

TEST_CASE("acquisitions that overlap in one slice are volumes apart, those that do not are one") {
  std::vector<FrameHeader> frames = stack(10);
  for (int k = 0; k < 10; ++k) frames.push_back(slice_at(30 + 3 * k, 11 + k));
  for (std::size_t i = 0; i < 20; ++i) frames[i].acquisition_number = i < 10 ? 1 : 2;
  CHECK(only(frames).slices == 20);
  frames.push_back(slice_at(27, 21));
  frames.back().acquisition_number = 2;
  const Sorted s = sort(frames);
  REQUIRE(s.volumes.size() == 2);
  CHECK(s.volumes[0].slices + s.volumes[1].slices == 21);
}

TEST_CASE("dynamic PET has the start and the duration of each frame") {
  const SeriesVolume v = only(series(4, 3, [](FrameHeader &f, int p) {
    f.modality = "PT";
    f.clocks.acquisition = 1000 + 30 * p;
    f.clocks.duration = 30;
  }));
  CHECK(column(v, "t") == Values{0, 30, 60});
  CHECK(column(v, "duration") == Values{30, 30, 30});
}

TEST_CASE("the slices of one volume have their times") {
  const SeriesVolume v = only(series(4, 2, [](FrameHeader &f, int p) {
    f.clocks.acquisition = 100 + 2 * p;
    f.clocks.slice = 0.5 * static_cast<double>((f.instance_number - 1) % 4);
  }));
  CHECK(v.slice_times == Values{0, 0.5, 1, 1.5});
}

TEST_CASE("multi-frame objects that cover the same planes are times, those that do not are volumes apart") {
  const auto object = [](int number, double first_z) {
    auto frames = stack(4, first_z);
    for (auto &f : frames) {
      f.multi_frame = true;
      f.frame = static_cast<std::uint32_t>(f.instance_number - 1);
      f.instance_number = number;
      f.file = static_cast<std::uint32_t>(number);
      f.sop_instance_uid = "1.2.3." + std::to_string(number);
      f.clocks.acquisition = 60 * number;
    }
    return frames;
  };
  auto frames = object(1, 0);
  for (const auto &f : object(2, 0)) frames.push_back(f);
  const SeriesVolume v = only(frames);
  CHECK(v.slices == 4);
  CHECK(column(v, "t") == Values{0, 60});

  frames = object(1, 0);
  for (const auto &f : object(2, 100)) frames.push_back(f);
  CHECK(sort(frames).volumes.size() == 2);
  for (auto &f : frames) f.concatenation_uid = "1.2.3.77";
  CHECK(sort(frames).volumes.size() == 1);
}

TEST_CASE("frames without a place, but with a frame time, are a film of one slice") {
  std::vector<FrameHeader> frames;
  for (std::uint32_t i = 0; i < 5; ++i) {
    FrameHeader f = slice_at(0, 1);
    f.modality = "US";
    f.multi_frame = true;
    f.frame = i;
    f.position.reset();
    f.orientation.reset();
    f.clocks.temporal_offset = 0.04 * i;
    frames.push_back(f);
  }
  const SeriesVolume v = only(frames);
  CHECK(v.slices == 1);
  REQUIRE(v.points == 5);
  CHECK(column(v, "t")[4] == Approx(0.16));
}

TEST_CASE("a trace image among directed ones is said") {
  const SeriesVolume v = only(series(3, 4, [](FrameHeader &f, int p) {
    f.values[Quantity::b_value] = p == 0 ? 0 : 1000;
    f.values[Quantity::gx] = p == 1 ? 1 : 0;
    f.values[Quantity::gy] = p == 2 ? 1 : 0;
    f.values[Quantity::gz] = 0;
  }));
  CHECK(says(v, "without a direction among directed ones (number 4)"));
}
