/* The with statement. See with.h. */
#include "with.h"

/* Attribute of the type, bound to the object; AttributeError with the name when there is none. */
static PyObject *pyx_lookup_special(PyObject *o, const char *name)
{
    PyObject *key = PyUnicode_InternFromString(name), *r;
    if (key == NULL)
        return NULL;
#if PY_VERSION_HEX < 0x030e0000
    r = _PyType_Lookup(Py_TYPE(o), key);
    if (r == NULL)
        PyErr_SetObject(PyExc_AttributeError, key);
    else if (Py_TYPE(r)->tp_descr_get != NULL)
        r = Py_TYPE(r)->tp_descr_get(r, o, (PyObject *)Py_TYPE(o));
    else
        Py_INCREF(r);
#else
    r = PyObject_GetAttr((PyObject *)Py_TYPE(o), key);
    if (r == NULL) {
        if (pyx_clear_attribute_error())
            PyErr_SetObject(PyExc_AttributeError, key);
    } else {
        Py_DECREF(r);
        r = PyObject_GetAttr(o, key);
    }
#endif
    Py_DECREF(key);
    return r;
}

static int pyx_with_pair(PyObject *manager, PyObject **exit, PyObject **enter, const char *exit_name,
                         const char *enter_name)
{
    *enter = NULL;
    *exit = pyx_lookup_special(manager, exit_name);
    if (*exit == NULL)
        return -1;
    *enter = pyx_lookup_special(manager, enter_name);
    if (*enter == NULL) {
        Py_CLEAR(*exit);
        return -1;
    }
    return 0;
}

PYX_API int pyx_with_lookup(PyObject *manager, PyObject **exit, PyObject **enter)
{
    return pyx_with_pair(manager, exit, enter, "__exit__", "__enter__");
}

PYX_API int pyx_with_lookup_async(PyObject *manager, PyObject **exit, PyObject **enter)
{
    return pyx_with_pair(manager, exit, enter, "__aexit__", "__aenter__");
}

PYX_API PyObject *pyx_with_exit(PyObject *exit, PyObject *exc)
{
    PyObject *tb, *r;
    if (exc == Py_None)
        return PyObject_CallFunctionObjArgs(exit, Py_None, Py_None, Py_None, NULL);
    tb = PyException_GetTraceback(exc);
    r = PyObject_CallFunctionObjArgs(exit, (PyObject *)Py_TYPE(exc), exc, tb != NULL ? tb : Py_None, NULL);
    Py_XDECREF(tb);
    return r;
}
