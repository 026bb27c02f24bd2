/* Template strings (`t"…"`, PEP 750). Before Python 3.14, which has string.templatelib, the first template string puts a
 * module of that name with the two classes into sys.modules. */
#ifndef PYX_TEMPLATE_H
#define PYX_TEMPLATE_H
#include "base.h"

/* An Interpolation: value, text of the expression, conversion ('r', 's', 'a' or 0), format. */
PYX_API PyObject *pyx_interpolation(PyObject *value, PyObject *expression, int conversion, PyObject *format);
/* A Template of texts and interpolations. */
PYX_API PyObject *pyx_template(PyObject *const *parts, Py_ssize_t n);

#endif
