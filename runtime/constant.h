/* Making constants of the kinds that many modules have none of; module.h describes their form.
 *
 * A generated file that has such constants puts `pyx_rare_const` into its `pyx_module`, others put NULL, and then the
 * linker leaves all of this out.
 */
#ifndef PYX_CONSTANT_H
#define PYX_CONSTANT_H
#include "module.h"

/* Kinds w, b, f, j, t, z, l, g, and i of any size. */
PYX_API PyObject *pyx_rare_const(pyx_module *m, char kind, const char *p, Py_ssize_t size);

#endif
