/* Calling Python objects. See call.h. */
#include "call.h"

PYX_API PyObject *pyx_call_method(PyObject *self, PyObject *name, PyObject **args, Py_ssize_t n)
{
    return pyx_call_method_kw(self, name, NULL, args, n);
}

PYX_API PyObject *pyx_call_method_kw(PyObject *self, PyObject *name, PyObject *kwnames, PyObject **args, Py_ssize_t n)
{
    size_t npos = (size_t)n - (kwnames != NULL ? (size_t)PyTuple_GET_SIZE(kwnames) : 0);
#if PY_VERSION_HEX >= 0x03090000
    args[0] = self;
    return PyObject_VectorcallMethod(name, args, npos + 1, kwnames);
#else
    PyObject *method = PyObject_GetAttr(self, name), *r;
    if (method == NULL)
        return NULL;
    if (PyMethod_Check(method)) {
        args[0] = PyMethod_GET_SELF(method);
        r = PyObject_Vectorcall(PyMethod_GET_FUNCTION(method), args, npos + 1, kwnames);
    } else {
        r = PyObject_Vectorcall(method, args + 1, npos | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    }
    Py_DECREF(method);
    return r;
#endif
}

PYX_API PyObject *pyx_call_kw(PyObject *f, PyObject *kwnames, PyObject *const *args, Py_ssize_t n)
{
    return PyObject_Vectorcall(f, args, (size_t)(n - PyTuple_GET_SIZE(kwnames)), kwnames);
}

/* Name of a callable for messages: a str object like `f()`. */
static PyObject *pyx_callable_name(PyObject *f)
{
    PyObject *name = PyObject_GetAttrString(f, "__qualname__"), *r;
    if (name == NULL || !PyUnicode_Check(name)) {
        Py_XDECREF(name);
        PyErr_Clear();
        return PyObject_Str(f);
    }
    r = PyUnicode_FromFormat("%U()", name);
    Py_DECREF(name);
    return r;
}

/* TypeError of a call of `f`: "f() " and the text, in which %S stands for `o` (or its type). */
static void pyx_call_error(PyObject *f, const char *format, const char *type, PyObject *key)
{
    PyObject *name = pyx_callable_name(f);
    if (name == NULL)
        return;
    if (type != NULL)
        PyErr_Format(PyExc_TypeError, format, name, type);
    else
        PyErr_Format(PyExc_TypeError, format, name, key);
    Py_DECREF(name);
}

PYX_API PyObject *pyx_call_ex(PyObject *f, PyObject *args, PyObject *kwargs)
{
    PyObject *r = NULL;
    if (PyTuple_CheckExact(args)) {
        Py_INCREF(args);
    } else {
        if (Py_TYPE(args)->tp_iter == NULL && !PySequence_Check(args)) {
            pyx_call_error(f, "%U argument after * must be an iterable, not %.200s", Py_TYPE(args)->tp_name, NULL);
            return NULL;
        }
        args = PySequence_Tuple(args);
        if (args == NULL)
            return NULL;
    }
    if (kwargs != NULL && !PyDict_CheckExact(kwargs)) {
        PyObject *dict = PyDict_New();
        if (dict != NULL && pyx_merge_kwargs(f, dict, kwargs) == 0)
            r = PyObject_Call(f, args, dict);
        Py_XDECREF(dict);
    } else {
        r = PyObject_Call(f, args, kwargs);
    }
    Py_DECREF(args);
    return r;
}

PYX_API int pyx_put_kwarg(PyObject *f, PyObject *kwargs, PyObject *name, PyObject *value)
{
    int has = PyDict_Contains(kwargs, name);
    if (has < 0)
        return -1;
    if (has) {
        pyx_call_error(f, "%U got multiple values for keyword argument '%S'", NULL, name);
        return -1;
    }
    return PyDict_SetItem(kwargs, name, value);
}

PYX_API int pyx_merge_kwargs(PyObject *f, PyObject *kwargs, PyObject *mapping)
{
    PyObject *keys, *it, *key, *value;
    int r = -1;
    if (PyDict_CheckExact(mapping)) {
        Py_ssize_t pos = 0;
        if (PyDict_Size(kwargs) == 0)
            return PyDict_Update(kwargs, mapping);
        while (PyDict_Next(mapping, &pos, &key, &value)) {
            if (pyx_put_kwarg(f, kwargs, key, value) < 0)
                return -1;
        }
        return 0;
    }
    keys = PyObject_CallMethod(mapping, "keys", NULL);
    if (keys == NULL) {
        if (pyx_clear_attribute_error())
            pyx_call_error(f, "%U argument after ** must be a mapping, not %.200s", Py_TYPE(mapping)->tp_name, NULL);
        return -1;
    }
    it = PyObject_GetIter(keys);
    Py_DECREF(keys);
    if (it == NULL)
        return -1;
    while ((key = PyIter_Next(it)) != NULL) {
        value = PyObject_GetItem(mapping, key);
        if (value == NULL || pyx_put_kwarg(f, kwargs, key, value) < 0) {
            Py_XDECREF(value);
            Py_DECREF(key);
            goto done;
        }
        Py_DECREF(value);
        Py_DECREF(key);
    }
    r = PyErr_Occurred() ? -1 : 0;
done:
    Py_DECREF(it);
    return r;
}

PYX_API PyObject *pyx_new_instance(PyObject *type, PyObject *args, PyObject *kwargs)
{
    PyTypeObject *t = (PyTypeObject *)type;
    if (!PyType_Check(type)) {
        PyErr_Format(PyExc_TypeError, "object.__new__(X): X is not a type object (%.200s)", Py_TYPE(type)->tp_name);
        return NULL;
    }
    if (t->tp_new == NULL) {
        PyErr_Format(PyExc_TypeError, "cannot create '%.200s' instances", t->tp_name);
        return NULL;
    }
    return t->tp_new(t, args, kwargs);
}
