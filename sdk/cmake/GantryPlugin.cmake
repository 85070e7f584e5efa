# SPDX-License-Identifier: MIT
# gantry_add_plugin(NAME SOURCES … [LIBRARIES …]): a plugin's bundle: NAME/NAME.so and NAME/manifest.json.
#
#   find_package(GantrySDK REQUIRED)
#   gantry_add_plugin(strain SOURCES strain.cpp)
#
# Nothing but the entry symbol is exported. The flags let the compiler vectorise formulas; instruction-set levels are
# made inside the binary by the C++ layer. The manifest is made from the built binary, so that the code is the one
# source of truth. Bundles are put below GANTRY_PLUGIN_OUTPUT (default: <build>/plugins).

function(gantry_add_plugin name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_SOURCES)
    message(FATAL_ERROR "gantry_add_plugin(${name}): give SOURCES")
  endif()
  if(NOT GANTRY_PLUGIN_OUTPUT)
    set(GANTRY_PLUGIN_OUTPUT ${CMAKE_BINARY_DIR}/plugins)
  endif()
  set(bundle ${GANTRY_PLUGIN_OUTPUT}/${name})

  add_library(${name} MODULE ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE Gantry::SDK ${ARG_LIBRARIES})
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" LIBRARY_OUTPUT_DIRECTORY ${bundle} POSITION_INDEPENDENT_CODE ON
    C_STANDARD 11 CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  # No errno and no trap per call of a mathematical function: without these no loop of them is vectorised. GCC must not
  # split parts off a formula before it has been inlined whole where its instruction-set level is said.
  target_compile_options(${name} PRIVATE
    $<$<NOT:$<CONFIG:Debug>>:-O3> -fno-math-errno -fno-trapping-math -Wno-psabi
    $<$<CXX_COMPILER_ID:GNU>:-fno-ipa-sra>)
  target_link_options(${name} PRIVATE -Wl,--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)

  add_custom_command(TARGET ${name} POST_BUILD
    COMMAND $<TARGET_FILE:Gantry::worker> describe $<TARGET_FILE:${name}> > ${bundle}/manifest.json
    COMMENT "Describing ${name}" VERBATIM)
  if(TARGET gantry-worker)
    add_dependencies(${name} gantry-worker)
  endif()
endfunction()
