/* Arithmetic on Python objects, with fast paths for int and float.
 *
 * `inplace` chooses the operation to fall back to: `a op= b` or `a op b`. The functions with a C value take the right
 * operand twice, as the object that it is and as that value, which is not 0 for divisions and not negative for shifts.
 */
#ifndef PYX_NUMBER_H
#define PYX_NUMBER_H
#include "base.h"

PYX_INLINE PyObject *pyx_pow(PyObject *a, PyObject *b) { return PyNumber_Power(a, b, Py_None); }
PYX_INLINE PyObject *pyx_ipow(PyObject *a, PyObject *b) { return PyNumber_InPlacePower(a, b, Py_None); }
PYX_API PyObject *pyx_add_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_sub_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_object_floordiv_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_object_mod_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_and_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_or_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_xor_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_lshift_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_rshift_long(PyObject *a, PyObject *b, long v, int inplace);
PYX_API PyObject *pyx_add(PyObject *a, PyObject *b, int inplace);
PYX_API PyObject *pyx_sub(PyObject *a, PyObject *b, int inplace);
PYX_API PyObject *pyx_mul(PyObject *a, PyObject *b, int inplace);
PYX_API PyObject *pyx_truediv(PyObject *a, PyObject *b, int inplace);
/* The same for operands that are taken over. A float that nothing else refers to becomes the result. */
PYX_API PyObject *pyx_add_temps(PyObject *a, PyObject *b);
PYX_API PyObject *pyx_sub_temps(PyObject *a, PyObject *b);
PYX_API PyObject *pyx_mul_temps(PyObject *a, PyObject *b);
PYX_API PyObject *pyx_truediv_temps(PyObject *a, PyObject *b);

#endif
