// SPDX-License-Identifier: MIT
// How the members of a tool, model or command declare themselves: each adds itself to the object under construction.
//
//   struct Tool : gantry::Declared { gantry::Number level{"level", …}; };   // level is now among its parameters
#pragma once

#include <gantry/context.h>

#include <memory>
#include <vector>

namespace gantry {

// Base of everything that has declared members. Not movable: the members' C structs are pointed to.
class Declared {
 public:
  Declared(const Declared &) = delete;
  Declared &operator=(const Declared &) = delete;

  std::vector<const gantry_parameter *> declared_parameters;
  std::vector<const gantry_port *> declared_inputs;
  std::vector<const gantry_port *> declared_outputs;
  const gantry_context *context = nullptr;  // of the running job
  const gantry_values *values = nullptr;    // of the running job, or of a model's setup

  // The object whose members are being constructed on this thread.
  static Declared *&current() {
    static thread_local Declared *object = nullptr;
    return object;
  }

 protected:
  Declared() { current() = this; }
  ~Declared() = default;
};

// Base of a declared member: remembers whose it is.
class Member {
 public:
  Member(const Member &) = delete;
  Member &operator=(const Member &) = delete;

 protected:
  Member() : owner_(Declared::current()) {}
  ~Member() = default;
  Declared &owner() const { return *owner_; }

 private:
  Declared *owner_;
};

}  // namespace gantry
