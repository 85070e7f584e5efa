// SPDX-License-Identifier: MIT
// The whole C interface at once. Plugins in C++ include <gantry/cpp/plugin.hpp> instead.
//
//   #include <gantry/gantry.h>
#ifndef GANTRY_GANTRY_H
#define GANTRY_GANTRY_H

#include <gantry/base.h>
#include <gantry/command.h>
#include <gantry/context.h>
#include <gantry/entry.h>
#include <gantry/fill.h>
#include <gantry/geometry.h>
#include <gantry/host.h>
#include <gantry/identity.h>
#include <gantry/io.h>
#include <gantry/model.h>
#include <gantry/ode.h>
#include <gantry/panel.h>
#include <gantry/parameter.h>
#include <gantry/project.h>
#include <gantry/reader.h>
#include <gantry/record.h>
#include <gantry/signal.h>
#include <gantry/storage.h>
#include <gantry/table.h>
#include <gantry/tool.h>
#include <gantry/ui.h>
#include <gantry/ui_grid.h>
#include <gantry/ui_image.h>
#include <gantry/ui_plot.h>
#include <gantry/volume.h>

#endif
