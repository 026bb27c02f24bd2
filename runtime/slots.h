/* Helpers for type slots that several special methods of an extension class share.
 *
 * The generated slot functions pass the class's type object, so that what a method does not handle goes to the base
 * class's slot.
 */
#ifndef PYX_SLOTS_H
#define PYX_SLOTS_H
#include "base.h"

/* Sets `tp_bases` from `tp_base` and a tuple of further bases, or NULL: none. */
PYX_API int pyx_class_bases(PyTypeObject *type, PyObject *more);

/* A binary number slot. `slot` is the slot function itself, `offset` its place in PyNumberMethods; `forward` and
 * `reflected` are `__add__` and `__radd__` of this class, or NULL to ask the base class. */
PYX_API PyObject *pyx_slot_binary(PyObject *l, PyObject *r, PyTypeObject *type, size_t offset, binaryfunc slot,
                                  binaryfunc forward, binaryfunc reflected);
/* The same for `nb_power`. */
PYX_API PyObject *pyx_slot_ternary(PyObject *l, PyObject *r, PyObject *m, PyTypeObject *type, size_t offset,
                                   ternaryfunc slot, ternaryfunc forward, ternaryfunc reflected);

/* What the base class does; a missing deletion or assignment is NotImplementedError. `v` NULL: delete. */
PYX_API int pyx_base_ass_subscript(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v);
PYX_API int pyx_base_setattro(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v);
PYX_API int pyx_base_descr_set(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v);
PYX_API PyObject *pyx_base_getattro(PyTypeObject *type, PyObject *o, PyObject *n);
PYX_API PyObject *pyx_base_richcompare(PyTypeObject *type, PyObject *o, PyObject *other, int op);
/* `tp_hash`: -1 is for errors only. */
PYX_INLINE Py_hash_t pyx_slot_hash(PyObject *o, hashfunc method) {
    Py_hash_t hash = method(o);
    return hash == -1 && !PyErr_Occurred() ? -2 : hash;
}
/* `sq_length`: what is negative would be an error without an exception. */
PYX_API Py_ssize_t pyx_slot_length(PyObject *o, lenfunc method);
/* `bf_getbuffer`: callers leave `view->obj` as it was, so it starts as None for the method; None at the end is no object. */
PYX_API int pyx_slot_getbuffer(PyObject *o, Py_buffer *view, int flags, getbufferproc method);
/* `not eq` for `__ne__`; takes the result over, which may be NULL or NotImplemented. */
PYX_API PyObject *pyx_slot_invert(PyObject *eq);
/* `sq_item` and `sq_ass_item` by way of the functions that take the index as an object. */
PYX_API PyObject *pyx_slot_item(PyObject *o, Py_ssize_t i, binaryfunc get);
PYX_API int pyx_slot_ass_item(PyObject *o, Py_ssize_t i, PyObject *v, objobjargproc set);
/* TypeError: the power takes no modulus. */
PYX_API PyObject *pyx_slot_no_modulus(const char *name);
/* A property without the operation: NotImplementedError. */
PYX_API int pyx_slot_refuse(const char *what);

#endif
