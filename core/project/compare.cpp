// SPDX-License-Identifier: Apache-2.0
#include <core/project/compare.hpp>

#include <algorithm>
#include <cmath>
#include <core/data/signal.hpp>
#include <cstring>
#include <type_traits>

namespace gantry::core {
namespace {

using nlohmann::json;

class Count {
 public:
  explicit Count(const Tolerance &tolerance) : tolerance_(tolerance) {}

  template <class T>
  void add(T a, T b) {
    ++elements_;
    if constexpr (std::is_integral_v<T>) {
      // Subtracted as whole numbers: large ones would be rounded first.
      const auto left = static_cast<std::uint64_t>(a), right = static_cast<std::uint64_t>(b);
      if (a != b) add_difference(static_cast<double>(a > b ? left - right : right - left), static_cast<double>(a));
    } else {
      add_numbers(static_cast<double>(a), static_cast<double>(b));
    }
  }

  Comparison result() const {
    Comparison c{Agreement::agrees, elements_, max_difference_, 0, {}};
    if (elements_ > 0) c.share_beyond = static_cast<double>(beyond_) / static_cast<double>(elements_);
    if (c.share_beyond > tolerance_.fraction) c.verdict = Agreement::differs;
    return c;
  }

 private:
  void add_numbers(double a, double b) {
    if (a == b || (std::isnan(a) && std::isnan(b))) return;
    add_difference(std::abs(a - b), a);
  }
  void add_difference(double difference, double a) {
    if (!std::isfinite(difference)) {
      ++beyond_;
      return;
    }
    max_difference_ = std::max(max_difference_, difference);
    if (difference > tolerance_.absolute + tolerance_.relative * std::abs(a)) ++beyond_;
  }

  Tolerance tolerance_;
  std::uint64_t elements_ = 0, beyond_ = 0;
  double max_difference_ = 0;
};

Comparison differs(std::string where) { return {Agreement::differs, 0, 0, 0, std::move(where)}; }

template <class T>
void count_as(std::span<const std::byte> a, std::span<const std::byte> b, Count &count) {
  for (std::size_t at = 0; at + sizeof(T) <= a.size(); at += sizeof(T)) {
    T left, right;  // the bytes of a signal need not be aligned
    std::memcpy(&left, a.data() + at, sizeof(T));
    std::memcpy(&right, b.data() + at, sizeof(T));
    count.add(left, right);
  }
}

void count_numbers(DType type, std::span<const std::byte> a, std::span<const std::byte> b, Count &count) {
  switch (type) {
    case DType::u8:
    case DType::rgb8:
    case DType::rgba8: return count_as<std::uint8_t>(a, b, count);
    case DType::i8: return count_as<std::int8_t>(a, b, count);
    case DType::u16: return count_as<std::uint16_t>(a, b, count);
    case DType::i16: return count_as<std::int16_t>(a, b, count);
    case DType::u32: return count_as<std::uint32_t>(a, b, count);
    case DType::i32: return count_as<std::int32_t>(a, b, count);
    case DType::u64: return count_as<std::uint64_t>(a, b, count);
    case DType::i64: return count_as<std::int64_t>(a, b, count);
    case DType::f32:
    case DType::c64: return count_as<float>(a, b, count);
    case DType::f64:
    case DType::c128: return count_as<double>(a, b, count);
  }
}

Comparison compare_arrays(const Object &a, const Object &b, const Tolerance &tolerance) {
  const auto type = dtype_by_name(a.header.value("dtype", ""));
  if (!type) return differs("the type of its numbers, which is unknown");
  std::size_t times = 0;
  if (a.kind() == Kind::signal) {
    const auto header = signal_header(a.header);
    if (!header) return differs("the header");
    times = header.value().times_bytes();
  }
  Count count(tolerance);
  count_as<double>(a.bytes.bytes().first(times), b.bytes.bytes().first(times), count);
  count_numbers(*type, a.bytes.bytes().subspan(times), b.bytes.bytes().subspan(times), count);
  return count.result();
}

// The strictest verdict of the columns: `fraction` is of each column's rows, so that a large table can't hide a small one.
Comparison compare_tables(const Object &a, const Object &b, const Tolerance &tolerance) {
  const auto left = table_of(a), right = table_of(b);
  if (!left || !right) return differs("the table, which can't be read");
  Comparison all{Agreement::agrees, 0, 0, 0, {}};
  for (std::size_t c = 0; c < left.value().columns.size(); ++c) {
    const Column &column = left.value().columns[c];
    Count count(tolerance);
    const bool same_text = std::visit(
        [&](const auto &values) {
          using Values = std::decay_t<decltype(values)>;
          const auto &others = std::get<Values>(right.value().columns[c].values);
          if constexpr (std::is_same_v<Values, std::vector<std::string>>) {
            return values == others;
          } else {
            for (std::size_t row = 0; row < values.size(); ++row) count.add(values[row], others[row]);
            return true;
          }
        },
        column.values);
    const Comparison one = count.result();
    all.elements += one.elements;
    all.max_difference = std::max(all.max_difference, one.max_difference);
    all.share_beyond = std::max(all.share_beyond, one.share_beyond);
    if ((!same_text || one.verdict == Agreement::differs) && all.where.empty()) {
      all.verdict = Agreement::differs;
      all.where = "column " + column.name;
    }
  }
  return all;
}

// False when something other than a number's value differs; `where` then says what.
bool count_json(const json &a, const json &b, const std::string &path, Count &count, std::string &where) {
  const auto otherwise = [&] {
    where = path.empty() ? "its structure" : "member " + path;
    return false;
  };
  if (a.is_number() && b.is_number() && (a.is_number_float() || b.is_number_float())) {
    count.add(a.get<double>(), b.get<double>());
    return true;
  }
  if (a.is_structured() && a.type() == b.type() && a.size() == b.size()) {
    for (const auto &entry : a.items()) {
      const json *other = nullptr;
      if (a.is_array()) {
        other = &b[static_cast<std::size_t>(std::stoull(entry.key()))];
      } else if (const auto found = b.find(entry.key()); found != b.end()) {
        other = &*found;
      }
      const std::string inner = path.empty() ? entry.key() : path + "." + entry.key();
      if (other == nullptr) return otherwise();
      if (!count_json(entry.value(), *other, inner, count, where)) return false;
    }
    return true;
  }
  return a == b || otherwise();
}

Comparison compare_records(const Object &a, const Object &b, const Tolerance &tolerance) {
  const auto left = record_of(a), right = record_of(b);
  if (!left || !right) return differs("the record, which can't be read");
  Count count(tolerance);
  std::string where;
  if (!count_json(left.value(), right.value(), "", count, where)) return differs(where);
  return count.result();
}

}  // namespace

Comparison compare(const Object &a, const Object &b, const Tolerance &tolerance) {
  if (a.header != b.header) return differs("the header");
  const auto left = a.bytes.bytes(), right = b.bytes.bytes();
  if (std::equal(left.begin(), left.end(), right.begin(), right.end())) return {};
  switch (a.kind()) {
    case Kind::record: return compare_records(a, b, tolerance);
    case Kind::table: return compare_tables(a, b, tolerance);
    case Kind::volume:
    case Kind::signal:
      if (left.size() == right.size()) return compare_arrays(a, b, tolerance);
      return differs("the size");
    case Kind::file: break;
  }
  return differs("its bytes");
}

}  // namespace gantry::core
