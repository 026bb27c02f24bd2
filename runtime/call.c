/* Calling Python objects. See call.h. */
#include "call.h"
#include "attr.h"
#include "function.h"

PYX_INLINE vectorcallfunc pyx_vectorcall_of(PyObject *f)
{
    PyTypeObject *type = Py_TYPE(f);
    if (pyx_likely(type->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL)) {
        vectorcallfunc direct;
        memcpy(&direct, (char *)f + type->tp_vectorcall_offset, sizeof direct);
        if (pyx_likely(direct != NULL))
            return direct;
    }
    return PyObject_Vectorcall;
}

PYX_API PyObject *pyx_call(PyObject *f, PyObject **args, Py_ssize_t n)
{
    return pyx_vectorcall_of(f)(f, args + 1, (size_t)n | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
}

#if PYX_ATTR_CACHE
static PyObject *pyx_init_name, *pyx_no_args;

/* Calls a class whose instances are made by `object.__new__` and a function `__init__`, without packing the arguments.
 * 0: another kind of class, nothing is done. */
static int pyx_construct(PyTypeObject *type, PyObject **args, Py_ssize_t n, PyObject **result)
{
    const pyx_attr *e;
    PyObject *init, *self, *r;
    *result = NULL;
    if (pyx_unlikely(pyx_init_name == NULL)) {
        pyx_no_args = PyTuple_New(0);
        if (pyx_no_args == NULL || pyx_interned(&pyx_init_name, "__init__") == NULL)
            return 1;
    }
    e = pyx_attr_find(type, pyx_init_name);
    if (e == NULL || !e->init)
        return 0;
    /* As the call of the class would. */
    if (Py_EnterRecursiveCall(" while calling a Python object"))
        return 1;
    init = pyx_newref(e->value);
    self = type->tp_new(type, pyx_no_args, NULL);
    if (pyx_likely(self != NULL)) {
        args[0] = self;
        r = pyx_vectorcall_of(init)(init, args, (size_t)n + 1, NULL);
        if (pyx_likely(r == Py_None)) {
            *result = self;
        } else {
            if (r != NULL)
                PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(r)->tp_name);
            Py_DECREF(self);
        }
        Py_XDECREF(r);
    }
    Py_DECREF(init);
    Py_LeaveRecursiveCall();
    return 1;
}
#endif

PYX_API PyObject *pyx_call_class(PyObject *f, PyObject **args, Py_ssize_t n)
{
#if PYX_ATTR_CACHE
    PyObject *r;
    if (Py_TYPE(f) == &PyType_Type && ((PyTypeObject *)f)->tp_new == PyBaseObject_Type.tp_new &&
        pyx_construct((PyTypeObject *)f, args, n, &r))
        return r;
#endif
    return pyx_call(f, args, n);
}

PYX_API PyObject *pyx_call_attr(PyObject *self, PyObject *name, PyObject **args, Py_ssize_t n)
{
    return pyx_call_method_kw(self, name, NULL, args, n);
}

PYX_API PyObject *pyx_call_method(PyObject *self, PyObject *name, PyObject **args, Py_ssize_t n)
{
#if PYX_ATTR_CACHE
    PyObject *method = pyx_attr_method(self, name), *r;
    if (pyx_likely(method != NULL)) {
        args[0] = self;
        Py_INCREF(method);
        r = pyx_vectorcall_of(method)(method, args, (size_t)n + 1, NULL);
        Py_DECREF(method);
        return r;
    }
#endif
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

/* `PyObject_Call`, but a function of compiled code gets the tuple itself: CPython would pass its items, of which
 * `*args` is a copy. */
static PyObject *pyx_call_tuple(PyObject *f, PyObject *args, PyObject *kwargs)
{
    PyTypeObject *type = Py_TYPE(f);
    PyObject *r;
    if (!(type->tp_flags & Py_TPFLAGS_METHOD_DESCRIPTOR) || !(type->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL) ||
        type->tp_call == PyVectorcall_Call)
        return PyObject_Call(f, args, kwargs);
    if (Py_EnterRecursiveCall(" while calling a Python object"))
        return NULL;
    r = type->tp_call(f, args, kwargs);
    Py_LeaveRecursiveCall();
    return r;
}

PYX_API PyObject *pyx_call_star(PyObject *f, PyObject *args, PyObject *kwnames, PyObject *const *values, Py_ssize_t n)
{
    PyObject *space[16], **all = space, *r;
    Py_ssize_t npos = PyTuple_GET_SIZE(args), i;
    if ((Py_TYPE(f)->tp_flags & Py_TPFLAGS_HAVE_VECTORCALL) && pyx_vectorcall_of(f) == pyx_function_call_other) {
        /* It takes a tuple: this one reaches it as it is. */
        PyObject *kwargs = PyDict_New();
        for (i = 0; kwargs != NULL && i < n; i++) {
            if (PyDict_SetItem(kwargs, PyTuple_GET_ITEM(kwnames, i), values[i]) < 0)
                Py_CLEAR(kwargs);
        }
        r = kwargs != NULL ? pyx_call_tuple(f, args, kwargs) : NULL;
        Py_XDECREF(kwargs);
        return r;
    }
    if (pyx_unlikely(npos + n >= 16)) {
        all = PyMem_New(PyObject *, npos + n + 1);
        if (all == NULL)
            return PyErr_NoMemory();
    }
    /* The first is for the callee to use. */
    for (i = 0; i < npos; i++)
        all[i + 1] = PyTuple_GET_ITEM(args, i);
    for (i = 0; i < n; i++)
        all[npos + i + 1] = values[i];
    r = PyObject_Vectorcall(f, all + 1, (size_t)npos | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    if (all != space)
        PyMem_Free(all);
    return r;
}

static int pyx_not_mapping(PyObject *o)
{
    PyErr_Format(PyExc_TypeError, "argument after ** must be a mapping, not %.200s", Py_TYPE(o)->tp_name);
    return -1;
}

PYX_API PyObject *pyx_call_ex(PyObject *f, PyObject *args, PyObject *kwargs)
{
    PyObject *r = NULL;
    if (PyTuple_CheckExact(args)) {
        Py_INCREF(args);
    } else {
        args = PySequence_Tuple(args);
        if (args == NULL)
            return NULL;
    }
    if (kwargs != NULL && !PyDict_CheckExact(kwargs)) {
        PyObject *dict = PyDict_New();
        if (dict != NULL && pyx_merge_kwargs(f, dict, kwargs) == 0)
            r = pyx_call_tuple(f, args, dict);
        Py_XDECREF(dict);
    } else {
        r = pyx_call_tuple(f, args, kwargs);
    }
    Py_DECREF(args);
    return r;
}

PYX_API int pyx_put_kwarg(PyObject *f, PyObject *kwargs, PyObject *name, PyObject *value)
{
    int has = PyDict_Contains(kwargs, name);
    (void)f;
    if (has < 0)
        return -1;
    if (has) {
        PyErr_Format(PyExc_TypeError, "function() got multiple values for keyword argument '%S'", name);
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
        return pyx_clear_attribute_error() ? pyx_not_mapping(mapping) : -1;
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
