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

PYX_API PYX_RARE PyObject *pyx_const_tuple(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    Py_ssize_t i, n = pyx_const_count(p, p + size);
    PyObject *tuple = PyTuple_New(n);
    (void)kind;
    for (i = 0; tuple != NULL && i < n; i++) {
        PyTuple_SET_ITEM(tuple, i, pyx_newref(pyx_const_item(m, &p)));
        p++;
    }
    return tuple;
}

PYX_API PYX_RARE PyObject *pyx_const_frozenset(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *tuple = pyx_const_tuple(m, kind, p, size);
    PyObject *r = tuple != NULL ? PyFrozenSet_New(tuple) : NULL;
    Py_XDECREF(tuple);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_const_slice(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *t = pyx_const_tuple(m, kind, p, size);
    PyObject *r = t != NULL ? PySlice_New(PyTuple_GET_ITEM(t, 0), PyTuple_GET_ITEM(t, 1), PyTuple_GET_ITEM(t, 2)) : NULL;
    Py_XDECREF(t);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_const_builtin(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *name = PyUnicode_DecodeUTF8(p, size, NULL);
    PyObject *r = name != NULL ? pyx_get_builtin(m, name) : NULL;
    (void)kind;
    Py_XDECREF(name);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_const_bytes(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    (void)m;
    (void)kind;
    return PyBytes_FromStringAndSize(p, size);
}

PYX_API PYX_RARE PyObject *pyx_const_points(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    Py_ssize_t i, n = pyx_const_count(p, p + size);
    Py_UCS4 *points = (Py_UCS4 *)PyMem_Malloc((size_t)(n ? n : 1) * sizeof(Py_UCS4));
    PyObject *r;
    char *next;
    (void)m;
    (void)kind;
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

/* Numbers need their text to end in a NUL, which the data between constants has not: a copy, in `space` if it fits. */
#define PYX_NUMBER_SPACE 64
static PYX_RARE char *pyx_number_text(const char *p, Py_ssize_t size, char *space)
{
    char *text = size < PYX_NUMBER_SPACE ? space : (char *)PyMem_Malloc((size_t)size + 1);
    if (text == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(text, p, (size_t)size);
    text[size] = 0;
    return text;
}

PYX_API PYX_RARE PyObject *pyx_const_int(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    char space[PYX_NUMBER_SPACE], *text = pyx_number_text(p, size, space);
    PyObject *r = text != NULL ? PyLong_FromString(text, NULL, 0) : NULL;
    (void)m;
    (void)kind;
    if (text != space)
        PyMem_Free(text);
    return r;
}

PYX_API PYX_RARE PyObject *pyx_const_float(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    /* A float's text fits. */
    char space[PYX_NUMBER_SPACE];
    double v = PyOS_string_to_double(pyx_number_text(p, size, space), NULL, NULL);
    (void)m;
    (void)kind;
    return v == -1.0 && PyErr_Occurred() ? NULL : PyFloat_FromDouble(v);
}

PYX_API PYX_RARE PyObject *pyx_const_imaginary(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *f = pyx_const_float(m, kind, p, size);
    PyObject *r = f != NULL ? PyComplex_FromDoubles(0.0, PyFloat_AS_DOUBLE(f)) : NULL;
    Py_XDECREF(f);
    return r;
}
