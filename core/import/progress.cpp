// SPDX-License-Identifier: Apache-2.0
#include <core/import/progress.hpp>

namespace gantry::core {

JobWatcher stretch_of(const JobWatcher &whole, double begin, double end, const std::string &doing) {
  JobWatcher part = whole;
  if (whole.progress) {
    part.progress = [&whole, begin, end, doing](double fraction, const std::string &activity) {
      whole.progress(begin + (end - begin) * fraction, doing.empty() ? activity : doing);
    };
  }
  return part;
}

}  // namespace gantry::core
