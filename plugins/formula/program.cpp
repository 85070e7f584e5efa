// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace gantry::formula {
namespace {

constexpr unsigned on_axis = 1, on_parameters = 2;

class Compiler {
 public:
  Compiler(const Graph &graph, const std::vector<Node> &outputs, const std::vector<int> &place, unsigned parameters)
      : graph_(graph), outputs_(outputs), symbol_place_(place), depends_(graph.size()), wanted_(graph.size()) {
    program_.parameters = parameters;
    program_.outputs = static_cast<unsigned>(outputs.size());
    first_register_ = next_ = parameters + program_.outputs;
  }

  Program all() {
    look();
    for (std::size_t k = 0; k < outputs_.size(); ++k) {
      const Node node = outputs_[k];
      if (depends_[node] == (on_axis | on_parameters))
        place_.try_emplace(node, program_.parameters + static_cast<unsigned>(k));
    }
    for (Node node = 0; node < graph_.size(); ++node)
      if (wanted_[node] && (depends_[node] & on_parameters) != 0 && graph_[node].op != Op::symbol) step(node);
    for (std::size_t k = 0; k < outputs_.size(); ++k) fill(outputs_[k], program_.parameters + static_cast<unsigned>(k));
    share_registers();
    return std::move(program_);
  }

 private:
  void look() {
    for (const Node node : outputs_) wanted_[node] = true;
    for (auto node = static_cast<Node>(graph_.size()); node-- > 0;) {
      if (!wanted_[node]) continue;
      const Part &p = graph_[node];
      const int count = operands(p.op);
      if (count > 0) wanted_[p.a] = true;
      if (count > 1) wanted_[p.b] = true;
      if (count > 2) wanted_[p.c] = true;
    }
    for (Node node = 0; node < graph_.size(); ++node) {
      const Part &p = graph_[node];
      if (p.op == Op::symbol) depends_[node] = symbol_place_[p.index] < 0 ? on_axis : on_parameters;
      const int count = operands(p.op);
      if (count > 0) depends_[node] |= depends_[p.a];
      if (count > 1) depends_[node] |= depends_[p.b];
      if (count > 2) depends_[node] |= depends_[p.c];
    }
  }

  bool scalar(Node node) const { return (depends_[node] & on_parameters) == 0; }

  unsigned scalar_of(Node node) {
    const auto [at, fresh] = scalar_.try_emplace(node, static_cast<unsigned>(program_.scalars.size()));
    if (fresh) program_.scalars.push_back(node);
    return at->second;
  }

  // Where the lanes of a node stand; a scalar is spread over them.
  unsigned place_of(Node node) {
    const Part &p = graph_[node];
    if (p.op == Op::symbol && symbol_place_[p.index] >= 0) return static_cast<unsigned>(symbol_place_[p.index]);
    const auto [at, fresh] = place_.try_emplace(node, next_);
    if (fresh) ++next_;
    if (fresh && scalar(node))
      steps(depends_[node]).push_back({Op::number, Form::vectors, at->second, scalar_of(node), 0, 0});
    return at->second;
  }

  std::vector<Step> &steps(unsigned depends) {
    return (depends & on_axis) != 0 ? program_.at_each_point : program_.once;
  }

  void step(Node node) {
    const Part &p = graph_[node];
    Step s;
    s.op = p.op;
    const int count = operands(p.op);
    const bool arithmetic = p.op >= Op::add && p.op <= Op::divide;
    if (arithmetic && scalar(p.b)) {
      s.form = Form::scalar_second;
      s.a = place_of(p.a);
      s.b = scalar_of(p.b);
    } else if (arithmetic && scalar(p.a)) {
      const bool turns = p.op == Op::add || p.op == Op::multiply;
      s.form = turns ? Form::scalar_second : Form::scalar_first;
      s.a = turns ? place_of(p.b) : scalar_of(p.a);
      s.b = turns ? scalar_of(p.a) : place_of(p.b);
    } else {
      s.a = place_of(p.a);
      if (count > 1) s.b = place_of(p.b);
      if (count > 2) s.c = place_of(p.c);
    }
    s.to = place_of(node);
    steps(depends_[node]).push_back(s);
  }

  void fill(Node node, unsigned to) {
    if (scalar(node)) program_.at_each_point.push_back({Op::number, Form::vectors, to, scalar_of(node), 0, 0});
    else if (place_of(node) != to)
      program_.at_each_point.push_back({Op::symbol, Form::vectors, to, place_of(node), 0, 0});
  }

  // Registers of one point are used again as soon as nobody reads them any more.
  void share_registers() {
    std::map<unsigned, std::size_t> last;  // step after which it is free
    auto &each = program_.at_each_point;
    std::map<unsigned, unsigned> final_place;
    for (const Step &s : program_.once)
      if (s.to >= first_register_)
        final_place.try_emplace(s.to, first_register_ + static_cast<unsigned>(final_place.size()));
    unsigned used = first_register_ + static_cast<unsigned>(final_place.size());
    const auto read = [&](const Step &s, auto &&visit) {
      if (s.op == Op::number) return;
      if (s.form != Form::scalar_first) visit(s.a);
      if (operands(s.op) > 1 && s.form != Form::scalar_second) visit(s.b);
      if (operands(s.op) > 2) visit(s.c);
    };
    for (std::size_t i = 0; i < each.size(); ++i) read(each[i], [&](unsigned place) { last[place] = i; });
    std::vector<unsigned> free;
    const auto moved = [&](unsigned place) { return place < first_register_ ? place : final_place.at(place); };
    const auto rewrite = [&](Step &s) {
      if (s.op == Op::number) return;
      if (s.form != Form::scalar_first) s.a = moved(s.a);
      if (operands(s.op) > 1 && s.form != Form::scalar_second) s.b = moved(s.b);
      if (operands(s.op) > 2) s.c = moved(s.c);
    };
    for (Step &s : program_.once) {
      rewrite(s);
      s.to = moved(s.to);
    }
    const unsigned permanent = used;
    for (std::size_t i = 0; i < each.size(); ++i) {
      Step &s = each[i];
      std::vector<unsigned> ended;
      read(s, [&](unsigned place) {
        if (place >= first_register_ && last[place] == i && final_place.at(place) >= permanent)
          ended.push_back(final_place.at(place));
      });
      rewrite(s);
      std::sort(ended.begin(), ended.end());
      ended.erase(std::unique(ended.begin(), ended.end()), ended.end());
      free.insert(free.end(), ended.begin(), ended.end());
      if (s.to < first_register_) continue;
      const unsigned to = free.empty() ? used++ : free.back();
      if (!free.empty()) free.pop_back();
      final_place[s.to] = to;
      s.to = to;
    }
    program_.registers = used - first_register_;
  }

  const Graph &graph_;
  const std::vector<Node> &outputs_;
  const std::vector<int> &symbol_place_;
  std::vector<unsigned> depends_;
  std::vector<bool> wanted_;
  std::map<Node, unsigned> place_, scalar_;
  unsigned first_register_ = 0, next_ = 0;
  Program program_;
};

}  // namespace

Program compile(const Graph &graph, const std::vector<Node> &outputs, const std::vector<int> &place,
                unsigned parameters) {
  return Compiler(graph, outputs, place, parameters).all();
}

}  // namespace gantry::formula
