/* Coroutines and asynchronous generators: their types, and awaiting. What they share with generators is in gen.h. */
#ifndef PYX_CORO_H
#define PYX_CORO_H
#include "gen.h"

/* Checks an exact type of ours by its name; other modules' types are the same by that name. */
PYX_API int pyx_is_own_type(PyObject *o, const char *name);

#endif
