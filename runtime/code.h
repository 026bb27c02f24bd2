/* Code objects of compiled functions. They hold what introspection reads (names, counts, flags, place) and no code. */
#ifndef PYX_CODE_H
#define PYX_CODE_H
#include "args.h"
#include "module.h"

PYX_API PYX_RARE PyObject *pyx_code_make(pyx_module *m, const pyx_function_def *def);

#endif
