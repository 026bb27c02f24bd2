/* Calling Python objects.
 *
 * `vector` arguments: `args` points at a free slot that the callee may use; the arguments follow, `n` counts them
 * without the slot: `pyx_call(f, (PyObject *[]){NULL, a, b}, 2)`.
 */
#ifndef PYX_CALL_H
#define PYX_CALL_H
#include "base.h"

PYX_API PyObject *pyx_call(PyObject *f, PyObject **args, Py_ssize_t n);
/* The same where `f` is often a class. */
PYX_API PyObject *pyx_call_class(PyObject *f, PyObject **args, Py_ssize_t n);

/* self.name(*args); `attr`: the attribute is no method of a class */
PYX_API PyObject *pyx_call_attr(PyObject *self, PyObject *name, PyObject **args, Py_ssize_t n);
PYX_API PyObject *pyx_call_method(PyObject *self, PyObject *name, PyObject **args, Py_ssize_t n);
/* The last len(kwnames) of the n arguments are keyword arguments. */
PYX_API PyObject *pyx_call_kw(PyObject *f, PyObject *kwnames, PyObject *const *args, Py_ssize_t n);
PYX_API PyObject *pyx_call_method_kw(PyObject *self, PyObject *name, PyObject *kwnames, PyObject **args, Py_ssize_t n);
/* `args` a tuple of the positional arguments; n = len(kwnames) values of keyword arguments. */
PYX_API PyObject *pyx_call_star(PyObject *f, PyObject *args, PyObject *kwnames, PyObject *const *values, Py_ssize_t n);
/* f(*args, **kwargs); `args` any iterable, `kwargs` any mapping or NULL. */
PYX_API PyObject *pyx_call_ex(PyObject *f, PyObject *args, PyObject *kwargs);
/* Adds the items of `mapping` to the keyword arguments of a call of `f`; a key given twice is an error. */
PYX_API int pyx_merge_kwargs(PyObject *f, PyObject *kwargs, PyObject *mapping);
PYX_API int pyx_put_kwarg(PyObject *f, PyObject *kwargs, PyObject *name, PyObject *value);
/* type.__new__(type, *args, **kwargs) */
PYX_API PyObject *pyx_new_instance(PyObject *type, PyObject *args, PyObject *kwargs);

#endif
