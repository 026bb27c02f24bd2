/* Errors of C arithmetic. They may be raised without the GIL. See arith.h. */
#include "arith.h"

static int pyx_raise_arith(PyObject *type, const char *message)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_SetString(type, message);
    PyGILState_Release(state);
    return -1;
}

PYX_API int pyx_raise_zero_division(const char *message) { return pyx_raise_arith(PyExc_ZeroDivisionError, message); }
PYX_API int pyx_raise_overflow(const char *message) { return pyx_raise_arith(PyExc_OverflowError, message); }
