/* Fused functions as Python sees them: an object that chooses a specialisation, by the arguments of a call or by an
 * index (`f[int]`).
 */
#ifndef PYX_FUSED_H
#define PYX_FUSED_H
#include "base.h"

/* (dict of the specialisations by key, `"int|double"`, in their order;
 *  tuple with an entry for each fused type: (position of the argument that decides, its name, index of its default in
 *  `__defaults__` or -1, tuple of (Python type or None for any, part of the key))) */
PYX_API PyObject *pyx_fused_function(PyObject *signatures, PyObject *choices);

#endif
