# SPDX-License-Identifier: Apache-2.0
# What every target of this tree shares: language, warnings, where things are put, and gantry_library().

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # a test of a plugin links what the plugin found
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

option(GANTRY_WARNINGS_AS_ERRORS "A warning fails the build (set by ./dev in CI)" OFF)
option(GANTRY_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

# Everything has threads. Said once for all, since what is precompiled is so for one answer.
add_compile_options(-pthread)

add_library(gantry_warnings INTERFACE)
target_compile_options(gantry_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion
  # Where several sources are compiled as one, none of them is the main one, of whose types alone it is sure.
  $<$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<COMPILE_LANGUAGE:CXX>>:-Wno-subobject-linkage>
  # GCC 12's flow analysis sees these inside its own std::string and nlohmann-json, where they are not (GCC bugs 105329,
  # 105651, 105593), and which it sees changes with what it inlines: they are shown, but stop nothing.
  $<$<BOOL:${GANTRY_WARNINGS_AS_ERRORS}>:-Werror -Wno-error=restrict -Wno-error=maybe-uninitialized
    -Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-error=stringop-overread>)

# Not `vptr`: Debian's SOCI hides the type information that this check would ask for.
if(GANTRY_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()

# Every source is watched by the fuzzer; the targets themselves are in tests/fuzz. The preset has the sanitizers on too.
option(GANTRY_FUZZ "Fuzz targets, with Clang's libFuzzer (./dev fuzz)" OFF)
if(GANTRY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(GANTRY_CCACHE ccache)
if(GANTRY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for where headers are precompiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${GANTRY_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${GANTRY_CCACHE})
endif()

# What most of the tree includes. gantry_data has it precompiled for the libraries, gantry for itself, gantry_test_main
# for the tests: code for a library, for a program and beside Catch2 can't share one.
set(GANTRY_PRECOMPILED
  <algorithm> <filesystem> <functional> <map> <memory> <nlohmann/json.hpp> <optional> <span> <string> <vector>)

# gantry_library(NAME SOURCES … LIBRARIES …): one folder of core as a static library, included as <core/…>.
function(gantry_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LIBRARIES} PRIVATE gantry_warnings ${ARG_PRIVATE_LIBRARIES})
  if(name STREQUAL gantry_data)
    target_precompile_headers(${name} PRIVATE ${GANTRY_PRECOMPILED})
  elseif(TARGET gantry_data)
    target_precompile_headers(${name} REUSE_FROM gantry_data)
  endif()
endfunction()
