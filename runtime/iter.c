/* Iteration. See iter.h. */
#include "iter.h"

PYX_API PyObject *pyx_iter_end(void)
{
    if (PyErr_Occurred())
        pyx_clear_error(PyExc_StopIteration);
    return NULL;
}

PYX_API int pyx_none_iterable(void)
{
    PyErr_SetString(PyExc_TypeError, "'NoneType' object is not iterable");
    return -1;
}

PYX_API PyObject *pyx_reversed(PyObject *o)
{
    if (pyx_unlikely(o == Py_None)) {
        pyx_none_iterable();
        return NULL;
    }
    return PyObject_CallOneArg((PyObject *)&PyReversed_Type, o);
}

PYX_API PyObject *pyx_old_dict_view(PyObject *o, PyObject *name)
{
    if (!PyDict_CheckExact(o))
        return PyObject_CallMethodObjArgs(o, name, NULL);
    switch (PyUnicode_READ_CHAR(name, 4)) {
    case 'k': return PyObject_CallMethod(o, "keys", NULL);
    case 'v': return PyObject_CallMethod(o, "values", NULL);
    default: return PyObject_CallMethod(o, "items", NULL);
    }
}

PYX_API PyObject *pyx_next(PyObject *it)
{
    PyObject *item;
    if (pyx_unlikely(!PyIter_Check(it))) {
        PyErr_Format(PyExc_TypeError, "%.200s object is not an iterator", Py_TYPE(it)->tp_name);
        return NULL;
    }
    item = Py_TYPE(it)->tp_iternext(it);
    if (item == NULL && !PyErr_Occurred())
        PyErr_SetNone(PyExc_StopIteration);
    return item;
}

PYX_API PyObject *pyx_next_default(PyObject *it, PyObject *fallback)
{
    PyObject *item = pyx_next(it);
    if (item == NULL && pyx_clear_error(PyExc_StopIteration))
        return pyx_newref(fallback);
    return item;
}

PYX_API int pyx_dict_changed(void)
{
    PyErr_SetString(PyExc_RuntimeError, "dictionary changed size during iteration");
    return -1;
}

PYX_API PyObject *pyx_get_aiter(PyObject *o)
{
    PyAsyncMethods *async = Py_TYPE(o)->tp_as_async;
    PyObject *it;
    if (async == NULL || async->am_aiter == NULL) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.100s",
                     Py_TYPE(o)->tp_name);
        return NULL;
    }
    it = async->am_aiter(o);
    if (it != NULL && (Py_TYPE(it)->tp_as_async == NULL || Py_TYPE(it)->tp_as_async->am_anext == NULL)) {
        PyErr_Format(PyExc_TypeError,
                     "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
                     Py_TYPE(it)->tp_name);
        Py_DECREF(it);
        return NULL;
    }
    return it;
}

PYX_API PyObject *pyx_get_anext(PyObject *it)
{
    PyAsyncMethods *async = Py_TYPE(it)->tp_as_async;
    if (async == NULL || async->am_anext == NULL) {
        PyErr_Format(PyExc_TypeError, "'async for' requires an iterator with __anext__ method, got %.100s",
                     Py_TYPE(it)->tp_name);
        return NULL;
    }
    return async->am_anext(it);
}

/* 1 as soon as an item's truth is `wanted`, 0 at the end. */
static int pyx_search_truth(PyObject *items, int wanted)
{
    PyObject *it = PyObject_GetIter(items), *item;
    int truth = 0;
    if (it == NULL)
        return -1;
    while ((item = pyx_iter_next(it)) != NULL) {
        truth = PyObject_IsTrue(item);
        Py_DECREF(item);
        if (truth < 0 || truth == wanted)
            break;
        truth = 0;
    }
    Py_DECREF(it);
    if (item == NULL)
        return PyErr_Occurred() ? -1 : 0;
    return truth < 0 ? -1 : 1;
}

PYX_API int pyx_any(PyObject *items) { return pyx_search_truth(items, 1); }

PYX_API int pyx_all(PyObject *items)
{
    int found = pyx_search_truth(items, 0);
    return found < 0 ? found : !found;
}

PYX_API PyObject *pyx_sum(PyObject *items, PyObject *start)
{
    PyObject *builtins = PyEval_GetBuiltins();
    PyObject *sum = builtins != NULL ? PyDict_GetItemString(builtins, "sum") : NULL;
    if (sum == NULL) {
        PyErr_SetString(PyExc_NameError, "name 'sum' is not defined");
        return NULL;
    }
    return PyObject_CallFunctionObjArgs(sum, items, start, NULL);
}
