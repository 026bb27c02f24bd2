/* The with statement. See with.h. */
#include "with.h"

/* Attribute of the type, bound to the object; AttributeError with the name when there is none. */
static PyObject *pyx_lookup_special(PyObject *o, PyObject **slot, const char *name)
{
    PyObject *key = pyx_interned(slot, name), *r;
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
    return r;
}

/* Names of methods, made when first needed. */
typedef struct {
    const char *exit, *enter;
    PyObject *exit_object, *enter_object;
} pyx_with_names;

static pyx_with_names pyx_with_plain = {"__exit__", "__enter__", NULL, NULL};
static pyx_with_names pyx_with_awaited = {"__aexit__", "__aenter__", NULL, NULL};

static int pyx_with_pair(PyObject *manager, PyObject **exit, PyObject **enter, pyx_with_names *names)
{
    *enter = NULL;
    *exit = pyx_lookup_special(manager, &names->exit_object, names->exit);
    if (*exit == NULL)
        return -1;
    *enter = pyx_lookup_special(manager, &names->enter_object, names->enter);
    if (*enter == NULL) {
        Py_CLEAR(*exit);
        return -1;
    }
    return 0;
}

PYX_API int pyx_with_lookup(PyObject *manager, PyObject **exit, PyObject **enter)
{
    return pyx_with_pair(manager, exit, enter, &pyx_with_plain);
}

PYX_API int pyx_with_lookup_async(PyObject *manager, PyObject **exit, PyObject **enter)
{
    return pyx_with_pair(manager, exit, enter, &pyx_with_awaited);
}

PYX_API PyObject *pyx_with_exit_of(PyObject *manager)
{
    return pyx_lookup_special(manager, &pyx_with_plain.exit_object, pyx_with_plain.exit);
}

PYX_API PyObject *pyx_with_exit_of_async(PyObject *manager)
{
    return pyx_lookup_special(manager, &pyx_with_awaited.exit_object, pyx_with_awaited.exit);
}

PYX_API PyObject *pyx_with_exit(PyObject *exit, PyObject *exc)
{
    /* The first is for the callee to use. */
    PyObject *args[] = {NULL, Py_None, Py_None, Py_None}, *tb = NULL, *r;
    if (exc != Py_None) {
        tb = PyException_GetTraceback(exc);
        args[1] = (PyObject *)Py_TYPE(exc);
        args[2] = exc;
        if (tb != NULL)
            args[3] = tb;
    }
    r = PyObject_Vectorcall(exit, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    Py_XDECREF(tb);
    return r;
}
