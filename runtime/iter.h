/* Iteration, and builtin functions that consume iterables. */
#ifndef PYX_ITER_H
#define PYX_ITER_H
#include "base.h"

PYX_API PyObject *pyx_iter_end(void);
/* NULL without an exception: the end. */
PYX_INLINE PyObject *pyx_iter_next(PyObject *it)
{
    PyObject *item = Py_TYPE(it)->tp_iternext(it);
    return pyx_likely(item != NULL) ? item : pyx_iter_end();
}
/* `for` over an object of unknown type: the list or tuple itself, else an iterator. */
PYX_INLINE PyObject *pyx_iter_start(PyObject *o)
{
    return PyList_CheckExact(o) || PyTuple_CheckExact(o) ? pyx_newref(o) : PyObject_GetIter(o);
}
/* `index`: a Py_ssize_t, 0 at the start. */
PYX_INLINE PyObject *pyx_iter_step(PyObject *o, void *index)
{
    if (PyList_CheckExact(o)) {
        Py_ssize_t i = (*(Py_ssize_t *)index)++;
        return i < PyList_GET_SIZE(o) ? pyx_newref(PyList_GET_ITEM(o, i)) : NULL;
    }
    if (PyTuple_CheckExact(o)) {
        Py_ssize_t i = (*(Py_ssize_t *)index)++;
        return i < PyTuple_GET_SIZE(o) ? pyx_newref(PyTuple_GET_ITEM(o, i)) : NULL;
    }
    return pyx_iter_next(o);
}
PYX_API int pyx_none_iterable(void);
PYX_INLINE int pyx_check_iterable(PyObject *o) { return pyx_likely(o != Py_None) ? 0 : pyx_none_iterable(); }
PYX_API PyObject *pyx_reversed(PyObject *o);
/* `o.iteritems()` and its like, `name` beginning with "iter". */
PYX_API PyObject *pyx_old_dict_view(PyObject *o, PyObject *name);
PYX_API PyObject *pyx_next(PyObject *it);
PYX_API PyObject *pyx_next_default(PyObject *it, PyObject *fallback);
/* Item of a list or tuple, NULL past its end. */
PYX_INLINE PyObject *pyx_list_next(PyObject *list, Py_ssize_t i)
{
    return i < PyList_GET_SIZE(list) ? pyx_newref(PyList_GET_ITEM(list, i)) : NULL;
}
PYX_INLINE PyObject *pyx_tuple_next(PyObject *tuple, Py_ssize_t i)
{
    return i < PyTuple_GET_SIZE(tuple) ? pyx_newref(PyTuple_GET_ITEM(tuple, i)) : NULL;
}
PYX_API int pyx_dict_changed(void);
/* Next key and value of a dict: 1, 0 at the end, -1 when its size is no longer `size`. `position`: a Py_ssize_t. */
PYX_INLINE int pyx_dict_next(PyObject *dict, void *position, Py_ssize_t size, PyObject **key, PyObject **value)
{
    *key = *value = NULL;
    if (pyx_unlikely(PyDict_Size(dict) != size))
        return pyx_dict_changed();
    if (!PyDict_Next(dict, (Py_ssize_t *)position, key, value))
        return 0;
    Py_INCREF(*key);
    Py_INCREF(*value);
    return 1;
}
PYX_API PyObject *pyx_get_aiter(PyObject *o);
PYX_API PyObject *pyx_get_anext(PyObject *it);
PYX_API int pyx_any(PyObject *items);
PYX_API int pyx_all(PyObject *items);
PYX_API PyObject *pyx_sum(PyObject *items, PyObject *start);

#endif
