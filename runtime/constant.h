/* Making constants of the kinds that many modules have none of; module.h describes their form.
 *
 * Each kind has a function. A generated file puts the one it needs into its `pyx_module`, or one of its own that chooses
 * by the kind's letter; so a module links what it uses.
 */
#ifndef PYX_CONSTANT_H
#define PYX_CONSTANT_H
#include "module.h"

PYX_API PyObject *pyx_const_tuple(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_frozenset(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_slice(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_builtin(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_bytes(pyx_module *m, char kind, const char *p, Py_ssize_t size);
/* str from code points */
PYX_API PyObject *pyx_const_points(pyx_module *m, char kind, const char *p, Py_ssize_t size);
/* int of any size */
PYX_API PyObject *pyx_const_int(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_float(pyx_module *m, char kind, const char *p, Py_ssize_t size);
PYX_API PyObject *pyx_const_imaginary(pyx_module *m, char kind, const char *p, Py_ssize_t size);

#endif
