/* Asynchronous generators. What they share with generators is in gen.h. */
#ifndef PYX_ASYNCGEN_H
#define PYX_ASYNCGEN_H
#include "gen.h"
#endif
