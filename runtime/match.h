/* The match statement. */
#ifndef PYX_MATCH_H
#define PYX_MATCH_H
#include "base.h"

PYX_API int pyx_match_is_sequence(PyObject *o);
PYX_API int pyx_match_is_mapping(PyObject *o);
/* (mapping, keys tuple; out: tuple of values or NULL): 1 all keys are there, 0 not, -1 error */
PYX_API int pyx_match_keys(PyObject *mapping, PyObject *keys, PyObject **values);
/* (subject, class, number of positional patterns, keyword names tuple; out: tuple of values or NULL): 1, 0, -1 */
PYX_API int pyx_match_class(PyObject *subject, PyObject *cls, Py_ssize_t n, PyObject *names, PyObject **values);
/* (sequence, items before the star, items after it): the list between them */
PYX_API PyObject *pyx_match_star(PyObject *sequence, Py_ssize_t before, Py_ssize_t after);
/* (mapping, keys tuple): dict of the other items */
PYX_API PyObject *pyx_match_rest(PyObject *mapping, PyObject *keys);

#endif
