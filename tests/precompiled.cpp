// SPDX-License-Identifier: Apache-2.0
// Nothing: CMake precompiles headers for a target that has a source which wants them.
