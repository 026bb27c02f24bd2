/* Tuples, lists, sets and dicts. See container.h. */
#include "container.h"
#include "object.h"

PYX_API PyObject *pyx_tuple(PyObject *const *items, Py_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);
    Py_ssize_t i;
    for (i = 0; i < n; i++) {
        if (pyx_likely(tuple != NULL))
            PyTuple_SET_ITEM(tuple, i, items[i]);
        else
            Py_DECREF(items[i]);
    }
    return tuple;
}

PYX_API PyObject *pyx_list(PyObject *const *items, Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    Py_ssize_t i;
    for (i = 0; i < n; i++) {
        if (pyx_likely(list != NULL))
            PyList_SET_ITEM(list, i, items[i]);
        else
            Py_DECREF(items[i]);
    }
    return list;
}

PYX_API PyObject *pyx_set(PyObject *const *items, Py_ssize_t n)
{
    PyObject *set = PySet_New(NULL);
    Py_ssize_t i;
    for (i = 0; set != NULL && i < n; i++) {
        if (PySet_Add(set, items[i]) < 0)
            Py_CLEAR(set);
    }
    return set;
}

PYX_API PyObject *pyx_frozenset(PyObject *items)
{
    static PyObject *empty;
    if (items != NULL) {
        PyObject *set = PyFrozenSet_CheckExact(items) ? pyx_newref(items) : PyFrozenSet_New(items);
        if (set == NULL || PySet_GET_SIZE(set) > 0)
            return set;
        Py_DECREF(set);
    }
    if (empty == NULL)
        empty = PyFrozenSet_New(NULL);
    return pyx_xnewref(empty);
}

PYX_API PyObject *pyx_dict_sized(Py_ssize_t n)
{
#if PY_VERSION_HEX < 0x030d0000
    return n > 5 ? _PyDict_NewPresized(n) : PyDict_New();
#else
    (void)n;
    return PyDict_New();
#endif
}

/* Calls a method by name with up to two arguments. */
static PyObject *pyx_method(PyObject *o, PyObject **slot, const char *name, PyObject *a, PyObject *b)
{
    PyObject *s = pyx_interned(slot, name);
    if (s == NULL)
        return NULL;
    return PyObject_CallMethodObjArgs(o, s, a, b, NULL);
}

PYX_API int pyx_object_append(PyObject *o, PyObject *item)
{
    static PyObject *append;
    PyObject *r;
    if (pyx_likely(PyList_CheckExact(o)))
        return pyx_list_append(o, item);
    r = pyx_method(o, &append, "append", item, NULL);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    return 0;
}

PYX_API int pyx_list_extend(PyObject *list, PyObject *items)
{
    if (pyx_unlikely(list == Py_None))
        return pyx_none_attribute("extend");
#if PY_VERSION_HEX >= 0x030d0000
    return PyList_Extend(list, items);
#else
    {
        PyObject *none = _PyList_Extend((PyListObject *)list, items);
        Py_XDECREF(none);
        return none == NULL ? -1 : 0;
    }
#endif
}

PYX_API PyObject *pyx_list_pop(PyObject *list)
{
    Py_ssize_t n;
    if (pyx_unlikely(list == Py_None)) {
        pyx_none_attribute("pop");
        return NULL;
    }
    n = PyList_GET_SIZE(list);
    if (pyx_unlikely(n == 0)) {
        PyErr_SetString(PyExc_IndexError, "pop from empty list");
        return NULL;
    }
#if !defined(Py_GIL_DISABLED)
    /* Without shrinking the storage: the item's reference moves to the caller. */
    if (n > (((PyListObject *)list)->allocated >> 1)) {
#if PY_VERSION_HEX < 0x03090000
        Py_SIZE(list) = n - 1;
#else
        Py_SET_SIZE((PyVarObject *)list, n - 1);
#endif
        return ((PyListObject *)list)->ob_item[n - 1];
    }
#endif
    return pyx_list_pop_index(list, n - 1);
}

PYX_API PyObject *pyx_list_pop_index(PyObject *list, Py_ssize_t i)
{
    PyObject *item;
    Py_ssize_t n;
    if (pyx_unlikely(list == Py_None)) {
        pyx_none_attribute("pop");
        return NULL;
    }
    n = PyList_GET_SIZE(list);
    if (i < 0)
        i += n;
    if (pyx_unlikely((size_t)i >= (size_t)n)) {
        PyErr_SetString(PyExc_IndexError, n == 0 ? "pop from empty list" : "pop index out of range");
        return NULL;
    }
    item = pyx_newref(PyList_GET_ITEM(list, i));
    if (PyList_SetSlice(list, i, i + 1, NULL) < 0)
        Py_CLEAR(item);
    return item;
}

PYX_API PyObject *pyx_object_pop(PyObject *o)
{
    static PyObject *pop;
    if (PyList_CheckExact(o))
        return pyx_list_pop(o);
    if (Py_TYPE(o) == &PySet_Type)
        return PySet_Pop(o);
    return pyx_method(o, &pop, "pop", NULL, NULL);
}

PYX_API int pyx_set_discard(PyObject *set, PyObject *item)
{
    int r;
    if (pyx_unlikely(set == Py_None))
        return pyx_none_attribute("discard");
    r = PySet_Discard(set, item);
    if (pyx_unlikely(r < 0) && PySet_Check(item) && pyx_clear_error(PyExc_TypeError)) {
        /* A set is looked up as the frozenset that equals it. */
        PyObject *frozen = PyFrozenSet_New(item);
        if (frozen == NULL)
            return -1;
        r = PySet_Discard(set, frozen);
        Py_DECREF(frozen);
    }
    return r < 0 ? -1 : 0;
}

PYX_API int pyx_set_update(PyObject *set, PyObject *items)
{
    PyObject *it, *item;
    int r = 0;
    if (pyx_unlikely(set == Py_None))
        return pyx_none_attribute("update");
    it = PyObject_GetIter(items);
    if (it == NULL)
        return -1;
    while (r == 0 && (item = PyIter_Next(it)) != NULL) {
        r = PySet_Add(set, item);
        Py_DECREF(item);
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : r;
}

PYX_API int pyx_dict_update(PyObject *dict, PyObject *items)
{
    static PyObject *keys;
    PyObject *s;
    int has;
    if (pyx_unlikely(dict == Py_None))
        return pyx_none_attribute("update");
    if (PyDict_CheckExact(items))
        return PyDict_Update(dict, items);
    s = pyx_interned(&keys, "keys");
    if (s == NULL)
        return -1;
    has = pyx_hasattr(items, s);
    if (has < 0)
        return -1;
    return has ? PyDict_Update(dict, items) : PyDict_MergeFromSeq2(dict, items, 1);
}

PYX_API int pyx_dict_merge(PyObject *dict, PyObject *mapping)
{
    if (PyDict_Update(dict, mapping) == 0)
        return 0;
    if (pyx_clear_attribute_error())
        PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(mapping)->tp_name);
    return -1;
}

PYX_API PyObject *pyx_dict_get(PyObject *dict, PyObject *key, PyObject *fallback)
{
    PyObject *value;
    if (pyx_unlikely(dict == Py_None)) {
        pyx_none_attribute("get");
        return NULL;
    }
    value = pyx_dict_get_ref(dict, key);
    if (value == NULL && !PyErr_Occurred())
        value = pyx_newref(fallback);
    return value;
}

PYX_API PyObject *pyx_dict_setdefault(PyObject *dict, PyObject *key, PyObject *value)
{
    if (pyx_unlikely(dict == Py_None)) {
        pyx_none_attribute("setdefault");
        return NULL;
    }
#if PY_VERSION_HEX >= 0x030d0000
    {
        PyObject *r;
        PyDict_SetDefaultRef(dict, key, value, &r);
        return r;
    }
#else
    return pyx_xnewref(PyDict_SetDefault(dict, key, value));
#endif
}

PYX_API PyObject *pyx_dict_pop(PyObject *dict, PyObject *key, PyObject *fallback)
{
    static PyObject *pop;
    if (pyx_unlikely(dict == Py_None)) {
        pyx_none_attribute("pop");
        return NULL;
    }
    return pyx_method(dict, &pop, "pop", key, fallback);
}

/* A view of what is declared a dict: a subclass's own method does not count. */
static PyObject *pyx_dict_view(PyObject *dict, PyObject **name, const char *text)
{
    if (PyDict_Check(dict) && !PyDict_CheckExact(dict))
        return PyObject_CallMethod((PyObject *)&PyDict_Type, text, "(O)", dict);
    return pyx_method(dict, name, text, NULL, NULL);
}

PYX_API PyObject *pyx_dict_keys(PyObject *dict)
{
    static PyObject *name;
    return pyx_dict_view(dict, &name, "keys");
}
PYX_API PyObject *pyx_dict_values(PyObject *dict)
{
    static PyObject *name;
    return pyx_dict_view(dict, &name, "values");
}
PYX_API PyObject *pyx_dict_items(PyObject *dict)
{
    static PyObject *name;
    return pyx_dict_view(dict, &name, "items");
}

PYX_API PyObject *pyx_sorted(PyObject *items)
{
    PyObject *list = PySequence_List(items);
    if (list != NULL && PyList_Sort(list) < 0)
        Py_CLEAR(list);
    return list;
}

static int pyx_need_more(Py_ssize_t n)
{
    PyErr_Format(PyExc_ValueError, "need more than %zd value%s to unpack", n, n == 1 ? "" : "s");
    return -1;
}

static int pyx_too_many(Py_ssize_t n)
{
    PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %zd)", n);
    return -1;
}

PYX_API int pyx_unpack_slow(PyObject *o, PyObject **const *outs, Py_ssize_t n)
{
    PyObject *it, *item;
    Py_ssize_t i, j;
    for (i = 0; i < n; i++)
        *outs[i] = NULL;
    if (PyTuple_CheckExact(o) || PyList_CheckExact(o)) {
        Py_ssize_t size = Py_SIZE(o);
        if (size != n)
            return size > n ? pyx_too_many(n) : pyx_need_more(size);
        for (i = 0; i < n; i++)
            *outs[i] = pyx_newref(PyTuple_CheckExact(o) ? PyTuple_GET_ITEM(o, i) : PyList_GET_ITEM(o, i));
        return 0;
    }
    it = PyObject_GetIter(o);
    if (it == NULL)
        return -1;
    for (i = 0; i < n; i++) {
        item = PyIter_Next(it);
        if (item == NULL) {
            if (!PyErr_Occurred())
                pyx_need_more(i);
            goto error;
        }
        *outs[i] = item;
    }
    item = PyIter_Next(it);
    if (item != NULL) {
        Py_DECREF(item);
        pyx_too_many(n);
    }
    if (PyErr_Occurred())
        goto error;
    Py_DECREF(it);
    return 0;
error:
    Py_DECREF(it);
    for (j = 0; j < i; j++)
        Py_CLEAR(*outs[j]);
    return -1;
}

PYX_API int pyx_unpack_star(PyObject *o, Py_ssize_t before, Py_ssize_t after, PyObject **const *outs, Py_ssize_t n)
{
    PyObject *list;
    Py_ssize_t i, size;
    for (i = 0; i < n; i++)
        *outs[i] = NULL;
    list = PySequence_List(o);
    if (list == NULL)
        return -1;
    size = PyList_GET_SIZE(list);
    if (size < before + after) {
        Py_DECREF(list);
        return pyx_need_more(size);
    }
    for (i = 0; i < before; i++)
        *outs[i] = pyx_newref(PyList_GET_ITEM(list, i));
    for (i = 0; i < after; i++)
        *outs[before + 1 + i] = pyx_newref(PyList_GET_ITEM(list, size - after + i));
    if (PyList_SetSlice(list, size - after, size, NULL) < 0 || PyList_SetSlice(list, 0, before, NULL) < 0) {
        Py_DECREF(list);
        for (i = 0; i < n; i++)
            Py_CLEAR(*outs[i]);
        return -1;
    }
    *outs[before] = list;
    return 0;
}
