# SPDX-License-Identifier: Apache-2.0
# gantry_fixture(NAME [SOURCE]): tests/plugins/NAME.c or .cpp, or that file, as a plugin, without the checks of
# gantry_add_plugin(), which would refuse most of them.

if(NOT TARGET gantry_fixtures)
  add_custom_target(gantry_fixtures)
endif()
function(gantry_fixture name)
  set(source ${ARGN})
  if(NOT source)
    file(GLOB source CONFIGURE_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${name}.c ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/${name}.cpp)
  endif()
  add_library(${name} MODULE ${source})
  target_link_libraries(${name} PRIVATE Gantry::SDK gantry_warnings)
  # The fixtures in C take what they need of the header.
  target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:C>:-Wno-unused-function -Wno-unused-const-variable -Wno-missing-field-initializers>)
  # What they do wrong is for the host to see, not for a sanitizer.
  target_compile_options(${name} PRIVATE $<$<BOOL:${GANTRY_SANITIZE}>:-fno-sanitize=all>)
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/plugins/${name})
  add_dependencies(gantry_fixtures ${name})
endfunction()
