/* Small things that several units need. See base.h. */
#include "base.h"

PYX_API int pyx_clear_error(PyObject *type)
{
    if (!PyErr_ExceptionMatches(type))
        return 0;
    PyErr_Clear();
    return 1;
}

PYX_API PyObject *pyx_interned(PyObject **slot, const char *text)
{
    if (pyx_unlikely(*slot == NULL))
        *slot = PyUnicode_InternFromString(text);
    return *slot;
}
