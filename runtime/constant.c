/* Constants other than str and small int. See constant.h. */
#include "constant.h"

#include <stdlib.h>

static PYX_RARE PyObject *pyx_const_item(pyx_module *m, const char **p)
{
    char *end;
    long i;
    switch (*(*p)++) {
    case 'N': return Py_None;
    case 'T': return Py_True;
    case 'F': return Py_False;
    case 'E': return Py_Ellipsis;
    }
    i = strtol(*p - 1, &end, 10);
    *p = end;
    return m->k[i];
}

static PYX_RARE Py_ssize_t pyx_const_count(const char *p, const char *end)
{
    Py_ssize_t n = p < end;
    for (; p < end; p++)
        n += *p == ' ';
    return n;
}

static PYX_RARE PyObject *pyx_const_tuple(pyx_module *m, const char *p, const char *end)
{
    Py_ssize_t i, n = pyx_const_count(p, end);
    PyObject *tuple = PyTuple_New(n);
    for (i = 0; tuple != NULL && i < n; i++) {
        PyTuple_SET_ITEM(tuple, i, pyx_newref(pyx_const_item(m, &p)));
        p++;
    }
    return tuple;
}

static PYX_RARE PyObject *pyx_const_points(const char *p, const char *end)
{
    Py_ssize_t i, n = pyx_const_count(p, end);
    Py_UCS4 *points = (Py_UCS4 *)PyMem_Malloc((size_t)(n ? n : 1) * sizeof(Py_UCS4));
    PyObject *r;
    char *next;
    if (points == NULL)
        return PyErr_NoMemory();
    for (i = 0; i < n; i++) {
        points[i] = (Py_UCS4)strtoul(p, &next, 10);
        p = next;
    }
    r = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, points, n);
    PyMem_Free(points);
    return r;
}

/* Numbers need their text to end in a NUL, which the data between constants has not. */
static PYX_RARE PyObject *pyx_const_number(char kind, const char *p, Py_ssize_t size)
{
    char space[64], *text = space;
    PyObject *r = NULL;
    double v;
    if (size >= (Py_ssize_t)sizeof(space)) {
        text = (char *)PyMem_Malloc((size_t)size + 1);
        if (text == NULL)
            return PyErr_NoMemory();
    }
    memcpy(text, p, (size_t)size);
    text[size] = 0;
    if (kind == 'i') {
        r = PyLong_FromString(text, NULL, 0);
    } else {
        v = PyOS_string_to_double(text, NULL, NULL);
        if (v != -1.0 || !PyErr_Occurred())
            r = kind == 'f' ? PyFloat_FromDouble(v) : PyComplex_FromDoubles(0.0, v);
    }
    if (text != space)
        PyMem_Free(text);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_rare_const(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *r, *tuple;
    switch (kind) {
    case 'w': return pyx_const_points(p, p + size);
    case 'b': return PyBytes_FromStringAndSize(p, size);
    case 't': return pyx_const_tuple(m, p, p + size);
    case 'z':
        tuple = pyx_const_tuple(m, p, p + size);
        r = tuple != NULL ? PyFrozenSet_New(tuple) : NULL;
        Py_XDECREF(tuple);
        return r;
    case 'l':
        tuple = pyx_const_tuple(m, p, p + size);
        r = tuple != NULL ? PySlice_New(PyTuple_GET_ITEM(tuple, 0), PyTuple_GET_ITEM(tuple, 1), PyTuple_GET_ITEM(tuple, 2))
                          : NULL;
        Py_XDECREF(tuple);
        return r;
    case 'g':
        tuple = PyUnicode_DecodeUTF8(p, size, NULL);
        r = tuple != NULL ? pyx_get_builtin(m, tuple) : NULL;
        Py_XDECREF(tuple);
        return r;
    }
    return pyx_const_number(kind, p, size);
}
